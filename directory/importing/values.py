"""Reading and writing one cell: each kind of value, with what to do when it does not fit.

A reader takes the text of a cell that is not empty and returns its value, or raises ValueError in
words that follow the value: "should be a date, as in 2026-11-22".
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

Reader = Callable[[str, "Vocabulary"], Any]

MOST_MONTHS = 1200
MOST_NUMBER = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The ids that a directory file may use, and what today is for dates that must be past."""

    programmes: Collection[str]
    facts: Collection[str]
    today: date
    postcode: Callable[[str], str] = field(default=str)
    """Returns the standard form; raises ValueError in words for one that cannot be found."""


def text(value: str, _: Vocabulary) -> str:
    """Any words."""
    return value


def whole_number(lowest: int, highest: int) -> Reader:
    """A whole number between the two, both included."""

    def read(value: str, _: Vocabulary) -> int:
        if not re.fullmatch(r"-?[0-9]{1,9}", value) or not lowest <= int(value) <= highest:
            raise ValueError(f"should be a whole number from {lowest} to {highest}")
        return int(value)

    return read


def day(value: str, _: Vocabulary) -> date:
    """A date as year-month-day."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        raise ValueError("should be a date as year-month-day, as in 2026-11-22")
    return found


def past_day(value: str, vocabulary: Vocabulary) -> date:
    """A date that is not in the future."""
    found = day(value, vocabulary)
    if found > vocabulary.today:
        raise ValueError(f"is in the future: today is {vocabulary.today}")
    return found


def yes_or_no(value: str, _: Vocabulary) -> bool:
    """Yes or no; leave the cell empty where it is not stated."""
    if value not in ("yes", "no"):
        raise ValueError("should be yes or no, or empty where it is not stated")
    return value == "yes"


def one_of(*words: str) -> Reader:
    """One word of a list."""

    def read(value: str, _: Vocabulary) -> str:
        if value not in words:
            raise ValueError(f"should be one of {', '.join(words)}")
        return value

    return read


def programme(value: str, vocabulary: Vocabulary) -> str:
    """An id of data/programmes.yaml."""
    if value not in vocabulary.programmes:
        raise ValueError("is not a programme of data/programmes.yaml; leave empty for general help")
    return value


def service_id(value: str, _: Vocabulary) -> str:
    """An id that can stand in an address."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", value):
        raise ValueError("should be letters, digits, dots, hyphens and underscores, at most 100")
    return value


def postcode(value: str, vocabulary: Vocabulary) -> str:
    """A postcode that can be found."""
    return vocabulary.postcode(value)


def email(value: str, _: Vocabulary) -> str:
    """An e-mail address."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value):
        raise ValueError("should be an e-mail address, as in team@council.example")
    return value


def web_address(value: str, _: Vocabulary) -> str:
    """A web address that a page may link to."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in value:
        raise ValueError("should be a web address that begins with https://")
    return value


def phone(value: str, _: Vocabulary) -> str:
    """A telephone number."""
    if not re.fullmatch(r"\+?[0-9 ()]{3,30}", value):
        raise ValueError("should be a telephone number: digits, spaces and brackets")
    return value


def words(*allowed: str) -> Reader:
    """Words separated by semicolons; of a list, where one is given."""

    def check(word: str, _: Vocabulary) -> None:
        if allowed and word not in allowed:
            raise ValueError(f"{word} should be one of {', '.join(allowed)}")

    return _listed(check)


def facts(group: str = "") -> Reader:
    """Ids of yes-or-no facts separated by semicolons, all of one group where it is named."""

    def check(word: str, vocabulary: Vocabulary) -> None:
        if word not in vocabulary.facts or not word.startswith(group):
            kind = f"{group}… fact" if group else "yes-or-no fact"
            raise ValueError(f"{word} is not a {kind} of data/facts.yaml")

    return _listed(check)


def _area(word: str, _: Vocabulary) -> None:
    if not re.fullmatch(r"E(06|07|08|09|10|12|92)\d{6}", word):
        raise ValueError(f"{word} is not the ONS code of an area of England, as in E08000021")


def areas(value: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """ONS codes of areas, separated by semicolons."""
    return tuple(_listed(_area)(value, vocabulary))


def _listed(check: Callable[[str, Vocabulary], None]) -> Reader:
    def read(value: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        found = [word.strip() for word in value.split(";")]
        if "" in found:
            raise ValueError("has an empty part: separate words with one semicolon")
        if len(set(found)) < len(found):
            raise ValueError("names something twice")
        for word in found:
            check(word, vocabulary)
        return tuple(found)

    return read


def written(value: Any) -> str:
    """Return the text of a cell for any value; None and no words are an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case str() | int():
            return str(value)
        case Iterable():
            return ";".join(value)
        case _:
            raise TypeError(f"no way to write {type(value).__name__} in a cell")
