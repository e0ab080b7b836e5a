"""The truth tables, written out."""

from __future__ import annotations

from itertools import product

import pytest

from matcher.truth import Truth, agreement, all_of, any_of, negation
from tests.matcher.spec.tables import AGREEMENT, AND, NO, NOT, OR, UNKNOWN, YES

TRUTH = {YES: Truth.YES, NO: Truth.NO, UNKNOWN: Truth.UNKNOWN}


@pytest.mark.parametrize(("one", "other", "expected"), AND)
def test_and(one: str, other: str, expected: str) -> None:
    assert all_of([TRUTH[one], TRUTH[other]]) is TRUTH[expected]


@pytest.mark.parametrize(("one", "other", "expected"), OR)
def test_or(one: str, other: str, expected: str) -> None:
    assert any_of([TRUTH[one], TRUTH[other]]) is TRUTH[expected]


@pytest.mark.parametrize(("one", "expected"), NOT)
def test_not(one: str, expected: str) -> None:
    assert negation(TRUTH[one]) is TRUTH[expected]


@pytest.mark.parametrize(("seen", "expected"), AGREEMENT)
def test_agreement(seen: tuple[str, ...], expected: str) -> None:
    assert agreement(TRUTH[one] for one in seen) is TRUTH[expected]


def test_of_nothing_all_holds_and_none_holds() -> None:
    assert all_of([]) is Truth.YES
    assert any_of([]) is Truth.NO


@pytest.mark.parametrize("three", list(product(Truth, repeat=3)))
def test_de_morgan(three: tuple[Truth, ...]) -> None:
    assert negation(all_of(three)) is any_of(map(negation, three))
    assert negation(any_of(three)) is all_of(map(negation, three))


def test_the_tables_are_whole() -> None:
    pairs = set(product([YES, NO, UNKNOWN], repeat=2))
    assert {row[:2] for row in AND} == {row[:2] for row in OR} == pairs
    assert {row[0] for row in NOT} == {YES, NO, UNKNOWN}
