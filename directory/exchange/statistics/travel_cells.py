"""What a cell of a table of travel times says: an area, a postcode, or a time."""

import math
import re
from dataclasses import dataclass

from directory.exchange.statistics.authorities import district_of
from directory.exchange.statistics.lsoa_vintages import YEARS, is_lsoa, only_of
from directory.exchange.tables import Unsound
from directory.geo import MalformedPostcode, NotInEngland, PlaceError, Places

AUTHORITY = "authority"
KINDS = {AUTHORITY: "authorities", **{kind: f"LSOAs of {year}" for kind, year in YEARS.items()}}
"""What kind of area children may be known by, in words."""
MOST_MINUTES = 24 * 60
_NUMBER = re.compile(r"\d{1,7}(\.\d+)?")
_BELOW_NOUGHT = re.compile(r"[-−]\s?\d.*")
_EXACTLY = frozenset({"postcode", "terminated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAreas:
    """The areas of which there are figures of children."""

    kind: str
    """`lsoa11`, `lsoa21` or `authority`."""
    codes: frozenset[str]

    @property
    def said(self) -> str:
        """Return of what kind they are, in words."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a cell says nothing that can be taken, worded for the person who can mend it."""

    problem: str


def area_of(cell: str, known: KnownAreas) -> str | Unknown:
    """Return the code of an area of the kind that children are known by, by its code of today."""
    code = cell.strip().upper()
    kind = _kind_of(code, known.kind)
    if kind is None:
        return Unknown("is not the code of an LSOA or an authority of England")
    if kind != known.kind:
        return Unknown(
            f"is one of the {KINDS[kind]}, and the children in force are known by {known.said}: "
            "bring a table by those, or take in children by these"
        )
    district = district_of(code)
    return district.code if district else code


def _kind_of(code: str, wanted: str) -> str | None:
    """Return the kind of area that a code is of; of several that which is wanted."""
    if district_of(code):
        return AUTHORITY
    if not is_lsoa(code):
        return None
    return only_of(code) or (wanted if wanted in YEARS else max(YEARS))


def postcode_of(cell: str, places: Places) -> str | Unknown:
    """Return a postcode in the standard form, if it is one that is known."""
    try:
        place = places.find(cell)
    except MalformedPostcode:
        return Unknown("is not a full postcode, such as NE1 4ST")
    except NotInEngland as error:
        return Unknown(f"is in {error.country}, and Waymark covers England: leave its rows out")
    except PlaceError:
        place = None
    if place is None or not (places.rough or place.located_by in _EXACTLY):
        return Unknown("is not a postcode that is known: check it for a slip")
    return place.postcode


def minutes_of(cell: str, to_a_minute: int) -> int | Unknown:
    """Return a time in whole minutes, rounded up; `to_a_minute` of its unit are one."""
    if isinstance(cell, Unsound):
        return Unknown(cell.problem)
    text = cell.strip()
    if not _NUMBER.fullmatch(text):
        return Unknown(_why(text))
    minutes = math.ceil(float(text) / to_a_minute)
    if minutes > MOST_MINUTES:
        return Unknown("is longer than a day: is it in the unit that the column says?")
    return minutes


def _why(text: str) -> str:
    if not text:
        return "is empty: write the time, or leave the row out where it is not known"
    if _BELOW_NOUGHT.fullmatch(text):
        return "is less than 0: write the time, or leave the row out where it is not known"
    return "is not a time: write digits, such as 25 or 17.5"
