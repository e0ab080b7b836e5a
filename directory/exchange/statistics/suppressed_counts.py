"""A count of children out of a cell: a whole number, or withheld, which is never nought."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from directory.exchange.tables import Unsound

WITHHELD: Mapping[str, str] = {
    "c": "suppressed, to protect confidentiality",
    "x": "not available",
    "u": "not reliable",
    "z": "not applicable",
    "k": "rounds to nought, but is not nought",
    "low": "rounds to nought, but is not nought",
    ":": "not available",
    "*": "suppressed, to protect confidentiality",
}
"""The marks of the Department for Education, and one that councils use, and what they say."""

MOST_DIGITS = 8
_HIDDEN = frozenset(WITHHELD) | {"..", "…", "-", "–", "n/a", "na", "null", "#n/a"}
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_FRACTION = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a cell gives no count, worded for the person who can mend it."""

    problem: str


def read_count(cell: str) -> int | Unread:
    """Return the whole number of a cell, not negative; `1,234` and `12.0` are such."""
    if cell.isascii() and cell.isdigit() and len(cell) <= MOST_DIGITS:
        return int(cell)
    text = cell.strip()
    plain = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text.removesuffix(".0")
    if plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS:
        return int(plain)
    if isinstance(cell, Unsound) and cell.casefold() not in _HIDDEN:
        return Unread(cell.problem)
    return Unread(_why(plain))


def withheld_mark(cell: str) -> str | None:
    """Return the mark by which a publisher withholds a number, as it is listed in WITHHELD."""
    mark = cell.strip().strip("[]").casefold()
    return mark if mark in WITHHELD else None


def _why(text: str) -> str:
    if not text:
        return "is empty: write the number, 0 if there is none"
    if text.strip("[]").casefold() in _HIDDEN:
        return "is withheld, and a gap is not nought: take a table that gives the number"
    if re.fullmatch(r"[-−]\s?\d[\d,.]*", text):
        return "is less than 0: write how many children there are"
    if text.isascii() and text.isdigit():
        return "is more children than there are in England"
    if _FRACTION.fullmatch(text):
        return "is not a whole number: children are counted whole"
    return "is not a number: write digits only"
