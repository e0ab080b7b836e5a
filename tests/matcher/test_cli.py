# ruff: noqa: E501 (tables, one row a line)
"""The command line: its contract, its exit statuses, and one line for each problem."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from matcher import cli
from tests.matcher import folder
from tests.matcher.shipped import knowledge

ROOT = Path(__file__).resolve().parents[2]
CASE = '{"stage": "after_abuse", "abuse.neglect": true, "child.age_months": 30}'


class Said(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the command line in this process, with the knowledge read once."""
    monkeypatch.setattr(cli, "load", _load)

    def run(*arguments: object, stdin: str | bytes = b"") -> Said:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        return Said(status, *capsys.readouterr())

    return run


def _load(data: Path, local: Path | None = None) -> Any:
    return knowledge() if data == cli.DATA else cli_load(data, local)


cli_load = cli.load


# match


def test_one_case_from_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(CASE)
    said = run("match", file, "--on", "2026-11-22")
    assert (said.status, said.err) == (0, "")
    result = json.loads(said.out)
    assert result["on"] == "2026-11-22"
    assert len(result["options"]) == len(knowledge().recommendations)


def test_one_case_from_standard_input(run: Run) -> None:
    said = run("match", "-", stdin=CASE)
    assert said.status == 0
    assert json.loads(said.out)["options"]


def test_the_keys_of_a_result_are_those_of_the_contract(run: Run) -> None:
    result = json.loads(run("match", "-", stdin=CASE).out)
    assert {"options", "act_first", "ask_next", "practice_notes"} <= set(result)
    (option, *_) = result["options"]
    assert {
        "recommendation",
        "status",
        "strength",
        "programmes",
        "reasons",
        "missing",
        "cautions",
        "near_match",
        "window",
        "delivery",
        "citation",
    } <= set(option)
    assert set(option["window"]) == {"from_months", "under_months", "opens_on", "closes_on"}
    assert {"text", "fact", "outcome"} <= set(option["reasons"][0])
    assert set(option["citation"]) >= {"source", "ref", "url"}
    assert set(result["ask_next"][0]) == {"fact", "settles", "question"}
    assert all(isinstance(note, str) for note in result["practice_notes"])


def test_the_date_of_the_match_decides_the_age(run: Run) -> None:
    case = '{"child.born_on": "2021-11-22"}'
    texts = [
        json.loads(run("match", "-", "--on", day, stdin=case).out)["options"][-1]["reasons"]
        for day in ("2026-11-21", "2026-11-22")
    ]
    assert texts[0] != texts[1]


def test_text_has_every_recommendation_and_its_reasons(run: Run) -> None:
    said = run("match", "-", "--format", "text", stdin=CASE)
    assert said.status == 0
    assert "+ The child is 2 years 6 months: under 5" in said.out
    assert all(item.title in said.out for item in knowledge().recommendations)
    headings = ["APPLIES (", "NEEDS INFORMATION (", "DOES NOT APPLY (", "FIND OUT NEXT"]
    places = [said.out.index(f"\n{heading}") for heading in headings]
    assert places == sorted(places)


def test_text_says_first_what_must_happen_first(run: Run) -> None:
    case = '{"safety.immediate_danger": true, "stage": "at_risk", "abuse.neglect": true}'
    out = run("match", "-", "--format", "text", stdin=case).out
    assert out.index("ACT FIRST (now)") < out.index("CHECK: ") < out.index("APPLIES")


def test_lines_in_lines_out(run: Run) -> None:
    said = run("match", "--jsonl", "-", stdin=f"{CASE}\n\n{{}}\r\n{CASE}")
    results = [json.loads(line) for line in said.out.splitlines()]
    assert (said.status, len(results)) == (0, 3)
    assert results[0] == results[2] != results[1]
    assert said.err == ""


def test_a_bad_line_has_its_problems_in_its_place_and_the_rest_are_answered(run: Run) -> None:
    said = run("match", "-", "--jsonl", stdin=f'{CASE}\n{{"stage": 5}}\nnot json\n{{}}\n')
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert said.status == 1
    assert ["options" in line for line in lines] == [True, False, False, True]
    assert lines[1]["problems"][0]["field"] == "stage"
    assert [line[:8] for line in said.err.splitlines()] == ["line 2: ", "line 3: "]


# Bad data: status 1, one line a problem, nothing on standard output

BAD = [
    ("", "the case is not JSON: Expecting value at line 1, column 1"),
    ("not json", "the case is not JSON: Expecting value at line 1, column 1"),
    ('{"stage": "both",}', "the case is not JSON: "),
    ("[]", "a case is an object of fact id to value, not a list"),
    ("null", "a case is an object of fact id to value, not nothing"),
    ('"both"', "a case is an object of fact id to value, not 'both'"),
    (b'{"stage": "caf\xe9"}', "the case is not UTF-8 text (byte 15)"),
    ("[" * 100_000, "the case is nested too deeply to be a case"),
    ('{"a":' * 100_000, "the case is nested too deeply to be a case"),
    ('{"child.age_months": ' + "9" * 5000 + "}", "the case holds a number of too many digits"),
    ('{"child.age_months": 1e999}', "child.age_months: should be a whole number of months, not inf"),
    ('{"child.age_months": NaN}', "child.age_months: should be a whole number of months, not nan"),
    ('{"stage": "\\ud800"}', r"stage: should be one of at_risk, after_abuse, both, suspected, or null (not known), not '\ud800'"),
    ('{"\\ud800": true}', r"\xd800: is not a fact that Waymark knows"),
    ('{"a\\nb\\u001b[31m": true}', r"a\x0ab\x1b[31m: is not a fact that Waymark knows"),
    ('{"stage": "both", "stage": "at_risk"}', "stage: is given twice"),
    ('{"a": {"b": 1, "b": 2}}', "b: is given twice"),
    ('{"abuse.neglect": {"x": [1]}}', "abuse.neglect: should be true, false or null (not known), not an object"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "problem"), BAD, ids=range(len(BAD)))
def test_bad_data_is_told_in_one_line(run: Run, content: str | bytes, problem: str) -> None:
    said = run("match", "-", stdin=content)
    assert (said.status, said.out) == (1, "")
    (line,) = said.err.splitlines()
    assert line.startswith(problem), line


@pytest.mark.parametrize(("content", "problem"), BAD[5:], ids=range(len(BAD) - 5))
def test_bad_data_in_a_line_is_told_with_its_number(
    run: Run, content: str | bytes, problem: str
) -> None:
    said = run("match", "--jsonl", "-", stdin=content)
    assert said.status == 1
    assert said.err.startswith(f"line 1: {problem}"), said.err
    assert json.loads(said.out)["problems"]


def test_every_problem_of_a_case_has_a_line(run: Run) -> None:
    said = run("match", "-", stdin='{"stage": 1, "abuse.neglect": 1, "abuse.nelgect": true}')
    assert [line.partition(":")[0] for line in said.err.splitlines()] == [
        "stage",
        "abuse.neglect",
        "abuse.nelgect",
    ]


def test_every_repeated_name_has_a_line(run: Run) -> None:
    said = run("match", "-", stdin='{"a": 1, "b": 1, "b": 1, "a": 1, "a": 1}')
    assert said.err.splitlines() == ["a: is given twice", "b: is given twice"]


@pytest.mark.parametrize("jsonl", [[], ["--jsonl"]])
def test_no_file_and_a_folder_for_a_file(run: Run, tmp_path: Path, jsonl: list[str]) -> None:
    for name, why in ((tmp_path / "none.json", "No such file"), (tmp_path, "Is a directory")):
        said = run("match", name, *jsonl)
        assert (said.status, said.out) == (1, "")
        assert said.err.startswith(f"{name}: cannot be read: {why}")


def test_a_byte_order_mark_does_no_harm(run: Run) -> None:
    assert run("match", "-", stdin=b"\xef\xbb\xbf{}").status == 0


# Wrong use: status 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["match"],
        ["nonsense"],
        ["match", "-", "--on", "yesterday"],
        ["match", "-", "--on", "20261122"],
        ["match", "-", "--on", "2026-02-30"],
        ["match", "-", "--format", "xml"],
        ["match", "-", "--jsonl", "--format", "text"],
        ["rules", "extra"],
    ],
)
def test_wrong_use(run: Run, arguments: list[str]) -> None:
    said = run(*arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err
    assert "Traceback" not in said.err


def test_help_is_an_answer(run: Run) -> None:
    assert run("--help").status == run("match", "--help").status == 0


# rules and check


def test_rules_lists_every_recommendation_with_its_citation(run: Run) -> None:
    said = run("rules")
    assert said.status == 0
    assert len(said.out.splitlines()) == len(knowledge().recommendations)
    for item in knowledge().recommendations:
        assert item.id in said.out
        assert f"<{item.citation.url}>" in said.out


def test_rules_as_json(run: Run) -> None:
    rows = json.loads(run("rules", "--format", "json").out)
    assert [row["recommendation"] for row in rows] == list(knowledge().recommendation)
    assert all(row["citation"]["ref"] for row in rows)


def test_check_says_what_there_is(run: Run) -> None:
    said = run("check")
    assert said.status == 0
    assert said.out == (
        f"{len(knowledge().facts.facts)} facts, {len(knowledge().sources)} sources, "
        f"{len(knowledge().recommendations)} recommendations, "
        f"{len(knowledge().programmes)} programmes: sound\n"
    )


# Unsound knowledge: status 3


@pytest.mark.parametrize(
    "command", [["check"], ["rules"], ["match", "-"], ["match", "--jsonl", "-"]]
)
def test_unsound_knowledge_stops_every_command(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    made = folder.RULES.replace("strength: offer", "strength: must").replace("ref:", "reff:")
    data = folder.write(tmp_path / "data", made=made)
    said = run("--data", data, *command, stdin=CASE)
    assert (said.status, said.out) == (3, "")
    assert all(line.startswith(f"{data}/rules/made.yaml:1") for line in said.err.splitlines())
    assert len(said.err.splitlines()) == 3


def test_a_data_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    said = run("--data", tmp_path / "none", "check")
    assert said.status == 3
    assert "Traceback" not in said.err
