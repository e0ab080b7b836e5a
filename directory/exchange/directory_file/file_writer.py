"""Writing the directory file, in the order it was read; what is hidden stays hidden."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from directory.exchange.directory_file.heading_names import ROW_VERSION
from directory.model.cell_types import written
from directory.model.columns import NAMES
from directory.model.row_version import RowVersion
from directory.model.service_entry import ServiceEntry, VenueEntry

Versions = Mapping[str, RowVersion] | None
"""The version of each entry, for a last column that tells it; None for a file without one."""


def write_entries(entries: Iterable[ServiceEntry], versions: Versions = None) -> bytes:
    """Return the CSV file of the entries: UTF-8, comma, one line feed a row."""
    return write_rows(rows_of(entries, versions), names_of(versions))


def names_of(versions: Versions) -> tuple[str, ...]:
    """Return the names of the columns of a file."""
    return NAMES if versions is None else (*NAMES, ROW_VERSION)


def write_rows(rows: Iterable[list[str]], names: Sequence[str] = NAMES) -> bytes:
    """Return the CSV file of rows of cells, under the names of the columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue().encode()


def rows_of(entries: Iterable[ServiceEntry], versions: Versions = None) -> Iterator[list[str]]:
    """Yield the cells of each row, in the order of the last file."""
    places = [(row.position, entry, row.venue) for entry in entries for row in entry.rows]
    places.sort(key=lambda place: (place[0], place[1].id))
    for _, entry, venue in places:
        version = [] if versions is None else [str(versions[entry.id])]
        yield [*_cells(entry, venue), *version]


def _cells(entry: ServiceEntry, venue: VenueEntry) -> list[str]:
    shown = venue.without_address
    values: dict[str, Any] = {
        **entry.values,
        "id": entry.id,
        "venue_name": shown.name,
        "address": shown.address,
        "postcode": shown.postcode,
        "hide_address": shown.hide_address,
    }
    return [written(values[name]) for name in NAMES]
