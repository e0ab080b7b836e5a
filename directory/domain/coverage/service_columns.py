"""What services state of themselves that decides whether they suit: one place for each."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar, cast

import numpy as np

from directory.domain.search.filter_columns import ASSURED_ON
from directory.model.service_line import ServiceLine
from directory.storage import Service
from directory.storage.column_store import (
    ColumnStore,
    Number,
    Splice,
    StoredColumn,
    VenueLists,
    stored,
)
from directory.storage.column_store.arrays import Rows
from directory.storage.snapshot import VENUES, Numbers, Snapshot, located

NOT_STATED = -1
"""Stands for a number that a service does not state."""


def _postcodes(rows: Sequence[Any]) -> list[tuple[int, int, str]]:
    return [(row.easting, row.northing, row.postcode or "") for row in located(rows)]


class _Lines(StoredColumn[Rows]):
    """What lists show of each service."""

    cells = tuple(getattr(Service, name) for name in ServiceLine._fields)

    def read(self, *cells: Sequence[Any]) -> Rows:
        """Return the lines, of cells or of lines that are made already."""
        made = cells[0] if len(cells) == 1 else map(ServiceLine._make, zip(*cells, strict=True))
        lines = np.empty(len(cells[0]), object)
        for at, line in enumerate(made):
            lines[at] = line  # a tuple, which numpy would take apart
        return lines

    def spliced(self, old: Rows, fresh: Rows, splice: Splice) -> Rows:
        """Return the lines of the next version."""
        return splice.rows(old, fresh)

    def some(self, value: Rows, places: Numbers) -> Rows:
        """Return the lines of some services."""
        return value[places]


LINES, ORGANISATION = _Lines(), Number(Service.organisation_id, 0)
TRAINED_STAFF = Number(Service.trained_staff, NOT_STATED)
WAITING_WEEKS = Number(Service.waiting_weeks, NOT_STATED)
PLACES_PER_YEAR = Number(Service.places_per_year, NOT_STATED)
POSTCODES = VenueLists(VENUES, _postcodes, object)
"""Beside each venue that may be told and is located, its postcode."""


class PlacesColumns:
    """How many places a year each service states."""

    COLUMNS: ClassVar[Collection[StoredColumn[Any]]] = (*Snapshot.COLUMNS, PLACES_PER_YEAR)

    def __init__(self, store: ColumnStore) -> None:
        self.snapshot, self.places_per_year = Snapshot(store), store[PLACES_PER_YEAR]


class ServiceColumns:
    """What every service of a snapshot states of itself, beside whom it takes and where."""

    COLUMNS: ClassVar[Collection[StoredColumn[Any]]] = (
        *Snapshot.COLUMNS, LINES, ORGANISATION, ASSURED_ON, TRAINED_STAFF, WAITING_WEEKS,
    )  # fmt: skip

    def __init__(self, store: ColumnStore) -> None:
        self.store, self.snapshot = store, Snapshot(store)

    organisation, assured_on = stored(ORGANISATION), stored(ASSURED_ON)
    trained_staff, waiting_weeks = stored(TRAINED_STAFF), stored(WAITING_WEEKS)

    @property
    def lines(self) -> Sequence[ServiceLine]:
        """Return what lists show of each service."""
        return cast(Sequence[ServiceLine], self.store[LINES])

    def line_of(self, id: str) -> ServiceLine | None:
        """Return what lists show of a service by its id; None where it is not shown."""
        place = self.store.place_of(id)
        return None if place is None else self.lines[place]


class TravelColumns(ServiceColumns):
    """The same with the postcodes of venues, which a table of travel times goes by."""

    COLUMNS: ClassVar[Collection[StoredColumn[Any]]] = (*ServiceColumns.COLUMNS, POSTCODES)
