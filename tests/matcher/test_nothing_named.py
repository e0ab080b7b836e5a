"""Where the main guideline names nothing, and where sources do not say the same."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.conditions import facts_of
from matcher.family import read_family
from matcher.family_matching import match_family
from tests.matcher.shipped import ON, answer, knowledge, option

AGE = "child.age_months"
HAPPENED = "harm.happened"
NO_SYMPTOMS = {
    "child.anxiety": False,
    "child.sexualised_behaviour": False,
    "child.ptsd_symptoms": False,
}


def gaps(case: dict[str, Any]) -> list[str]:
    return [gap.item.id for gap in answer(case).nothing_named]


@pytest.mark.parametrize(
    ("id", "case"),
    [
        ("exposure-alone-from-5", {"abuse.domestic_abuse_exposure": True, AGE: 96}),
        (
            "sexual-abuse-under-8",
            {HAPPENED: True, "abuse.sexual": True, AGE: 70, **NO_SYMPTOMS},
        ),
        (
            "boy-under-8-disturbance",
            {
                HAPPENED: True,
                "abuse.sexual": True,
                AGE: 80,
                **NO_SYMPTOMS,
                "child.sex": "male",
                "child.emotional_or_behavioural_disturbance": True,
            },
        ),
        (
            "other-carer-behaviour",
            {HAPPENED: True, "carer.adoptive": True, "child.problem_behaviour": True, AGE: 90},
        ),
        ("parent-of-12-to-17", {HAPPENED: True, "carer.maltreating_parent": True, AGE: 150}),
        ("residential-care", {"carer.residential": True}),
        ("harm-outside-family", {"child.harm_outside_family": True}),
        ("harms-sexually", {"child.harmful_sexual_behaviour": True}),
        ("who-used-domestic-abuse", {"family.male_perpetrator": True}),
        (
            "kinship-without-permanence",
            {"carer.kinship": True, "carer.permanence": False, "carer.foster": False},
        ),
        (
            "parent-who-did-not-harm",
            {HAPPENED: True, "abuse.neglect": True, "carer.non_abusing_parent": True, AGE: 30},
        ),
    ],
)
def test_where_nothing_is_named_the_answer_says_so_and_what_to_do(
    id: str, case: dict[str, Any]
) -> None:
    assert gaps(case) == [id]
    (gap,) = answer(case).as_data()["nothing_named"]
    assert gap["text"].endswith(".")
    assert gap["next_step"]
    assert gap["citations"]


def test_every_gap_is_tried() -> None:
    tried = len(knowledge().nothing_named)
    assert tried == 11
    for item in knowledge().nothing_named:
        assert set(facts_of(item.when)) <= set(knowledge().facts.by_id)
        assert item.next_step.endswith(".")
        assert item.citations


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"abuse.domestic_abuse_exposure": True, AGE: 59},
        {"abuse.domestic_abuse_exposure": True, "abuse.emotional": True, AGE: 96},
        {HAPPENED: True, "abuse.sexual": True, AGE: 96, **NO_SYMPTOMS},
        {HAPPENED: True, "abuse.sexual": True, AGE: 70},
        {"carer.kinship": True},
        {HAPPENED: True, "carer.maltreating_parent": True, AGE: 143},
        {HAPPENED: True, "abuse.neglect": True, AGE: 30},
        {"abuse.neglect": True, "carer.non_abusing_parent": True, AGE: 30},
        {
            HAPPENED: True,
            "abuse.neglect": True,
            "carer.non_abusing_parent": True,
            "carer.maltreating_parent": True,
            AGE: 30,
        },
    ],
)
def test_there_is_no_gap_where_something_is_named_or_not_enough_is_known(
    case: dict[str, Any],
) -> None:
    assert gaps(case) == []


def test_a_girl_whom_a_therapy_is_named_for_is_no_gap() -> None:
    case = {
        HAPPENED: True,
        "abuse.sexual": True,
        AGE: 80,
        **NO_SYMPTOMS,
        "child.sex": "female",
        "child.emotional_or_behavioural_disturbance": True,
    }
    assert option("ng76:1.7.19", case).status == "applies"
    assert gaps(case) == []


def test_a_gap_names_only_what_applies_in_another_source() -> None:
    for case in ({"abuse.domestic_abuse_exposure": True, AGE: 96}, {"carer.residential": True}):
        result = answer(case)
        standing = {o.recommendation.id: o for o in result.options}
        for gap in result.nothing_named:
            assert not [id for id in gap.named if standing[id].status != "applies"]
            assert not [id for id in gap.named if id.startswith("ng76:")]
            assert dict(gap.nearest) == {id: standing[id].status for id in gap.item.nearest}


def test_a_gap_of_one_child_is_told_in_a_family_too() -> None:
    data = {"children": [{"abuse.domestic_abuse_exposure": True, AGE: 96}]}
    (child,) = match_family(read_family(data, knowledge().facts, ON), knowledge(), ON).children
    assert [gap.item.id for gap in child.nothing_named] == ["exposure-alone-from-5"]


# Sources side by side


def test_sources_that_differ_stand_side_by_side_where_one_applies() -> None:
    result = answer({"parent.substance_misuse": True, "parent.methadone_programme": False})
    (difference,) = [d for d in result.side_by_side if d.item.id == "parents-under-pressure"]
    stands = {o.recommendation.id: o.status for o in difference.options}
    assert stands == {"ng76:1.5.11": "does_not_apply", "scas:pup": "applies"}
    rows = result.as_data()["side_by_side"][0]["sources"]
    assert [row["strength"] for row in rows] == ["consider", "signpost"]
    assert all(row["citation"]["url"] for row in rows)


def test_nothing_is_set_side_by_side_where_nothing_applies() -> None:
    assert answer({}).side_by_side == ()


def test_each_difference_is_between_two_sources_or_more() -> None:
    for item in knowledge().side_by_side:
        assert len({id.partition(":")[0] for id in item.recommendations}) > 1


# What nobody has raised


def test_an_option_that_waits_only_for_what_nobody_has_raised_is_marked() -> None:
    case = {AGE: 24, HAPPENED: True, "abuse.neglect": True}
    assert option("rip:return-interview", case).unraised
    assert option("ng76:1.5.9", {**case, "harm.at_risk": True, "parent.is_mother": True}).unraised
    # Neglect was raised, and who would take part is asked of every child.
    assert not option("ng76:1.7.4", case).unraised
    assert not option("ng76:1.5.7", case).unraised
    # Sexual abuse is what raises the symptoms.
    assert option("ng76:1.7.17", case).unraised
    assert not option("ng76:1.7.17", {**case, "abuse.sexual": True}).unraised


def test_what_applies_is_never_marked_as_waiting() -> None:
    for each in answer({AGE: 24, HAPPENED: True, "child.missing": True}).options:
        assert not (each.unraised and each.status == "applies")
