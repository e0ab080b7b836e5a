"""A family: what is known sorted by whom it is about, and what would serve several children."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matcher.family import Carer, Family, cases_of, family_of, read_family
from matcher.family_matching import FamilyResult, match_child, match_family
from matcher.result import Result
from tests.matcher.shipped import ON, answer, knowledge

HARMED = {"stage": "after_abuse", "abuse.neglect": True}
BY_MOTHER = {"carer.maltreating_parent": True}
THREE = {
    "children": [
        {**HARMED, "child.age_months": 9},
        {**HARMED, "child.age_months": 48},
        {**HARMED, "child.age_months": 168},
    ],
    "carers": [
        {
            "role": "mother",
            "for_children": [1, 2, 3],
            "with_child": dict.fromkeys("123", BY_MOTHER),
        }
    ],
}


def family(data: Any) -> FamilyResult:
    facts = knowledge().facts
    return match_family(read_family(data, facts, ON), knowledge(), ON)


def applying(result: FamilyResult, child: int) -> dict[str, tuple[int, ...]]:
    """Return what applies for a child, with whom."""
    return {
        each.option.recommendation.id: each.carers
        for each in result.children[child - 1].options
        if each.option.status == "applies" and each.option.recommendation.id.startswith("ng76")
    }


def test_a_family_of_one_child_and_one_carer_is_answered_as_one_case() -> None:
    case = {**HARMED, **BY_MOTHER, "child.age_months": 30, "parent.is_mother": True}
    alone: Result = answer(case)
    found = match_child(family_of(case, knowledge().facts), 1, knowledge(), ON)
    assert tuple(each.option for each in found.options) == alone.options
    assert found.act_first == alone.act_first
    assert found.practice_notes == alone.practice_notes
    assert [each.ask for each in found.ask_next] == list(alone.ask_next)


def test_the_family_of_three_with_neglect_gets_options_by_each_childs_age() -> None:
    result = family(THREE)
    assert "ng76:1.7.4" in applying(result, 1)
    assert "ng76:1.7.4" in applying(result, 2)
    assert set(applying(result, 3)) == {"ng76:1.7.14", "ng76:1.6.2"}


def test_what_serves_several_comes_first_and_the_smallest_sets_reach_every_child() -> None:
    result = family(THREE)
    assert result.serves[0].children == (1, 2)
    assert {each.programme.id for each in result.serves if each.children == (3,)} == {"mst-can"}
    assert result.unreached == ()
    assert {len(each) for each in result.smallest} == {2}
    for chosen in result.smallest:
        assert {child for each in chosen for child in each.children} == {1, 2, 3}


def test_a_child_whom_nothing_reaches_is_named_and_the_others_are_still_reached() -> None:
    carers = [{"role": "mother", "for_children": [1, 2], "with_child": {"1": BY_MOTHER}}]
    children = [{**HARMED, "child.age_months": 9}, {"child.age_months": 48}]
    result = family({"children": children, "carers": carers})
    assert result.unreached == (2,)
    assert {len(each) for each in result.smallest} == {1}


def test_the_stage_is_per_child_and_per_carer() -> None:
    """A parent at risk keeps early help, though somebody else harmed the child (A16)."""
    data = {
        "children": [{**HARMED, "child.age_months": 30}],
        "carers": [
            {"role": "mother", "with_child": {"1": {"stage": "at_risk"}}},
            {"role": "partner", "with_child": {"1": BY_MOTHER}},
        ],
    }
    found = applying(family(data), 1)
    assert found["ng76:1.5.7"] == (1,)
    assert found["ng76:1.7.4"] == (2,)


def test_an_unborn_sibling_may_be_at_risk_while_the_elder_was_harmed() -> None:
    data = {
        "children": [
            {**HARMED, "child.age_months": 30},
            {"stage": "at_risk", "child.age_months": -3},
        ],
        "carers": [{"role": "mother", "for_children": [1, 2], "with_child": {"1": BY_MOTHER}}],
    }
    result = family(data)
    assert "ng76:1.5.13" not in applying(result, 1)
    assert "ng76:1.5.13" in applying(result, 2)
    assert "ng76:1.7.4" not in applying(result, 2)


def test_an_option_names_the_carers_with_whom_it_stands_and_how_it_stands_with_others() -> None:
    data = {
        "children": [{**HARMED, "child.age_months": 30}],
        "carers": [{"role": "mother", "with_child": {"1": BY_MOTHER}}, {"role": "foster_carer"}],
    }
    options = {each.option.recommendation.id: each for each in family(data).children[0].options}
    assert options["ng76:1.7.8"].carers == (2,)
    assert [(n, o.status) for n, o in options["ng76:1.7.8"].others] == [(1, "does_not_apply")]
    assert options["ng76:1.6.2"].carers == ()
    assert options["rip:early-help-assessment"].option.status == "does_not_apply"


def test_a_question_says_whom_it_is_about() -> None:
    data = {"children": [HARMED], "carers": [{"role": "kinship_carer"}, {"role": "mother"}]}
    asks = {(a.ask.fact, a.child, a.carer) for a in family(data).children[0].ask_next}
    assert ("child.age_months", 1, None) in asks
    assert {("carer.foster", 1, 1)} == {each for each in asks if each[0] == "carer.foster"}
    assert not any(fact == "parent.is_mother" for fact, _, _ in asks)


def test_nothing_is_asked_of_one_carer_for_what_applies_with_another_anyway() -> None:
    data = {
        "children": [{**HARMED, "child.age_months": 30}],
        "carers": [{"role": "mother", "with_child": {"1": BY_MOTHER}}, {"role": "foster_carer"}],
    }
    [child] = family(data).children
    waiting = {
        fact
        for each in child.options
        if each.option.status == "needs_information"
        for option in (each.option, *(other for _, other in each.others))
        for fact in option.missing
    }
    book = knowledge().facts
    waiting |= {*book.of_safety, *book.put_sooner}
    assert {each.ask.fact for each in child.ask_next} <= waiting


def test_what_is_said_of_a_person_counts_before_what_the_role_says() -> None:
    data = {"children": [{}], "carers": [{"role": "mother", "facts": {"parent.is_mother": False}}]}
    facts = knowledge().facts
    [(_, case)] = cases_of(read_family(data, facts, ON), 1, facts, ON)
    assert case.known["parent.is_mother"] is False
    assert case.known["carer.kinship"] is False


@pytest.mark.parametrize(
    ("told", "value", "follows", "expected"),
    [
        ("carer.maltreating_parent", False, "carer.non_abusing_parent", True),
        ("carer.non_abusing_parent", True, "carer.maltreating_parent", False),
        # Somebody else may be a non-abusing parent, so neither of these says more than it says.
        ("carer.maltreating_parent", True, "carer.non_abusing_parent", None),
        ("carer.non_abusing_parent", False, "carer.maltreating_parent", None),
    ],
)
def test_of_a_person_who_did_no_harm_the_one_follows_from_the_other(
    told: str, value: bool, follows: str, expected: bool | None
) -> None:
    facts = knowledge().facts
    mother = {"role": "mother", "with_child": {"1": {told: value}}}
    [(_, case)] = cases_of(
        read_family({"children": [{}], "carers": [mother]}, facts, ON), 1, facts, ON
    )
    assert case.known.get(follows) is expected


def test_of_nobody_who_is_named_the_one_does_not_follow_from_the_other() -> None:
    """Two people may take part, one who harmed the child and one who did not."""
    facts = knowledge().facts
    [(_, case)] = cases_of(family_of({"carer.maltreating_parent": True}, facts), 1, facts, ON)
    assert "carer.non_abusing_parent" not in case.known


def test_a_role_is_so_for_the_children_named_alone() -> None:
    """The foster carer of one child is nobody's foster carer to her brother at home."""
    data = {
        "children": [{**HARMED, "child.age_months": 30}, {**HARMED, "child.age_months": 48}],
        "carers": [
            {"role": "mother", "for_children": [2]},
            {"role": "foster_carer", "for_children": [1]},
        ],
    }
    result = family(data)
    assert applying(result, 1) == {"ng76:1.7.8": (2,), "ng76:1.6.2": ()}
    assert applying(result, 2) == {"ng76:1.6.2": ()}
    assert not any(ask.carer == 2 for ask in result.children[1].ask_next)


def test_what_was_said_of_a_carer_is_not_said_of_one_who_is_named() -> None:
    facts = knowledge().facts
    known = {"carer.foster": True, "carer.maltreating_parent": False, "stage": "both"}
    named = Family(
        shared={},
        children=(known,),
        carers=(Carer(for_children=frozenset({1}), role=facts.role["father"]),),
    )
    [(_, case)] = cases_of(named, 1, facts, ON)
    assert case.known["stage"] == "both"
    assert case.known["carer.foster"] is False
    assert "carer.non_abusing_parent" not in case.known


PARENTS: dict[str, Any] = {
    "mother": {"role": "mother", "facts": {"parent.anger_difficulty": False}},
    "father": {
        "role": "father",
        "facts": {"parent.anger_difficulty": True, "parent.negative_beliefs": True},
    },
}


@pytest.mark.parametrize("order", [("mother", "father"), ("father", "mother")])
def test_what_is_said_with_one_of_several_carers_is_kept_whatever_their_order(
    order: tuple[str, str],
) -> None:
    data = {
        "children": [{"stage": "at_risk", "child.age_months": 40}],
        "carers": [PARENTS[name] for name in order],
    }
    options = {each.option.recommendation.id: each for each in family(data).children[0].options}
    cautions = options["ng76:1.5.8"].option.cautions
    assert len(cautions) == 2
    assert all(caution.startswith("With the father: ") for caution in cautions)
    near = options["ng76:1.5.9"].option.near_match
    assert near is not None
    assert near.startswith("With the father: NG76 names mothers")


def test_what_an_option_waits_for_names_the_carer_it_is_asked_of() -> None:
    data = {
        "children": [{"stage": "at_risk", "child.age_months": 40}],
        "carers": [{"role": "foster_carer"}, {"role": "mother"}],
    }
    options = {each.option.recommendation.id: each for each in family(data).children[0].options}
    assert options["ng76:1.5.9"].missing == (("parent.anger_difficulty", 2),)


def test_a_contradiction_names_the_carer_with_whom_it_arose() -> None:
    data = {
        "children": [{"abuse.neglect": True}],
        "carers": [
            {"role": "mother", "with_child": {"1": {"stage": "after_abuse"}}},
            {"role": "father", "with_child": {"1": {"stage": "at_risk"}}},
        ],
    }
    [child] = family(data).children
    assert [child.contradicted_with[item.id] for item in child.contradictions] == [2]


def test_one_person_cannot_have_harmed_the_child_and_not_though_two_may() -> None:
    both = {"carer.maltreating_parent": True, "carer.non_abusing_parent": True}
    mother = {"role": "mother", "with_child": {"1": both}}
    [child] = family({"children": [{}], "carers": [mother]}).children
    assert [item.id for item in child.contradictions] == ["harmed-and-did-not"]
    assert answer(both).contradictions == ()


def test_a_role_says_only_facts_that_the_word_itself_says() -> None:
    facts = knowledge().facts
    for role in facts.roles:
        assert {facts.about[id] for id in role.sets if id != "carer.sex"} == {"pair"}
        assert "carer.maltreating_parent" not in role.sets
    assert "carer.foster" not in facts.role["kinship_carer"].sets


def test_dates_of_birth_are_read_as_ages() -> None:
    result = family({"children": [{**HARMED, "child.born_on": "2024-05-22"}]})
    options = {each.option.recommendation.id: each.option for each in result.children[0].options}
    assert options["ng76:1.7.4"].window.closes_on == date(2029, 5, 22)
