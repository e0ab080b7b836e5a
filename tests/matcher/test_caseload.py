"""The whole caseload at once gives each child what `match()` gives for that child alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from matcher import CaseError, Knowledge, match
from matcher.case import BORN_ON
from matcher.caseload import NOT_KNOWN, STATUSES, Caseload, CaseloadCounts, column_of, statuses
from matcher.caseload_columns import Column
from tests.matcher import builders
from tests.matcher.cases import CASES
from tests.matcher.shipped import (
    AGE,
    ON,
    Case,
    complete_cases,
    knowledge,
    likely_cases,
    partial_cases,
)
from tests.matcher.vocabulary import KNOWN, WRITTEN

A_CASE = partial_cases() | complete_cases() | likely_cases()


def columns_of(cases: Sequence[Mapping[str, Any]], under: Knowledge) -> dict[str, Column]:
    """Return the columns of the facts that any of the cases mentions; the first one always."""
    mentioned = {under.facts.facts[0].id}.union(*cases)
    return {
        id: np.array([case.get(id) for case in cases], "datetime64[D]")
        if id == BORN_ON
        else column_of(under.facts.by_id[id], [case.get(id) for case in cases])
        for id in mentioned
    }


def assert_as_matched(
    cases: Sequence[Mapping[str, Any]], under: Knowledge, on: date = ON
) -> Caseload:
    """Check every status of every child, the counts and the missing facts, one match a child."""
    found = statuses(under, columns_of(cases, under), on)
    results = [match(case, under, on) for case in cases]
    options = [{o.recommendation.id: o for o in result.options} for result in results]
    for id, counts in found.counts().items():
        wanted = [each[id].status for each in options]
        assert [STATUSES[code] for code in found.status(id)] == wanted, id
        assert counts == CaseloadCounts(**{status: wanted.count(status) for status in STATUSES}), id
    assert set(found.counts()) == {item.id for item in under.recommendations}
    pairs = Counter(f for each in options for option in each.values() for f in option.missing)
    children = Counter(f for each in options for f in {f for o in each.values() for f in o.missing})
    assert {m.fact: (m.pairs, m.children) for m in found.missing()} == {
        fact: (pairs[fact], children[fact]) for fact in pairs
    }
    return found


@settings(max_examples=120, deadline=None, database=None)
@given(st.lists(A_CASE, min_size=1, max_size=4))
def test_every_child_has_the_statuses_that_a_match_gives(cases: list[Case]) -> None:
    assert_as_matched(cases, knowledge())


@settings(max_examples=400, deadline=None, database=None)
@given(st.lists(WRITTEN, min_size=1, max_size=3), st.lists(KNOWN, min_size=1, max_size=12))
def test_the_same_holds_under_rules_of_any_form(whens: list[Any], cases: list[Case]) -> None:
    rules = builders.knowledge(
        builders.recommendation("joined", *whens),
        *(builders.recommendation(f"alone-{place}", when) for place, when in enumerate(whens)),
    )
    assert_as_matched(cases, rules)


def random_cases(seed: int, count: int) -> Iterator[Case]:
    """Yield cases from empty to complete, of every age; every other one leans to "applies"."""
    chance = random.Random(seed)
    facts = [(fact.id, fact.domain()) for fact in knowledge().facts.facts if fact.domain()]
    for number in range(count):
        known, yes = chance.choice([0, 0.1, 0.5, 0.9, 1]), number % 2 * 0.7
        yield {
            id: True if values[0] is True and chance.random() < yes else chance.choice(values)
            for id, values in facts
            if chance.random() < known
        }


@pytest.mark.slow
def test_thousands_of_random_children_have_the_statuses_that_a_match_gives() -> None:
    found = assert_as_matched(list(random_cases(seed=5, count=4000)), knowledge())
    for id, counts in found.counts().items():
        assert min(counts.applies, counts.needs_information, counts.does_not_apply) > 0, id


@cache
def cases_by_date() -> Mapping[date, list[dict[str, Any]]]:
    """Return the cases in tests/cases by the dates on which they are matched."""
    by_date: dict[date, list[dict[str, Any]]] = {}
    for path in sorted(CASES.rglob("*.yaml")):
        for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["cases"]:
            by_date.setdefault(entry.get("on", ON), []).append(dict(entry["case"]))
    return by_date


def test_every_written_case_has_the_statuses_that_a_match_gives() -> None:
    assert sum(map(len, cases_by_date().values())) > 200
    for on, cases in cases_by_date().items():
        assert_as_matched(cases, knowledge(), on)


def test_at_every_age_from_before_birth_to_17_the_statuses_are_those_of_a_match() -> None:
    common = {"stage": "both", "parent.is_mother": True, "abuse.sexual": True, "carer.foster": True}
    months = knowledge().facts.by_id[AGE].domain()
    assert_as_matched([{**common, AGE: month} for month in months], knowledge())


@settings(max_examples=100, deadline=None, database=None)
@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.lists(st.none() | st.integers(-270, 365 * 18 - 1), min_size=1, max_size=8),
)
def test_a_date_of_birth_counts_as_the_age_that_a_match_reads(
    on: date, days: list[int | None]
) -> None:
    born = [None if ago is None else on - timedelta(days=ago) for ago in days]
    cases = [{"stage": "both"} | ({BORN_ON: day.isoformat()} if day else {}) for day in born]
    assert_as_matched(cases, knowledge(), on)


@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1)])
def test_a_birthday_on_29_february_comes_as_it_does_in_a_match(on: date) -> None:
    born = ["2020-02-29", "2016-02-29", "2021-03-01", "2021-02-28", "2020-01-31", "2008-03-01"]
    assert_as_matched([{"stage": "both", BORN_ON: day} for day in born], knowledge(), on)


def test_an_age_and_a_date_of_birth_fill_each_other_in() -> None:
    cases = [{AGE: 30}, {BORN_ON: "2024-05-22"}, {AGE: 30, BORN_ON: "2024-05-22"}, {}]
    found = assert_as_matched([{"stage": "after_abuse", **case} for case in cases], knowledge())
    assert next(each.children for each in found.missing() if each.fact == AGE) == 1


@pytest.mark.parametrize("children", [0, 1, 7, 8, 63, 64, 65, 129])
def test_no_number_of_children_leaves_one_out_or_counts_one_too_many(children: int) -> None:
    found = assert_as_matched([{"child.self_harm": True}] * children, knowledge())
    assert found.children == children
    assert found.counts()["rip:self-harm"].applies == children


@pytest.mark.parametrize(("lived", "unasked"), [(NOT_KNOWN, "needs_information"), (0, None)])
def test_what_is_not_known_is_never_no(lived: int, unasked: str | None) -> None:
    found = statuses(knowledge(), {"child.self_harm": np.full(70, lived, np.int8)}, ON)
    wanted = CaseloadCounts(
        applies=0,
        needs_information=70 if unasked else 0,
        does_not_apply=0 if unasked else 70,
    )
    assert found.counts()["rip:self-harm"] == wanted
    assert found.counts()["rip:young-carer"].needs_information == 70


def test_a_worked_example_of_four_children() -> None:
    # 1.7.18 holds after sexual abuse, from 8 years. Both are known of the first child alone.
    columns = {
        "stage": np.array([1, 1, 1, 0], np.int8),
        "abuse.sexual": np.array([1, 1, NOT_KNOWN, NOT_KNOWN], np.int8),
        AGE: np.array([96, NOT_KNOWN, NOT_KNOWN, 95], np.int16),
    }
    found = statuses(knowledge(), columns, ON)
    assert found.status("ng76:1.7.18").tolist() == [0, 1, 1, 2]
    assert found.counts()["ng76:1.7.18"] == CaseloadCounts(
        applies=1, needs_information=2, does_not_apply=1
    )


def test_the_fact_that_keeps_most_answers_open_comes_first() -> None:
    rules = builders.knowledge(
        builders.recommendation("1", "b"),
        builders.recommendation("2", "a", "b"),
        builders.recommendation("3", "a", {"not": "b"}),
    )
    columns = {"a": np.array([1, 0, NOT_KNOWN], np.int8)}
    found = statuses(rules, columns, ON).missing()
    # Of the second child "b" is open for the first rule alone: "a" has ruled out the others.
    assert [(each.fact, each.pairs, each.children) for each in found] == [("b", 7, 3), ("a", 2, 1)]


def test_facts_that_keep_as_many_answers_open_come_in_the_order_of_their_file() -> None:
    rules = builders.knowledge(builders.recommendation("1", "c"), builders.recommendation("2", "b"))
    found = statuses(rules, {"a": np.array([1], np.int8)}, ON).missing()
    assert [each.fact for each in found] == ["b", "c"]


def test_an_absent_column_is_one_of_which_nothing_is_known() -> None:
    columns = columns_of(list(random_cases(seed=1, count=50)), knowledge())
    unknown = {**columns, "stage": np.full(50, NOT_KNOWN, np.int8)}
    absent = {id: column for id, column in columns.items() if id != "stage"}
    one, other = (statuses(knowledge(), each, ON) for each in (unknown, absent))
    assert one.counts() == other.counts()
    assert one.missing() == other.missing()


def test_the_columns_are_not_changed_and_not_kept() -> None:
    columns = {"child.self_harm": np.array([1, 0, NOT_KNOWN], np.int8)}
    found = statuses(knowledge(), columns, ON)
    assert columns["child.self_harm"].tolist() == [1, 0, NOT_KNOWN]
    columns["child.self_harm"][:] = 1
    assert found.counts()["rip:self-harm"].applies == 1


@pytest.mark.parametrize(
    "case",
    [
        {AGE: 216},
        {AGE: -10},
        {BORN_ON: "2008-11-22"},
        {BORN_ON: "2027-09-23"},
        {BORN_ON: "2024-05-22", AGE: 31},
    ],
)
def test_a_child_whom_a_match_refuses_is_refused_here(case: dict[str, Any]) -> None:
    columns = {
        id: np.array([value], "datetime64[D]" if id == BORN_ON else np.int16)
        for id, value in case.items()
    }
    for refuses in (
        lambda: match(case, knowledge(), ON),
        lambda: statuses(knowledge(), columns, ON),
    ):
        with pytest.raises(CaseError):
            refuses()
