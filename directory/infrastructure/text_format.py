"""Turn values into the words a page shows."""

import re
from datetime import date


def long_date(day: date) -> str:
    """Return `day` as it is written in a sentence.

    >>> long_date(date(2026, 11, 5))
    '5 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "week"), count(2, "week")
    ('1 week', '2 weeks')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def upper_first(words: str) -> str:
    """Return words as they begin a line; the rest stays as it is, unlike with `capitalize`.

    >>> upper_first("for ages from 5 in London")
    'For ages from 5 in London'
    """
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """Return words as they stand within a line.

    >>> lower_first("Kind of help")
    'kind of help'
    """
    return words[:1].lower() + words[1:]


def vague_date(text: str) -> str:
    """Return words in which dates may lack their day or month, each date as it is spoken.

    What is no date, such as the years 2022-23, stays as it is.

    >>> vague_date("2020-08, reviewed 2024-03-05"), vague_date("2019")
    ('August 2020, reviewed 5 March 2024', '2019')
    """
    return re.sub(r"\b\d{4}-\d\d(-\d\d)?\b", _spoken, text)


def _spoken(found: re.Match[str]) -> str:
    try:
        day = date.fromisoformat(found[0] if found[1] else f"{found[0]}-01")
    except ValueError:
        return found[0]
    return long_date(day) if found[1] else f"{day:%B %Y}"
