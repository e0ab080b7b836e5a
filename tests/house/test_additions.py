"""What CONTRIBUTING says changes together is right: no file too few, and none too many.

Each addition is made in a copy of the project, where the checks must pass; then one file is left
out, and they must fail and say what is missing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house.additions import ADDITIONS, Addition, Command, Edit, Omission
from tests.house.column_addition import a_column
from tests.house.project_files import ROOT
from tests.house.test_contributing import PATH, rows

pytestmark = pytest.mark.slow

NEEDED = (
    "data", "directory", "docs", "matcher", "migrations", "static", "templates", "tests",
    "translations", "pyproject.toml",
)  # fmt: skip
ALL = (*ADDITIONS, a_column(ROOT))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what the checks need."""
    folder = tmp_path_factory.mktemp("copy")
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@contextmanager
def edited(folder: Path, edits: Mapping[str, Edit]) -> Iterator[None]:
    """Make edits for as long as this lasts."""
    was = {name: read(folder / name) for name in edits}
    texts = {name: edit(was[name] or "") for name, edit in edits.items()}
    write(folder, texts)
    try:
        yield
    finally:
        write(folder, was)


def write(folder: Path, texts: Mapping[str, str | None]) -> None:
    """Write texts as they are; None takes the file away."""
    for name, text in texts.items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(text, "utf-8", newline="")


def read(path: Path) -> str | None:
    return path.read_bytes().decode() if path.exists() else None


def run(folder: Path, command: Command) -> tuple[int, str]:
    """Return the exit status and all that was said, with none of the settings of this process."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "WAYMARK", "DATA"))}
    ended = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def told_files(row: str) -> list[str]:
    """Return the files that the table names for an addition."""
    named: list[str] = []
    here = ""
    for what, file, _ in rows("What changes together"):
        here = what or here
        named += PATH.findall(file) if here == row else []
    return named


@pytest.mark.parametrize("addition", ALL, ids=lambda addition: addition.row)
def test_the_table_names_exactly_the_files_of_the_addition(addition: Addition) -> None:
    told = told_files(addition.row)
    named = {file: [t for t in told if file == t or (t[-1] == "/" and file.startswith(t))]
             for file in addition.edits}  # fmt: skip

    assert all(len(found) == 1 for found in named.values()), named
    assert sorted(found[0] for found in named.values()) == sorted(told)


@pytest.mark.parametrize("addition", ALL, ids=lambda addition: addition.row)
def test_an_addition_with_all_its_files_passes(copy: Path, addition: Addition) -> None:
    with edited(copy, addition.edits):
        ended = [run(copy, command) for command in addition.runs]

    assert [said for status, said in ended if status] == []


@pytest.mark.parametrize(
    ("addition", "omission"),
    [
        pytest.param(each, omission, id=f"{each.row}: {', '.join(omission.files)}")
        for each in ALL
        for omission in each.omissions
    ],
)
def test_a_file_that_is_left_out_is_missed(
    copy: Path, addition: Addition, omission: Omission
) -> None:
    with edited(copy, {k: v for k, v in addition.edits.items() if k not in omission.files}):
        status, said = run(copy, omission.command)

    assert status not in (0, 4, 5), said
    assert [file for file, says in omission.files.items() if says not in said] == [], said


@pytest.mark.parametrize("addition", ALL, ids=lambda addition: addition.row)
def test_every_file_is_left_out_once(addition: Addition) -> None:
    left_out = [file for each in addition.omissions for file in each.files]

    assert sorted(left_out) == sorted(addition.edits) or len(addition.edits) == 1
