"""Until when an option can hold for this child: as dates, or in words where no birth is known."""

from datetime import date

from directory.infrastructure.text_format import long_date
from matcher.ages import ADULT_MONTHS, say_age, say_range
from matcher.result import Window


def say_window(window: Window, on: date) -> str | None:
    """Return the ages at which the option can hold, as dates where the day of birth is known."""
    bounded = window.from_months > 0 or window.under_months < ADULT_MONTHS
    if not bounded:
        return None
    if window.closes_on is None:
        return f"Children {say_range(window.from_months, window.under_months)}"
    parts = []
    if window.opens_on and window.opens_on > on:
        parts.append(f"From {long_date(window.opens_on)} ({_birthday(window.from_months)})")
    if window.under_months < ADULT_MONTHS:
        word = "until" if parts else "Until"
        parts.append(f"{word} {long_date(window.closes_on)} ({_birthday(window.under_months)})")
    return " ".join(parts) or None


def say_time_left(window: Window, age_months: int | None, on: date) -> str | None:
    """Return until when it is open, in dates or in words; None where only 18 closes it.

    `age_months` is the child's age in completed months, None where it is not known.
    """
    if window.under_months >= ADULT_MONTHS:
        return None
    if window.closes_on is not None:
        return f"until {long_date(window.closes_on)}"
    if age_months is None:
        return f"for children {say_range(window.from_months, window.under_months)}"
    left = window.under_months - age_months
    return f"closes in about {_about(left)}" if left > 0 else None


def _about(months: int) -> str:
    """Return a length of time as people say it: "2 and a half years".

    The age is in completed months, so nothing finer than a month or half a year is known.
    """
    if months < 24:
        return "a month" if months == 1 else f"{months} months"
    years, half = divmod(round(months / 6), 2)
    return f"{years} and a half years" if half else f"{years} years"


def _birthday(months: int) -> str:
    years, rest = divmod(months, 12)
    if rest or not years:
        return f"at {say_age(months)}" if months > 0 else "birth"
    ending = "th" if 4 <= years <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(years % 10, "th")
    return f"{years}{ending} birthday"
