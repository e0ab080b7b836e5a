"""`waymark gaps` at a terminal: what it says, and what it cannot read."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from directory.cli import main
from tests.directory_builders import HOME, PROGRAMME, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people

pytestmark = pytest.mark.database
Run = Callable[..., Result]


@pytest.fixture
def run(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> Run:
    people(directory, area("E01-town", HOME), area("E01-moor", "DH1 1AA"))
    directory.take(
        entry(
            "near", venue(HOME), programme=PROGRAMME, delivery=("venue",),
            age_from_months=0, age_under_months=60,
        )
    )  # fmt: skip
    monkeypatch.setenv("DATABASE_URL", directory.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(directory.settings.places))

    def said(*given: str) -> Result:
        return CliRunner().invoke(main, ["gaps", *given], catch_exceptions=False)

    return said


def test_the_sentence_comes_first_then_a_line_a_row(run: Run) -> None:
    first, *lines = run("show").stdout.splitlines()

    assert first.startswith("None of the 432 children in these 2 authorities can reach a service")
    (line,) = [each for each in lines if "harmed a child under 5" in each]
    assert line.split()[:4] == ["50%", "60", "nobody", "0"]


def test_the_table_comes_as_csv(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("show", "--format", "csv").stdout)))

    (moor,) = [r for r in rows if r["id"] == "ng76:1.7.4" and r["column"] == "E06000047"]
    assert (moor["children"], moor["reached"], moor["nobody"]) == ("60", "0", "60")


def test_one_authority_alone_may_be_asked_about(run: Run) -> None:
    answer = json.loads(run("show", "--authority", "E08000021", "--format", "json").stdout)

    assert answer["where"] == "Newcastle upon Tyne"


def test_the_kinds_of_gap_are_told(run: Run) -> None:
    found = json.loads(run("kinds", "--format", "json").stdout)

    (row,) = [each for each in found if each["id"] == "ng76:1.7.4"]
    assert row["kinds"]["too-far"] == {"children": 60, "unclear": 0}
    assert row["kinds"]["one-provider"] == {"children": 60, "unclear": 0}
    assert "too-far 60" in run("kinds").stdout
    assert "ends-soon 0 (not known: 60)" in run("kinds").stdout


@pytest.mark.parametrize(
    ("given", "says", "status"),
    [
        (("--authority", "E09000001"), "There are no figures of children for E09000001", 2),
        (("--abuse", "carer.foster"), "--abuse: Kind of abuse should be a fact", 2),
        (
            ("--from-months", "9", "--under-months", "9"),
            "--from-months: The youngest age must be below",
            2,
        ),
        (("--miles", "0"), "--miles: Miles should be a number above 0, up to 50", 2),
    ],
)
def test_what_cannot_be_read_is_named(
    run: Run, given: tuple[str, ...], says: str, status: int
) -> None:
    result = run("show", *given)

    assert (result.exit_code, says in result.stderr) == (status, True)
