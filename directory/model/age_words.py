"""Ages as files say them in words: "0-5", "under 5s", "18 months", "5 to 11 years"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from directory.model.age_range import AgeRange

Unit = Literal["years", "months"]
YEAR = 12
_DASHES = re.compile(r"\s*(?:[-\u2010-\u2015]|\bto\b|\buntil\b|\band (?=\d))\s*")
_LEAD = re.compile(r"^(?:for )?(?:children |young people )?(?:ages?d?:?|between)\s+")
_TRAIL = re.compile(r"\s*(?:of age|olds?|inclusive|\.)$")
_UNIT = r"(?P<{0}>y(?:ea)?rs?|y|m(?:on)?ths?|mths?|mos?|m)?"
_NUMBER = r"(?P<{0}>\d{{1,3}}(?:\.\d)?)"
_ONE = _NUMBER.format("number") + r"\s*" + _UNIT.format("unit")
_RANGE = re.compile(
    rf"(?:(?P<birth>(?:from )?(?:birth|new ?born))|{_NUMBER.format('low')}\s*{_UNIT.format('of')})"
    rf"-{_ONE}(?:'?s)?"
)
_FORMS = {
    "under": re.compile(
        rf"(?:under|below|u|<|less than|younger than)[ -]*(?:the age of )?{_ONE}'?s?"
    ),
    "upto": re.compile(rf"up-{_ONE}|{_ONE.replace('<number>', '<n2>').replace('<unit>', '<u2>')}"
                       r"\s*(?:and|or|&) (?:under|below|younger)"),
    "from": re.compile(rf"(?:over|from|above)[ -]*(?:the age of )?{_ONE}'?s?"),
    "plus": re.compile(rf"{_ONE}\s*(?:\+|plus|(?:and|or|&) (?:over|above|older|up(?:wards)?))"),
}  # fmt: skip
_ALL = frozenset({"all", "all ages", "any", "any age"})
_SINGLE = re.compile(_ONE)
FORMS = "should be ages, as in 0-5, under 5s, 18 months to 3 years or 5 to 11 years"


@dataclass(frozen=True, slots=True)
class AgeUnit:
    """How numbers without a unit are meant: months or years, and whether the last one counts."""

    unit: Unit = "months"
    last_counts: bool = False
    """Whether an upper age includes it: a maximum age of 11 takes a child until the twelfth."""

    def lower(self, number: int) -> int:
        """Return a lower age in months."""
        return number * YEAR if self.unit == "years" and number > 0 else number

    def upper(self, number: int) -> int:
        """Return the month that an upper age lies under."""
        ends = number + 1 if self.last_counts else number
        return ends * YEAR if self.unit == "years" and number > 0 else ends


def read_ages(text: str) -> AgeRange:
    """Return the ages of a text that says a range; raises ValueError in words for any other.

    Numbers without a unit are years, as people write them, and the last one counts: 5 to 11 is
    until the twelfth birthday, as feeds are read too. "Under 5" ends at the fifth.
    """
    plain = _plain(text)
    if plain in _ALL:
        return AgeRange(0, None)
    if found := _RANGE.fullmatch(plain):
        return _between(found)
    for form, pattern in _FORMS.items():
        if found := pattern.fullmatch(plain):
            return _OF_FORM[form](found)
    raise ValueError(FORMS)


def read_age(text: str) -> int:
    """Return the months of one age with its unit: "18 months", "2 years", "birth".

    Raises ValueError in words.
    """
    plain = _plain(text)
    if plain in ("birth", "from birth", "newborn"):
        return 0
    found = _SINGLE.fullmatch(plain)
    if not found or not found["unit"]:
        raise ValueError(FORMS)
    return _months(found["number"], found["unit"])


def _plain(text: str) -> str:
    words = " ".join(text.casefold().replace("\u2019", "'").split())
    words = _LEAD.sub("", words)
    words = _TRAIL.sub("", _TRAIL.sub("", words)).replace("-old", "").replace("-year", " year")
    return _DASHES.sub("-", words.strip())


def _between(found: re.Match[str]) -> AgeRange:
    unit = found["unit"] or found["of"]
    low = 0 if found["birth"] else _months(found["low"], found["of"] or unit)
    high = _last(found["number"], unit)
    if low >= high:
        raise ValueError(FORMS)
    return AgeRange(low, high)


def _months(number: str, unit: str | None) -> int:
    is_months = bool(unit) and str(unit).startswith("m")
    return round(float(number) * (1 if is_months else YEAR))


def _last(number: str, unit: str | None) -> int:
    """Return the month that a last age, which counts, lies under."""
    is_months = bool(unit) and str(unit).startswith("m")
    whole = "." not in number and not is_months
    return _months(number, unit) + (YEAR if whole else 1)


def _up_to(found: re.Match[str]) -> AgeRange:
    return AgeRange(None, _last(found["number"] or found["n2"], found["unit"] or found["u2"]))


_OF_FORM: dict[str, Callable[[re.Match[str]], AgeRange]] = {
    "under": lambda found: AgeRange(None, _months(found["number"], found["unit"])),
    "upto": _up_to,
    "from": lambda found: AgeRange(_months(found["number"], found["unit"]), None),
    "plus": lambda found: AgeRange(_months(found["number"], found["unit"]), None),
}
