"""Reading and writing one cell: each kind of value, with what to do when it does not fit.

A reader takes the text of a cell that is not empty and returns its value, or raises ValueError in
words that follow the value: "should be a date, as in 2026-11-22".
"""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

Reader = Callable[[str, "Vocabulary"], Any]

MOST_MONTHS = 1200
MOST_NUMBER = 100_000
FORMULA = ("=", "+", "-", "@")
"""What makes a spreadsheet run a cell instead of showing it."""
FULL_NUMBER = 9
"""Digits from which a number is a whole one, not a short code such as 116 123."""
EXAMPLE_ID = "example-delete-this-row"
"""The id of the example in the template, which no directory takes."""
DATE = "should be a date as year-month-day or day/month/year, as in 2026-11-22 or 22/11/2026"
_UK_DATES = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
"""As people in the United Kingdom write a day; one of two figures for the year is not told."""
NOTHING = frozenset({
    "-", "--", "\u2013", "\u2014", "?", "n/a", "na", "n.a.", "nil", "none", "null", "tbc", "tba",
    "unknown", "not known", "not stated", "not specified", "not applicable",
})  # fmt: skip
"""What people write in a cell in place of leaving it empty."""
SEE_LISTS = "see the sheet “Lists” of the template"
"""Where whoever fills in the file finds the ids: data/ is read by developers alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The ids that a directory file may use, and what today is for dates that must be past."""

    programmes: frozenset[str]
    facts: frozenset[str]
    today: date
    postcode: Callable[[str], str] = field(default=str)
    """Returns the standard form; raises ValueError in words for one that cannot be found."""
    area: Callable[[str], str | None] = field(default=lambda _: None)
    """Returns the ONS code of an area by its exact name; None for a name that is not known."""


def is_nothing(text: str) -> bool:
    """Say whether words only fill a cell: "N/A", "TBC", "-"."""
    return text.strip().casefold() in NOTHING


@lru_cache(maxsize=1 << 10)
def meant(word: str, known: frozenset[str]) -> str:
    """Return a hint at the known word that is most like this one; empty where none is."""
    near = difflib.get_close_matches(word[:100].casefold(), known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def text(value: str, _: Vocabulary) -> str:
    """Any words that a spreadsheet would show and not run."""
    if value.startswith(FORMULA):
        mark = value[0]
        raise ValueError(f"begins with “{mark}”, which a spreadsheet runs: begin with a word")
    return value


def role(value: str, vocabulary: Vocabulary) -> str:
    """A role, never a person: an e-mail address is one."""
    if "@" in value:
        raise ValueError("should be a role, as in Directory officer, never an e-mail address")
    return text(value, vocabulary)


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number between the two, both included."""

    lowest: int
    highest: int

    def __call__(self, value: str, _: Vocabulary) -> int:
        """Return the number of a cell."""
        if re.fullmatch(r"-?[0-9]{1,9}", value) and self.lowest <= int(value) <= self.highest:
            return int(value)
        raise ValueError(f"should be a whole number from {self.lowest} to {self.highest}")


def day(value: str, _: Vocabulary) -> date:
    """A date as year-month-day, or as day, month and year of four figures."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        found = _uk_day(value)
    if found is None:
        raise ValueError(DATE)
    return found


def _uk_day(value: str) -> date | None:
    plain = re.sub(r"^(\d{1,2})(?:st|nd|rd|th)\b", r"\1", " ".join(value.split()))
    for form in _UK_DATES:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def past_day(value: str, vocabulary: Vocabulary) -> date:
    """A date that is not in the future."""
    found = day(value, vocabulary)
    if found > vocabulary.today:
        raise ValueError(f"is in the future: today is {vocabulary.today}")
    return found


def yes_or_no(value: str, _: Vocabulary) -> bool:
    """Yes or no; leave the cell empty where it is not stated. A box of a spreadsheet is TRUE."""
    if value == "FALSE":
        raise ValueError("may be a box that nobody ticked: write no, or leave the cell empty")
    if value not in ("yes", "no", "TRUE"):
        raise ValueError("should be yes or no, or empty where it is not stated")
    return value != "no"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word of a list."""

    words: tuple[str, ...]

    def __call__(self, value: str, _: Vocabulary) -> str:
        """Return the word of a cell."""
        _demand_one_of(value, self.words)
        return value


def _demand_one_of(word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise ValueError(f"should be one of {', '.join(words)}{meant(word, frozenset(words))}")


def programme(value: str, vocabulary: Vocabulary) -> str:
    """An id of data/programmes.yaml."""
    if value not in vocabulary.programmes:
        hint = meant(value, vocabulary.programmes) or "; leave empty for general help"
        raise ValueError(f"is not the id of a programme: {SEE_LISTS}{hint}")
    return value


def service_id(value: str, _: Vocabulary) -> str:
    """An id that can stand in an address."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", value):
        raise ValueError("should be letters, digits, dots, hyphens and underscores, at most 100")
    if value == EXAMPLE_ID:
        raise ValueError("is the example of the template: delete its row")
    return value


def postcode(value: str, vocabulary: Vocabulary) -> str:
    """A postcode that can be found."""
    return vocabulary.postcode(value)


def email(value: str, _: Vocabulary) -> str:
    """An e-mail address."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9'+_.-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value):
        raise ValueError("should be an e-mail address, as in team@council.example")
    return value


def web_address(value: str, _: Vocabulary) -> str:
    """A web address that a page may link to."""
    if not _is_web_address(value):
        raise ValueError("should be a web address that begins with https://")
    return value


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    # A name before the host makes an address look like another: https://gov.uk@elsewhere.example
    plain = not re.search(r"[\s<>\"\\]", value) and "@" not in parts.netloc
    return parts.scheme in ("http", "https") and bool(host) and plain


def phone(value: str, _: Vocabulary) -> str:
    """A telephone number."""
    digits = re.sub(r"\D", "", value)
    if not re.fullmatch(r"\+?[0-9 ()]{3,30}", value) or len(digits) < 3:
        raise ValueError("should be a telephone number: digits, spaces and brackets")
    if len(digits) >= FULL_NUMBER and digits[0] != "0" and value[0] != "+":
        raise ValueError(
            "has lost its first 0: write it with spaces, so that a spreadsheet keeps it"
        )
    return value


@dataclass(frozen=True, slots=True)
class WordsCell:
    """Words separated by semicolons; of those allowed, where they are given."""

    allowed: tuple[str, ...] = ()

    def __call__(self, value: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Return the words of a cell."""
        return listed(value, vocabulary, self._check)

    def _check(self, word: str, vocabulary: Vocabulary) -> None:
        if not self.allowed:
            text(word, vocabulary)
        elif "," in word:
            raise ValueError(f"should be words of {', '.join(self.allowed)}, separated by ;")
        else:
            _demand_one_of(word, self.allowed)


@dataclass(frozen=True, slots=True)
class FactsCell:
    """Ids of yes-or-no facts separated by semicolons, all of one group where it is named."""

    group: str = ""

    def __call__(self, value: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Return the ids of a cell."""
        return listed(value, vocabulary, self._check)

    def _check(self, word: str, vocabulary: Vocabulary) -> None:
        if word not in vocabulary.facts or not word.startswith(self.group):
            which = f" that begins with {self.group}" if self.group else ""
            hint = meant(word, vocabulary.facts)
            raise ValueError(f"is not the id of a fact{which}: {SEE_LISTS}{hint}")


def listed(
    value: str, vocabulary: Vocabulary, check: Callable[[str, Vocabulary], None]
) -> tuple[str, ...]:
    """Return the words of a cell, each checked; raises ValueError in words."""
    found = [word.strip() for word in value.split(";")]
    if "" in found:
        raise ValueError("has an empty part: separate words with one semicolon")
    if len(set(found)) < len(found):
        raise ValueError("names something twice")
    for word in found:
        try:
            check(word, vocabulary)
        except ValueError as error:
            raise ValueError(of_several(found, word, str(error))) from None
    return tuple(found)


def of_several(words: Sequence[str], word: str, problem: str) -> str:
    """Return a problem of one word of a cell, which is named where the cell holds others."""
    return f"{word} {problem}" if len(words) > 1 else problem


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
