"""What services near by turn on is asked after safety and before what only settles options."""

from datetime import date
from typing import Any

from matcher.family import read_family
from matcher.family_matching import match_child
from matcher.family_results import ChildResult
from matcher.service_questions import TurnOn, with_service_questions
from tests.matcher.shipped import knowledge

ON = date(2026, 11, 30)
CHILD = {"child.age_months": 30, "harm.happened": True, "abuse.neglect": True}
CARERS: list[dict[str, Any]] = [
    {"role": "mother", "for_children": [1]},
    {"role": "father", "for_children": [1]},
]


def asked(turn_on: TurnOn, **child: Any) -> ChildResult:
    facts = knowledge().facts
    family = read_family({"children": [CHILD | child], "carers": CARERS}, facts, ON)
    result = match_child(family, 1, knowledge(), ON)
    return with_service_questions(result, 1, turn_on, facts)


def keys(result: ChildResult) -> list[tuple[str, int | None]]:
    return [(ask.ask.fact, ask.carer) for ask in result.ask_next]


def test_it_comes_after_safety_and_before_the_rest() -> None:
    order = keys(asked({1: ["parent.low_income"]}))

    at = order.index(("parent.low_income", 1))
    assert at > order.index(("safety.abuser_has_access", None))
    assert at < order.index(("carer.maltreating_parent", 1))


def test_it_is_asked_of_the_carer_whom_the_service_would_take() -> None:
    order = keys(asked({2: ["parent.low_income"]}))

    assert order.index(("parent.low_income", 2)) < order.index(("carer.maltreating_parent", 1))


def test_each_question_stands_once_with_what_it_settles() -> None:
    before, after = asked({}), asked({1: ["carer.maltreating_parent"]})

    assert sorted(keys(before), key=str) == sorted(keys(after), key=str)
    settles = {ask.ask.fact: ask.ask.settles for ask in before.ask_next}
    assert {ask.ask.fact: ask.ask.settles for ask in after.ask_next} == settles


def test_what_is_known_or_makes_no_sense_at_this_age_is_not_asked() -> None:
    order = keys(asked({1: ["abuse.neglect", "child.self_harm"]}))

    assert not {"abuse.neglect", "child.self_harm"} & {fact for fact, _ in order}
