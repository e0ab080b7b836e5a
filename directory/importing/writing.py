"""Writing the directory file, in the order it was read; what is hidden stays hidden."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from directory.importing.columns import NAMES
from directory.importing.entries import Entry, VenueEntry
from directory.importing.values import written


def write_entries(entries: Iterable[Entry]) -> bytes:
    """Return the CSV file of the entries: UTF-8, comma, one line feed a row."""
    return write_rows(rows_of(entries))


def write_rows(rows: Iterable[list[str]]) -> bytes:
    """Return the CSV file of rows of cells, under the names of the columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerows(rows)
    return out.getvalue().encode()


def rows_of(entries: Iterable[Entry]) -> Iterator[list[str]]:
    """Yield the cells of each row, in the order of the last file."""
    places = [(row.position, entry, row.venue) for entry in entries for row in entry.rows]
    places.sort(key=lambda place: (place[0], place[1].id))
    yield from (_cells(entry, venue) for _, entry, venue in places)


def _cells(entry: Entry, venue: VenueEntry) -> list[str]:
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
