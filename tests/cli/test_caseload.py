"""`waymark caseload`: a caseload matched at the terminal, as on the page."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.directory_builders import CASE, NEWCASTLE, PROGRAMME, Directory, entry
from tests.exchange.caseload_file.sheets import sheet

pytestmark = pytest.mark.database
APPLIES = [str(value) for value in CASE.values()]
ON = ("--on", "2026-11-22")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "caseload.csv"
    path.write_bytes(sheet([*CASE, "Ward"], [*APPLIES, "Byker"], ["", "", "", "216", "Byker"]))
    return path


def test_the_counts_are_told_in_words(run: Run, file: Path, directory: Directory) -> None:
    directory.take(entry("a", programme=PROGRAMME, places_per_year=28, areas_served=(NEWCASTLE,)))

    done = run("caseload", file, *ON, "--authority", NEWCASTLE)

    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        "1 children matched as of 2026-11-22, against services for Newcastle upon Tyne",
        "Not counted: 1 aged 18 or over",
    ]
    at = next(at for at, line in enumerate(lines) if line.startswith("ng76:1.7.4:"))
    assert lines[at + 1] == (
        "  applies to 1 · needs information on 0 · 28 places a year stated by 1 service"
    )
    assert "Columns not used: Ward" in lines


def test_json_and_csv_say_the_same(run: Run, file: Path, directory: Directory) -> None:
    data = json.loads(run("caseload", file, *ON, "--format", "json").stdout)
    text = run("caseload", file, *ON, "--format", "csv").stdout_bytes.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows == [
        {name: str(value) for name, value in row.items()} for row in data["recommendations"]
    ]
    assert data["children"] == 1
    assert data["left_out"] == {"aged_18_or_over": 1, "died": 0, "closed": 0}
    assert data["missing"][0].keys() == {"fact", "question", "children", "answers"}


def test_no_places_stated_is_empty_and_never_nought(
    run: Run, file: Path, directory: Directory
) -> None:
    directory.take(entry("a", programme=PROGRAMME))

    data = json.loads(run("caseload", file, *ON, "--format", "json").stdout)

    [row] = [each for each in data["recommendations"] if each["recommendation"] == "ng76:1.7.4"]
    assert (row["places_a_year_stated"], row["services_not_stating_places"]) == ("", 1)


def test_numbers_can_be_rounded(run: Run, file: Path, directory: Directory) -> None:
    data = json.loads(run("caseload", file, *ON, "--rounded", "--format", "json").stdout)

    assert data["children"] == "fewer than 5"


def test_a_packed_file_is_read_from_standard_input(run: Run, directory: Directory) -> None:
    content = gzip.compress(sheet(list(CASE), APPLIES))

    done = run("caseload", "-", *ON, input=content)

    assert done.stdout.startswith("1 children matched")


def test_every_problem_is_a_line_and_nothing_is_counted(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    file = tmp_path / "wrong.csv"
    file.write_bytes(sheet(["stage", "child.age_months"], ["Amy", "x"]))

    done = run("caseload", file)

    assert (done.exit_code, done.stdout) == (1, "")
    first, second = done.stderr.splitlines()
    assert first.startswith(f"{file}: line 2, stage: should be one of at_risk, after_abuse, both")
    assert second.startswith(f"{file}: line 2, child.age_months: should be whole months")
    assert "Amy" not in done.stderr


def test_a_file_with_names_is_refused_naming_the_column(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    file = tmp_path / "named.csv"
    file.write_bytes(sheet([*CASE, "Surname"], [*APPLIES, "Kingfisher"]))

    done = run("caseload", file)

    assert done.exit_code == 1
    assert done.stderr.startswith(f"{file}: Surname: may tell who a child or a worker is")
    assert "Kingfisher" not in done.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--authority", "Newcastle"), "should be the ONS code of a council of England"),
        (("--assume", "guess"), "should be one of plan-means-happened, parent-takes-part"),
        (("--on", "soon"), "does not match the format"),
    ],
)
def test_wrong_use_is_told(words: tuple[str, str], says: str, run: Run, file: Path) -> None:
    done = run("caseload", file, *words)

    assert done.exit_code == 2
    assert says in " ".join(done.stderr.split())


def test_a_file_that_cannot_be_read_is_one_plain_line(run: Run, tmp_path: Path) -> None:
    done = run("caseload", tmp_path / "missing.csv")

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "cannot be read: No such file or directory" in done.stderr
