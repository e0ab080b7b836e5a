"""Engines that are not ours, run over the exports, answer as Waymark does: null is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.matcher.exports import engines
from tests.matcher.exports.engines import Answers, Case, differences
from tests.matcher.shipped import answer, knowledge, options

CASES = 10_000
CASES_OF_CQL = 500
"""cql-execution takes some milliseconds for a case."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return engines.cases(CASES)


@pytest.fixture(scope="module")
def ours(cases: list[Case]) -> Answers:
    return engines.ours(cases)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return all that the model says of one case."""
    return engines.of_feelin(engines.cases(1), tmp_path_factory.mktemp("dmn"))


def asked() -> set[str]:
    notices = {item.id for item in knowledge().act_first if not item.of_person}
    return notices | {item.id for item in knowledge().recommendations}


@pytest.mark.slow
def test_every_recommendation_applies_waits_and_is_ruled_out_in_some_case(ours: Answers) -> None:
    ids = [item.id for item in knowledge().recommendations]

    assert {id: set(ours[id]) for id in ids} == {id: {"1", "0", "?"} for id in ids}


@pytest.mark.slow
def test_zen_engine_answers_the_json_export_alike(cases: list[Case], ours: Answers) -> None:
    found = engines.of_zen(cases)

    assert found.keys() == asked()
    assert differences(found, ours) == []


@pytest.mark.slow
def test_feelin_answers_the_dmn_model_alike(
    cases: list[Case], ours: Answers, tmp_path: Path
) -> None:
    found = engines.of_feelin(cases, tmp_path)["answers"]

    assert found.keys() == asked()
    assert differences(found, ours) == []


@pytest.mark.slow
def test_cql_execution_answers_the_library_alike(
    cases: list[Case], ours: Answers, tmp_path: Path
) -> None:
    found = engines.of_cql(cases[:CASES_OF_CQL], tmp_path)

    assert found.keys() == asked()
    assert differences(found, {id: ours[id][:CASES_OF_CQL] for id in ours}) == []


def test_what_the_model_says_is_what_the_data_say(said: dict[str, Any]) -> None:
    stands = options(engines.cases(1)[0])
    for item in knowledge().recommendations:
        found = said["said"][item.id]
        assert found["status"] == stands[item.id].status
        assert found["title"] == item.title
        assert found["strength"] == item.strength
        assert found["delivery"] == list(item.delivery)
        cited = [found[name] for name in ("source", "reference", "link")]
        assert cited == [item.citation.source, item.citation.ref, item.citation.url]


def test_the_lists_of_the_model_hold_every_option_and_what_comes_first(
    said: dict[str, Any],
) -> None:
    [case] = engines.cases(1)
    first = {item.id for item in answer(case).act_first}

    assert len(said["lists"]["options"]) == len(knowledge().recommendations)
    assert {notice["notice"] for notice in said["lists"]["act_first"]} == first
