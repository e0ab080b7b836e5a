# ruff: noqa: E501 (one mistake a line)
"""The knowledge files are read strictly: every problem at once, each with its file and line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from matcher import KnowledgeError, load
from matcher.diagnostics import line_at
from tests.matcher import folder

DEEP = "[" * 400 + "]" * 400


def problems(data: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load(data)
    return [str(problem).replace(f"{data}/", "") for problem in caught.value.problems]


def broken(tmp_path: Path, name: str, old: str, new: str) -> list[str]:
    """Return the problems of the sound folder with one text in one file replaced by another."""
    text = folder.FILES[name]
    assert text.count(old) == 1, "the text to break stands there once"
    return problems(folder.write(tmp_path / "data", **{Path(name).stem: text.replace(old, new)}))


def test_a_sound_folder_is_read(tmp_path: Path) -> None:
    knowledge = load(folder.write(tmp_path / "data"))
    (item,) = knowledge.recommendations
    assert (item.citation.source, item.citation.ref) == ("Made up", "1")
    assert knowledge.sources[0].published == "2017-10-09"
    assert knowledge.programme["talk"].name == "Talk"
    assert [sign.under_months for sign in knowledge.signs] == [24]
    assert knowledge.checked_on.isoformat() == "2026-11-22"


# One thing wrong: (file, what stands there, what is written instead, the problem with its line)

ENTRY_FORM = "should be a list of entries, or a mapping, as docs/knowledge.md shows"
AGE_AGAIN = folder.FACTS[
    folder.FACTS.index("  - id: child.age") : folder.FACTS.index("  - id: a\n")
]
BROKEN = [
    # facts.yaml
    ("facts.yaml", "type: age", "type: number", "facts.yaml:6: facts[0].type: should be boolean, age, date or choice, not 'number'"),
    ("facts.yaml", "    label: Age\n", "", "facts.yaml:4: facts[0].label: label is missing"),
    ("facts.yaml", "label: Age", "lable: Age", "facts.yaml:4: facts[0]: has parts that are not known here: lable"),
    ("facts.yaml", "label: Age", "label: 5", "facts.yaml:7: facts[0].label: should be text (put it in quotes), not 5"),
    ("facts.yaml", "label: Age", "label: yes # fine\n    label: Age", "facts.yaml:8: is not sound YAML: "),
    ("facts.yaml", "  - {id: child, title: The child, about: child}", "  - {id: kid, title: The child, about: child}", "facts.yaml:4: child.age_months: group child is not one of the groups"),
    ("facts.yaml", "says: {met: A, not_met: no A, not_known: A not known}", "says: {not_known: A not known}", "facts.yaml:12: a: a yes-or-no fact says met, not_met and not_known"),
    ("facts.yaml", "{not_known: Colour not known}\n    source: made up\n", "{not_known: Colour not known}\n    source: made up\n" + AGE_AGAIN, "facts.yaml:31: child.age_months: this id is used twice"),
    ("facts.yaml", "question: A?\n", "question: A?\n    choices: [{value: x, label: X, says: X}]\n", "facts.yaml:12: a: choices belong to a fact of type choice, and only to one"),
    ("facts.yaml", "      - {value: red, label: Red, says: It is red}\n", "      - red\n", f"facts.yaml:27: facts[2].choices[0]: {ENTRY_FORM}"),
    ("facts.yaml", "groups:\n", "group:\n", "groups is missing"),
    # terms.yaml
    ("terms.yaml", "{colour: red}", "{colour: green}", "terms.yaml:3: terms[0].when: colour cannot be 'green': it is red or blue"),
    ("terms.yaml", "{colour: red}", "{colour: []}", "terms.yaml:3: terms[0].when: colour needs at least one of its values: red or blue"),
    ("terms.yaml", "{colour: red}", "coluor", "terms.yaml:3: terms[0].when: coluor is neither a fact nor a term; did you mean colour?"),
    ("terms.yaml", "{colour: red}", "colour", "terms.yaml:3: terms[0].when: colour is not a yes-or-no fact: say which value it should have"),
    ("terms.yaml", "{colour: red}", "{a: red}", "terms.yaml:3: terms[0].when: a is not a fact with choices"),
    ("terms.yaml", "{colour: red}", "{nonsense: red}", "terms.yaml:3: terms[0].when: nonsense is not a fact with choices"),
    ("terms.yaml", "{colour: red}", "{any: []}", "terms.yaml:3: terms[0].when: all, any and of need a list with at least one condition"),
    ("terms.yaml", "{colour: red}", "{any: a}", "terms.yaml:3: terms[0].when: all, any and of need a list with at least one condition"),
    ("terms.yaml", "{colour: red}", "{at_least: 2, of: [a]}", "terms.yaml:3: terms[0].when: at_least should be a number from 1 to 1"),
    ("terms.yaml", "{colour: red}", "{at_least: true, of: [a]}", "terms.yaml:3: terms[0].when: at_least should be a number from 1 to 1"),
    ("terms.yaml", "{colour: red}", "{at_least: 1}", "terms.yaml:3: terms[0].when: at_least is not a fact with choices"),
    ("terms.yaml", "{colour: red}", "{not: a, any: [a]}", "terms.yaml:3: terms[0].when: is not a condition: "),
    ("terms.yaml", "{colour: red}", "[a]", "terms.yaml:3: terms[0].when: is not a condition: ['a']"),
    ("terms.yaml", "{colour: red}", "null", "terms.yaml:3: terms[0].when: is not a condition: None"),
    ("terms.yaml", "{colour: red}", "{age: 5}", "terms.yaml:3: terms[0].when: age needs from_months, under_months or both"),
    ("terms.yaml", "{colour: red}", "{age: {under: 5}}", "terms.yaml:3: terms[0].when: age needs from_months, under_months or both"),
    ("terms.yaml", "{colour: red}", "{age: {from_months: 60, under_months: 60}}", "terms.yaml:3: terms[0].when: age 60 to under 60: months go from -9 to 216, and from_months is the smaller"),
    ("terms.yaml", "{colour: red}", "{age: {from_months: true}}", "terms.yaml:3: terms[0].when: age True to under 216: "),
    ("terms.yaml", "{colour: red}", "{age: {under_months: 217}}", "terms.yaml:3: terms[0].when: age -9 to under 217: "),
    ("terms.yaml", "{colour: red}", "{age: {from_months: -10}}", "terms.yaml:3: terms[0].when: age -10 to under 216: "),
    ("terms.yaml", "{colour: red}", "&loop\n      any:\n        - a\n        - *loop", "terms.yaml:3: terms[0].when: is not a condition: None"),
    ("terms.yaml", "not_met: cold, ", "", "terms.yaml:4: terms[0].says.not_met: not_met is missing"),
    ("terms.yaml", "  - id: warm", "  - id: a", "terms.yaml:2: a: this id is used twice"),
    ("terms.yaml", "terms:\n", "term:\n", "terms.yaml:1: term: is not one of terms"),
    ("terms.yaml", "terms:\n", "terms: 5\nold:\n", "terms.yaml:1: terms: should be a list of entries"),
    # programmes.yaml
    ("programmes.yaml", "type: class", "type: klass", "programmes.yaml:2: programmes[0].type: "),
    ("programmes.yaml", "type: class", "type: class, classes: [other]", "programmes.yaml:2: talk: other is not a known programme"),
    ("programmes.yaml", "type: class", "type: class, classes: other", f"programmes.yaml:2: programmes[0].classes: {ENTRY_FORM}"),
    ("programmes.yaml", "type: class", "type: class, ages: [{from_months: 24, under_months: 12, says: x, url: x, seen_on: 2026-01-01}]", "programmes.yaml:2: talk: ages “x”: from_months should be below under_months"),
    ("programmes.yaml", "type: class", "type: class, family_says: [They help.]", "programmes.yaml:2: talk: family_says needs two texts: what it is, and how it may help"),
    ("programmes.yaml", "type: class", "type: class, ages: [{from_months: yes, says: x, url: x, seen_on: 2026-01-01}]", "programmes.yaml:2: programmes[0].ages[0].from_months: should be a whole number, not 'yes'"),
    ("programmes.yaml", "type: class", "type: class, ages: [{says: x, url: x, seen_on: 2026-01}]", "programmes.yaml:2: programmes[0].ages[0].seen_on: should be a date, as in 2026-11-22, not '2026-01'"),
    ("programmes.yaml", "type: class", "type: class, ages: [{says: x, url: x, seen_on: 2026-02-30}]", "programmes.yaml:2: is not sound YAML: day is out of range for month"),
    # notices.yaml
    ("notices.yaml", "facts: [a, colour]", "facts: [a, clour]", "notices.yaml:6: clash: clour is not a known fact"),
    ("notices.yaml", "when: null", "when: nonsense", "notices.yaml:4: practice_notes[0].when: nonsense is neither a fact nor a term"),
    ("notices.yaml", "act_first:", "act_frist:", "notices.yaml:1: act_frist: is not one of act_first, practice_notes, contradictions, cautions, set_aside"),
    ("notices.yaml", "says: Too far}", "says: Too far}\n  - {id: far, says: Again}", "notices.yaml:10: far: this id is used twice"),
    ("notices.yaml", "says: Too far}", "says: Too far, asks_words: often}", "notices.yaml:9: set_aside[0].asks_words: "),
    ("notices.yaml", "citations: []}\npractice_notes:", "citations: []}\n  - {id: now, when: a, title: Now, says: Do it, within: now, citations: []}\npractice_notes:", "notices.yaml:3: now: this id is used twice"),
    ("notices.yaml", "about: practice", "about: praise", "notices.yaml:4: practice_notes[0].about: should be practice, vulnerability, capacity_to_change or engagement, not 'praise'"),
    ("notices.yaml", "about: practice", "if_not_known: maybe", "notices.yaml:4: practice_notes[0].if_not_known: should be show or hide, not 'maybe'"),
    # signs.yaml
    ("signs.yaml", "level: consider", "level: offer", "signs.yaml:11: signs[0].level: should be suspect, consider or elsewhere, not 'offer'"),
    ("signs.yaml", "levels: [suspect, consider]", "levels: [suspect, consdier]", "signs.yaml:5: steps[0].levels[1]: should be suspect, consider or elsewhere, not 'consdier'"),
    ("signs.yaml", "says: Pale", "says: Pale\n    score: 5", "signs.yaml:9: signs[0]: has parts that are not known here: score"),
    ("signs.yaml", "steps:\n", "staps:\n", "signs.yaml:3: staps: is not one of groups, signs, steps"),
    ("signs.yaml", "{id: looks, title: Looks, hint: null}", "{id: looks, title: Looks}\n  - {id: looks, title: Too}", "signs.yaml:3: looks: this id is used twice"),
    ("signs.yaml", "group: looks", "group: looms", "signs.yaml:9: pale: group looms is not one of the groups of signs"),
    ("signs.yaml", "levels: [suspect, consider]", "levels: [suspect]", "signs.yaml:9: pale: no step says what to do at level consider"),
    ("signs.yaml", "levels: [suspect, consider]", "levels: []", "signs.yaml:4: ask: needs at least one level and one citation"),
    ("signs.yaml", '\n      - {source: Made up, ref: "2", url: "https://made-up.example/"}', " []", "signs.yaml:9: pale: needs at least one citation"),
    ("signs.yaml", "under_months: 24", "from_months: 216", "signs.yaml:9: pale: months go from -9 to 216, from_months below"),
    # rules
    ("rules/made.yaml", "      - One line\n", "      - 5\n", "rules/made.yaml:20: recommendations[0].delivery[0]: should be text (put it in quotes), not 5"),
    ("rules/made.yaml", "    delivery:\n      - One line\n", "    delivery: One line\n", f"rules/made.yaml:19: recommendations[0].delivery: {ENTRY_FORM}"),
    ("rules/made.yaml", "    delivery:\n      - One line\n", "    delivery: []\n", "rules/made.yaml:10: made:1: needs at least one condition in when and one line in delivery"),
    ("rules/made.yaml", "      - One line\n", "      - One: line\n", "rules/made.yaml:20: recommendations[0].delivery[0]: should be text (put it in quotes), not {'One': 'line'}"),
    ("rules/made.yaml", "      - warm\n", "      - wram\n", "rules/made.yaml:17: recommendations[0].when[0]: wram is neither a fact nor a term; did you mean warm?"),
    ("rules/made.yaml", 'ref: "1"', "ref: 1", "rules/made.yaml:11: recommendations[0].ref: should be text (put it in quotes), not 1"),
    ("rules/made.yaml", "strength: offer", "strength: must", "rules/made.yaml:13: recommendations[0].strength: should be duty, offer, consider, signpost, component or modifier, not 'must'"),
    ("rules/made.yaml", "programmes: [talk]", "programmes: [walk]", "rules/made.yaml:10: made:1: walk is not a known programme"),
    ("rules/made.yaml", "sets_aside: [colour]", "sets_aside: [size]", "rules/made.yaml:10: made:1: size is not a known fact"),
    ("rules/made.yaml", 'instead: ["made:1"]', 'instead: ["made:2"]', "rules/made.yaml:10: made:1: made:2 is not a known recommendation"),
    ("rules/made.yaml", "when: a}", "when: a, if_not_known: maybe}", "rules/made.yaml:22: recommendations[0].cautions[0].if_not_known: "),
    ("rules/made.yaml", "  - id: made:1\n", "  - id: other:1\n", "rules/made.yaml:10: other:1: the part before the colon should be the file's source"),
    ("rules/made.yaml", "source: made\n", "source: other\n", "rules/made.yaml:1: source: should be made, the name of the file"),
    ("rules/made.yaml", "checked_on: 2026-11-22", "checked_on: soon", "rules/made.yaml:7: checked_on: should be a date, as in 2026-11-22, not 'soon'"),
    ("rules/made.yaml", "checked_on: 2026-11-22", "checked_on: 2026-11-22T10:00:00", "rules/made.yaml:7: checked_on: should be a date, as in 2026-11-22, not "),
    ("rules/made.yaml", "owner: nobody\n", "", "rules/made.yaml:1: owner: owner is missing"),
    ("rules/made.yaml", "title: One\n", "title: One\n    url: 5\n", "rules/made.yaml:10: recommendations[0].citation.url: should be text (put it in quotes), not 5"),
    ("rules/made.yaml", "owner: nobody\n", "owner: nobody\nmood: good\n", "file: has parts that are not known here: mood"),
    ("rules/made.yaml", "recommendations:\n", "recommendations: many\nold:\n", "rules/made.yaml:9: recommendations: should be a list of entries"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "problem"), BROKEN)
def test_one_mistake_is_named_with_its_file_and_line(
    tmp_path: Path, name: str, old: str, new: str, problem: str
) -> None:
    found = broken(tmp_path, name, old, new)
    assert any(problem in line for line in found), found


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read: No such file or directory"),
        ("", "1: should be a mapping with named parts"),
        ("{}", "1: should be a mapping with named parts"),
        ("- a list", "1: should be a mapping with named parts"),
        ("just text", "1: should be a mapping with named parts"),
        ("terms: [a\nb: c", "is not sound YAML: "),
        ("a: b\n\tc: d", "2: is not sound YAML: "),
        ("a: 1\n---\nb: 2", "is not sound YAML: "),
        ("a: *nobody", "1: is not sound YAML: found undefined alias"),
        (f"a: {DEEP}", "is not sound YAML: "),
        (b"terms:\n  - id: caf\xe9", "2: is not UTF-8 text"),
        (b"\xff\xfet\x00", "1: is not UTF-8 text"),
        ("a: \x07", "is not sound YAML: "),
    ],
    ids=range(13),
)
@pytest.mark.parametrize("name", ["facts.yaml", "terms.yaml", "notices.yaml", "signs.yaml"])
def test_a_file_that_cannot_be_read_at_all_is_one_problem(
    tmp_path: Path, name: str, content: Any, problem: str
) -> None:
    found = problems(folder.write(tmp_path / "data", **{Path(name).stem: content}))
    (about,) = [line for line in found if line.startswith(f"{name}:")]
    assert problem in about


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    data = folder.write(
        tmp_path / "data",
        facts=folder.FACTS.replace("label: Age", "label: 5"),
        terms=folder.TERMS.replace("colour: red", "colour: green"),
        notices=folder.NOTICES.replace("when: a,", "when: b,").replace("says: Both", "say: Both"),
        made=folder.RULES.replace("strength: offer", "strength: must").replace("ref: ", "reff: "),
    )
    places = [re.sub(r"^(\S+?):(\d+): .*", r"\1:\2", line) for line in problems(data)]
    assert set(places) == {
        "facts.yaml:7",
        "terms.yaml:3",
        "notices.yaml:2",
        "notices.yaml:6",
        "rules/made.yaml:10",
        "rules/made.yaml:13",
    }


def test_one_bad_term_is_not_told_again_wherever_it_is_used(tmp_path: Path) -> None:
    found = broken(tmp_path, "terms.yaml", "{colour: red}", "{colour: green}")
    assert len(found) == 1


def test_without_the_facts_the_conditions_are_not_blamed(tmp_path: Path) -> None:
    assert len(problems(folder.write(tmp_path / "data", facts="facts: ["))) == 1


def test_a_folder_without_recommendations_is_unsound(tmp_path: Path) -> None:
    assert problems(folder.write(tmp_path / "data", made=None)) == [
        "rules: holds no recommendations: one .yaml file a source"
    ]


def test_a_folder_that_is_not_there_is_unsound(tmp_path: Path) -> None:
    found = problems(tmp_path / "nowhere")
    assert any("facts.yaml: cannot be read" in line for line in found)


def test_a_recommendation_id_used_twice_is_named_at_the_second(tmp_path: Path) -> None:
    entry = folder.RULES.partition("recommendations:\n")[2]
    found = problems(folder.write(tmp_path / "data", made=folder.RULES + entry))
    assert found == ["rules/made.yaml:26: made:1: this id is used twice"]


def test_the_message_of_the_error_is_every_problem(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"terms\.yaml: cannot be read(.|\n)*notices\.yaml"):
        load(folder.write(tmp_path / "data", terms=None, notices=None))


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-300, 300),
    st.floats(allow_nan=False),
    st.sampled_from(["a", "warm", "colour", "child.age_months", "age", "", "made:1", "2026-01-01"]),
    st.lists(st.sampled_from(["a", 1, None]), max_size=2),
    st.dictionaries(st.sampled_from(["id", "not", "any", "age", "colour", "x"]), st.just("a")),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder.write(tmp_path_factory.mktemp("shelf") / "data")


@settings(max_examples=60, deadline=None, database=None)
@given(st.data())
def test_whatever_stands_in_a_file_the_answer_is_knowledge_or_its_problems(
    shelf: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(folder.FILES)))
    yaml = YAML(typ="safe", pure=True)
    document = yaml.load(folder.FILES[name])
    place = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(JUNK)
    with (shelf / name).open("w", encoding="utf-8") as file:
        yaml.dump(document, file)
    told = ["nothing is wrong"]
    try:
        load(shelf)
    except KnowledgeError as error:
        told = [problem.text for problem in error.problems]
    finally:
        (shelf / name).write_text(folder.FILES[name], encoding="utf-8")
    assert told
    assert all(told)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("$", 1),
        ("$.a", 1),
        ("$.a[0]", 2),
        ("$.a[1].b", 4),
        ("$.a[9]", 1),
        ("$.x.y", 1),
        ("$['a']", 1),
    ],
)
def test_the_line_of_a_path_or_of_the_nearest_part_that_is_there(path: str, line: int) -> None:
    document = YAML(typ="rt").load("a:\n  - 1\n  - c: 2\n    b: 3\n")
    assert line_at(document, path) == line


@pytest.mark.parametrize(
    "line", ["name: Made up\n", '    ref: "1"\n', "url: https://made-up.example/\n"]
)
def test_a_missing_part_of_a_citation_is_told_once(tmp_path: Path, line: str) -> None:
    assert len(broken(tmp_path, "rules/made.yaml", line, "")) == 1
