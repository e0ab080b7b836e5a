"""`waymark match`: the whole answer as JSON, or one line a problem."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from directory.infrastructure import paths
from tests.cli.conftest import Run
from tests.directory_builders import (
    CASE,
    HOME,
    PROGRAMME,
    RECOMMENDATION,
    Directory,
    entry,
    venue,
)

pytestmark = pytest.mark.database


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE))
    return path


def services(output: str) -> list[str]:
    options = json.loads(output)["options"]
    found = next(o for o in options if o["recommendation"] == RECOMMENDATION)
    return [service["id"] for service in found["services"]]


def test_services_near_the_postcode_are_listed(run: Run, case: Path, directory: Directory) -> None:
    directory.take(
        entry("near", venue("NE1 4SU"), programme=PROGRAMME),
        entry("far", venue("NE8 4AA"), position=1, programme=PROGRAMME),
    )

    done = run("match", case, "--postcode", HOME)
    nearer = run("match", case, "--postcode", HOME, "--within", "1")

    assert (done.exit_code, done.stderr) == (0, "")
    assert services(done.stdout) == ["near", "far"]
    assert services(nearer.stdout) == ["near"]


def test_standard_input_is_read(run: Run) -> None:
    done = run("match", "-", input=json.dumps(CASE))

    assert done.exit_code == 0
    assert json.loads(done.stdout)["located"] is None


def test_options_win_over_what_the_case_holds(run: Run) -> None:
    held = {**CASE, "postcode": "AL1 1AA", "within_miles": 5}

    done = run("match", "-", "--postcode", HOME, input=json.dumps(held))

    assert json.loads(done.stdout)["located"]["authority"] == "E08000021"


def test_the_date_is_that_of_england_or_the_one_given(run: Run, case: Path) -> None:
    with time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False):
        assert json.loads(run("match", case).stdout)["on"] == "2026-07-01"
    assert json.loads(run("match", case, "--on", "2026-01-02").stdout)["on"] == "2026-01-02"


WRONG = (
    # what is read, options, problems, comment
    (b"", [], ["the case is not JSON: Expecting value at line 1, column 1"], "nothing"),
    (b"\xff\xfe\xff", [], ["the case is not"], "bytes"),
    (b"[" * 100_000, [], ["the case is nested too deeply to be a case"], "deep"),
    (b"[]", [], ["a case is an object of fact id to value, not a list"], "a list"),
    (b"null", ["--within", "5"], ["a case is an object of fact id to value"], "null"),
    (b'{"stage": "both", "stage": "both"}', [], ["stage: is given twice"], "twice"),
    (b'{"abuse.neglct": true}', [], ["abuse.neglct: is not a fact that Waymark knows"], "a slip"),
    (b'{"child.age_months": 300, "stage": "x"}', [], ["child.age_months: is 300", "stage: should"],
     "two problems"),
    (b"{}", ["--postcode", "EH1 1AA"], ["postcode: EH1 1AA is in Scotland"], "Scotland"),
    (b"{}", ["--postcode", "x"], ["postcode: “x” is not a full postcode"], "malformed"),
    (b"{}", ["--within", "0"], ["within_miles: should be a number of miles"], "nowhere"),
    (b"{}", ["--within", "nan"], ["within_miles: should be a number of miles"], "no number"),
)  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[3])
def test_every_problem_is_one_line(wrong: Any, run: Run) -> None:
    content, options, problems, _ = wrong

    done = run("match", "-", *options, input=content)

    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert len(lines) == len(problems)
    assert all(line.startswith(said) for line, said in zip(lines, problems, strict=True))


@pytest.mark.parametrize("name", ["missing.json", ".", "case.json/x"])
def test_a_file_that_cannot_be_read_is_one_plain_line(name: str, run: Run, case: Path) -> None:
    done = run("match", case.parent / name)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "cannot be read" in done.stderr


@pytest.mark.parametrize(
    "words", [[], ["x.json", "--within", "far"], ["x.json", "--on", "tomorrow"], ["x", "--fly"]]
)
def test_wrong_use_is_told_from_wrong_data(words: list[str], run: Run) -> None:
    assert run("match", *words).exit_code == 2


@pytest.mark.parametrize("command", [["match", "-"], ["services", "import"], ["demo", "load"]])
def test_unsound_knowledge_stops_with_its_own_status(
    command: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for file in paths.data().glob("*.*"):
        (data / file.name).write_bytes(file.read_bytes())
    (data / "facts.yaml").write_text("facts: [")
    monkeypatch.setenv("WAYMARK_DATA", str(data))
    words = [*command, data / "services.csv"] if command[-1] == "import" else command

    done = run(*words, input=b"{}")

    assert (done.exit_code, done.stdout) == (3, "")
    assert "facts.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_damaged_postcodes_are_one_plain_line(
    run: Run, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "places.bin").write_bytes(b"damaged")
    monkeypatch.setenv("WAYMARK_PLACES", str(tmp_path / "places.bin"))

    done = run("match", case)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "places.bin" in done.stderr


FAMILY = {
    "children": [{"child.age_months": 30, "stage": "after_abuse", "abuse.neglect": True}, {}],
    "carers": [
        {"role": "mother", "for_children": [1, 2], "facts": {"carer.maltreating_parent": True}}
    ],
    "postcode": HOME,
}


def test_a_family_is_answered_child_by_child(run: Run) -> None:
    done = run("match", "-", "--on", "2026-01-02", input=json.dumps(FAMILY))

    answer = json.loads(done.stdout)
    assert (answer["on"], len(answer["children"])) == ("2026-01-02", 2)
    assert answer["children"][0]["options"][0]["carers"] == [1]


def test_a_family_as_text_is_the_record(run: Run, directory: Directory) -> None:
    directory.take(entry("near", venue("NE1 4SU"), programme=PROGRAMME, name="Harbour"))

    text = run("match", "-", "--format", "text", input=json.dumps(FAMILY)).stdout

    assert text.startswith("FULL RECORD FOR THIS FAMILY\n")
    assert "CHILD 1: 2 YEARS 6 MONTHS" in text
    assert "CHILD 2: AGE NOT KNOWN" in text
    assert "- Harbour: Made up" in text


def test_a_case_as_text_is_the_record_of_one_child(run: Run) -> None:
    born = {**CASE, "child.born_on": "2024-05-14"}
    del born["child.age_months"]
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):
        text = run("match", "-", "--format", "text", input=json.dumps(born)).stdout

    assert "CHILD 1: 2 YEARS 6 MONTHS" in text
    assert "(born 14 May 2024)" in text
    assert "Until 14 May 2029 (5th birthday)" in text


def test_the_text_is_of_today(run: Run, case: Path) -> None:
    assert run("match", case, "--format", "text", "--on", "2026-01-02").exit_code == 2


def test_a_problem_of_a_family_names_its_place(run: Run) -> None:
    done = run("match", "-", input=json.dumps({"children": [{}, {"stage": "x"}]}))

    assert done.exit_code == 1
    assert done.stderr.startswith("children[2].stage: should be one of")
