"""What stands beside options: cautions, near matches, what to do first, notes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.matcher.builders import caution, ids, made, near_match, recommendation
from tests.matcher.shipped import answer, knowledge, option

AGE = "child.age_months"


# Cautions and near matches


@pytest.mark.parametrize(
    ("case", "shown"),
    [
        ({"a": True, "b": True, "c": True}, ("if b", "if c")),
        ({"a": True, "b": False, "c": False}, ()),
        # Not known: only the one whose sentence says when it counts.
        ({"a": True}, ("if c",)),
        # Beside "applies" only.
        ({"a": False, "b": True, "c": True}, ()),
        ({"b": True, "c": True}, ()),
    ],
)
def test_a_caution_is_shown_beside_applies(case: dict[str, Any], shown: tuple[str, ...]) -> None:
    cautions = (caution("if b", "b"), caution("if c", "c", if_not_known="show"))
    (found,) = made(recommendation("r", "a", cautions=cautions), case=case).options
    assert found.cautions == shown


@pytest.mark.parametrize(
    ("case", "near"),
    [
        ({"a": False}, "not a"),
        ({"a": False, "b": True}, "not a"),
        # The rest is known to fail too: then it is not near.
        ({"a": False, "b": False}, None),
        # Not certain: the word that shuts the family out must be known.
        ({"b": False}, None),
        ({"a": True, "b": True}, None),
        ({}, None),
    ],
)
def test_a_near_match_is_shown_when_one_word_shuts_a_family_out(
    case: dict[str, Any], near: str | None
) -> None:
    nears = (near_match("not a", {"not": "a"}, "a", instead=["x"]),)
    (found,) = made(recommendation("r", "a", "b", near_matches=nears), case=case).options
    assert found.near_match == near
    assert found.instead == (("x",) if near else ())


def test_the_first_near_match_that_holds_is_shown() -> None:
    nears = (
        near_match("neither", {"all": [{"not": "a"}, {"not": "b"}]}, "a", "b"),
        near_match("not a", {"not": "a"}, "a"),
        near_match("again", {"not": "a"}, "a"),
    )
    item = recommendation("r", "a", "b", "c", near_matches=nears)
    assert made(item, case={"a": False, "b": False}).options[0].near_match == "neither"
    assert made(item, case={"a": False}).options[0].near_match == "not a"
    assert made(item, case={"a": False, "c": False}).options[0].near_match is None


def test_a_near_match_sets_its_facts_aside_in_joined_conditions_too() -> None:
    nears = (near_match("not a", {"not": "a"}, "a"),)
    item = recommendation("r", {"any": ["a", "b"]}, {"all": ["a", "c"]}, near_matches=nears)
    assert made(item, case={"a": False}).options[0].near_match == "not a"
    assert made(item, case={"a": False, "c": False}).options[0].near_match is None


def test_a_father_on_methadone_is_told_why_and_what_instead() -> None:
    case = {"stage": "at_risk", "parent.is_mother": False, "parent.methadone_programme": True}
    found = option("ng76:1.5.11", case)
    assert found.status == "does_not_apply"
    assert "mothers" in (found.near_match or "")
    assert "scas:pup" in found.instead


# Notices


def test_what_must_happen_first_never_hides_a_programme() -> None:
    calm, urgent = (
        answer({"stage": "both"}),
        answer({"stage": "both", "safety.immediate_danger": True}),
    )
    assert [notice.id for notice in urgent.act_first] == ["immediate-danger"]
    assert sorted(ids(calm)) == sorted(ids(urgent))
    assert calm.act_first == ()
    # Early help alone gives way: it is not instead of a referral.
    applying, still = (
        {o.recommendation.id for o in r.options if o.status != "does_not_apply"}
        for r in (calm, urgent)
    )
    assert applying - still == {"rip:early-help-assessment"}


def test_an_unknown_safety_fact_raises_no_alarm() -> None:
    assert answer({}).act_first == ()


@pytest.mark.parametrize(
    ("case", "shown"),
    [
        ({}, True),
        ({"stage": "at_risk"}, True),
        ({"harm.at_risk": False, "harm.suspected": False}, False),
    ],
)
def test_a_practice_note_is_shown_unless_it_is_known_not_to_hold(
    case: dict[str, Any], shown: bool
) -> None:
    assert ("consent" in [note.id for note in answer(case).practice_notes]) is shown


VULNERABLE = {
    "parent.sexual_violence": "past-harm-to-parent",
    "parent.little_support": "little-support",
    "parent.chronic_stress": "may-come-back",
    "parent.childhood_abuse": "may-come-back",
    "parent.low_income": "money-and-housing",
    "parent.anger_difficulty": "anger-and-help",
    "parent.mental_health": "adult-problem-and-child",
    "parent.substance_misuse": "adult-problem-and-child",
    "family.poor_housing": "money-and-housing",
    "family.isolation": "little-support",
    "family.moves_often": "changing-household",
    "family.several_partners": "changing-household",
    "family.separation": "changing-household",
    "child.disabled": "disabled-child",
}
"""Facts that NG76 1.2 and the other sources name as vulnerability, each with a note it brings."""


def notes(case: object, about: str = "vulnerability") -> list[str]:
    return [note.id for note in answer(case).practice_notes if note.about == about]


@pytest.mark.parametrize(("fact", "note"), VULNERABLE.items())
def test_a_vulnerability_brings_its_note_when_it_is_recorded_and_only_then(
    fact: str, note: str
) -> None:
    assert {note, "vulnerability-combines"} <= set(notes({fact: True}))
    assert notes({fact: False}) == notes({}) == []


def test_problems_that_occur_together_bring_a_note_of_their_own() -> None:
    one = {"parent.substance_misuse": True, "parent.methadone_programme": True}
    assert "problems-together" not in notes(one)
    assert "problems-together" in notes({**one, "parent.learning_disability": True})


def test_the_first_year_neglect_and_boys_are_pointed_out() -> None:
    assert "under-one" in notes({AGE: 11})
    assert "under-one" in notes({AGE: -1})
    assert "under-one" not in notes({AGE: 12})
    assert notes({"child.sex": "male"}) == ["boys"]
    assert notes({"child.sex": "female"}) == []
    assert notes({"abuse.emotional": True}) == ["neglect-comes-back"]


@pytest.mark.parametrize("value", [True, False])
def test_a_vulnerability_that_no_recommendation_names_leaves_every_option_as_it_is(
    value: bool,
) -> None:
    facts = [id for id in VULNERABLE if id.startswith("family.")]
    facts += ["parent.sexual_violence", "parent.little_support", "parent.chronic_stress"]
    case: dict[str, Any] = {"stage": "both", "abuse.neglect": True, AGE: 30}
    plain, more = answer(case), answer(case | dict.fromkeys(facts, value))
    assert plain.options == more.options
    assert plain.ask_next == more.ask_next
    assert plain.act_first == more.act_first


@pytest.mark.parametrize(
    ("about", "note", "case", "shown"),
    [
        ("capacity_to_change", "child-time-scale", {AGE: 23}, True),
        ("capacity_to_change", "child-time-scale", {AGE: 24}, False),
        ("capacity_to_change", "signs-of-change", {"stage": "at_risk"}, False),
        ("capacity_to_change", "enough-in-time", {"stage": "both"}, True),
        ("capacity_to_change", "harder-to-change", {"parent.childhood_abuse": True}, True),
        ("capacity_to_change", "harder-to-change", {}, False),
        ("capacity_to_change", "better-parent-safe-child", {"parent.mental_health": True}, True),
        ("capacity_to_change", "small-change", {"parent.previous_episode": True}, True),
        ("engagement", "open-about-power", {}, True),
        (
            "engagement",
            "support-from-the-start",
            {"harm.at_risk": False, "harm.suspected": False},
            False,
        ),
        ("engagement", "warm-and-watchful", {"stage": "after_abuse"}, True),
        ("engagement", "earlier-help-unused", {"parent.previous_disengagement": True}, True),
        ("engagement", "earlier-help-unused", {}, False),
    ],
)
def test_notes_on_change_and_on_engagement_stand_where_their_source_puts_them(
    about: str, note: str, case: dict[str, Any], shown: bool
) -> None:
    assert (note in notes(case, about)) is shown


def test_practice_notes_stay_sentences_in_the_data() -> None:
    found = answer({"family.poor_housing": True})
    assert [type(note) for note in found.as_data()["practice_notes"]] == [str] * len(
        found.practice_notes
    )


def test_answers_that_cannot_both_be_right_are_pointed_out_and_still_answered() -> None:
    result = answer({"stage": "at_risk", "abuse.neglect": True})
    assert [item.id for item in result.contradictions] == ["not-happened-with"]
    assert len(result.options) == len(knowledge().recommendations)
    assert result.as_data()["warnings"] == [result.contradictions[0].says]
