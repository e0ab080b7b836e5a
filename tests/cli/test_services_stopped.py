"""A long import on a terminal: a bar while it works, and Ctrl-C leaves all as it was."""

import os
import pty
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from directory.application.commands import services as actions
from directory.cli.progress import finishing, progress
from directory.exchange.directory_file import row_reader
from tests.cli.conftest import Run
from tests.directory_builders import Directory, entry, row, sheet

pytestmark = pytest.mark.database
FILE = sheet(*(row(id=f"s{n}", postcode="NE1 4ST") for n in range(20)))


def interrupt(*_: object, **__: object) -> None:
    """Do what Ctrl-C does."""
    os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture(autouse=True)
def heeds_ctrl_c() -> Iterator[None]:
    """Heed Ctrl-C as a terminal does, also where the tests were started to ignore it (nohup)."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "services.csv"
    path.write_bytes(FILE)
    return path


@pytest.mark.parametrize(
    ("place", "name"),
    [
        pytest.param(row_reader.RowReader, "read", id="while reading"),
        pytest.param(actions, "plan_entries", id="while planning"),
        pytest.param(actions, "_insert_parts", id="while writing"),
        pytest.param(actions, "record", id="at the end of writing"),
    ],
)
def test_ctrl_c_leaves_the_directory_as_it_was(
    place: object,
    name: str,
    run: Run,
    file: Path,
    directory: Directory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    directory.take(entry("old"))
    before = directory.stored(), directory.gone()
    monkeypatch.setattr(place, name, interrupt)

    done = run("services", "import", file, "--allow-shrink")

    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr == "stopped: the directory is as it was\n"
    assert (directory.stored(), directory.gone()) == before


def test_ctrl_c_while_the_database_keeps_it_comes_too_late(
    run: Run, file: Path, directory: Directory
) -> None:
    event.listen(Session, "before_commit", interrupt)
    try:
        done = run("services", "import", file)
    finally:
        event.remove(Session, "before_commit", interrupt)

    assert (done.exit_code, done.stderr) == (0, "")
    assert len(directory.stored()) == 20


def test_ctrl_c_works_again_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)

    with finishing():
        interrupt()

    assert signal.getsignal(signal.SIGINT) is before


def test_a_bar_is_drawn_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = pty.openpty()
    with os.fdopen(writer, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress("Reading", 4) as advance:
            advance(4)
        said = os.read(reader, 10_000).decode()
    os.close(reader)

    assert "Reading" in said
    assert "%" in said


def test_nothing_is_said_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Reading", 4) as advance:
        advance(4)

    assert "".join(capsys.readouterr()) == ""
