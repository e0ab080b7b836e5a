"""What holds of every case, over the rules as they are shipped."""

from __future__ import annotations

import random
from collections import Counter
from copy import deepcopy
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import CaseError, Option, match
from matcher.case import Case as CaseRead
from matcher.conditions import facts_of
from matcher.matching import match_case
from matcher.option_builder import A_STEP, WEIGHT
from tests.matcher.formulas_beside_ng76 import FORMULAS
from tests.matcher.shipped import (
    AGE,
    MONTHS,
    ON,
    Case,
    answer,
    complete_cases,
    domains,
    knowledge,
    likely_cases,
    option,
    options,
    partial_cases,
)

SETTLED = {"applies": True, "does_not_apply": False}


def facts_asked(id: str) -> list[str]:
    when = knowledge().recommendation[id].when
    return list(dict.fromkeys(fact for condition in when for fact in facts_of(condition)))


def _may_be_left_out(id: str, case: Case) -> bool:
    """Say whether a fact need not be asked: of an age or a carer for which it makes no sense."""
    facts, months = knowledge().facts, case.get("child.age_months")
    fact = facts.by_id[id]
    youngest = fact.asked_from_months
    too_young = youngest is not None and isinstance(months, int) and months < youngest
    others = ("foster", "adoptive", "special_guardian", "residential")
    of_other = any(case.get(f"carer.{other}") for other in others)
    return too_young or fact.asked_unless is not None or (of_other and id in facts.of_parents)


def test_every_recommendation_has_a_formula() -> None:
    assert set(FORMULAS) == set(knowledge().recommendation)


@settings(max_examples=400, deadline=None, database=None)
@given(complete_cases() | likely_cases())
def test_the_rules_agree_with_the_formulas_on_complete_cases(case: Case) -> None:
    for id, found in options(case).items():
        assert SETTLED[found.status] is FORMULAS[id](case), id


@pytest.mark.parametrize("id", sorted(FORMULAS))
def test_the_rules_agree_with_the_formulas_at_every_bound(id: str) -> None:
    """One complete case to which the recommendation applies, at each month and value."""
    chance = random.Random(id)
    start = _applying(id, chance)
    asked = facts_asked(id)
    for fact in asked:
        for value in domains()[fact]:
            case = {**start, fact: value}
            assert SETTLED[option(id, case).status] is FORMULAS[id](case), (fact, value)


def _applying(id: str, chance: random.Random) -> Case:
    """Return a complete case to which the formula applies, in few yesses."""
    for _ in range(5000):
        case = {fact: chance.choice(values) for fact, values in domains().items()}
        if FORMULAS[id](case):
            return case
    raise AssertionError(f"{id} applies to no case that was tried")


@settings(max_examples=250, deadline=None, database=None)
@given(st.data(), st.sampled_from(sorted(FORMULAS)), likely_cases())
def test_the_status_is_what_every_completion_agrees_on(
    data: st.DataObject, id: str, case: Case
) -> None:
    asked = facts_asked(id)
    unknown = data.draw(st.lists(st.sampled_from(asked), unique=True, max_size=min(6, len(asked))))
    known = {fact: value for fact, value in case.items() if fact not in unknown}
    found = _as_it_stands(known)[id]
    worlds = {
        values: FORMULAS[id]({**known, **dict(zip(unknown, values, strict=True))})
        for values in product(*(domains()[fact] for fact in unknown))
    }
    agreed = set(worlds.values())
    if len(agreed) == 1:
        assert SETTLED[found.status] is agreed.pop()
        assert found.missing == ()
    else:
        assert found.status == "needs_information"
        assert set(found.missing) == _that_matter(unknown, worlds)


def _that_matter(unknown: list[str], worlds: dict[tuple[object, ...], bool]) -> set[str]:
    found = set()
    for place, fact in enumerate(unknown):
        by_rest: dict[tuple[object, ...], set[bool]] = {}
        for values, held in worlds.items():
            by_rest.setdefault(values[:place] + values[place + 1 :], set()).add(held)
        if any(len(helds) > 1 for helds in by_rest.values()):
            found.add(fact)
    return found


@settings(max_examples=100, deadline=None, database=None)
@given(partial_cases(), complete_cases())
def test_learning_a_fact_never_flips_a_settled_answer(known: Case, learnt: Case) -> None:
    before, after = options(known), options({**learnt, **known})
    for id, found in before.items():
        if found.status in SETTLED:
            assert after[id].status == found.status, id


@settings(max_examples=100, deadline=None, database=None)
@given(partial_cases(), st.randoms())
def test_the_order_of_the_facts_does_not_change_the_answer(
    case: Case, chance: random.Random
) -> None:
    ids = list(case)
    chance.shuffle(ids)
    assert answer({id: case[id] for id in ids}) == answer(case)


@settings(max_examples=100, deadline=None, database=None)
@given(partial_cases())
def test_every_recommendation_is_present_exactly_once(case: Case) -> None:
    found = [option.recommendation.id for option in answer(case).options]
    assert sorted(found) == sorted(knowledge().recommendation)


@settings(max_examples=100, deadline=None, database=None)
@given(partial_cases())
def test_each_condition_has_its_reason_and_the_outcomes_bear_the_status_out(case: Case) -> None:
    for found in answer(case).options:
        outcomes = {reason.outcome for reason in found.reasons}
        assert len(found.reasons) == len(found.recommendation.when)
        assert (found.status == "applies") == (outcomes == {"met"})
        # Conditions of one recommendation share no fact, so one alone shuts a family out.
        assert (found.status == "does_not_apply") == ("not_met" in outcomes)
        assert bool(found.missing) == (found.status == "needs_information")


@settings(max_examples=100, deadline=None, database=None)
@given(partial_cases())
def test_the_fact_of_a_reason_is_known_when_it_is_settled_and_missing_when_it_is_open(
    case: Case,
) -> None:
    for found in answer(case).options:
        for reason in found.reasons:
            assert (reason.fact in case) == (reason.outcome != "not_known"), reason
            assert reason.fact in reason.facts


@settings(max_examples=100, deadline=None, database=None)
@given(partial_cases())
def test_the_facts_that_are_missing_are_not_known(case: Case) -> None:
    for found in answer(case).options:
        assert not set(found.missing) & set(case)
        assert len(set(found.missing)) == len(found.missing)


@settings(max_examples=60, deadline=None, database=None)
@given(partial_cases())
def test_every_citation_of_a_deciding_rule_appears_in_the_result(case: Case) -> None:
    for row in answer(case).as_data()["options"]:
        item = knowledge().recommendation[row["recommendation"]]
        cited = [row["citation"], *row["also"]]
        assert [(c["source"], c["ref"], c["url"]) for c in cited] == [
            (c.source, c.ref, c.url) for c in (item.citation, *item.also)
        ]
        assert all(c["ref"] and c["url"].startswith("http") for c in cited)


@settings(max_examples=60, deadline=None, database=None)
@given(partial_cases())
def test_matching_does_not_change_the_case(case: Case) -> None:
    copy = deepcopy(case)
    match(case, knowledge(), ON)
    assert case == copy


@settings(max_examples=60, deadline=None, database=None)
@given(partial_cases())
def test_the_window_is_the_ages_at_which_it_could_still_hold(case: Case) -> None:
    others = {id: value for id, value in case.items() if id != AGE}
    by_month = {month: options({**others, AGE: month}) for month in (-1, 0, 47, 48, 60, 96, 215)}
    for id, found in options(case).items():
        window = found.window
        for month, at in by_month.items():
            if at[id].status != "does_not_apply":
                assert window.from_months <= month < window.under_months, (id, month)


@settings(max_examples=8, deadline=None, database=None)
@given(partial_cases())
def test_what_to_ask_next_settles_exactly_as_many_options_as_it_says(case: Case) -> None:
    waiting = {o.recommendation.id: o for o in answer(case).options if o.missing}
    settles, worth = Counter[str](), dict.fromkeys(domains(), 0.0)
    for fact, values in domains().items():
        if fact in case:
            continue
        settled = Counter(
            id
            for value in values
            for id, then in _as_it_stands({**case, fact: value}).items()
            if then.status in SETTLED and id in waiting
        )
        settles[fact] = len(settled)
        for id, found in waiting.items():
            waits = A_STEP * (fact in found.missing)
            share = waits + settled[id] / len(values)
            worth[fact] += WEIGHT[found.recommendation.strength] * share
    asks = answer(case).ask_next
    asked = {ask.fact for ask in asks}
    waited_for = {id for each in waiting.values() for id in each.missing}
    by_id = knowledge().facts.by_id
    of_safety = {id for id, fact in by_id.items() if fact.asked_first is not None}
    sooner = {id for id, fact in by_id.items() if fact.asked_sooner_when is not None}
    assert asked - of_safety - sooner <= waited_for
    assert all(_may_be_left_out(id, case) for id in waited_for - asked)
    for ask in asks:
        assert ask.settles == settles[ask.fact]
    for tier in {ask.tier for ask in asks}:
        values_in_turn = [worth[ask.fact] for ask in asks if ask.tier == tier]
        assert values_in_turn == pytest.approx(sorted(values_in_turn, reverse=True))
    assert [ask.tier for ask in asks] == sorted(ask.tier for ask in asks)
    assert all(
        ask.question in (f.question, f.of_other_carer) for ask in asks for f in [by_id[ask.fact]]
    )


def _as_it_stands(known: Case) -> dict[str, Option]:
    """Return the options for these facts alone, without what else would follow from them."""
    result = match_case(CaseRead(known=known), knowledge(), ON)
    return {option.recommendation.id: option for option in result.options}


_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@settings(max_examples=200, deadline=None, database=None)
@given(st.data())
def test_any_case_is_answered_or_refused_in_words(data: st.DataObject) -> None:
    ids = st.sampled_from([*knowledge().facts.by_id]) | st.text(max_size=8)
    values = _JUNK | st.sampled_from([True, False, "female", "both", 30, "2024-05-14"])
    case = data.draw(st.dictionaries(ids, values, max_size=6) | _JUNK)
    told = ["nothing is wrong"]
    try:
        match(case, knowledge(), ON)
    except CaseError as error:
        told = [problem.problem for problem in error.problems]
    assert told
    assert all(told)


def test_the_months_tried_stand_on_both_sides_of_every_bound() -> None:
    lowest = {option.window.from_months for option in answer({}).options}
    highest = {option.window.under_months for option in answer({}).options}
    assert {bound for bound in lowest if bound >= 0} <= set(MONTHS)
    assert {bound - 1 for bound in highest} <= set(MONTHS)
