"""The JSON export: everything that is known, and a schema that it keeps and others fail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from matcher.exports.json_rules import PARTS, json_text, rules_data
from matcher.exports.json_schema import rules_schema, schema_text
from tests.matcher.exports.engines import ROOT
from tests.matcher.shipped import knowledge

PUBLISHED = ROOT / "docs" / "rules.schema.json"


@pytest.fixture
def rules() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_text(knowledge()))
    return found


def problems(data: object) -> list[str]:
    found = Draft202012Validator(rules_schema()).iter_errors(data)
    return [f"{each.json_path}: {each.message}" for each in found]


def test_the_export_keeps_its_schema(rules: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(rules_schema())

    assert problems(rules) == []


def test_the_published_schema_is_the_one_of_the_export() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text(), (
        "python -m matcher export schema --out docs/rules.schema.json"
    )


def test_everything_known_is_in_it(rules: dict[str, Any]) -> None:
    for part in PARTS:
        whole = getattr(knowledge(), part)
        if isinstance(whole, tuple):
            assert len(rules[part]) == len(whole), part
    assert len(rules["facts"]["facts"]) == len(knowledge().facts.facts)


def test_a_recommendation_goes_with_its_wording_and_source(rules: dict[str, Any]) -> None:
    found = {item["id"]: item for item in rules["recommendations"]}["ng76:1.7.12"]
    item = knowledge().recommendation["ng76:1.7.12"]

    assert found["title"] == item.title
    assert found["strength"] == "offer"
    assert found["citation"]["ref"] == "1.7.12"
    assert found["citation"]["url"].startswith("https://www.nice.org.uk/")
    assert found["decide_by"] == found["when"]
    assert {"term": "after"} in found["when"]


def test_every_term_that_is_named_is_there(rules: dict[str, Any]) -> None:
    text = json.dumps(rules)
    named = {part.partition('"')[0] for part in text.split('{"term": "')[1:]}

    assert named == {term["id"] for term in rules["terms"]}


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("format",), "other"),
        (("recommendations", 0, "strength"), "must"),
        (("recommendations", 0, "decide_by"), [{"fact": "a"}]),
        (("recommendations", 0, "citation", "url"), None),
        (("sources", 0, "checked_on"), 2026),
    ],
)
def test_what_breaks_the_schema_is_found(path: tuple[Any, ...], wrong: object) -> None:
    data: Any = rules_data(knowledge())
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = wrong

    assert problems(data) != []
