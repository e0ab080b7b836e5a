"""What the keeper of the knowledge is told: explain, new, diff, coverage and check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from matcher import cli, load
from matcher.condition_dnf import dnf_of
from matcher.conditions import All, Condition
from matcher.knowledge_diff import changes
from matcher.prime_terms import fewest
from matcher.truth import Truth
from tests.matcher import builders, folder
from tests.matcher.shipped import knowledge
from tests.matcher.vocabulary import FACTS, condition_of


class Told:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Return what runs a command with a council's folder of its own."""
    shipped = knowledge()
    monkeypatch.setattr(
        cli, "load", lambda data, local: shipped if not local.is_dir() else load(data, local)
    )

    def run(*words: object) -> Told:
        status = cli.main(["--local", str(tmp_path / "own"), *map(str, words)])
        return Told(status, *capsys.readouterr())

    return run


HAPPENED = """\
  - id: harm.happened
    group: child
    type: boolean
    label: Harm
    question: Harm?
    asked_of: worker
    says: {met: harm, not_met: no harm, not_known: harm not known}
    source: made up
"""


@pytest.fixture
def keep(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return what runs a command over the small folder, with a council's folder of its own."""
    data = folder.write(tmp_path / "data", facts=folder.FACTS + HAPPENED)

    def run(*words: object) -> Told:
        places = ["--data", str(data), "--local", str(tmp_path / "own")]
        return Told(cli.main([*places, *map(str, words)]), *capsys.readouterr())

    return run


# explain


def test_a_recommendation_is_told_in_words(run: Any) -> None:
    told = run("explain", "ng76:1.7.4")

    for words in (
        "NICE NG76 1.7.4 <https://",
        "  - The child is under 5\n",
        "  - At least one of these:\n    - The child has been neglected\n",
        "abc: Attachment and Biobehavioral Catch-up (ABC)",
        "carer.maltreating_parent: Would",
        "- yes: ",
        "- not known: ",
    ):
        assert words in told.out


def test_an_id_that_is_mistyped_brings_the_nearest(run: Any) -> None:
    told = run("explain", "ng76:1.7.44")

    assert (told.status, told.out) == (2, "")
    assert "did you mean ng76:1.7.4" in told.err


# new, and check of a council's own layer


def test_a_skeleton_is_sound_but_for_what_is_to_be_written(keep: Any, tmp_path: Path) -> None:
    assert keep("new", "northmore", "1").status == 0
    rules = tmp_path / "own" / "rules" / "northmore.yaml"

    told = keep("check")
    assert told.status == 3
    assert all("still says “Write here: " in line for line in told.err.splitlines()[:-1])
    assert told.err.splitlines()[-1].endswith("left out; the shipped knowledge stands without it")

    filled = rules.read_text("utf-8").replace("Write here: its address", "https://example.org/")
    rules.write_text(filled.replace("Write here: ", "Our "), "utf-8")
    told = keep("check")
    assert (told.status, told.err) == (0, "")
    assert "northmore:1" in told.out


def test_a_second_one_is_added_and_none_is_written_twice(keep: Any, tmp_path: Path) -> None:
    keep("new", "northmore", "1")
    again = keep("new", "northmore", "1")
    assert keep("new", "northmore", "2").status == 0
    text = (tmp_path / "own" / "rules" / "northmore.yaml").read_text("utf-8")

    assert again.status == 2
    assert "is there already" in again.err
    assert (text.count("source: "), text.count("  - id: ")) == (1, 2)


@pytest.mark.parametrize("words", [("North More", "1"), ("north", "../1")])
def test_names_that_make_no_file_are_refused(keep: Any, words: tuple[str, str]) -> None:
    assert keep("new", *words).status == 2


def test_a_shipped_source_gets_its_entry_where_it_is(keep: Any, tmp_path: Path) -> None:
    assert keep("new", "made", "2", "--cases", tmp_path / "cases").status == 0

    assert "id: made:2" in (tmp_path / "data" / "rules" / "made.yaml").read_text("utf-8")
    assert (tmp_path / "cases" / "made" / "2.yaml").exists()
    assert not (tmp_path / "own").exists()


def test_check_tries_the_cases_of_a_layer_and_says_what_is_missing(
    keep: Any, tmp_path: Path
) -> None:
    keep("new", "northmore", "1")
    rules = tmp_path / "own" / "rules" / "northmore.yaml"
    filled = rules.read_text("utf-8").replace("Write here: its address", "https://example.org/")
    filled = filled.replace("Write here: ", "Our ").replace(
        "under_months: 144", "under_months: 132"
    )
    rules.write_text(filled, "utf-8")

    told = keep("check")
    assert told.status == 3
    assert "1.yaml:9: The last month before the twelfth birthday it applies: expected" in told.err
    assert "has no case at 131 months, beside the age bound of 132" in told.err


# diff


def test_what_is_answered_differently_has_its_smallest_example() -> None:
    before = builders.knowledge(builders.recommendation("made:1", "a", {"any": ["b", "c"]}))
    after = builders.knowledge(builders.recommendation("made:1", "a", "b", strength="consider"))

    found = {(change.id, change.says): change.examples for change in changes(before, after)}
    assert len(found) == 2
    assert found["made:1", "strength: offer before, consider now"] == ()
    (example,) = found["made:1", "applies no more"]
    assert example.count(";") == 2


def test_of_many_smallest_examples_three_are_told() -> None:
    some, all_ = {"any": ["a", "b", "c"]}, {"all": ["a", "b", "c"]}
    made = builders.recommendation("made:1", some, {"not": all_})  # six pairs settle it
    (change,) = changes(builders.knowledge(), builders.knowledge(made))

    assert len(change.examples) == 3


def test_two_that_say_the_same_otherwise_are_no_difference() -> None:
    before = builders.knowledge(builders.recommendation("made:1", {"not": {"any": ["a", "b"]}}))
    after = builders.knowledge(
        builders.recommendation("made:1", {"all": [{"not": "a"}, {"not": "b"}]})
    )

    assert changes(before, after) == ()


WRITTEN = [
    ["a", {"any": ["b", "c"]}],
    [{"any": ["a", {"all": ["b", {"not": "c"}]}, {"all": [{"not": "b"}, "c"]}]}],
    [{"at_least": 2, "of": ["a", "b", "c"]}],
    [{"any": [{"all": ["a", "b"]}, {"all": [{"not": "a"}, "c"]}]}],
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_no_smaller_case_than_the_smallest_settles_a_condition(written: list[Any]) -> None:
    condition: Condition = All(parts=tuple(map(condition_of, written)))
    found = fewest(condition, FACTS)
    dnf = dnf_of(condition, FACTS)

    def settled(size: int) -> Iterator[dict[str, bool]]:
        for facts in combinations("abc", size):
            for values in product([True, False], repeat=size):
                case = dict(zip(facts, values, strict=True))
                if dnf.truth(case) is Truth.YES:
                    yield case

    least = next(size for size in range(4) if any(settled(size)))
    named = [{fact: next(iter(values)) for fact, values in term.items()} for term in found]
    assert sorted(map(sorted, (case.items() for case in settled(least)))) == sorted(
        map(sorted, (case.items() for case in named))
    )


def test_two_dates_are_compared(run: Any) -> None:
    told = run("diff", "2026-11-22", "2027-01-01")

    assert (told.status, told.out) == (0, "Every child is answered alike.\n")


def test_two_folders_are_compared(run: Any, tmp_path: Path) -> None:
    changed = folder.RULES.replace("under_months: 60", "under_months: 72")
    for name, text in (("old", folder.RULES), ("new", changed)):
        folder.write(tmp_path / name, made=text)

    told = run("diff", tmp_path / "old", tmp_path / "new", "--format", "json")
    assert json.loads(told.out) == [
        {
            "id": "made:1",
            "says": "applies now, and did not",
            "examples": ["The child is 5; It is red"],
        }
    ]


def test_what_is_neither_a_date_nor_a_folder_is_refused(run: Any) -> None:
    assert run("diff", "2026-11-22", "nowhere").status == 2


# coverage


def test_the_command_says_it_in_lines(run: Any) -> None:
    told = run("coverage")

    assert told.out.startswith("Names nothing\n  - ")
    assert "\nNames only ng76:1.7.14\n" in told.out
    assert json.loads(run("coverage", "--format", "json").out)[0]["named"] == []
    assert run("coverage", "--source", "none").status == 2
