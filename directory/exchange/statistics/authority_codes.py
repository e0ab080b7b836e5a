"""By which code an authority stands in the tables of a year.

Two boundaries were given new codes in 2025 that the tables of the Department for Education do not
use yet, and several counties were replaced. Read off its tables of 2013 to 2025: the last year,
ended on 31 March, in which each old code stands.
"""

from dataclasses import dataclass

FIRST, LAST = 2013, 2025
"""The years whose tables were looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """What an authority was before: one other of the same ground, or None for none alone."""

    code: str | None
    until: int


_BEFORE = {
    "E08000038": _Before(code="E08000016", until=LAST),  # Barnsley
    "E08000039": _Before(code="E08000019", until=LAST),  # Sheffield
    "E06000060": _Before(code="E10000002", until=2020),  # Buckinghamshire
    "E06000065": _Before(code="E10000023", until=2023),  # North Yorkshire
    "E06000066": _Before(code="E10000027", until=2023),  # Somerset
    # Each a part, or the sum of parts, of what was there before.
    "E06000058": _Before(code=None, until=2019),  # Bournemouth, Christchurch and Poole
    "E06000059": _Before(code=None, until=2019),  # Dorset, which had Christchurch
    "E06000061": _Before(code=None, until=2021),  # North Northamptonshire
    "E06000062": _Before(code=None, until=2021),  # West Northamptonshire
    "E06000063": _Before(code=None, until=2023),  # Cumberland
    "E06000064": _Before(code=None, until=2023),  # Westmorland and Furness
}


def code_in_year(code: str, year: int) -> str | None:
    """Return the code under which the DfE's table of a year (to 31 March) has an authority.

    `code` is that of an upper-tier authority today. None where it was no authority of the same
    ground then: there is no figure for it. A population of 30 June of the year before has the
    same code, but for Barnsley and Sheffield, which it may have under either: compare those with
    directory.geo.areas.same_area.
    """
    before = _BEFORE.get(code)
    return code if before is None or year > before.until else before.code
