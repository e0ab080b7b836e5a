"""Tell whether an area code covers a place, and admit where that cannot be told."""

import re
from typing import Literal

from directory.geo.place import ENGLAND, Place

Answer = Literal["yes", "no", "unknown"]

_GSS = re.compile(r"[A-Z]\d{8}")
_ENGLAND_CODE = "E92000001"
_DISTRICTS = ("E06", "E07", "E08", "E09")
_ELSEWHERE = ("W", "S", "N")

# The same council before and after its boundary was redrawn in 2025: Code-Point Open has the new
# code, the education tables and the deprivation index the old one.
_CURRENT = {"E08000016": "E08000038", "E08000019": "E08000039"}

# Codes of districts and counties replaced since 2012 that service lists still carry. A place has
# today's code, which does not tell whether it lay in one of these.
_REPLACED_DISTRICTS = (
    *(*range(4, 8), *range(26, 32), *range(48, 54), *range(150, 157), *range(163, 170)),
    *(97, 100, 101, 104, 187, 188, 189, 190, 191, 201, 204, 205, 206, 246),
)
REPLACED = frozenset(f"E07{number:06}" for number in _REPLACED_DISTRICTS) | {
    *("E06000028", "E06000029", "E06000048", "E08000020"),
    *("E10000002", "E10000006", "E10000009", "E10000021", "E10000023", "E10000027"),
}

LARGER_AREAS = {
    "E92000001": "England",
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
}
"""England and its regions, by the codes of the Office for National Statistics."""


def current_code(code: str) -> str:
    """Return the present code of an area, whichever vintage is given."""
    tidy = code.strip().upper()
    return _CURRENT.get(tidy, tidy)


def same_area(code_a: str, code_b: str) -> bool:
    """Return whether two GSS codes name the same area, of either vintage."""
    return current_code(code_a) == current_code(code_b)


def codes_of(code: str) -> frozenset[str]:
    """Return every GSS code of the area that a code names: one for each vintage."""
    current = current_code(code)
    return frozenset({current, *(old for old, new in _CURRENT.items() if new == current)})


def covers(area_code: str, place: Place) -> Answer:
    """Return whether the area (England, a region, county or district) holds the place.

    ``unknown`` stands for a code of another kind or no longer used, a place known only roughly,
    or a fact the source does not give: it is never to be read as no.
    """
    area = current_code(area_code)
    if place.country is None or not _GSS.fullmatch(area):
        return "unknown"
    if area == _ENGLAND_CODE:
        return _answer(place.country == ENGLAND)
    if area.startswith(_ELSEWHERE):
        return _answer(place.country != ENGLAND)
    if place.authority is None or place.authority_share < 1 or area in REPLACED:
        return "unknown"
    return _compare(area, place.authority, place)


def _compare(area: str, authority: str, place: Place) -> Answer:
    """Answer for a place whose authority is certain."""
    if area.startswith(_DISTRICTS):
        return _answer(same_area(area, authority))
    if area.startswith("E12") and place.region is not None:
        return _answer(area == place.region)
    # Only E07 districts lie in a county; the others are authorities of their own.
    if area.startswith("E10") and (place.county is not None or not authority.startswith("E07")):
        return _answer(area == place.county)
    return "unknown"


def _answer(known: bool) -> Answer:
    """Return a settled answer."""
    return "yes" if known else "no"
