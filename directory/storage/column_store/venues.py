"""Where services have their venues: the one home of how that is laid out.

Nothing of a hidden venue is in it, neither its point nor that there is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.storage.column_store.arrays import Flags, Numbers, Rows, spread, starts
from directory.storage.column_store.columns import PartTable, StoredColumn
from directory.storage.column_store.splice import Splice

NO_POINT = -1
"""Stands for the grid point of a venue that could not be located."""
FAR = 1 << 40
"""Stands for the metres to a service that has no venue to go to."""
Metres = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Venues:
    """The venues of each service that may be told: those from `first` of it to `first` of the next.

    Attributes:
        easting, northing: grid metres of each venue, NO_POINT for one that is not located.
        beside: what else is kept of each venue, if anything.
    """

    first: Numbers
    easting: Numbers
    northing: Numbers
    beside: Rows

    @cached_property
    def service(self) -> Numbers:
        """Return the place of the service of each venue."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    @cached_property
    def has(self) -> Flags:
        """Return which services have any."""
        found: Flags = np.diff(self.first) > 0
        return found

    @cached_property
    def points(self) -> Rows:
        """Return the points of all venues, two numbers each."""
        return np.column_stack([self.easting, self.northing]).astype(float)

    def of(self, services: Numbers) -> Numbers:
        """Return the venues of some services, one after another."""
        first = self.first[services]
        return spread(first, self.first[services + 1] - first)

    def points_at(self, service: int) -> list[tuple[int, int]]:
        """Return the points of one service."""
        mine = slice(int(self.first[service]), int(self.first[service + 1]))
        return list(zip(self.easting[mine].tolist(), self.northing[mine].tolist(), strict=True))

    def least(self, metres: Metres) -> Metres:
        """Return the least metres of the venues of each service, given those of each venue."""
        found = np.full(len(self.has), FAR, float)
        if len(metres):
            found[self.has] = np.minimum.reduceat(metres, self.first[:-1][self.has])
        return found

    def nearest(self, metres: Metres, services: Numbers) -> list[int]:
        """Return the venue of each of some services with the least metres; each must have one."""
        spans = zip(self.first[services].tolist(), self.first[services + 1].tolist(), strict=True)
        return [b + int(np.argmin(metres[b:e])) if e - b > 1 else b for b, e in spans]


VenueRows = Sequence[tuple[int, int, Any]]
"""The easting, the northing and what else is kept of each venue of a service."""


class VenueLists(StoredColumn[Venues]):
    """The venues of each service; `pick` gives those that are kept from the rows of one."""

    def __init__(
        self, part: PartTable, pick: Callable[[Sequence[Any]], VenueRows], beside: Any = np.int64
    ) -> None:
        self.part, self._pick, self._beside = part, pick, beside

    def read(self, *cells: Sequence[Any]) -> Venues:
        """Return the venues."""
        kept = [self._pick(rows) if rows else () for rows in cells[0]]
        flat = [venue for venues in kept for venue in venues]
        beside = np.empty(len(flat), self._beside)
        beside[:] = [venue[2] for venue in flat]
        return Venues(
            first=starts(np.fromiter(map(len, kept), np.int64, len(kept))),
            easting=np.array([venue[0] for venue in flat], np.int64),
            northing=np.array([venue[1] for venue in flat], np.int64),
            beside=beside,
        )

    def spliced(self, old: Venues, fresh: Venues, splice: Splice) -> Venues:
        """Return the venues of the next version."""
        items = splice.items(old.first, fresh.first)
        return Venues(
            first=starts(splice.rows(np.diff(old.first), np.diff(fresh.first))),
            easting=items.rows(old.easting, fresh.easting),
            northing=items.rows(old.northing, fresh.northing),
            beside=items.rows(old.beside, fresh.beside),
        )

    def some(self, value: Venues, places: Numbers) -> Venues:
        """Return the venues of some services."""
        which = value.of(places)
        return replace(
            value,
            first=starts(np.diff(value.first)[places]),
            easting=value.easting[which],
            northing=value.northing[which],
            beside=value.beside[which],
        )
