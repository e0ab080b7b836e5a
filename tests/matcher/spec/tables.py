"""What each form of condition means, row by row; the tests run the rows, the page prints them.

`python -m tests.matcher.spec` writes docs/spec/conditions.md from these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

YES, NO, UNKNOWN = "yes", "no", "not known"

AND = [
    (YES, YES, YES),
    (YES, NO, NO),
    (YES, UNKNOWN, UNKNOWN),
    (NO, YES, NO),
    (NO, NO, NO),
    (NO, UNKNOWN, NO),
    (UNKNOWN, YES, UNKNOWN),
    (UNKNOWN, NO, NO),
    (UNKNOWN, UNKNOWN, UNKNOWN),
]

OR = [
    (YES, YES, YES),
    (YES, NO, YES),
    (YES, UNKNOWN, YES),
    (NO, YES, YES),
    (NO, NO, NO),
    (NO, UNKNOWN, UNKNOWN),
    (UNKNOWN, YES, YES),
    (UNKNOWN, NO, UNKNOWN),
    (UNKNOWN, UNKNOWN, UNKNOWN),
]

NOT = [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)]

AGREEMENT = [
    ((YES,), YES),
    ((NO,), NO),
    ((YES, YES), YES),
    ((NO, NO), NO),
    ((YES, NO), UNKNOWN),
    ((NO, YES, NO), UNKNOWN),
    ((YES, UNKNOWN), UNKNOWN),
    ((UNKNOWN, UNKNOWN), UNKNOWN),
]


@dataclass(frozen=True, slots=True)
class Row:
    """What a condition comes to for certain known facts, what is still missing, and why."""

    known: Mapping[str, Any]
    truth: str
    missing: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One form of condition: an example as it is written, and its rows."""

    title: str
    text: str
    written: str
    rows: tuple[Row, ...]


AGE = "child.age_months"

TABLES = (
    Table(
        "A yes-or-no fact",
        "The id of the fact. Nothing counts as no because it was not said.",
        "a",
        (
            Row({"a": True}, YES),
            Row({"a": False}, NO),
            Row({}, UNKNOWN, ("a",), "not said is not known"),
        ),
    ),
    Table(
        "A value",
        "A fact and the value that it should have.",
        "colour: red",
        (
            Row({"colour": "red"}, YES),
            Row({"colour": "green"}, NO),
            Row({}, UNKNOWN, ("colour",)),
        ),
    ),
    Table(
        "One of several values",
        "A list means any one of them.",
        "colour: [red, green]",
        (
            Row({"colour": "red"}, YES),
            Row({"colour": "green"}, YES),
            Row({"colour": "blue"}, NO),
            Row({}, UNKNOWN, ("colour",)),
        ),
    ),
    Table(
        "Every value",
        "Where the list holds every value there is, the answer is yes whichever it is.",
        "colour: [red, green, blue]",
        (Row({"colour": "blue"}, YES), Row({}, YES, (), "there is no other value")),
    ),
    Table(
        "A yes-or-no fact that should be no",
        "The same as `not`, in one line.",
        "a: false",
        (Row({"a": False}, YES), Row({"a": True}, NO), Row({}, UNKNOWN, ("a",))),
    ),
    Table(
        "Age from and under",
        "In completed months: from the first, up to and not including the second.",
        "age: {from_months: 24, under_months: 60}",
        (
            Row({AGE: 23}, NO, (), "the month before"),
            Row({AGE: 24}, YES, (), "the second birthday"),
            Row({AGE: 59}, YES, (), "the last month"),
            Row({AGE: 60}, NO, (), "the fifth birthday"),
            Row({AGE: -3}, NO, (), "not born yet"),
            Row({}, UNKNOWN, (AGE,)),
        ),
    ),
    Table(
        "Age under",
        "Without `from_months` an unborn child is included.",
        "age: {under_months: 24}",
        (
            Row({AGE: -9}, YES, (), "not born yet"),
            Row({AGE: 0}, YES),
            Row({AGE: 23}, YES),
            Row({AGE: 24}, NO),
        ),
    ),
    Table(
        "Age from",
        "Without `under_months` it runs to the 18th birthday.",
        "age: {from_months: 24}",
        (Row({AGE: 23}, NO), Row({AGE: 24}, YES), Row({AGE: 215}, YES)),
    ),
    Table(
        "Not",
        "The opposite; the opposite of not known is not known.",
        "not: a",
        (Row({"a": True}, NO), Row({"a": False}, YES), Row({}, UNKNOWN, ("a",))),
    ),
    Table(
        "All",
        "Every part holds.",
        "all: [a, b]",
        (
            Row({"a": True, "b": True}, YES),
            Row({"a": True, "b": False}, NO),
            Row({"b": False}, NO, (), "one no is enough"),
            Row({"a": True}, UNKNOWN, ("b",)),
            Row({}, UNKNOWN, ("a", "b")),
        ),
    ),
    Table(
        "Any",
        "At least one part holds.",
        "any: [a, b]",
        (
            Row({"a": False, "b": False}, NO),
            Row({"a": True, "b": False}, YES),
            Row({"b": True}, YES, (), "one yes is enough"),
            Row({"a": False}, UNKNOWN, ("b",)),
            Row({}, UNKNOWN, ("a", "b")),
        ),
    ),
    Table(
        "At least",
        "That many of the parts hold.",
        "{at_least: 2, of: [a, b, c]}",
        (
            Row({"a": True, "b": True}, YES, (), "the third does not matter"),
            Row({"a": False, "b": False}, NO),
            Row({"a": True, "b": False}, UNKNOWN, ("c",)),
            Row({"a": True}, UNKNOWN, ("b", "c")),
            Row({}, UNKNOWN, ("a", "b", "c")),
        ),
    ),
    Table(
        "A term",
        "The name of a condition in `data/terms.yaml`; `warm` is `colour: [red, green]`.",
        "warm",
        (
            Row({"colour": "green"}, YES),
            Row({"colour": "blue"}, NO),
            Row({}, UNKNOWN, ("colour",)),
        ),
    ),
    Table(
        "A fact asked for in two ways",
        "What holds however an unknown fact turns out, holds; what fails either way, fails.",
        "any: [{all: [a, b]}, {all: [{not: a}, b]}]",
        (
            Row({"b": True}, YES, (), "a or not a: either way"),
            Row({"b": False}, NO),
            Row({"a": True}, UNKNOWN, ("b",)),
            Row({}, UNKNOWN, ("b",), "a does not matter"),
        ),
    ),
    Table(
        "Two ranges of age",
        "`young` is under 24 months, or under 60 and not a: the age and the other fact together.",
        "young",
        (
            Row({AGE: 23}, YES),
            Row({AGE: 24}, UNKNOWN, ("a",)),
            Row({AGE: 24, "a": False}, YES),
            Row({AGE: 24, "a": True}, NO),
            Row({AGE: 60}, NO),
            Row({"a": True}, UNKNOWN, (AGE,)),
            Row({}, UNKNOWN, (AGE, "a")),
        ),
    ),
)
