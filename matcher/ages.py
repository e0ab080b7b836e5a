"""Ages in completed months, birthdays as dates, and how an age is said.

A child born on 29 February has a birthday on 1 March in other years, and a month is completed on
the same day of the month, or on the first of the next month where that day does not exist.
An unborn child's age is negative: the months until the due date.
"""

from __future__ import annotations

from datetime import date

__all__ = [
    "ADULT_MONTHS",
    "OLDEST_MONTHS",
    "YOUNGEST_MONTHS",
    "completed_months",
    "date_reaching",
    "say_age",
    "say_range",
]

YOUNGEST_MONTHS = -9
OLDEST_MONTHS = 215
ADULT_MONTHS = 216
"""NG76 is about children and young people under 18."""


def completed_months(born_on: date, on: date) -> int:
    """Return the completed months from birth (or due date) to `on`; negative before birth."""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month
    return months - (on.day < born_on.day)


def date_reaching(born_on: date, months: int) -> date | None:
    """Return the first day on which `months` months are completed; None outside the calendar."""
    years, month = divmod(born_on.year * 12 + born_on.month - 1 + months, 12)
    if not date.min.year <= years <= date.max.year:
        return None
    try:
        return date(years, month + 1, born_on.day)
    except ValueError:
        return date(years + (month == 11), (month + 1) % 12 + 1, 1)


def say_age(months: int) -> str:
    """Return an age in words that follow "The child is", in years and months."""
    if months < 0:
        return f"not born yet, due within {_count(-months, 'month')}"
    years, rest = divmod(months, 12)
    parts = [_count(years, "year")] if years else []
    if rest or not years:
        parts.append(_count(rest, "month"))
    return " ".join(parts)


def say_range(from_months: int, under_months: int) -> str:
    """Return a range of ages in words: "under 5", "5 to 12", "from 3 to under 18 months"."""
    open_below, open_above = from_months <= 0, under_months >= ADULT_MONTHS
    if under_months <= 0:
        return "not born yet"
    if open_below:
        return f"under {_point(min(under_months, ADULT_MONTHS))}"
    if open_above and from_months % 12:
        return f"{_point(from_months)} or over"
    if from_months % 12 == 0 and under_months % 12 == 0:
        first, last = from_months // 12, min(under_months, ADULT_MONTHS) // 12 - 1
        return f"{first}" if first == last else f"{first} to {last}"
    return f"from {_point(from_months)} to under {_point(under_months)}"


def _point(months: int) -> str:
    years, rest = divmod(months, 12)
    if not rest:
        return str(years)
    return say_age(months)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
