"""What is asked next, and what is not: safety first, and nothing that makes no sense."""

from __future__ import annotations

from typing import Any

import pytest

from matcher import match
from matcher.family import read_family
from matcher.family_matching import match_family
from tests.matcher.shipped import ON, answer, knowledge

AGE = "child.age_months"
SAFETY = [
    "safety.immediate_danger",
    "safety.abuse_continuing",
    "safety.injury",
    "safety.abuser_has_access",
]
HAPPENED, SUSPECTED = "harm.happened", "harm.suspected"


def asked(case: dict[str, Any], *turn_on: str) -> list[str]:
    return [ask.fact for ask in match(case, knowledge(), ON, turn_on=turn_on).ask_next]


def test_safety_is_asked_first_whatever_else_it_settles() -> None:
    facts = asked({AGE: 30, HAPPENED: True})
    assert [fact for fact in facts if fact in SAFETY] == SAFETY
    assert facts.index(SAFETY[-1]) < facts.index("harm.at_risk")


def test_what_has_been_answered_is_not_asked_again() -> None:
    case = {AGE: 30, HAPPENED: True, **dict.fromkeys(SAFETY, False)}
    assert not set(SAFETY) & set(asked(case))


def test_nobody_is_asked_whether_harm_goes_on_that_neither_happened_nor_is_suspected() -> None:
    assert "safety.abuse_continuing" not in asked({AGE: 30, HAPPENED: False, SUSPECTED: False})
    assert "safety.abuse_continuing" in asked({AGE: 30, HAPPENED: False})


def test_what_services_near_by_turn_on_comes_after_safety_and_before_the_rest() -> None:
    case = {AGE: 30, HAPPENED: True}
    facts = asked(case, "carer.sex", "parent.low_income")
    last_of_safety = max(facts.index(fact) for fact in SAFETY)
    after = facts[last_of_safety + 1 :]
    assert after[:2] == ["carer.sex", "parent.low_income"]
    assert "carer.sex" not in asked(case)


def test_a_fact_that_nobody_knows_of_is_no_question() -> None:
    assert asked({AGE: 30}, "made.up") == asked({AGE: 30})


def test_exclusion_drugs_going_missing_or_a_loss_put_exploitation_first() -> None:
    for fact in ("school_exclusion", "substance_misuse", "missing", "great_loss"):
        facts = [f for f in asked({AGE: 180, f"child.{fact}": True}) if f not in SAFETY]
        assert set(facts[:2]) == {"safety.exploitation", "child.harm_outside_family"}, fact


# Ages


@pytest.mark.parametrize(
    ("fact", "months"),
    [
        ("child.ptsd_symptoms", 36),
        ("child.sexualised_behaviour", 36),
        ("child.harmful_sexual_behaviour", 36),
        ("child.missing", 60),
        ("child.self_harm", 60),
        ("child.young_carer", 60),
        ("child.online_harm", 60),
        ("child.harm_outside_family", 60),
    ],
)
def test_a_question_is_asked_from_the_age_at_which_it_makes_sense(fact: str, months: int) -> None:
    known = {HAPPENED: True} if months == 36 else {}
    assert fact not in asked({**known, AGE: months - 1})
    assert fact in asked({**known, AGE: months})
    assert "reading of ours" in (knowledge().facts.by_id[fact].asked_age_is or "")


@pytest.mark.parametrize("opens", ["abuse.sexual", SUSPECTED])
def test_sexual_abuse_or_a_suspicion_opens_the_symptoms_at_any_age(opens: str) -> None:
    case = {AGE: 20, HAPPENED: True}
    assert "child.ptsd_symptoms" not in asked(case)
    assert "child.ptsd_symptoms" in asked({**case, opens: True})


def test_going_missing_is_asked_at_any_age_of_a_child_in_care() -> None:
    assert "child.missing" not in asked({AGE: 20})
    assert "child.missing" in asked({AGE: 20, "child.looked_after": True})
    assert "child.missing" not in asked({AGE: -2, "child.looked_after": True})


def test_what_is_not_asked_for_the_age_is_left_open_and_can_be_answered() -> None:
    waiting = {o.recommendation.id: o for o in answer({AGE: 20}).options}
    assert waiting["rip:return-interview"].status == "needs_information"
    found = {o.recommendation.id: o for o in answer({AGE: 20, "child.missing": True}).options}
    assert found["rip:return-interview"].status == "applies"


# Whom a question is meant of


def test_nothing_that_is_meant_of_parents_is_asked_of_a_foster_carer() -> None:
    facts = asked({AGE: 40, HAPPENED: True, "carer.foster": True})
    assert not {f for f in facts if f.startswith("parent.")}
    assert not {"harm.at_risk", "carer.maltreating_parent"} & set(facts)
    assert "harm.at_risk" in asked(
        {AGE: 40, HAPPENED: True, "carer.foster": True, "carer.maltreating_parent": True}
    )


@pytest.mark.parametrize(
    "raises",
    [SUSPECTED, "safety.disclosure", "safety.abuse_continuing", "safety.suspect_feature"],
)
def test_where_harm_is_raised_who_lives_with_the_child_is_asked_about_first(raises: str) -> None:
    case = {AGE: 40, "carer.foster": True, raises: True, "safety.immediate_danger": False}
    first = answer(case).ask_next[0]
    assert first.fact == "carer.maltreating_parent"
    assert first.question == "Was it, or may it have been, somebody where the child lives now?"


def test_in_a_family_safety_comes_first_too() -> None:
    data = {"children": [{AGE: 30, HAPPENED: True}], "carers": [{"role": "mother"}]}
    family = read_family(data, knowledge().facts, ON)
    (child,) = match_family(family, knowledge(), ON, turn_on={1: ["parent.low_income"]}).children
    facts = [each.ask.fact for each in child.ask_next]
    assert facts[: len(SAFETY)] == SAFETY
    assert facts[len(SAFETY)] == "parent.low_income"
