"""The FHIR bundle: sound as R4, and every condition of the plan is defined in the library."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from matcher.exports.cql import cql_text
from matcher.exports.fhir import fhir_text
from tests.matcher.exports.engines import HERE, run_node
from tests.matcher.shipped import knowledge


@pytest.fixture(scope="module")
def bundle() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(fhir_text(knowledge()))
    return found


@pytest.fixture(scope="module")
def library(bundle: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = bundle["entry"][0]["resource"]
    return found


@pytest.fixture(scope="module")
def plan(bundle: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = bundle["entry"][1]["resource"]
    return found


@pytest.mark.slow
def test_it_is_sound_as_r4(tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_text(fhir_text(knowledge()), "utf-8")
    found = json.loads(run_node(str(HERE / "fhir_problems.cjs"), str(file)))

    assert found == {"valid": True, "problems": []}


@pytest.mark.slow
def test_what_is_not_r4_is_found(tmp_path: Path, bundle: dict[str, Any]) -> None:
    file = tmp_path / "bundle.json"
    text = json.dumps(bundle).replace('"stat"', '"at once"')
    file.write_text(text.replace('"status": "active"', '"status": 1'), "utf-8")

    assert not json.loads(run_node(str(HERE / "fhir_problems.cjs"), str(file)))["valid"]


def test_the_library_holds_the_cql(library: dict[str, Any]) -> None:
    (content,) = library["content"]

    assert content["contentType"] == "text/cql"
    assert base64.b64decode(content["data"]).decode() == cql_text(knowledge())


def test_the_plan_names_the_library_in_its_edition(
    plan: dict[str, Any], library: dict[str, Any]
) -> None:
    assert plan["library"] == [f"{library['url']}|{library['version']}"]


def test_every_fact_is_a_parameter(library: dict[str, Any]) -> None:
    asked = {fact.id for fact in knowledge().facts.facts if fact.domain()}

    assert {each["name"] for each in library["parameter"]} == asked


def test_every_condition_of_the_plan_is_defined(plan: dict[str, Any]) -> None:
    defined = {
        line.removeprefix("define ").rstrip(":")
        for line in cql_text(knowledge()).splitlines()
        if line.startswith("define ")
    }
    asked = [
        condition["expression"]["expression"]
        for group in plan["action"]
        for action in group["action"]
        for condition in action["condition"]
    ]

    assert set(asked) <= defined
    assert len(asked) == len(set(asked))


def test_what_is_not_known_is_an_action_of_its_own(plan: dict[str, Any]) -> None:
    first, applies, waits = plan["action"]

    assert len(applies["action"]) == len(waits["action"]) == len(knowledge().recommendations)
    assert "not known" in waits["title"]
    assert all(action["priority"] == "stat" for action in first["action"])


def test_a_recommendation_goes_with_its_wording_and_source(plan: dict[str, Any]) -> None:
    _, applies, _ = plan["action"]
    for action, item in zip(applies["action"], knowledge().recommendations, strict=True):
        codes = [each["coding"][0]["code"] for each in action["code"]]
        assert codes[:2] == [item.id, item.strength]
        assert (action["title"], action["prefix"]) == (item.title, item.ref)
        assert action["documentation"][0]["url"] == item.citation.url
        assert action["documentation"][0]["label"].startswith(item.citation.source)
