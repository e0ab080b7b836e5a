"""What one cell says: whole numbers as the matcher takes them, or how to mend it.

A cell becomes `NOT_KNOWN` where it is empty. What is wrong raises ValueError in words that never
repeat the cell.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from directory.exchange.caseload_file.census import CensusCode, CensusColumn
from directory.exchange.caseload_file.header_mapping import squeezed
from directory.infrastructure.text_format import long_date
from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS, completed_months
from matcher.caseload import NOT_KNOWN
from matcher.caseload_columns import code_of
from matcher.facts import Fact

OLDEST_READ = 150 * 12
GROWN = 10_000
"""Stands for the age of somebody of 18 or over: they are counted apart."""
EMPTY_TOO = ", or empty where it is not known"
_YES = frozenset({"yes", "y", "true", "t", "1"})
_NO = frozenset({"no", "n", "false", "f", "0"})
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_ENGLISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: 00:00(?::00)?)?")
_WHOLE = re.compile(r"(-?\d+)\.0+")
Reader = Callable[[str], int]


def tidy(cell: str) -> str:
    """Return a cell without spaces around it; nothing for NULL, and 1 for 1.0."""
    text = cell.strip()
    if text.casefold() == "null":
        return ""
    return found[1] if (found := _WHOLE.fullmatch(text)) else text


def reader_of(fact: Fact, on: date) -> Reader:
    """Return what reads a cell of a column of ours; an age is in completed months at `on`."""
    if fact.type == "boolean":
        return _yes_or_no
    if fact.type == "age":
        return _months
    if fact.type == "date":
        return lambda text: age_on(day(text), on)
    return _choice_of(fact)


def age_on(born_on: date, on: date) -> int:
    """Return the age in completed months, below 0 before birth; GROWN from 18 years."""
    months = completed_months(born_on, on)
    if months < YOUNGEST_MONTHS:
        raise ValueError(f"is too far ahead: a due date is at most 9 months after {long_date(on)}")
    if months > OLDEST_READ:
        raise ValueError("is more than 150 years ago: mend the year")
    return months if months < ADULT_MONTHS else GROWN


def born_before(text: str, on: date) -> int:
    """Return the age of a child who is born. Raises ValueError for a day to come."""
    born_on = day(text)
    if born_on > on:
        raise ValueError(f"is after {long_date(on)}: a due date has a column of its own")
    return age_on(born_on, on)


def due_after(text: str, on: date) -> int:
    """Return the age of a child who is due; not known where the day has passed."""
    due = day(text)
    return age_on(due, on) if due > on else NOT_KNOWN


def has_come(text: str, on: date) -> int:
    """Return 1 for a day that has come."""
    return int(day(text) <= on)


def day(text: str) -> date:
    """Return the day of a cell, as year-month-day or in the order of England."""
    if found := _ISO.fullmatch(text):
        parts = found.groups()
    elif found := _ENGLISH.fullmatch(text):
        parts = found.groups()[::-1]
    else:
        parts = ("0", "0", "0")
    try:
        return date(*map(int, parts))
    except ValueError:
        raise ValueError(f"should be a date that exists, as in 14/05/2015{EMPTY_TOO}") from None


def is_ticked(text: str) -> bool:
    """Say whether a column headed by a code is ticked. Raises ValueError for what is no tick."""
    word = text.casefold()
    if word in _YES or word == "x":
        return True
    if word in _NO:
        return False
    raise ValueError("should be yes or no, or empty")


def codes_in(text: str, column: CensusColumn) -> tuple[CensusCode, ...]:
    """Return the codes of a cell, each once. Raises ValueError where one is not in the table."""
    named = written_in(column)
    several = column.reads == "codes"
    words = [*_words(text)] if several else [text]
    found = dict.fromkeys(named.get(squeezed(word)) for word in words)
    if None in found:
        codes = [code.code for code in column.codes]
        many = f"codes of the census ({codes[0]} to {codes[-1]}), with commas between them"
        one = f"one of {', '.join(codes)}"
        raise ValueError(f"should be {many if several else one}{EMPTY_TOO}")
    if len(found) > 1 and any(code and code.code == "NONE" for code in found):
        raise ValueError("says NONE beside another code: take one of them out")
    return tuple(code for code in found if code)


def written_in(column: CensusColumn) -> Mapping[str, CensusCode]:
    """Return the codes of a column by each way to write them."""
    return {squeezed(written): code for code in column.codes for written in code.written}


def _yes_or_no(text: str) -> int:
    word = text.casefold()
    if word in _YES:
        return 1
    if word in _NO:
        return 0
    raise ValueError(f"should be yes or no{EMPTY_TOO}")


def _months(text: str) -> int:
    if re.fullmatch(r"-?[0-9]{1,4}", text) and YOUNGEST_MONTHS <= int(text) <= OLDEST_READ:
        return int(text) if int(text) < ADULT_MONTHS else GROWN
    raise ValueError(
        f"should be whole months, from {YOUNGEST_MONTHS} for an unborn child{EMPTY_TOO}"
    )


def _choice_of(fact: Fact) -> Reader:
    places = {
        word.casefold(): code_of(fact, choice.value)
        for choice in fact.choices
        for word in (choice.value, choice.label)
    }

    def read(text: str) -> int:
        if text.casefold() not in places:
            known = ", ".join(choice.value for choice in fact.choices)
            raise ValueError(f"should be one of {known}{EMPTY_TOO}")
        return places[text.casefold()]

    return read


def _words(text: str) -> Iterator[str]:
    """Yield the codes of a cell: a list with commas or the like, or JSON as case systems write."""
    if text[:1] in "[{":
        try:
            yield from _in_json(json.loads(text))
        except (ValueError, RecursionError):
            yield "?"
    else:
        yield from (word for word in re.split(r"[,;|/\s]+", text) if word)


def _in_json(read: object) -> Iterator[str]:
    if isinstance(read, list):
        for each in read:
            yield from _in_json(each)
    elif isinstance(read, dict):
        yield from (name for name, said in read.items() if str(said).casefold() in _YES)
    else:
        yield str(read)
