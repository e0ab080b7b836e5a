"""The table of travel times as arrays: from the areas of children to the postcodes of venues.

What the table does not hold is not known; it is never far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.coverage.population import PopulationSource, source_of
from directory.domain.coverage.service_columns import POSTCODES
from directory.storage import FigureSource, TravelTime
from directory.storage.column_store import ColumnStore
from directory.storage.column_store.arrays import spread
from directory.storage.snapshot import Flags, Numbers

TRAVEL = "travel"
AT_ONCE = 100_000
"""Rows that are read before they are put into arrays: a national table holds millions."""
NOWHERE = -1
"""Stands for the postcode of a venue that the table does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TravelTable:
    """The times for the areas of which there are children.

    Attributes:
        postcodes: each that the table holds, with its place.
        key: for each time, place of the area × number of postcodes + place of the postcode; sorted.
        minutes: each time, rounded up, in the order of `key`.
    """

    source: PopulationSource
    postcodes: Mapping[str, int]
    key: Numbers
    minutes: NDArray[np.int16]

    def spans(self, areas: Numbers) -> tuple[Numbers, Numbers]:
        """Return where the times of some areas begin, and how many each has."""
        size = max(len(self.postcodes), 1)
        first = np.searchsorted(self.key, areas * size)
        return first, np.searchsorted(self.key, (areas + 1) * size) - first


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VenueTravelTimes:
    """The table beside the venues of one version of the directory.

    Attributes:
        at: of each venue that may be told, the place of its postcode in the table, or NOWHERE.
    """

    table: TravelTable
    at: Numbers

    def within(self, areas: Numbers, minutes: int) -> tuple[Numbers, Numbers]:
        """Return venues and areas, pair by pair, between which it takes at most so long.

        `areas` are those that are asked about, each once.
        """
        table, size = self.table, max(len(self.table.postcodes), 1)
        rows = spread(*table.spans(areas))
        rows = rows[table.minutes[rows] <= minutes]
        area, postcode = np.divmod(table.key[rows], size)
        venues = np.argsort(self.at, kind="stable")
        first = np.searchsorted(self.at[venues], postcode)
        many = np.searchsorted(self.at[venues], postcode, side="right") - first
        return venues[spread(first, many)], np.repeat(area, many)

    def holds(self, venues: Numbers, areas: Numbers) -> Flags:
        """Say of each pair of a venue and an area whether the table has a time for it."""
        return self.times(venues, areas) >= 0

    def times(self, venues: Numbers, areas: Numbers) -> Numbers:
        """Return the minutes of each pair, below 0 where the table has none."""
        table, at = self.table, self.at[venues]
        if not len(table.key):
            return np.full(len(at), -1)
        wanted = areas * len(table.postcodes) + at
        found = np.minimum(np.searchsorted(table.key, wanted), len(table.key) - 1)
        told = (at != NOWHERE) & (table.key[found] == wanted)
        return np.where(told, table.minutes[found], -1).astype(np.int64)


def read_travel_table(session: Session, codes: Sequence[str]) -> TravelTable | None:
    """Read the times for areas of these codes, in the order of their places; None without any."""
    source = source_of(session.get(FigureSource, TRAVEL))
    if source is None:
        return None
    place, postcodes = {code: at for at, code in enumerate(codes)}, dict[str, int]()
    parts = [(np.empty((0, 2), np.int64), np.empty(0, np.int16))]
    rows = session.execute(select(TravelTime.area, TravelTime.postcode, TravelTime.minutes))
    for some in rows.partitions(AT_ONCE):
        told = [
            (place[area], postcodes.setdefault(postcode, len(postcodes)), minutes)
            for area, postcode, minutes in some
            if area in place
        ]
        part = np.array(told, np.int64).reshape(-1, 3)
        parts.append((part[:, :2], part[:, 2].astype(np.int16)))
    pairs = np.concatenate([pairs for pairs, _ in parts])
    key = pairs[:, 0] * max(len(postcodes), 1) + pairs[:, 1]
    order = np.argsort(key)
    minutes = np.concatenate([minutes for _, minutes in parts])[order]
    return TravelTable(source=source, postcodes=postcodes, key=key[order], minutes=minutes)


def venue_travel_times(store: ColumnStore, table: TravelTable) -> VenueTravelTimes:
    """Return a table beside the venues that may be told; a hidden one has no time."""
    at = [table.postcodes.get(postcode, NOWHERE) for postcode in store[POSTCODES].beside]
    return VenueTravelTimes(table=table, at=np.array(at, np.int64))
