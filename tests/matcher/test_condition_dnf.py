"""The answer rule, against brute force over every way that the unknown facts may turn out."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings

from matcher.condition_dnf import ConditionDnf, dnf_of
from matcher.truth import Truth, negation
from tests.matcher.vocabulary import (
    AGE,
    DOMAINS,
    FACTS,
    KNOWN,
    WRITTEN,
    Case,
    Value,
    Written,
    completions,
    condition_of,
    holds,
)

Outcomes = dict[tuple[Value, ...], bool]


def cover(written: Written) -> ConditionDnf:
    return dnf_of(condition_of(written), FACTS)


def truth(written: Written, **known: Any) -> Truth:
    return cover(written).truth(known)


def outcomes(written: Written, known: Case) -> Outcomes:
    """Return whether the condition holds, for each completion."""
    return {tuple(case.values()): holds(written, case) for case in completions(known, DOMAINS)}


def agreed(found: set[bool]) -> Truth:
    if len(found) > 1:
        return Truth.UNKNOWN
    return Truth.YES if found.pop() else Truth.NO


def missing(table: Outcomes, known: Case) -> set[str]:
    """Return the unknown facts for which two completions differ in them alone, and in outcome."""
    found = set()
    for place, fact in enumerate(DOMAINS):
        if fact in known:
            continue
        by_rest: dict[tuple[Value, ...], set[bool]] = {}
        for values, held in table.items():
            by_rest.setdefault(values[:place] + values[place + 1 :], set()).add(held)
        if any(len(helds) > 1 for helds in by_rest.values()):
            found.add(fact)
    return found


def settled_by_one(table: Outcomes, fact: str) -> dict[Truth, float]:
    """Return what the condition can come to once this fact alone is answered, and how often."""
    place, by_value = list(DOMAINS).index(fact), dict[Value, set[bool]]()
    for values, held in table.items():
        # True and 1 are one key of a dict, but no fact has both.
        by_value.setdefault(values[place], set()).add(held)
    found = Counter(agreed(helds) for helds in by_value.values())
    return {truth: count / len(by_value) for truth, count in found.items()}


@settings(max_examples=300, deadline=None, database=None)
@given(WRITTEN, KNOWN)
def test_truth_is_what_every_completion_agrees_on(written: Written, known: Case) -> None:
    assert cover(written).truth(known) is agreed(set(outcomes(written, known).values()))


@settings(max_examples=300, deadline=None, database=None)
@given(WRITTEN, KNOWN)
def test_the_outlook_names_the_facts_that_matter_and_those_that_settle(
    written: Written, known: Case
) -> None:
    table = outcomes(written, known)
    outlook = cover(written).outlook(known)
    assert outlook.truth is agreed(set(table.values()))
    open_still = outlook.truth is Truth.UNKNOWN
    matter = missing(table, known) if open_still else set()
    assert outlook.missing == matter
    reach = {fact: settled_by_one(table, fact) for fact in matter}
    for shares, truth in ((outlook.can_fail, Truth.NO), (outlook.can_meet, Truth.YES)):
        expected = {fact: reach[fact][truth] for fact in matter if truth in reach[fact]}
        assert dict(shares).keys() == expected.keys()
        # Of the ages only some are tried here, so their share is another.
        rest = {fact: share for fact, share in shares if fact != AGE}
        assert rest == pytest.approx({fact: expected[fact] for fact in rest})


@settings(max_examples=150, deadline=None, database=None)
@given(WRITTEN, KNOWN)
def test_the_ages_left_are_those_that_some_completion_allows(written: Written, known: Case) -> None:
    found = cover(written)
    if AGE not in found.cells:
        return
    others = {id: value for id, value in known.items() if id != AGE}
    table = outcomes(written, others)
    place = list(DOMAINS).index(AGE)
    possible = {values[place] for values, held in table.items() if held}
    allowed = set(found.values_allowing(AGE, known))
    assert allowed & set(DOMAINS[AGE]) == possible


@settings(max_examples=100, deadline=None, database=None)
@given(WRITTEN, KNOWN)
def test_a_condition_and_its_denial_are_opposites(written: Written, known: Case) -> None:
    assert cover({"not": written}).truth(known) is negation(cover(written).truth(known))


@settings(max_examples=100, deadline=None, database=None)
@given(WRITTEN, WRITTEN, KNOWN)
def test_de_morgan(one: Written, other: Written, known: Case) -> None:
    neither = {"all": [{"not": one}, {"not": other}]}
    not_both = {"any": [{"not": one}, {"not": other}]}
    assert cover({"not": {"any": [one, other]}}).truth(known) is cover(neither).truth(known)
    assert cover({"not": {"all": [one, other]}}).truth(known) is cover(not_both).truth(known)


@settings(max_examples=100, deadline=None, database=None)
@given(WRITTEN, KNOWN)
def test_a_fact_set_aside_counts_as_whatever_the_condition_asks(
    written: Written, known: Case
) -> None:
    without = cover(written).without(["a"]).truth({k: v for k, v in known.items() if k != "a"})
    if cover(written).truth(known) is Truth.YES:
        assert without is Truth.YES
    assert without is cover(written).without(["a"]).truth(known)


@pytest.mark.parametrize(
    ("written", "known", "expected"),
    [
        # The tables alone would say "not known" of each of these.
        ({"any": ["a", {"not": "a"}]}, {}, Truth.YES),
        ({"all": ["a", {"not": "a"}]}, {}, Truth.NO),
        ({"any": [{"colour": "red"}, {"colour": ["green", "blue"]}]}, {}, Truth.YES),
        ({"all": [{"colour": "red"}, {"colour": "blue"}]}, {}, Truth.NO),
        ({"any": [{"all": ["a", "b"]}, {"all": [{"not": "a"}, "b"]}]}, {"b": True}, Truth.YES),
        ({"at_least": 2, "of": ["a", {"not": "a"}, "b"]}, {"b": True}, Truth.YES),
        ({"at_least": 2, "of": ["a", {"not": "a"}, "b"]}, {"b": False}, Truth.NO),
    ],
)
def test_a_fact_asked_for_in_two_ways_is_answered_exactly(
    written: Written, known: Case, expected: Truth
) -> None:
    assert cover(written).truth(known) is expected


def test_a_fact_that_no_longer_matters_is_not_missing() -> None:
    outlook = cover({"any": ["a", {"all": ["b", "c"]}]}).outlook({"b": False})
    assert outlook.missing == {"a"}
    assert outlook.can_fail == outlook.can_meet == (("a", 0.5),)


def test_the_share_of_an_age_is_counted_in_months() -> None:
    outlook = cover({"age": {"from_months": 0, "under_months": 60}}).outlook({})
    assert outlook.can_meet == ((AGE, 60 / 225),)
    assert outlook.can_fail == ((AGE, 165 / 225),)


def test_nothing_is_missing_of_a_settled_condition() -> None:
    outlook = cover({"any": ["a", "b"]}).outlook({"a": True})
    assert outlook.truth is Truth.YES
    assert not outlook.missing
