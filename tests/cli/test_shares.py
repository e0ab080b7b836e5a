"""`waymark shares`: taken in whole, shown with where each is from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from directory.cli import main
from tests.directory_builders import Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

pytestmark = pytest.mark.database
Run = Callable[..., tuple[int, str]]
HEAD = "authority,step,low,likely,high,source,dated\n"


@pytest.fixture
def run(directory: Directory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("DATABASE_URL", directory.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(directory.settings.places))

    def run(command: str, row: str = "") -> tuple[int, str]:
        file = tmp_path / "shares.csv"
        file.write_text(HEAD + row + "\n")
        ended = CliRunner().invoke(main, ["shares", command, *([str(file)] if row else [])])
        return ended.exit_code, ended.output

    return run


def test_what_is_taken_in_is_shown(run: Run) -> None:
    status, said = run("import", "E08000021,parent-takes-part,20%,,0.5,Our audit,2026")

    assert (status, "Done: 1 share: Shares set by the council, 2026" in said) == (0, True)
    assert "E08000021 parent-takes-part: 0.2 to 0.5 (Our audit, 2026)" in run("show")[1]


def test_a_step_that_there_is_not_is_refused(run: Run) -> None:
    status, said = run("import", "E08000021,luck,20%,,0.5,Our audit,2026")

    assert status == 1
    assert "is no step: it may be" in said
