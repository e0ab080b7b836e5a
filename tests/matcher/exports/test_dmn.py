"""The DMN model: sound by the schema of DMN 1.3, and whole."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest
import xmlschema

from matcher.exports.dmn import MODEL, dmn_text
from matcher.exports.feel import feel_name
from tests.matcher import builders
from tests.matcher.exports.engines import ROOT
from tests.matcher.shipped import knowledge

SCHEMA = ROOT / "node_modules" / "dmn-moddle" / "resources" / "dmn" / "xsd" / "DMN13.xsd"


@pytest.fixture(scope="module")
def text() -> str:
    return dmn_text(knowledge())


@pytest.fixture(scope="module")
def model(text: str) -> Element:
    return fromstring(text)


def of(model: Element, tag: str) -> list[Element]:
    return list(model.iter(f"{{{MODEL}}}{tag}"))


def test_it_keeps_the_schema_of_dmn(text: str) -> None:
    schema = xmlschema.XMLSchema(SCHEMA, allow="local")

    assert [error.reason for error in schema.iter_errors(text)] == []


def test_every_id_is_there_once_and_every_reference_leads_to_one(model: Element) -> None:
    ids = [each.get("id") for each in model.iter() if each.get("id")]
    named = {str(each.get("href")).removeprefix("#") for each in model.iter() if each.get("href")}

    assert len(ids) == len(set(ids))
    assert named <= set(ids)


def test_every_recommendation_is_a_decision_with_its_source(model: Element) -> None:
    labels = {each.get("label"): each for each in of(model, "decision")}
    for item in knowledge().recommendations:
        decision = labels[item.id]
        (authority,) = of(decision, "requiredAuthority")
        assert authority.get("href") == f"#source_{item.id.partition(':')[0]}"
        assert decision.get("id") == feel_name(item.id)


def test_every_source_goes_with_its_address(model: Element) -> None:
    found = {each.get("name"): each.get("locationURI") for each in of(model, "knowledgeSource")}

    assert found == {source.name: source.url for source in knowledge().sources}


def test_a_decision_requires_just_what_its_text_names(model: Element) -> None:
    inputs = {each.get("id") for tag in ("inputData", "decision") for each in of(model, tag)}
    for decision in of(model, "decision"):
        texts = " ".join(each.text or "" for each in of(decision, "text"))
        named = set(re.findall(r"\w+", re.sub(r'"(?:[^"\\]|\\.)*"', "", texts)))
        required = {
            str(each.get("href")).removeprefix("#")
            for tag in ("requiredInput", "requiredDecision")
            for each in of(decision, tag)
        }
        assert required == named & inputs, decision.get("id")


def test_quotes_and_signs_in_a_wording_do_no_harm() -> None:
    item = builders.recommendation("made:1", "a", readings=('A "quoted" <word> & a \\ stroke',))
    model = fromstring(dmn_text(builders.knowledge(item)))
    texts = [each.text for each in of(model, "text")]

    assert '["A \\"quoted\\" <word> & a \\\\ stroke"]' in texts


def test_a_recommendation_without_a_date_of_its_own_says_null() -> None:
    item = builders.recommendation("made:1", "a", checked_on=None)
    dated = builders.recommendation("made:2", "a", checked_on=date(2026, 11, 22))
    model = fromstring(dmn_text(builders.knowledge(item, dated)))
    texts = [each.text for each in of(model, "text")]

    assert "null" in texts
    assert '"2026-11-22"' in texts
