"""All postcodes as sorted arrays, and the mean of a run of them."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.geo.place import LocatedBy, LocatedPoint, PlaceDistrict, PlaceSource
from directory.geo.quality import NONE, POSTCODE_ERROR_M, SECTOR_MEAN

Column = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostcodeColumns:
    """Arrays of one length per group; the name of a field is its name in the packed file.

    Attributes:
        key, easting, northing, quality, district: live postcodes, ascending by ``keys`` key;
            metres; ``quality`` indicator; index into ``Table.districts``.
        ended_key, ended_spot: terminated postcodes, ascending; index into the spot columns.
        spot_easting, spot_northing, spot_error, spot_district: where terminated postcodes were.
    """

    key: Column
    easting: Column
    northing: Column
    quality: Column
    district: Column
    ended_key: Column
    ended_spot: Column
    spot_easting: Column
    spot_northing: Column
    spot_error: Column
    spot_district: Column


COLUMN_NAMES = tuple(field.name for field in fields(PostcodeColumns))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostcodeTable:
    """Every live postcode of Great Britain, and the terminated ones of England if they are had."""

    source: PlaceSource
    ended_source: PlaceSource | None
    outcodes: tuple[str, ...]
    districts: tuple[PlaceDistrict, ...]
    columns: PostcodeColumns

    def english(self) -> int:
        """Return how many of the live postcodes are in England."""
        countries = np.array([district.country == "England" for district in self.districts])
        return int(countries[self.columns.district].sum())

    def mean(self, keys: tuple[int, int], located_by: LocatedBy) -> LocatedPoint | None:
        """Return the mean of the live postcodes from one key up to another, None without any."""
        # In the type of the column: another would copy the whole of it to compare.
        lo, hi = np.searchsorted(self.columns.key, np.array(keys, self.columns.key.dtype))
        quality = self.columns.quality[lo:hi]
        placed = (quality != NONE) & (quality != SECTOR_MEAN)
        if not placed.any():
            return None
        easting = self.columns.easting[lo:hi][placed]
        northing = self.columns.northing[lo:hi][placed]
        centre = round(float(easting.mean())), round(float(northing.mean()))
        members = self.columns.district[lo:hi]
        district, share = self._main(members[placed])
        return LocatedPoint(
            easting=centre[0],
            northing=centre[1],
            error_m=spread(easting - centre[0], northing - centre[1]),
            located_by=located_by,
            district=district,
            share=share,
            country=self._country(members),
            source=self.source,
        )

    def _main(self, members: Column) -> tuple[PlaceDistrict, float]:
        """Return the district most of the members lie in, and their share."""
        counts = np.bincount(members)
        main = int(counts.argmax())
        return self.districts[main], float(counts[main] / members.size)

    def _country(self, members: Column) -> str | None:
        """Return the one country of the members, None where they are of several."""
        countries = {self.districts[index].country for index in np.unique(members)}
        return countries.pop() if len(countries) == 1 else None


def spread(east: Column, north: Column) -> int:
    """Return the 95th percentile distance in metres of offsets from a mean.

    Never less than the error of a single postcode: a lone neighbour proves nothing about others.
    """
    p95 = np.percentile(np.hypot(east, north), 95)
    return max(POSTCODE_ERROR_M, int(np.ceil(p95)))
