# ruff: noqa: E501 (one recommendation, or one mistake, a line)
"""What the recommendations of NG76 ask of a service, figure by figure, and what cannot be asked."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from matcher import KnowledgeError, load
from matcher.delivery_requirements import DeliveryRequirements
from tests.matcher import folder
from tests.matcher.shipped import knowledge

BY_REF = {item.ref: item for item in knowledge().recommendations if item.id.startswith("ng76:")}


# What each recommendation asks: (reference, the figures of NG76)

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("1.5.7", {"weeks_at_least": 12}),
    ("1.5.9", {"weeks_at_least": 12}),
    ("1.5.10", {"weeks_at_least": 12}),
    ("1.5.11", {"weeks_at_least": 12}),
    ("1.5.13", {"weeks_at_least": 26, "every_week": True, "setting": ("home",), "trained": True}),
    ("1.7.4", {"sessions_at_least": 10, "setting": ("home",), "setting_if_possible": True}),
    ("1.7.6", {"weeks_at_least": 52, "weeks_at_most": 52, "every_week": True, "setting": ("home",), "setting_if_possible": True, "trained": True, "session_length": "45 to 60 minutes"}),
    ("1.7.8", {"setting": ("home",)}),
    ("1.7.9", {"setting": ("home",)}),
    ("1.7.10", {"weeks_at_least": 26, "every_week": True, "setting": ("home",), "trained": True}),
    ("1.7.11", {"setting": ("group",), "individual_sessions": "child and parent"}),
    ("1.7.12", {"weeks_at_least": 16, "setting": ("group",), "group_size": "8 to 10"}),
    ("1.7.13", {"weeks_at_least": 16, "setting": ("group",), "group_size": "8 to 10"}),
    ("1.7.14", {"weeks_at_least": 17, "weeks_at_most": 26, "setting": ("home", "venue"), "on_call": True}),
    ("1.7.15", {"sessions_at_least": 4, "session_length": "a day", "setting": ("group",)}),
    ("1.7.16", {"sessions_at_least": 4, "session_length": "a day", "setting": ("group",)}),
    ("1.7.17", {"sessions_at_least": 12, "sessions_usually_up_to": 16, "carer_sessions": "separate"}),
    ("1.7.18", {"sessions_usually_up_to": 20, "sessions_at_most": 30, "individual_sessions": "child", "carer_sessions": "up to 8"}),
    ("1.7.19", {"sessions_at_most": 30, "group_sessions_at_most": 18, "carer_sessions": "apart"}),
]  # fmt: skip


@pytest.mark.parametrize(("ref", "asked"), ASKED, ids=[ref for ref, _ in ASKED])
def test_a_recommendation_asks_what_its_text_says_and_no_more(
    ref: str, asked: dict[str, Any]
) -> None:
    asks = BY_REF[ref].asks
    assert asks is not None
    stated = {field.name: getattr(asks, field.name) for field in fields(DeliveryRequirements)}
    for name, value in asked.items():
        assert stated.pop(name) == value or value in str(getattr(asks, name)), name
    assert [name for name, value in stated.items() if value not in (None, False, ())] == []


def test_no_other_recommendation_of_ng76_asks_for_any_of_it() -> None:
    assert {ref for ref, item in BY_REF.items() if item.asks} == {ref for ref, _ in ASKED}


# An `asks` that cannot be: (what is written, the problem with its line)

LINE = "rules/made.yaml:10: made:1: asks: "
UNSOUND = [
    ("{}", f"{LINE}says nothing; leave it out"),
    ("{trained: false}", f"{LINE}says nothing; leave it out"),
    ("{weeks_at_least: 27, weeks_at_most: 26}", f"{LINE}weeks_at_least should not be above weeks_at_most"),
    ("{sessions_at_least: 5, sessions_at_most: 4}", f"{LINE}sessions_at_least should not be above sessions_at_most"),
    ("{sessions_at_least: 17, sessions_usually_up_to: 16}", f"{LINE}sessions_at_least should not be above sessions_usually_up_to"),
    ("{sessions_usually_up_to: 31, sessions_at_most: 30}", f"{LINE}sessions_usually_up_to should not be above sessions_at_most"),
    ("{sessions_at_least: 9, group_sessions_at_most: 8}", f"{LINE}sessions_at_least should not be above group_sessions_at_most"),
    ("{weeks_at_least: 0}", f"{LINE}weeks_at_least should be 1 or more"),
    ("{setting_if_possible: true}", f"{LINE}setting_if_possible needs a setting"),
    ("{setting: [hom]}", "rules/made.yaml:26: recommendations[0].asks.setting[0]: should be home, venue, online, phone or group, not 'hom'"),
    ("{weeks: 12}", "rules/made.yaml:26: recommendations[0].asks: has parts that are not known here: weeks"),
    ("{trained: yes}", "rules/made.yaml:26: recommendations[0].asks.trained: should be true or false, not 'yes'"),
]  # fmt: skip


@pytest.mark.parametrize(("asks", "problem"), UNSOUND)
def test_an_impossible_ask_is_named_with_its_file_and_line(
    tmp_path: Path, asks: str, problem: str
) -> None:
    made = f"{folder.RULES}    asks: {asks}\n"
    with pytest.raises(KnowledgeError) as caught:
        load(folder.write(tmp_path / "data", made=made))
    (found,) = caught.value.problems
    assert problem in str(found)
