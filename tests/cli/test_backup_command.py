"""`waymark backup`, `restore` and `db move`, as an operator runs them."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.storage import Service
from directory.storage.engine import engine_for
from tests.cli.conftest import Run, waymark
from tests.directory_builders import Directory, entry

KEY = "b3c1e5a79d20f46881a7c2e4d6f09b5b"


@pytest.fixture
def kept(directory: Directory, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a sealed backup of 400 services."""
    monkeypatch.setenv("WAYMARK_BACKUP_KEY", KEY)
    directory.take(*(entry(str(number)) for number in range(400)))
    done = run("backup", tmp_path / "kept")

    assert done.exit_code == 0, done.output
    assert "and checked" in done.stdout
    assert "400 services" in done.stdout
    return tmp_path / "kept"


def services(url: str) -> int:
    engine = engine_for(url)
    with Session(engine) as session:
        number = session.scalar(select(func.count()).select_from(Service))
    engine.dispose()
    return number or 0


def test_a_backup_is_checked_and_put_back(
    kept: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Sound" in run("backup", "--check", kept).stdout
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'back.sqlite'}")
    done = run("restore", kept)
    again = run("restore", kept)

    assert (done.exit_code, again.exit_code) == (0, 1)
    assert "400 services" in done.stdout
    assert "not empty" in again.stderr
    assert services(f"sqlite:///{tmp_path / 'back.sqlite'}") == 400


def test_a_database_is_moved_by_its_addresses(
    kept: Path, directory: Directory, tmp_path: Path
) -> None:
    target = f"sqlite:///{tmp_path / 'moved.sqlite'}"
    source = directory.settings.database_url
    done, again = (waymark("db", "move", source, target) for _ in range(2))

    assert done.exit_code == 0, done.output
    assert "Moved and compared" in done.stdout
    assert (again.exit_code, again.stdout) == (1, "")
    assert services(target) == services(source) == 400


def test_an_address_that_is_none_is_not_repeated(tmp_path: Path) -> None:
    done = waymark("db", "move", "oracle://u:secret@h/n", f"sqlite:///{tmp_path / 'a.sqlite'}")

    assert done.exit_code == 2
    assert "secret" not in done.output


def test_a_wrong_key_and_a_folder_that_is_not_there_are_one_plain_line(
    kept: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = run("backup", tmp_path / "nowhere" / "kept")
    monkeypatch.setenv("WAYMARK_BACKUP_KEY", KEY[::-1])
    wrong = run("backup", "--check", kept)

    for done in (nowhere, wrong):
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_restore_that_is_killed_leaves_all_or_nothing(
    kept: Path, tmp_path: Path, seed: int
) -> None:
    url = f"sqlite:///{tmp_path / 'killed.sqlite'}"
    command = [sys.executable, "-c", "from directory.cli import main; main()", "restore", kept]
    environ = {**os.environ, "DATABASE_URL": url, "WAYMARK_BACKUP_KEY": KEY}
    process = subprocess.Popen(command, env=environ)
    time.sleep(random.Random(seed).uniform(0.8, 3))
    process.send_signal(signal.SIGKILL)
    process.wait()
    if _has_tables(url):
        assert services(url) in (0, 400)

    assert subprocess.run(command, env=environ, check=False).returncode in (0, 1)
    assert services(url) == 400


def _has_tables(url: str) -> bool:
    from sqlalchemy import inspect

    engine = engine_for(url)
    found = inspect(engine).has_table("service")
    engine.dispose()
    return found
