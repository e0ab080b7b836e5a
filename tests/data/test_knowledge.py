"""The shipped knowledge and its cases: whole, sound, and each rule tried on every side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from matcher.case_files import age_bounds
from matcher.conditions import Condition, ValueIn, facts_of
from matcher.knowledge import Recommendation
from matcher.loader import DATA
from tests.matcher.cases import CASES, problems_of
from tests.matcher.shipped import AGE, knowledge

RECOMMENDATIONS = list(knowledge().recommendation)
YOUNGEST, OLDEST = -9, 215


def file_of(id: str) -> Path:
    source, _, ref = id.partition(":")
    return CASES / source / f"{ref}.yaml"


@cache
def content(id: str) -> Any:
    return YAML(typ="safe").load(file_of(id).read_text(encoding="utf-8"))


def conditions_of(item: Recommendation) -> Iterator[Condition]:
    yield from item.when
    yield from (caution.when for caution in item.cautions)
    yield from (near.when for near in item.near_matches)


def test_the_note_on_made_up_illness_agrees_with_the_checklist_of_signs() -> None:
    [note] = [each for each in knowledge().practice_notes if each.id == "fabricated-illness"]
    [sign] = [each for each in knowledge().signs if each.id == "made-up-or-induced-illness"]

    assert sign.level == "elsewhere"
    assert "the checklist of signs names it" in note.says
    assert "listed here" not in note.says


# Cases


def test_every_file_of_cases_is_of_a_recommendation() -> None:
    files = {path.relative_to(CASES) for path in CASES.rglob("*.yaml")}
    assert files == {file_of(id).relative_to(CASES) for id in RECOMMENDATIONS}


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_a_file_of_cases_names_its_recommendation_and_has_the_right_form(id: str) -> None:
    assert content(id)["recommendation"] == id
    assert problems_of(content(id)) == []


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_each_recommendation_has_yes_no_and_unknown_cases(id: str) -> None:
    statuses = {case["status"] for case in content(id)["cases"]}
    assert statuses == {"applies", "does_not_apply", "needs_information"}


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_the_names_of_cases_are_unique(id: str) -> None:
    names = [case["name"] for case in content(id)["cases"]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_every_id_in_a_case_exists(id: str) -> None:
    used = {
        fact for case in content(id)["cases"] for fact in (*case["case"], *case.get("missing", ()))
    }
    assert used <= set(knowledge().facts.by_id)


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_every_age_bound_is_tried_the_month_before_the_month_and_the_month_after(id: str) -> None:
    tried = {case["case"].get(AGE) for case in content(id)["cases"]}
    item = knowledge().recommendation[id]
    for bound in sorted({bound for c in conditions_of(item) for bound in age_bounds(c)}):
        wanted = {m for m in (bound - 1, bound, bound + 1) if YOUNGEST <= m <= OLDEST}
        assert wanted <= tried, f"{id}: no case at {sorted(wanted - tried)} months"


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_every_caution_and_near_match_is_seen_in_a_case(id: str) -> None:
    item, cases = knowledge().recommendation[id], content(id)["cases"]
    cautions = [words for case in cases for words in case.get("cautions", ())]
    nears = [case["near_match"] for case in cases if isinstance(case.get("near_match"), str)]
    for caution in item.cautions:
        assert any(words in caution.says for words in cautions), caution.says
    for near in item.near_matches:
        assert any(words in near.says for words in nears), near.says


# Rules


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_every_rule_can_be_traced(id: str) -> None:
    item = knowledge().recommendation[id]
    source = {source.id: source for source in knowledge().sources}[id.partition(":")[0]]
    assert source.owner
    assert source.checked_on
    for citation in (item.citation, *item.also):
        assert citation.source
        assert citation.ref
        assert citation.url.startswith(("http://", "https://"))


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_every_recommendation_says_what_is_delivered(id: str) -> None:
    item = knowledge().recommendation[id]
    assert item.programmes or item.kinds
    assert all(line.strip() == line and line for line in item.delivery)
    assert not any(line.endswith(".") and "\n" in line for line in item.delivery)


def test_every_notice_has_a_source() -> None:
    for notice in (*knowledge().act_first, *knowledge().practice_notes):
        assert notice.says
        assert notice.citations
        assert all(citation.url.startswith("http") for citation in notice.citations)


def test_every_practice_note_says_what_it_is_about_and_is_short() -> None:
    written = YAML(typ="safe").load((DATA / "notices.yaml").read_text(encoding="utf-8"))
    assert all("about" in note for note in written["practice_notes"])
    assert all(note.says.endswith(".") for note in knowledge().practice_notes)
    assert not [n.id for n in knowledge().practice_notes if len(re.findall(r"\.\s", n.says)) > 1]


def test_a_note_on_vulnerability_is_shown_only_beside_what_is_recorded() -> None:
    for note in knowledge().practice_notes:
        if note.about == "vulnerability":
            assert note.when is not None
            assert note.if_not_known == "hide", note.id


def test_no_fact_is_asked_for_nothing() -> None:
    """Whatever is asked brings an option or something said beside the options."""
    notices = (
        *knowledge().act_first,
        *knowledge().practice_notes,
        *knowledge().contradictions,
    )
    asked = {fact for notice in notices if notice.when for fact in facts_of(notice.when)}
    for item in knowledge().recommendations:
        asked |= {fact for condition in conditions_of(item) for fact in facts_of(condition)}
    for shared in knowledge().cautions:
        asked |= {*facts_of(shared.when), *facts_of(shared.unless or shared.when)}
    for fact in knowledge().facts.facts:
        asked |= set(facts_of(fact.asked_sooner_when)) if fact.asked_sooner_when else set()
    # A service may be for men or for women; the date of birth is read as the age.
    others = {"child.born_on", "carer.sex", "carer.is_woman"}
    assert {fact.id for fact in knowledge().facts.facts} - asked == others


def test_every_safety_fact_raises_a_notice() -> None:
    asked = {
        c.fact for notice in knowledge().act_first for c in [notice.when] if isinstance(c, ValueIn)
    }
    safety = {fact.id for fact in knowledge().facts.in_group("safety")}
    assert safety <= asked


# Facts, terms and programmes


@pytest.mark.parametrize("fact", knowledge().facts.facts, ids=lambda fact: fact.id)
def test_every_fact_can_be_asked_and_said(fact: Any) -> None:
    assert fact.question.endswith("?")
    assert fact.source
    assert fact.asked_of in {"worker", "child", "parent", "carer", "clinician"}
    sentences = [fact.says.not_known, fact.says.met, fact.says.not_met]
    assert not any(sentence.endswith(".") for sentence in sentences)
    if fact.type == "boolean":
        assert len(set(sentences)) == 3


def test_programmes_that_are_named_belong_to_a_class() -> None:
    for programme in knowledge().programmes:
        if programme.type == "class":
            assert programme.classes == ()
        for id in programme.classes:
            assert knowledge().programme[id].type == "class"


def test_every_row_about_a_programme_is_dated_and_linked() -> None:
    for programme in knowledge().programmes:
        for row in (*programme.ages, *programme.dose, *programme.ratings, *programme.uk_delivery):
            assert row.seen_on
            assert row.url.startswith("http"), programme.id


def test_a_modifier_or_near_match_leads_to_what_exists() -> None:
    for item in knowledge().recommendations:
        for near in item.near_matches:
            assert item.id not in near.instead


def test_a_near_match_never_says_that_something_applies() -> None:
    """Whether what it points to applies depends on the family, and stands beside it."""
    says = [near.says for item in knowledge().recommendations for near in item.near_matches]
    assert not [text for text in says if re.search(r"\bappl(y|ies)\b", text)]
