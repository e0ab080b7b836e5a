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
    assert ids(calm) == ids(urgent)
    assert calm.act_first == ()


def test_an_unknown_safety_fact_raises_no_alarm() -> None:
    assert answer({}).act_first == ()


@pytest.mark.parametrize(
    ("case", "shown"), [({}, True), ({"stage": "at_risk"}, True), ({"stage": "after_abuse"}, False)]
)
def test_a_practice_note_is_shown_unless_it_is_known_not_to_hold(
    case: dict[str, Any], shown: bool
) -> None:
    assert ("consent" in [note.id for note in answer(case).practice_notes]) is shown


def test_answers_that_cannot_both_be_right_are_pointed_out_and_still_answered() -> None:
    result = answer({"stage": "at_risk", "abuse.neglect": True})
    assert [item.id for item in result.contradictions] == ["at-risk-with-abuse"]
    assert len(result.options) == len(knowledge().recommendations)
    assert result.as_data()["warnings"] == [result.contradictions[0].says]
