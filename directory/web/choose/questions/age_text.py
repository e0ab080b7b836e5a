"""An age as people write it: "14", "2y 6m", a date of birth, or an unborn child's due date."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS, completed_months

FORMS = "Write an age (14, or 2y 6m), a date of birth (14 5 2024), or “due 14 5 2027”"
MOST_LETTERS = 60
TERM_WEEKS = 40
"""Weeks of a pregnancy, counted as midwives do."""
DAYS_A_MONTH = 30.44
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

_DAY = re.compile(r"(\d{1,2})[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.-]+(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_UNBORN = re.compile(r"\b(?:due|unborn|pregnant|edd|not born yet)\b")
_WEEKS = re.compile(r"(\d{1,2})\s*(?:w(?:ee)?ks?|w|/\s*40)\b")
_PART = re.compile(
    r"(\d+(?:\.\d+)?)\s*(years?|yrs?|y|months?|mths?|mos?|m|weeks?|wks?|w|days?|d)\b"
)
_AND = re.compile(r"[,&]|\band\b|\bold\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAge:
    """What was written: months or a day, of birth or due."""

    months: int | None = None
    born_on: date | None = None
    years_only: bool = False
    """Months were not written, so the child may be up to 11 months older."""


def read_age(text: str, on: date) -> ChildAge | None:
    """Return the age that was written, or None where nothing was.

    Raises ValueError in words for what cannot be read, is 18 or over, or lies in no pregnancy.
    """
    words = " ".join(text.lower().split())
    if not words:
        return None
    if len(words) > MOST_LETTERS:
        raise ValueError(FORMS)
    if _UNBORN.search(words):
        return _unborn(words, on)
    if day := _day(words):
        return _born(day, on)
    if words.isdecimal():
        return _of_months(_months_of_years(int(words)), years_only=True)
    return _spoken(words)


def _unborn(words: str, on: date) -> ChildAge:
    due = _day(words) or _due_by_weeks(words, on)
    if due is None:
        raise ValueError("Add the due date or the weeks: “due 14 5 2027”, “unborn 20 weeks”")
    if due <= on:
        raise ValueError(
            "Due date must be after today: give the date of birth if the baby is born, "
            "or tomorrow’s date if the baby is late"
        )
    if completed_months(due, on) < YOUNGEST_MONTHS:
        raise ValueError("Due date must be within 9 months from today")
    return ChildAge(born_on=due)


def _due_by_weeks(words: str, on: date) -> date | None:
    found = _WEEKS.search(words)
    if found is None:
        return None
    left = TERM_WEEKS - int(found[1])
    return on + timedelta(weeks=left) if left > 0 else on + timedelta(days=1)


def _born(day: date, on: date) -> ChildAge:
    if day > on:
        raise ValueError("Date of birth must be in the past: for an unborn child write “due” first")
    if completed_months(day, on) >= ADULT_MONTHS:
        raise ValueError(TOO_OLD)
    return ChildAge(born_on=day)


def _day(words: str) -> date | None:
    """Return the day in the words, or None where there is none. Raises ValueError."""
    if iso := _ISO.search(words):
        year, month, day = map(int, iso.groups())
    elif found := _DAY.search(words):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("This must be a real date, as in 14 5 2024") from None


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(text)), 0)


def _spoken(words: str) -> ChildAge:
    """Read "2y 6m", "18 months", "3 weeks" or "two and a half" written as "2.5 years"."""
    bare = _AND.sub(" ", words)
    if re.fullmatch(r"\d+\.5", bare.strip()):
        bare += " years"
    parts = _PART.findall(bare)
    if not parts or _PART.sub("", bare).strip():
        raise ValueError(FORMS)
    months = sum(float(number) * _length(unit) for number, unit in parts)
    units = {unit[0] for _, unit in parts}
    whole = all("." not in number for number, _ in parts)
    return _of_months(int(months + 1e-9), years_only=units == {"y"} and whole)


def _length(unit: str) -> float:
    """Return a unit in months."""
    return {"y": 12, "m": 1, "w": 7 / DAYS_A_MONTH, "d": 1 / DAYS_A_MONTH}[unit[0]]


def _months_of_years(years: int) -> int:
    return min(years * 12, ADULT_MONTHS)


def _of_months(months: int, *, years_only: bool) -> ChildAge:
    if months >= ADULT_MONTHS:
        raise ValueError(TOO_OLD)
    return ChildAge(months=months, years_only=years_only and months > 0)


TOO_OLD = "The child must be under 18: the guidance is about children under 18"
