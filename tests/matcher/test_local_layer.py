# ruff: noqa: E501 (one mistake a line)
"""A council's own layer: what it adds, how that shows, and what it can never do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from matcher import Knowledge, KnowledgeError, load, match
from matcher.text_output import as_text
from tests.matcher import folder

ON = date(2026, 12, 1)
OWN_RULES = (
    folder.RULES.replace("source: made\n", "source: town\n")
    .replace("name: Made up", "name: Our town")
    .replace("made:1", "town:1")
    .replace("title: One", "title: Our own")
)
OWN_FACT = """\
facts:
  - id: local.tenant
    group: child
    type: boolean
    label: Tenant
    question: Do they rent?
    asked_of: worker
    says: {met: rents, not_met: does not rent, not_known: not known}
    source: Our town
"""


def layer(tmp_path: Path, **files: str) -> Knowledge:
    """Load the small sound folder with a layer; a file is named by its stem."""
    own = tmp_path / "own"
    (own / "rules").mkdir(parents=True)
    for stem, text in files.items():
        name = f"rules/{stem}.yaml" if stem in ("town", "made") else f"{stem}.yaml"
        (own / name).write_text(text, encoding="utf-8")
    return load(folder.write(tmp_path / "data"), own)


def left_out(tmp_path: Path, **files: str) -> list[str]:
    knowledge = layer(tmp_path, **files)
    assert [item.id for item in knowledge.recommendations] == ["made:1"]
    assert not any(each.local for each in knowledge.act_first)
    return [str(each).replace(f"{tmp_path}/", "") for each in knowledge.left_out]


def refused(tmp_path: Path, **files: str) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        layer(tmp_path, **files)
    return [str(each).replace(f"{tmp_path}/", "") for each in caught.value.problems]


def test_its_recommendation_stands_beside_the_national_ones_marked(tmp_path: Path) -> None:
    knowledge = layer(tmp_path, town=OWN_RULES)
    result = match({"colour": "red", "child.age_months": 5}, knowledge, ON)
    rows = {row["recommendation"]: row for row in result.as_data()["options"]}

    assert [(row["status"], row["local"]) for row in rows.values()] == [
        ("applies", False),
        ("applies", True),
    ]
    assert rows["town:1"]["title"] == "Local: Our own"
    assert "Local: Our own" in as_text(result)
    assert knowledge.left_out == ()


def test_its_fact_may_be_asked_and_stand_in_its_conditions(tmp_path: Path) -> None:
    rules = OWN_RULES.replace("      - warm\n", "      - local.tenant\n").replace(
        "{not: warm}", "a"
    )
    knowledge = layer(tmp_path, town=rules, facts=OWN_FACT)
    found = match({"local.tenant": False}, knowledge, ON)
    fact = knowledge.facts.by_id["local.tenant"]

    assert {o.recommendation.id: o.status for o in found.options}["town:1"] == "does_not_apply"
    assert (fact.local, fact.hint) == (True, "Local: asked by this council")


def test_what_it_sets_aside_stands_with_the_reason(tmp_path: Path) -> None:
    aside = "set_aside_here:\n  - {recommendation: 'made:1', reason: None is trained here, decided_by: Head of early help, decided_on: 2026-11-01}\n"
    knowledge = layer(tmp_path, changes=aside)
    result = match({"colour": "red", "child.age_months": 5}, knowledge, ON)
    (row,) = result.as_data()["options"]

    assert row["status"] == "applies"
    assert row["set_aside_here"] == {
        "reason": "None is trained here",
        "decided_by": "Head of early help",
        "decided_on": "2026-11-01",
    }
    assert "Set aside here: None is trained here" in as_text(result)


def test_a_decision_to_set_aside_has_its_time(tmp_path: Path) -> None:
    aside = "set_aside_here:\n  - {recommendation: 'made:1', reason: R, decided_by: D, decided_on: 2026-11-01, in_force: {to: 2026-12-31}}\n"
    knowledge = layer(tmp_path, changes=aside)

    assert knowledge.on(ON).recommendations[0].set_aside_here
    assert knowledge.on(date(2027, 1, 1)).recommendations[0].set_aside_here is None


def test_it_says_whom_to_tell_and_words_a_question_and_a_note(tmp_path: Path) -> None:
    changes = (
        "contacts:\n  - {notice: now, says: Ring 0191 496 0001}\n"
        "wording:\n  - {of: colour, question: What colour?}\n  - {of: note, says: Our note}\n"
    )
    knowledge = layer(tmp_path, changes=changes)
    fact = knowledge.facts.by_id["colour"]

    assert knowledge.act_first[0].says == "Do it Local: Ring 0191 496 0001"
    assert (fact.question, fact.hint) == ("What colour?", "Local: other words than shipped.")
    assert knowledge.practice_notes[0].says == "Local: Our note"


def test_a_threshold_is_a_caution_of_its_own(tmp_path: Path) -> None:
    own = "cautions:\n  - {id: level-3, recommendations: ['made:1'], says: At level 3 here, when: warm}\n"
    result = match({"colour": "red", "child.age_months": 5}, layer(tmp_path, notices=own), ON)

    assert result.options[0].cautions == ("Local: At level 3 here",)


def test_its_own_notice_is_added_and_takes_none_away(tmp_path: Path) -> None:
    own = "act_first:\n  - {id: ours, when: warm, title: Ring us, says: Please, within: today, citations: []}\n"
    result = match({"colour": "red", "a": True}, layer(tmp_path, notices=own), ON)

    assert [(each.title, each.local) for each in result.act_first] == [
        ("Now", False),
        ("Local: Ring us", True),
    ]


def test_without_a_folder_nothing_is_added(tmp_path: Path) -> None:
    knowledge = load(folder.write(tmp_path / "data"), tmp_path / "none")

    assert len(knowledge.recommendations) == 1


ASIDE = "set_aside_here:\n  - {{recommendation: '{}', reason: {}, decided_by: D, decided_on: 2026-11-01}}\n"
SETS = OWN_FACT.replace(
    "type: boolean",
    "type: choice\n    choices: [{value: x, label: X, says: X, sets: {colour: red}}]",
)
LEFT_OUT = [
    ({"town": OWN_RULES.replace("id: town:1", "id: made:1")}, "own/rules/town.yaml:10: made:1: is a national recommendation, whose condition a local file may not change: add one of your own, or set this one aside under set_aside_here in changes.yaml"),
    ({"made": OWN_RULES.replace("source: town", "source: made").replace("town:1", "made:2")}, "own/rules/made.yaml:1: made: is a national source: name the file, its source and its ids otherwise"),
    ({"terms": folder.TERMS}, "own/terms.yaml:2: warm: this id is used twice"),
    ({"programmes": folder.PROGRAMMES}, "own/programmes.yaml:2: talk: is a shipped entry, which a local file may not change: use an id of your own"),
    ({"facts": OWN_FACT.replace("local.tenant", "colour").replace("type: boolean", "type: choice\n    choices: [{value: x, label: X, says: X}]")}, "own/facts.yaml:2: colour: is a national fact, whose meaning a local file may not change: use an id of your own, or ask it in other words under wording in changes.yaml"),
    ({"facts": SETS}, "own/facts.yaml:2: local.tenant: would answer the national fact colour in silence: leave out sets and opposite_of"),
    ({"changes": ASIDE.format("made:9", "R")}, "own/rules.yaml"),
    ({"changes": ASIDE.format("made:1", "''")}, "own/changes.yaml:2: made:1: needs a reason, which is shown where the option stands"),
    ({"changes": "wording:\n  - {of: colour, says: Red}\n"}, "own/changes.yaml:2: colour: is a fact: give its label, question or hint, and no says"),
    ({"changes": "wording:\n  - {of: note, label: Red}\n"}, "own/changes.yaml:2: note: is a practice note: give says, and nothing else"),
    ({"changes": "wording:\n  - {of: nothing, label: Red}\n"}, "own/changes.yaml:2: nothing: is neither a shipped fact nor a practice note"),
    ({"town": OWN_RULES.replace("      - warm\n", "      - warm\n      - {not: warm}\n")}, "own/rules/town.yaml:10: town:1: when can never be met: it asks for colour and for the opposite; take one out"),
    ({"town": OWN_RULES.replace("[talk]", "[sing]")}, "own/rules/town.yaml:10: town:1: sing is not a known programme"),
    ({"town": OWN_RULES.replace("title: Our own", "title: Our own\n    local: false")}, "own/rules/town.yaml:13: local: leave it out; it follows from the folder of the file"),
    ({"town": OWN_RULES.replace("title: Our own", "title: Our own\n    in_force: {from: 2027-01-01, to: 2026-01-01}")}, "own/rules/town.yaml:13: recommendations[0].in_force: from should not be after to"),
    ({"rulez": "a: 1\n"}, "own/rulez.yaml: is not read: name it as one of changes.yaml, contacts.yaml, facts.yaml, "),
]  # fmt: skip
LEFT_OUT[6] = (
    LEFT_OUT[6][0],
    "own/changes.yaml:2: made:9: is not a national recommendation: write its id as on /knowledge",
)


@pytest.mark.parametrize(("files", "problem"), LEFT_OUT, ids=range(len(LEFT_OUT)))
def test_with_a_mistake_the_whole_layer_is_left_out_and_told(
    tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    (found, *more) = left_out(tmp_path, **files)

    assert found.startswith(problem)
    assert not more


NOW = "act_first:\n  - {id: now, when: {all: [a, warm]}, title: Later, says: Wait, within: later, citations: []}\n"
REFUSED = [
    ({"notices": NOW}, "own/notices.yaml:2: now: is a national act-first notice, which may not be hidden or weakened: "),
    ({"changes": ASIDE.format("now", "R")}, "own/changes.yaml:2: now: is an act-first notice, which may not be set aside: take the entry out"),
    ({"changes": "contacts:\n  - {notice: nobody, says: x}\n"}, "own/changes.yaml:2: nobody: is not an act-first notice: contacts belong to one"),
    ({"changes": "wording:\n  - {of: now, says: Wait}\n"}, "own/changes.yaml:2: now: is about safety and keeps the shipped words: say whom to tell under contacts"),
    ({"changes": "wording:\n  - {of: a, question: Hm?}\n"}, "own/changes.yaml:2: a: is about safety and keeps the shipped words: say whom to tell under contacts"),
    ({"changes": "contacts: [\n"}, "own/changes.yaml:2: is not sound YAML: "),
    ({"facts": SETS.replace("colour: red", "a: false")}, "own/facts.yaml:2: local.tenant: would answer the national fact a in silence: leave out sets and opposite_of"),
    ({"facts": OWN_FACT.replace("type: boolean", "type: boolean\n    opposite_of: a")}, "own/facts.yaml:2: local.tenant: would answer the national fact a in silence: leave out sets and opposite_of"),
    ({"facts": OWN_FACT.replace("type: boolean", "type: boolean\n    asked_first: 1")}, "own/facts.yaml:2: local.tenant: asked_first belongs to the shipped questions of safety: leave it out"),
    ({"notices": NOW.replace("id: now", "id: ours").replace("warm", "wram")}, "own/notices.yaml:2: act_first[0].when: wram is neither a fact nor a term"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "problem"), REFUSED, ids=range(len(REFUSED)))
def test_with_a_mistake_that_touches_safety_nothing_starts(
    tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    (found, *_) = refused(tmp_path, **files)

    assert found.startswith(problem)


def test_a_mistake_in_another_list_of_the_notices_does_not_stop_the_start(tmp_path: Path) -> None:
    own = "act_first: []\npractice_notes:\n  - {id: ours, when: wram, says: Hm, citations: []}\n"

    (found,) = left_out(tmp_path, notices=own)
    assert found.startswith("own/notices.yaml:3: practice_notes[0].when: wram is neither")
