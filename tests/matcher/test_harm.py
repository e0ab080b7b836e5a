"""How harm is told: that it happened, that it is suspected, and that it may happen (again)."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.family import cases_of, read_family
from matcher.family_matching import FamilyResult, match_family
from tests.matcher.shipped import ON, answer, knowledge, option, options

AGE = "child.age_months"
HAPPENED, SUSPECTED, AT_RISK = "harm.happened", "harm.suspected", "harm.at_risk"


def family(data: dict[str, Any]) -> FamilyResult:
    return match_family(read_family(data, knowledge().facts, ON), knowledge(), ON)


def status(result: FamilyResult, id: str, child: int = 1) -> str:
    options = {o.option.recommendation.id: o.option for o in result.children[child - 1].options}
    return options[id].status


# The shorthand


@pytest.mark.parametrize(
    ("stage", "gives"),
    [
        ("at_risk", {AT_RISK: True, HAPPENED: False}),
        ("suspected", {SUSPECTED: True}),
        ("after_abuse", {HAPPENED: True}),
        ("both", {HAPPENED: True, AT_RISK: True}),
    ],
)
def test_a_stage_is_shorthand_for_the_answers_on_harm(stage: str, gives: dict[str, bool]) -> None:
    short, long = answer({"stage": stage}), answer(gives)
    assert short.options == long.options
    assert [dict(each.gives) for each in short.read_as] == [gives]


def test_a_stated_answer_on_harm_wins_and_the_clash_is_told() -> None:
    result = answer({"stage": "at_risk", HAPPENED: True})
    assert option("ng76:1.6.2", {"stage": "at_risk", HAPPENED: True}).status == "applies"
    assert [item.id for item in result.contradictions] == ["stage-and-harm"]
    assert dict(result.read_as[0].gives) == {AT_RISK: True}


def test_a_file_of_the_first_edition_says_what_changed_and_why() -> None:
    (read,) = answer({"stage": "after_abuse"}).as_data()["read_as"]
    assert read["gives"] == [{"fact": HAPPENED, "value": True}]
    assert "Until 30 November 2026" in read["changed"]
    assert "1.2.4" in read["changed"]
    assert answer({"stage": "both"}).read_as[0].changed is None


def test_a_kind_that_is_recorded_has_happened_and_one_that_is_suspected_may_not_have() -> None:
    recorded = {"abuse.neglect": True, SUSPECTED: False}
    assert option("ng76:1.6.2", recorded).status == "applies"
    assert option("ng76:1.6.2", {**recorded, SUSPECTED: True}).status == "needs_information"
    assert option("ng76:1.6.2", {"abuse.neglect": True}).status == "needs_information"
    assert option("ng76:1.6.2", {**recorded, HAPPENED: False, AT_RISK: False}).status == (
        "does_not_apply"
    )


# What a worker would see


def test_a_mother_on_methadone_who_neglected_her_toddler_is_not_shut_out_of_help() -> None:
    case = {
        "stage": "after_abuse",
        "abuse.neglect": True,
        "carer.maltreating_parent": True,
        "parent.is_mother": True,
        "parent.methadone_programme": True,
        AGE: 18,
    }
    help_ = ["ng76:1.5.4", "ng76:1.5.5", "ng76:1.5.7", "ng76:1.5.11", "ng76:1.5.13"]
    assert {option(id, case).status for id in help_} == {"needs_information"}
    assert {option(id, {**case, AT_RISK: True}).status for id in help_} == {"applies"}


def test_neglect_that_is_only_suspected_brings_early_help_and_no_verdict() -> None:
    case = {"stage": "suspected", "abuse.neglect": True, AGE: 30}
    assert option("ng76:1.5.4", case).status == "applies"
    assert option("ng76:1.5.7", case).missing == (AT_RISK,)
    assert option("ng76:1.7.4", case).status == "needs_information"


def test_an_exploited_15_year_old_is_led_somewhere() -> None:
    found = options({"safety.exploitation": True, AGE: 180})
    applying = {id for id, each in found.items() if each.status == "applies"}
    assert {"rip:contextual-safeguarding", "rip:mentoring"} <= applying


def test_radicalisation_leads_to_prevent_as_part_of_safeguarding() -> None:
    found = options({"safety.radicalisation": True})
    assert found["rip:prevent"].status == found["rip:contextual-safeguarding"].status == "applies"


@pytest.mark.parametrize(
    ("fact", "notice"),
    [
        ("child.harmful_sexual_behaviour", "harmful-sexual-behaviour"),
        ("child.missing_now", "missing-now"),
    ],
)
def test_what_the_second_edition_puts_first(fact: str, notice: str) -> None:
    (found,) = answer({fact: True}).act_first
    assert found.id == notice
    assert "front_door" in found.tell


def test_every_notice_that_says_tell_or_refer_says_whom() -> None:
    for notice in knowledge().act_first:
        words = f"{notice.title} {notice.says}".lower()
        if "refer " in words or "tell the police" in words or "tell children" in words:
            assert notice.tell, notice.id


# Answers that cannot both be right


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({HAPPENED: False, "carer.maltreating_parent": True}, ["not-happened-with"]),
        ({HAPPENED: False, "safety.abuse_continuing": True}, ["not-happened-with"]),
        ({HAPPENED: False, SUSPECTED: True}, ["not-happened-with"]),
        ({HAPPENED: False, "abuse.sexual": True}, ["not-happened-with"]),
        ({HAPPENED: False, "abuse.domestic_abuse_exposure": True}, []),
        (
            {AT_RISK: False, "carer.maltreating_parent": True, "safety.abuse_continuing": True},
            ["goes-on-without-risk"],
        ),
        (
            {
                AT_RISK: False,
                "carer.maltreating_parent": True,
                "safety.abuse_continuing": True,
                "carer.kinship": True,
            },
            [],
        ),
        ({AGE: -2, "safety.disclosure": True}, ["not-born-yet"]),
        ({AGE: -2, "child.ptsd_symptoms": True}, ["not-born-yet"]),
        ({"stage": "after_abuse", HAPPENED: False}, ["stage-and-harm"]),
    ],
)
def test_answers_that_cannot_both_be_right_are_told_and_never_refused(
    case: dict[str, Any], told: list[str]
) -> None:
    assert [item.id for item in answer(case).contradictions] == told


def test_harm_without_any_kind_is_asked_about_unless_it_is_of_another_kind() -> None:
    kinds = ("physical", "emotional", "neglect", "sexual", "domestic_abuse_exposure")
    case = {HAPPENED: True, **{f"abuse.{kind}": False for kind in kinds}}
    assert [item.id for item in answer(case).contradictions] == ["happened-but-nothing-did"]
    assert answer({**case, "safety.exploitation": True}).contradictions == ()
    del case["abuse.neglect"]
    assert answer(case).contradictions == ()


# A family


def test_the_risk_of_one_child_is_never_copied_to_another() -> None:
    data = {
        "children": [{AGE: 30}, {AGE: 48}],
        "carers": [
            {"role": "mother", "for_children": [1, 2], "with_child": {"1": {AT_RISK: True}}}
        ],
    }
    result = family(data)
    assert status(result, "ng76:1.5.7", 1) == "applies"
    assert status(result, "ng76:1.5.7", 2) == "needs_information"


def test_what_the_stage_of_a_child_says_of_a_parent_is_not_said_of_the_foster_carer() -> None:
    data = {"children": [{AGE: 30, "stage": "both"}], "carers": [{"role": "foster_carer"}]}
    result = family(data)
    assert status(result, "ng76:1.5.7") == "needs_information"
    assert status(result, "ng76:1.6.2") == "applies"


def test_harm_that_happened_is_of_the_child_whoever_is_asked_about() -> None:
    data = {
        "children": [{AGE: 30, "abuse.neglect": True}],
        "carers": [
            {"role": "mother", "with_child": {"1": {"stage": "after_abuse"}}},
            {"role": "foster_carer"},
        ],
    }
    assert status(family(data), "ng76:1.7.8") == "applies"


def test_a_carer_who_is_said_to_have_harmed_the_child_brings_up_an_allegation() -> None:
    harmed = {HAPPENED: True, "abuse.neglect": True, AGE: 30}
    carer = {"role": "foster_carer", "with_child": {"1": {"carer.maltreating_parent": True}}}
    (child,) = family({"children": [harmed], "carers": [carer]}).children
    assert [notice.id for notice in child.act_first] == ["allegation"]
    assert "designated_officer" in child.act_first[0].tell
    (found,) = [o.option for o in child.options if o.option.recommendation.id == "ng76:1.7.8"]
    assert any("An allegation against this carer" in caution for caution in found.cautions)
    # Of a flat case nobody knows whether one person is both.
    flat = answer({**harmed, "carer.foster": True, "carer.maltreating_parent": True})
    assert flat.act_first == ()


def test_problems_are_counted_over_all_parents_of_the_family() -> None:
    no = dict.fromkeys(
        (
            "parent.substance_misuse",
            "parent.methadone_programme",
            "parent.mental_health",
            "parent.past_domestic_abuse",
            "parent.learning_disability",
        ),
        False,
    )
    mother = {"role": "mother", "facts": {**no, "parent.mental_health": True}}
    father = {"role": "father", "facts": {**no, "parent.substance_misuse": True}}
    calm = {"safety.current_domestic_abuse": False}
    both = {"children": [{AGE: 30}], "carers": [mother, father], "family": calm}
    alone = {"children": [{AGE: 30}], "carers": [mother], "family": calm}
    assert status(family(both), "scas:think-family") == "applies"
    assert status(family(alone), "scas:think-family") == "does_not_apply"


def test_a_mother_and_a_father_answer_whether_a_carer_is_a_woman_or_a_man() -> None:
    facts = knowledge().facts
    assert facts.role["mother"].sets["carer.sex"] == "female"
    assert facts.role["father"].sets["carer.sex"] == "male"
    data = {
        "children": [{AGE: 30}],
        "carers": [{"role": "mother"}, {"role": "father"}],
    }
    cases = cases_of(read_family(data, facts, ON), 1, facts, ON)
    # What a course for men only excludes.
    assert [case.known["carer.is_woman"] for _, case in cases] == [True, False]


# What comes first


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        ({SUSPECTED: True}, ["harm-suspected"]),
        ({"stage": "suspected", "abuse.neglect": True}, ["harm-suspected"]),
        ({SUSPECTED: True, "safety.suspect_feature": True}, ["suspect-feature"]),
        ({SUSPECTED: False}, []),
        ({SUSPECTED: None}, []),
        ({"stage": "at_risk"}, []),
    ],
)
def test_suspected_harm_is_talked_over_before_any_programme(
    facts: dict[str, Any], first: list[str]
) -> None:
    told = [notice.id for notice in answer({AGE: 36, **facts}).act_first]

    assert told == first
