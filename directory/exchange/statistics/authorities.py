"""The authorities of England today, and how many LSOAs each has: data/authorities.csv.

Counted from the look-ups of the Office for National Statistics, by the codes of 2025.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from directory.geo.areas import codes_of
from directory.infrastructure import paths

FILE = "authorities.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A district; where it has a county council, `upper` is the county, otherwise itself."""

    code: str
    name: str
    upper: str
    upper_name: str
    region: str
    lsoas: Mapping[str, int]
    """How many LSOAs it has, by vintage: `lsoa11`, `lsoa21`."""


@cache
def authorities() -> Mapping[str, District]:
    """Return every district of England by its code of 2025."""
    with (paths.data() / FILE).open(encoding="utf-8", newline="") as file:
        return {row["code"]: _authority(row) for row in csv.DictReader(file)}


def _authority(row: Mapping[str, str]) -> District:
    return District(
        code=row["code"],
        name=row["name"],
        upper=row["upper"],
        upper_name=row["upper_name"],
        region=row["region"],
        lsoas={"lsoa11": int(row["lsoas_2011"]), "lsoa21": int(row["lsoas_2021"])},
    )


def district_of(code: str) -> District | None:
    """Return the district that a code names, of either vintage; None where there is none today."""
    return next((authorities()[each] for each in codes_of(code) if each in authorities()), None)


@cache
def upper_names() -> Mapping[str, str]:
    """Return the name of every upper-tier authority of England by its code of 2025."""
    return {each.upper: each.upper_name for each in authorities().values()}


@cache
def districts_in(region: str) -> tuple[District, ...]:
    """Return the districts of a region (E12)."""
    return tuple(each for each in authorities().values() if each.region == region)
