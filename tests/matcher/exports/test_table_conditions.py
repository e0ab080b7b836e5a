"""Conditions written for engines with truth tables alone give the exact answer by them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.conditions import All, kleene_truth
from matcher.exports.table_conditions import exact_for_tables, for_tables
from matcher.prime_terms import prime_terms
from matcher.truth import Truth
from tests.matcher.shipped import knowledge
from tests.matcher.vocabulary import (
    AGE,
    DOMAINS,
    FACTS,
    KNOWN,
    WRITTEN,
    Case,
    Written,
    completions,
    condition_of,
    holds,
)

WHEN = st.lists(WRITTEN, min_size=1, max_size=3)


def exactly(when: list[Written], known: Case) -> Truth:
    found = {all(holds(part, case) for part in when) for case in completions(known, DOMAINS)}
    return Truth.UNKNOWN if len(found) > 1 else Truth.YES if found.pop() else Truth.NO


@settings(max_examples=300, deadline=None, database=None)
@given(WHEN, KNOWN)
def test_the_tables_give_the_exact_answer(when: list[Written], known: Case) -> None:
    parts = for_tables(map(condition_of, when), FACTS)

    assert kleene_truth(All(parts=parts), known) is exactly(when, known)


def test_a_fact_asked_for_in_two_ways_is_where_the_tables_fall_short() -> None:
    young = condition_of("young")
    known = {AGE: 30, "a": False}

    assert not exact_for_tables(young, FACTS)
    assert kleene_truth(young, {"a": False}) is Truth.UNKNOWN
    assert kleene_truth(young, known) is Truth.YES


def test_prime_terms_add_what_two_terms_agree_on() -> None:
    either = condition_of({"any": [{"all": ["a", "b"]}, {"all": [{"not": "a"}, "c"]}]})
    found = prime_terms(either, FACTS)
    yes = frozenset([True])

    assert {"b": yes, "c": yes} in found
    assert len(found) == 3


def test_what_always_holds_is_one_term_that_asks_for_nothing() -> None:
    assert prime_terms(condition_of({"any": ["a", {"not": "a"}]}), FACTS) == [{}]


def test_what_never_holds_has_no_terms() -> None:
    assert prime_terms(condition_of({"all": ["a", {"not": "a"}]}), FACTS) == []


def test_most_shipped_conditions_stay_as_they_are_written() -> None:
    facts = knowledge().facts
    kept = [
        item for item in knowledge().recommendations if for_tables(item.when, facts) == item.when
    ]

    assert len(kept) > 0.8 * len(knowledge().recommendations)
