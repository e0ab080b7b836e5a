# ruff: noqa: E501 (tables, one row a line)
"""The contract of a match: order, reasons, windows, cautions, near matches and notices."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matcher import CaseError, match
from matcher.result import Window
from tests.matcher.builders import ids, made, recommendation
from tests.matcher.shipped import answer, knowledge, option

AGE = "child.age_months"


# Order


def test_what_applies_comes_first_then_what_needs_information_then_the_rest() -> None:
    items = [recommendation("no", "a"), recommendation("open", "b"), recommendation("yes", "c")]
    result = made(*items, case={"a": False, "c": True})
    assert ids(result) == ["yes", "open", "no"]


def test_within_a_status_the_stronger_comes_first() -> None:
    strengths = ["modifier", "component", "signpost", "consider", "offer"]
    items = [recommendation(strength, "a", strength=strength) for strength in strengths]
    assert ids(made(*items)) == ["offer", "consider", "signpost", "component", "modifier"]


def test_within_a_strength_the_more_specific_comes_first() -> None:
    items = [recommendation("1", "a"), recommendation("2", "a", "b"), recommendation("3", "b")]
    assert ids(made(*items, case={"a": True, "b": True})) == ["2", "1", "3"]


def test_of_what_does_not_apply_the_nearest_comes_first() -> None:
    items = [recommendation("1", "a", "b"), recommendation("2", "a", "c")]
    assert ids(made(*items, case={"a": False, "b": False, "c": True})) == ["2", "1"]


def test_one_condition_against_is_nearer_than_two_whatever_else_is_met() -> None:
    items = [recommendation("1", "a", "b", "c"), recommendation("2", "a")]
    assert ids(made(*items, case={"a": False, "b": False, "c": True})) == ["2", "1"]


def test_equals_are_in_the_natural_order_of_their_ids() -> None:
    items = [recommendation(id, "a") for id in ("x:1.5.10", "x:1.5.9", "x:1.10", "w:2")]
    assert ids(made(*items)) == ["w:2", "x:1.5.9", "x:1.5.10", "x:1.10"]


def test_odd_digits_in_an_id_do_no_harm() -> None:
    assert ids(made(recommendation("1²2", "a"), recommendation("1²1", "a"))) == ["1²1", "1²2"]


# Reasons


def test_the_words_of_a_reason_name_the_child_and_the_condition() -> None:
    found = option("ng76:1.7.4", {"stage": "after_abuse", AGE: 30})
    assert [(reason.outcome, reason.fact, reason.text) for reason in found.reasons] == [
        ("met", "harm.happened", "Abuse or neglect of this child has happened"),
        (
            "not_known",
            "carer.maltreating_parent",
            "Whether the parent or carer who abused or neglected the child would take part"
            " is not known",
        ),
        # What is missing is named in the order of the fact file, as a form asks it.
        ("not_known", "abuse.physical", "Not known: physical abuse or neglect"),
        ("met", AGE, "The child is 2 years 6 months: under 5"),
    ]


@pytest.mark.parametrize(
    ("when", "case", "text", "fact"),
    [
        ("a", {"a": True}, "a yes", "a"),
        ("a", {"a": False}, "a no", "a"),
        ("a", {}, "a?", "a"),
        ({"not": "a"}, {"a": True}, "a yes", "a"),
        ({"a": False}, {"a": True}, "a yes", "a"),
        ({"colour": ["red", "blue"]}, {"colour": "green"}, "It is green", "colour"),
        ({"colour": "red"}, {}, "colour?", "colour"),
        ("warm", {"colour": "red"}, "warm met", "colour"),
        ("warm", {}, "warm not known", "colour"),
        ({"any": ["a", "b"]}, {"b": True}, "b yes", "b"),
        ({"any": ["a", "b", "c"]}, {"b": True, "c": True}, "b yes; c yes", "b"),
        ({"any": ["a", "b"]}, {"a": False, "b": False}, "a no; b no", "a"),
        ({"all": ["a", "b"]}, {"b": False}, "b no", "b"),
        ({"any": ["a", "b"]}, {"a": False}, "Not known: the b", "b"),
        ({"any": ["a", "b", "c"]}, {}, "Not known: the a, the b or the c", "a"),
        ({"not": {"any": ["a", "b"]}}, {"a": False, "b": False}, "a no; b no", "a"),
        ({"not": "warm"}, {"colour": "red"}, "warm met", "colour"),
        ({"at_least": 2, "of": ["a", "b", "c"]}, {"a": True, "c": True}, "a yes; c yes", "a"),
        # Settled though no part of it is: an answer either way comes to the same.
        ({"any": ["a", {"not": "a"}]}, {}, "Met whatever is answered about the a", "a"),
        ({"all": ["a", {"not": "a"}]}, {}, "Not met whatever is answered about the a", "a"),
        ({"age": {"from_months": 0, "under_months": 60}}, {AGE: 60}, "The child is 5 years: not under 5", AGE),
        ({"age": {"from_months": 24, "under_months": 60}}, {AGE: 24}, "The child is 2 years: 2 to 4", AGE),
        ({"age": {"from_months": 24, "under_months": 60}}, {}, "The child’s age is not known: it must be 2 to 4", AGE),
    ],
)  # fmt: skip
def test_a_reason_in_words(when: Any, case: dict[str, Any], text: str, fact: str) -> None:
    (found,) = made(recommendation("r", when), case=case).options
    (reason,) = found.reasons
    assert (reason.text, reason.fact) == (text, fact)


def test_ages_that_no_rule_tells_apart_are_still_said_apart() -> None:
    texts = {option("ng76:1.7.4", {AGE: months}).reasons[3].text for months in range(61, 66)} | {
        option("ng76:1.7.8", {AGE: months}).reasons[3].text for months in range(61, 66)
    }
    assert len(texts) == 5


def test_conditions_that_share_a_fact_are_answered_together_and_told_apart() -> None:
    item = recommendation("r", {"any": ["a", "b"]}, {"not": "a"}, "c")
    (found,) = made(item, case={"b": False, "c": True}).options
    assert found.status == "does_not_apply"
    assert [reason.outcome for reason in found.reasons] == ["not_known", "not_known", "met"]


def test_conditions_that_share_a_fact_miss_only_what_matters() -> None:
    item = recommendation("r", {"any": ["a", "b"]}, {"not": "a"})
    (found,) = made(item).options
    assert set(found.missing) == {"a", "b"}
    (found,) = made(item, case={"b": True}).options
    assert found.missing == ("a",)


# What to ask next


def test_the_question_that_settles_most_comes_first() -> None:
    items = [recommendation("1", "b"), recommendation("2", "b", "a"), recommendation("3", "c")]
    asks = [(ask.fact, ask.settles, ask.question) for ask in made(*items).ask_next]
    assert asks == [("b", 2, "b?"), ("c", 1, "c?"), ("a", 1, "a?")]


def test_what_a_guideline_recommends_is_asked_about_before_what_is_only_pointed_to() -> None:
    items = [
        recommendation("1", "a", strength="signpost"),
        recommendation("2", "a", strength="signpost"),
        recommendation("3", "b", "c", strength="consider"),
    ]
    assert [ask.fact for ask in made(*items).ask_next] == ["b", "c", "a"]


def test_an_answer_that_can_only_help_is_counted_once_nothing_else_is_open() -> None:
    item = recommendation("r", {"any": ["a", "b"]})
    assert [(ask.fact, ask.settles) for ask in made(item).ask_next] == [("a", 1), ("b", 1)]
    two = recommendation("r", {"any": ["a", "b"]}, "c")
    assert [(ask.fact, ask.settles) for ask in made(two).ask_next] == [("c", 1), ("a", 0), ("b", 0)]


def test_nothing_is_asked_when_all_is_settled() -> None:
    assert made(recommendation("r", "a"), case={"a": True}).ask_next == ()


# Windows


def test_the_window_is_the_ages_of_the_recommendation() -> None:
    window = option("ng76:1.7.12", {}).window
    assert window == Window(from_months=60, under_months=156, opens_on=None, closes_on=None)


def test_a_recommendation_that_never_asks_the_age_is_open_at_every_age() -> None:
    window = option("rip:young-carer", {}).window
    assert (window.from_months, window.under_months) == (-9, 216)


def test_what_is_known_of_the_child_narrows_the_window() -> None:
    at_school = option("ng76:1.5.10", {"child.at_school": True}).window
    assert (at_school.from_months, at_school.under_months) == (0, 48)
    not_yet = option("ng76:1.5.10", {"child.at_school": False}).window
    assert (not_yet.from_months, not_yet.under_months) == (0, 66)


@pytest.mark.parametrize(
    ("born_on", "opens_on", "closes_on"),
    [
        ("2021-11-22", date(2026, 11, 22), date(2034, 11, 22)),
        ("2020-02-29", date(2025, 3, 1), date(2033, 3, 1)),
        ("2026-12-01", date(2031, 12, 1), date(2039, 12, 1)),
    ],
)
def test_with_a_date_of_birth_the_window_has_dates(
    born_on: str, opens_on: date, closes_on: date
) -> None:
    window = option("ng76:1.7.12", {"child.born_on": born_on}).window
    assert (window.opens_on, window.closes_on) == (opens_on, closes_on)


def test_a_window_open_before_birth_has_no_day_on_which_it_opens() -> None:
    window = option("ng76:1.5.7", {"child.born_on": "2020-01-15"}).window
    assert (window.opens_on, window.closes_on) == (None, date(2038, 1, 15))


def test_a_date_beyond_the_calendar_is_left_out() -> None:
    result = match({"child.born_on": "9990-01-01"}, knowledge(), date(9999, 1, 1))
    assert {option.window.closes_on for option in result.options} >= {None}


def test_a_case_with_a_date_of_birth_is_answered_as_with_that_age() -> None:
    by_date = answer({"stage": "both", "child.born_on": "2024-05-22"})
    by_age = answer({"stage": "both", AGE: 30})
    assert [(o.recommendation.id, o.status, o.reasons) for o in by_date.options] == [
        (o.recommendation.id, o.status, o.reasons) for o in by_age.options
    ]
    assert by_date.ask_next == by_age.ask_next


# Families as a worker would meet them


@pytest.mark.parametrize(
    ("case", "applying"),
    [
        (
            {"stage": "after_abuse", "abuse.neglect": True, AGE: 30, "carer.maltreating_parent": True},
            {"ng76:1.6.2", "ng76:1.7.4", "ng76:1.7.6", "ng76:1.7.10", "ng76:1.7.11"},
        ),
        (
            {"stage": "after_abuse", "abuse.neglect": True, AGE: 60, "carer.foster": True,
             "child.problem_behaviour": True},
            {"ng76:1.6.2", "ng76:1.7.12", "ng76:1.7.15"},
        ),
        (
            {"stage": "after_abuse", "abuse.sexual": True, AGE: 96, "child.sex": "female",
             "child.anxiety": True, "child.emotional_or_behavioural_disturbance": True},
            {"ng76:1.6.2", "ng76:1.7.17", "ng76:1.7.18", "ng76:1.7.19"},
        ),
        (
            {"stage": "at_risk", AGE: -3, "parent.is_mother": True, "parent.methadone_programme": True},
            {"ng76:1.5.4", "ng76:1.5.5", "ng76:1.5.7", "ng76:1.5.8", "ng76:1.5.11", "ng76:1.5.12",
             "ng76:1.5.13", "scas:pup", "scas:own-treatment-substances"},
        ),
        ({}, set()),
    ],
)  # fmt: skip
def test_the_families_of_the_main_job(case: dict[str, Any], applying: set[str]) -> None:
    found = {o.recommendation.id for o in answer(case).options if o.status == "applies"}
    assert {id for id in found if id in applying or id.startswith("ng76")} == applying


def test_with_nothing_known_nothing_is_ruled_out() -> None:
    assert {option.status for option in answer({}).options} == {"needs_information"}


def test_a_bad_case_is_refused_and_a_good_one_answered() -> None:
    with pytest.raises(CaseError):
        answer({"abuse.neglect": "yes"})


def test_nobody_is_asked_whether_an_unborn_child_has_gone_missing() -> None:
    asked = {ask.fact for ask in answer({AGE: -3}).ask_next}
    assert "child.missing" not in asked
    assert "child.missing" in {ask.fact for ask in answer({}).ask_next}


def test_what_an_unborn_child_cannot_have_done_is_pointed_out() -> None:
    contradictions = answer({AGE: -3, "child.missing": True}).contradictions
    assert [item.id for item in contradictions] == ["not-born-yet"]


def test_a_reason_names_only_the_abuse_that_is_recorded() -> None:
    found = option("ng76:1.7.10", {"stage": "after_abuse", "abuse.neglect": True})
    assert "The child has been neglected" in [reason.text for reason in found.reasons]
