"""For whom the sources name nothing: the list of "who gets no named programme" falls out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from matcher.guidance_coverage import Uncovered, uncovered
from tests.matcher.shipped import knowledge

ON = date(2026, 11, 30)


@cache
def rows() -> tuple[Uncovered, ...]:
    return uncovered(knowledge(), ON)


def holds(row: Uncovered, month: int, *kind: str) -> bool:
    sides = (row.who, row.what, row.shows, row.sex)
    inside = row.from_months <= month < row.under_months
    return inside and all(not side or part in side for side, part in zip(sides, kind, strict=True))


def named(month: int, *kind: str) -> tuple[str, ...] | None:
    """Return what is named where that is nothing or one thing alone; None where it is more."""
    found = [row.named for row in rows() if holds(row, month, *kind)]
    assert len(found) <= 1
    return found[0] if found else None


NEGLECT, SEXUAL = "neglect", "sexual abuse"
NONE, BOY, GIRL = "no listed symptom", "a boy", "a girl"
PARENT, SAFE_PARENT = "the parent who harmed the child", "a parent who did not harm the child"
LIST = [
    (100, "an adoptive parent", NEGLECT, "problem behaviour", BOY, ("ng76:1.7.16",)),
    (100, "a special guardian", NEGLECT, "problem behaviour", GIRL, ("ng76:1.7.16",)),
    (100, "a kinship carer, for good", NEGLECT, "problem behaviour", GIRL, ("ng76:1.7.16",)),
    (95, SAFE_PARENT, SEXUAL, NONE, BOY, ()),
    (95, SAFE_PARENT, SEXUAL, NONE, GIRL, ()),
    (96, SAFE_PARENT, SEXUAL, NONE, GIRL, ("ng76:1.7.18",)),
    (95, SAFE_PARENT, SEXUAL, "emotional or behavioural disturbance", BOY, ()),
    (95, SAFE_PARENT, SEXUAL, "emotional or behavioural disturbance", GIRL, ("ng76:1.7.19",)),
    (156, PARENT, NEGLECT, NONE, BOY, ("ng76:1.7.14",)),
    (100, "staff of a children’s home", NEGLECT, NONE, GIRL, ()),
    (180, "a foster carer", "harm outside the family", NONE, GIRL, ()),
    (180, "a foster carer", "sexual behaviour that harms others", NONE, BOY, ()),
    (30, "a man who used domestic abuse", NEGLECT, NONE, BOY, ()),
    (60, SAFE_PARENT, "living with domestic abuse alone", NONE, BOY, ()),
    (59, SAFE_PARENT, "living with domestic abuse alone", NONE, BOY, ("ng76:1.7.6",)),
    (30, "a kinship carer, neither for good nor approved to foster", NEGLECT, NONE, GIRL, ()),
    (30, PARENT, NEGLECT, NONE, GIRL, None),
]  # fmt: skip


@pytest.mark.parametrize("line", LIST, ids=lambda line: "; ".join(map(str, line[:5])))
def test_whoever_is_named_nothing_falls_out(line: tuple[Any, ...]) -> None:
    month, *kind, expected = line

    assert named(month, *kind) == expected


def test_what_another_source_names_is_told_beside() -> None:
    (row,) = {
        row for row in rows() if holds(row, 100, "staff of a children’s home", NEGLECT, NONE, BOY)
    }

    assert "ng205:1.3.17" in row.named_by_others
    assert row.said_in == ("residential-care",)


def test_each_kind_of_child_is_in_one_line_at_most_and_answers_as_a_match_does() -> None:
    without = replace(knowledge(), recommendations=())

    assert all(row.named == () for row in uncovered(without, ON))
    assert {(row.from_months, row.under_months) for row in uncovered(without, ON)} == {(0, 216)}


def test_wherever_nothing_is_named_a_sentence_says_so() -> None:
    assert [row.in_words() for row in rows() if not row.named and not row.said_in] == []
