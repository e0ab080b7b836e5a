"""The committed table of outcode centres: what is left when the packed file has not been built."""

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from directory.geo.errors import PlacesFileError, PlacesProblem
from directory.geo.licence import CODE_POINT_LICENCE
from directory.geo.place import LocatedPoint, PlaceDistrict, PlaceSource
from directory.geo.postcode_keys import outcode_keys
from directory.geo.postcode_table import PostcodeTable

_FIELDS = (
    "outcode",
    "easting",
    "northing",
    "p95_m",
    "country",
    "district",
    "district_name",
    "district_share",
    "county",
    "release_date",
)


class OutcodeGazetteer:
    """The centre of each outcode, and nothing finer."""

    rough = True

    def __init__(self, path: Path) -> None:
        """Read the table.

        Raises:
            PlacesFileError: the file is missing, empty or a row cannot be read.
        """
        self._spots = _read(path)
        self.source = next(iter(self._spots.values())).source

    def spot(self, postcode: str) -> LocatedPoint | None:
        """Return the centre of the postcode's outcode."""
        return self._spots.get(postcode.split(" ")[0])

    def points_in(self, districts: frozenset[str]) -> NDArray[np.float64]:
        """Return the centres of the outcodes that lie mainly in any of these districts."""
        ours = [spot for spot in self._spots.values() if spot.district.code in districts]
        return np.array([[spot.easting, spot.northing] for spot in ours], float).reshape(-1, 2)

    def outcode(self, outward: str) -> LocatedPoint | None:
        """Return the centre of an outcode."""
        return self._spots.get(outward)

    def nearest(self, easting: float, northing: float) -> LocatedPoint | None:
        """Return the centre of an outcode that is nearest to a point."""
        here = (easting, northing)
        return min(self._spots.values(), key=lambda s: math.dist(here, (s.easting, s.northing)))


def district_names(path: Path) -> dict[str, str]:
    """Return district names by code, for files that come without any."""
    districts = (spot.district for spot in _read(path).values())
    return {
        district.code: district.name for district in districts if district.code and district.name
    }


def district_counties(path: Path) -> dict[str, str]:
    """Return the code of the county of each district that lies in one."""
    districts = (spot.district for spot in _read(path).values())
    return {
        district.code: district.county
        for district in districts
        if district.code and district.county
    }


def write_outcodes(table: PostcodeTable, path: Path) -> int:
    """Write the centres of a table's outcodes, in alphabetical order; return how many."""
    rows = [row for row in map(_row, table.outcodes, _means(table)) if row]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_FIELDS)
        writer.writerows(rows)
    return len(rows)


def _means(table: PostcodeTable) -> Iterator[LocatedPoint | None]:
    """Yield the mean of each outcode in turn."""
    for index in range(len(table.outcodes)):
        yield table.mean(outcode_keys(index), "outcode")


def _row(outcode: str, spot: LocatedPoint | None) -> tuple[object, ...] | None:
    """Return the cells of an outcode, None where no live postcode is left in it."""
    if spot is None:
        return None
    district = spot.district
    return (
        outcode, spot.easting, spot.northing, spot.error_m, spot.country or "",
        district.code or "", district.name or "", _rounded_down(spot.share), district.county or "",
        spot.source.date,
    )  # fmt: skip


def _rounded_down(share: float) -> float:
    """Return a share to three decimals, never up to 1: that would make a guess a certainty."""
    return math.floor(share * 1000) / 1000


def _read(path: Path) -> dict[str, LocatedPoint]:
    """Return the centre of each outcode."""
    spots: dict[str, LocatedPoint] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                try:
                    spots[row["outcode"]] = _spot(row)
                except (KeyError, TypeError, ValueError) as error:
                    message = f"this row cannot be read ({error})"
                    raise PlacesFileError(
                        [PlacesProblem(file=path.name, line=line, message=message)]
                    ) from error
    except OSError as error:
        raise PlacesFileError.of(path.name, f"cannot be opened ({error.strerror})") from error
    if not spots:
        raise PlacesFileError.of(path.name, "holds no outcodes")
    return spots


def _spot(row: dict[str, str]) -> LocatedPoint:
    """Return the centre that a row describes."""
    country = row["country"] or None
    district = PlaceDistrict(
        code=row["district"] or None,
        name=row["district_name"] or None,
        county=row["county"] or None,
        region=None,
        country=country or "",
    )
    return LocatedPoint(
        easting=int(row["easting"]),
        northing=int(row["northing"]),
        error_m=int(row["p95_m"]),
        located_by="outcode",
        district=district,
        share=float(row["district_share"]),
        country=country,
        source=_source(row["release_date"]),
    )


def _source(date: str) -> PlaceSource:
    """Return the source of the committed table."""
    return PlaceSource(
        label="Outcode centres from OS Code-Point Open",
        release=date,
        date=date,
        licence=CODE_POINT_LICENCE,
    )
