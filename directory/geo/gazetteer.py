"""Find a postcode in the packed table: itself, ended, its sector, its outcode."""

from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from directory.geo.place import ENGLAND, LocatedPoint, PlaceSource
from directory.geo.postcode_keys import INWARD, outcode_keys, sector_keys
from directory.geo.postcode_table import Column, PostcodeTable
from directory.geo.quality import NONE, SECTOR_MEAN, error_m


class Gazetteer(Protocol):
    """Anything that can say where a postcode is."""

    @property
    def source(self) -> PlaceSource:
        """Return where the points come from."""

    @property
    def rough(self) -> bool:
        """Return whether every answer is the mean of an outcode."""

    def spot(self, postcode: str) -> LocatedPoint | None:
        """Return the best point known of a postcode in its standard form."""

    def points_in(self, districts: frozenset[str]) -> NDArray[np.float64]:
        """Return the points known of live postcodes in any of these districts, a row each."""

    def outcode(self, outward: str) -> LocatedPoint | None:
        """Return the middle of an outcode."""

    def nearest(self, easting: float, northing: float) -> LocatedPoint | None:
        """Return the point known that is nearest to another, all of Great Britain searched."""


class PackedGazetteer:
    """Every postcode at one metre."""

    rough = False

    def __init__(self, table: PostcodeTable) -> None:
        """Take a table as built or unpacked."""
        self._table = table
        self._outcodes = {outcode: index for index, outcode in enumerate(table.outcodes)}

    @property
    def source(self) -> PlaceSource:
        """Return the source of the live postcodes."""
        return self._table.source

    def spot(self, postcode: str) -> LocatedPoint | None:
        """Return the best point known of a postcode in its standard form."""
        outward, inward = postcode.split(" ")
        outcode = self._outcodes.get(outward)
        if outcode is None:
            return None
        start, _ = whole = outcode_keys(outcode)
        sector = sector_keys(outcode, int(inward[0]))
        # Letters that no postcode ends with have no key, but still a sector.
        key = start + INWARD[inward] if inward in INWARD else None
        return (
            self._live(key, sector, whole)
            or self._ended(key)
            or self._table.mean(sector, "sector")
            or self._table.mean(whole, "outcode")
        )

    def _live(
        self, key: int | None, sector: tuple[int, int], outcode: tuple[int, int]
    ) -> LocatedPoint | None:
        """Return a live postcode's own point, or its sector's where it has none of its own."""
        row = _row(self._table.columns.key, key)
        if row is None:
            return None
        own = self._own(row)
        quality = int(self._table.columns.quality[row])
        if quality not in (SECTOR_MEAN, NONE) or own.country != ENGLAND:
            return own
        mean = self._table.mean(sector, "sector") or self._table.mean(outcode, "outcode")
        if mean is None:
            return None
        if own.district.code is not None:
            mean = replace(mean, district=own.district, share=1.0)
        if quality == SECTOR_MEAN:
            mean = replace(mean, easting=own.easting, northing=own.northing)
        return replace(mean, country=own.country)

    def points_in(self, districts: frozenset[str]) -> NDArray[np.float64]:
        """Return the points known of live postcodes in any of these districts, a row each."""
        columns = self._table.columns
        ours = np.array([each.code in districts for each in self._table.districts])
        rows = ours[columns.district] & (columns.quality != NONE) & (columns.quality != SECTOR_MEAN)
        return np.column_stack([columns.easting[rows], columns.northing[rows]]).astype(float)

    def outcode(self, outward: str) -> LocatedPoint | None:
        """Return the middle of an outcode."""
        index = self._outcodes.get(outward)
        return None if index is None else self._table.mean(outcode_keys(index), "outcode")

    def nearest(self, easting: float, northing: float) -> LocatedPoint | None:
        """Return the live postcode nearest to a point, of those that have one of their own."""
        columns = self._table.columns
        placed = (columns.quality != NONE) & (columns.quality != SECTOR_MEAN)
        aside = columns.easting[placed] - float(easting)
        along = columns.northing[placed] - float(northing)
        if not len(aside):
            return None
        return self._own(int(np.flatnonzero(placed)[np.argmin(aside * aside + along * along)]))

    def _own(self, row: int) -> LocatedPoint:
        """Return the point of a row as the source gives it."""
        columns = self._table.columns
        district = self._table.districts[columns.district[row]]
        return LocatedPoint(
            easting=int(columns.easting[row]),
            northing=int(columns.northing[row]),
            error_m=error_m(int(columns.quality[row])),
            located_by="postcode",
            district=district,
            share=1.0,
            country=district.country,
            source=self._table.source,
        )

    def _ended(self, key: int | None) -> LocatedPoint | None:
        """Return where a terminated postcode was."""
        columns = self._table.columns
        row = _row(columns.ended_key, key)
        if row is None:
            return None
        spot = columns.ended_spot[row]
        district = self._table.districts[columns.spot_district[spot]]
        return LocatedPoint(
            easting=int(columns.spot_easting[spot]),
            northing=int(columns.spot_northing[spot]),
            error_m=int(columns.spot_error[spot]),
            located_by="terminated",
            district=district,
            share=1.0,
            country=district.country,
            source=self._table.ended_source or self._table.source,
        )


def _row(keys: Column, key: int | None) -> int | None:
    """Return the row of a key among ascending keys, None if it is not there."""
    if key is None:
        return None
    row = int(np.searchsorted(keys, np.uint32(key)))
    return row if row < keys.size and keys[row] == key else None
