# ruff: noqa: E501 (one mistake a line)
"""What is dated is answered by what was in force, and a range that does not fit is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from matcher import Knowledge, KnowledgeError, load, match
from matcher.family import read_family
from matcher.family_matching import match_family
from tests.matcher import folder

OLD, NEW = date(2026, 12, 31), date(2027, 1, 1)
ENTRY = folder.RULES[folder.RULES.index("  - id: made:1") :]


def dated(entry: str, period: str) -> str:
    """Return an entry with a period after its id."""
    first, rest = entry.split("\n", 1)
    return f"{first}\n    in_force: {period}\n{rest}"


def rules(first: str, second: str) -> str:
    """Return the rules with the one entry in two editions; the second asks for other ages."""
    head = folder.RULES.removesuffix(ENTRY)
    changed = ENTRY.replace("under_months: 60", "under_months: 72")
    return head + dated(ENTRY, first) + dated(changed, second)


def problems(data: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load(data)
    return [str(problem).replace(f"{data}/", "") for problem in caught.value.problems]


def two_editions(tmp_path: Path) -> Knowledge:
    text = rules("{to: 2026-12-31}", "{from: 2027-01-01}")
    return load(folder.write(tmp_path / "data", made=text))


def status(knowledge: Knowledge, on: date) -> str:
    (option,) = match({"colour": "red", "child.age_months": 65}, knowledge, on).options
    return option.status


def test_a_match_is_answered_by_what_was_in_force(tmp_path: Path) -> None:
    knowledge = two_editions(tmp_path)

    assert status(knowledge, OLD) == "does_not_apply"
    assert status(knowledge, NEW) == "applies"
    assert [each.in_force.first for each in knowledge.editions] == [None, NEW]
    assert knowledge.on(OLD) is knowledge.on(date(2020, 1, 1))


def test_a_family_is_answered_by_what_was_in_force(tmp_path: Path) -> None:
    knowledge = two_editions(tmp_path)
    child = {"colour": "red", "child.age_months": 65}
    family = read_family({"children": [child]}, knowledge.facts, OLD)
    found = [
        match_family(family, knowledge, day).children[0].options[0].option.status
        for day in (OLD, NEW)
    ]

    assert found == ["does_not_apply", "applies"]


def test_what_has_begun_or_ended_stands_only_in_its_time(tmp_path: Path) -> None:
    begun = folder.RULES.replace("made:1\n", "made:1\n    in_force: {from: 2027-01-01}\n", 1)
    knowledge = load(folder.write(tmp_path / "data", made=begun))

    assert knowledge.on(OLD).recommendations == ()
    assert [item.in_force.first for item in knowledge.on(NEW).recommendations] == [NEW]


def test_a_rating_is_shown_only_in_its_time(tmp_path: Path) -> None:
    rating = "{body: B, rating: good, url: u, seen_on: 2026-01-01, in_force: {to: 2026-12-31}}"
    text = folder.PROGRAMMES.replace("type: class", f"type: class, ratings: [{rating}]")
    knowledge = load(folder.write(tmp_path / "data", programmes=text))

    assert [len(knowledge.on(day).programme["talk"].ratings) for day in (OLD, NEW)] == [1, 0]


def test_a_dated_term_changes_every_condition_that_uses_it(tmp_path: Path) -> None:
    old = folder.TERMS.replace("  - id: warm\n", "  - id: warm\n    in_force: {to: 2026-12-31}\n")
    new = folder.TERMS.replace("terms:\n", "").replace("red", "blue")
    new = new.replace("  - id: warm\n", "  - id: warm\n    in_force: {from: 2027-01-01}\n")
    knowledge = load(folder.write(tmp_path / "data", terms=old + new))
    found = [
        match({"colour": "blue", "child.age_months": 5}, knowledge, day).options[0].status
        for day in (OLD, NEW)
    ]

    assert found == ["does_not_apply", "applies"]


WRONG = [
    ("{to: 2026-12-31}", "{from: 2027-01-03}", "rules/made.yaml:27: made:1: in_force leaves a hole after the entry in line 10, from 2027-01-01 to 2027-01-02: give this one from: 2027-01-01, or that one a later to:"),
    ("{to: 2026-12-31}", "{from: 2026-12-31}", "rules/made.yaml:27: made:1: in_force overlaps the entry in line 10: give this one from: 2027-01-01"),
    ("{from: 2020-01-01}", "{from: 2027-01-01}", "rules/made.yaml:27: made:1: in_force overlaps the entry in line 10: give that one to: 2026-12-31"),
    ("{from: 2027-01-01, to: 2026-12-31}", "{from: 2027-01-01}", "rules/made.yaml:11: recommendations[0].in_force: from should not be after to"),
    ("{from: soon}", "{from: 2027-01-01}", "rules/made.yaml:11: recommendations[0].in_force: from should be a date, as in 2026-11-22"),
    ("{until: 2026-12-31}", "{from: 2027-01-01}", "rules/made.yaml:11: recommendations[0].in_force: should be {from: a date, to: a date}, or one of the two"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "problem"), WRONG, ids=range(len(WRONG)))
def test_ranges_that_do_not_follow_one_another_are_told(
    tmp_path: Path, first: str, second: str, problem: str
) -> None:
    assert problems(folder.write(tmp_path / "data", made=rules(first, second))) == [problem]


def test_what_is_broken_in_one_period_only_is_told(tmp_path: Path) -> None:
    text = folder.PROGRAMMES.replace("id: talk", "id: talk, in_force: {to: 2026-12-31}")

    assert problems(folder.write(tmp_path / "data", programmes=text)) == [
        "rules/made.yaml:10: made:1: talk is not a known programme"
    ]


def test_a_dated_fact_may_be_worded_anew_and_keeps_its_meaning(tmp_path: Path) -> None:
    start = folder.FACTS.index("  - id: colour\n")
    colour = folder.FACTS[start:]
    old = dated(colour, "{to: 2026-12-31}")
    worded = dated(
        colour.replace("question: Which?", "question: What colour?"), "{from: 2027-01-01}"
    )
    knowledge = load(folder.write(tmp_path / "a", facts=folder.FACTS[:start] + old + worded))
    meant = worded.replace("value: blue", "value: green")

    assert knowledge.on(NEW).facts.by_id["colour"].question == "What colour?"
    assert knowledge.on(OLD).facts.by_id["colour"].question == "Which?"
    (problem,) = problems(folder.write(tmp_path / "b", facts=folder.FACTS[:start] + old + meant))
    assert problem.startswith(
        "facts.yaml:32: colour: means something else than in line 20 (its type, "
    )
    assert problem.endswith("use a new id for a new meaning")


IDLE = [
    ("rules", "      - warm\n", "      - warm\n      - {not: warm}\n", "rules/made.yaml:10: made:1: when can never be met: it asks for colour and for the opposite; take one out"),
    ("rules", "      - warm\n", "      - {any: [a, {not: a}]}\n", None),
    ("notices", "when: a,", "when: {any: [a, {not: a}]},", "notices.yaml:2: now: when is always met, whatever is known of a: take it out or change it"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "problem"), IDLE, ids=range(len(IDLE)))
def test_a_condition_that_mixes_a_fact_with_its_opposite_is_told(
    tmp_path: Path, file: str, old: str, new: str, problem: str | None
) -> None:
    text = {"rules": folder.RULES, "notices": folder.NOTICES}[file].replace(old, new)
    data = folder.write(tmp_path / "data", **{"made" if file == "rules" else file: text})

    found = problems(data)
    assert found[0] == (problem or found[0])
    assert "a" in found[0]
