"""Scenarios on paper by command: kept, compared as on the page, and dropped."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from directory.cli.gaps_scenario import scenario
from directory.model.roles import AccountRole
from tests.directory_builders import Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.gaps.paper import PATH, kept, lay, rows
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
Run = Callable[..., Result]


@pytest.fixture
def run(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> Run:
    lay(directory)
    monkeypatch.setenv("DATABASE_URL", directory.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(directory.settings.places))

    def said(*given: object) -> Result:
        return CliRunner().invoke(scenario, list(map(str, given)), catch_exceptions=False)

    return said


def test_a_scenario_is_kept_compared_and_dropped_by_command(
    run: Run, page_client: PageClient, tmp_path: Path
) -> None:
    file = tmp_path / "Less of it.json"
    file.write_text(json.dumps([{"change": "close", "service": "harbour"}]))

    assert run("keep", file).stdout == "Kept: Less of it\n"
    assert "Less of it: changes 1" in run("list").stdout
    assert json.loads(run("list", "--format", "json").stdout)[0]["name"] == "Less of it"
    found = json.loads(run("compare", "less of it", "--miles", 3, "--format", "json").stdout)
    sign_in(page_client.raw, AccountRole.COMMISSIONER)
    page = page_client.get(f"{PATH}/1?miles=3")
    assert found["headline"] in page.text
    assert {
        row["title"]: row["reached_after"] - row["reached_before"] for row in found["rows"]
    } == {title: int(row[3].replace("−", "-")) for title, row in rows(page).items()}
    assert "60 reached before, 0 after (-60)" in run("compare", "Less of it").stdout
    assert run("drop", "less of it").stdout == "Dropped: less of it\n"
    assert run("list").stdout == "No scenario is kept.\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("no json", "is not JSON"),
        ('[{"change": "close", "service": "gone"}]', "is no service of the directory now"),
        ('[{"change": "merge"}]', "change 1, change: “merge” should be one of"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_its_place(
    run: Run, directory: Directory, tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "s.json"
    file.write_text(content)
    done = run("keep", file)
    assert done.exit_code == 1
    assert says in done.stderr
    assert kept(directory) == []


@pytest.mark.parametrize("command", ["compare", "drop"])
def test_a_command_says_when_no_scenario_has_the_name(run: Run, command: str) -> None:
    done = run(command, "None")
    assert done.exit_code == 1
    assert "no scenario is kept by this name" in done.stderr


def test_a_file_that_is_not_there_and_standard_input_without_a_name_are_refused(run: Run) -> None:
    assert run("keep", "nowhere.json").exit_code == 1
    assert run("keep", "-").exit_code == 2
