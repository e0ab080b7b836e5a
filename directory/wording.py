"""Turn values into the words a page shows."""

from datetime import date


def long_date(day: date) -> str:
    """Return `day` as it is written in a sentence.

    >>> long_date(date(2026, 11, 5))
    '5 November 2026'
    """
    return f"{day.day} {day:%B %Y}"
