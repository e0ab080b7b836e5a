"""Writing the directory file, in the order it was read; what is hidden stays hidden."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from directory.importing.columns import NAMES
from directory.importing.entries import Entry, VenueEntry
from directory.importing.values import written


def write_entries(entries: Iterable[Entry]) -> bytes:
    """Return the CSV file of the entries: UTF-8, comma, one line feed a row."""
    rows = sorted(
        (row.position, _cells(entry, row.venue)) for entry in entries for row in entry.rows
    )
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerows(cells for _, cells in rows)
    return out.getvalue().encode()


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
