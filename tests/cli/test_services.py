"""`waymark services`: the directory file in and out, with a plan and plain problems."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.directory_builders import Directory, entry, hidden, row, sheet, venue

pytestmark = pytest.mark.database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "services.csv"
    path.write_bytes(sheet(row(id="a", name="Harbour"), row(id="b", postcode="NE1 4ST")))
    return path


def test_an_import_says_what_it_did(run: Run, file: Path, directory: Directory) -> None:
    done = run("services", "import", file)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "Done: 2 added, 0 changed, 0 unchanged, 0 retired\nadded:\n"
        "  a: Harbour (ages not stated)\n  b: A (ages not stated)\n"
    )
    assert set(directory.stored()) == {"a", "b"}


def test_a_dry_run_says_the_same_and_writes_nothing(
    run: Run, file: Path, directory: Directory
) -> None:
    directory.take(entry("old", name="Old Quay"))
    before = directory.stored()

    done = run("services", "import", file, "--dry-run")

    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "Would be: 2 added, 0 changed, 0 unchanged, 1 retired"
    title, retired, would_not = done.stdout.splitlines()[-3:]
    assert (title, retired) == ("no longer in the file (kept, and marked):", "  old: Old Quay")
    assert would_not.startswith("This would not be taken: the file lacks 1 of the 1 services")
    assert (directory.stored(), directory.gone()) == (before, set())


def test_a_plan_says_what_the_ages_of_new_and_changed_services_come_to(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    directory.take(entry("a", name="A", organisation="O", age_from_months=5))
    file = tmp_path / "ages.csv"
    file.write_bytes(
        sheet(
            row(id="a", age_from_months="5", age_under_months="11"),
            row(id="b", age_from_months="60", age_under_months="132"),
        )
    )

    lines = run("services", "import", file, "--dry-run", "--ages-in", "months").stdout.splitlines()

    assert lines[1:] == [
        "added:",
        "  b: A (ages 5 to 10)",
        "changed:",
        "  a: A (ages from 5 months to under 11 months: did you mean years?)",
        "    age_under_months from “” to “11”",
    ]


def test_a_long_list_of_retired_services_names_the_first_and_counts_the_rest(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    directory.take(*(entry(f"s{n}", name="Quay", position=n) for n in range(50)))
    file = tmp_path / "one.csv"
    file.write_bytes(sheet(row(id="new")))

    lines = run("services", "import", file, "--allow-shrink").stdout.splitlines()

    assert sum(line.endswith(": Quay") for line in lines) == 20
    assert lines[-1] == "  and 30 more (--format json names them all)"


def test_a_plan_can_be_read_by_a_program(run: Run, file: Path, directory: Directory) -> None:
    directory.take(entry("a", name="Haven", organisation="O"), entry("old", position=1))

    done = run("services", "import", file, "--dry-run", "--format", "json")

    assert json.loads(done.stdout) == {
        "counts": {"added": 1, "changed": 1, "unchanged": 0, "retired": 1},
        "added": ["b"],
        "changed": {"a": [{"column": "name", "before": "Haven", "after": "Harbour"}]},
        "retired": ["old"],
        "conflicts": {},
        "newer": [],
        "read_as": [],
    }


def test_a_long_plan_names_the_first_and_counts_the_rest(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    file.write_bytes(sheet(*(row(id=f"s{n}") for n in range(50))))

    lines = run("services", "import", file).stdout.splitlines()

    assert len(lines) == 23
    assert lines[-1] == "  and 30 more (--format json names them all)"


def test_every_problem_is_a_line_and_nothing_is_written(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    file = tmp_path / "wrong.csv"
    file.write_bytes(sheet(row(id="a"), row(id="b", kind="x", postcode="BT1 1AA")))

    done = run("services", "import", file)

    assert (done.exit_code, done.stdout) == (1, "")
    first, second = done.stderr.splitlines()
    assert first.startswith(f"{file}: line 3, kind: “x” should be one of parenting, ")
    assert (
        second
        == f"{file}: line 3, postcode: “BT1 1AA” is in Northern Ireland: Waymark covers England"
    )
    assert directory.stored() == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("missing.csv", "No such file or directory", id="missing"),
        pytest.param(".", "Is a directory", id="a folder"),
        pytest.param("services.csv/x", "Not a directory", id="inside a file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_plain_line(
    name: str, said: str, run: Run, file: Path
) -> None:
    done = run("services", "import", file.parent / name)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"cannot be read: {said}" in done.stderr


def test_what_is_exported_is_what_was_imported(run: Run, tmp_path: Path, file: Path) -> None:
    run("services", "import", file)
    out = tmp_path / "out.csv"

    done = run("services", "export", out, "--plain")

    assert (done.exit_code, done.output) == (0, "")
    plain = run("services", "export", "-", "--plain").stdout_bytes
    assert out.read_bytes() == file.read_bytes() == plain


def test_an_export_leaves_out_what_is_hidden_and_what_is_gone(
    run: Run, directory: Directory
) -> None:
    directory.take(entry("a", hidden("NE8 1AA", name="Rose")), entry("b", venue("NE1 4ST")))
    directory.take(entry("a", hidden("NE8 1AA", name="Rose")))

    said = run("services", "export", "-").stdout

    assert "\na,a," in said
    assert not any(word in said for word in ("Rose", "NE8", "\nb,"))


@pytest.mark.parametrize("to", ["no/such/folder.csv", "."])
def test_an_export_that_cannot_be_written_is_one_plain_line(
    to: str, run: Run, tmp_path: Path, directory: Directory
) -> None:
    directory.take(entry("a"))

    done = run("services", "export", tmp_path / to)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "cannot be written" in done.stderr


def test_an_export_that_fails_leaves_the_old_file(
    run: Run, tmp_path: Path, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.take(entry("a"))
    out = tmp_path / "out.csv"
    out.write_text("the old file")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    done = run("services", "export", out)

    assert done.exit_code == 1
    assert out.read_text() == "the old file"
    assert [path.name for path in tmp_path.glob("*.csv")] == ["out.csv"]


def test_an_export_keeps_the_rights_of_the_file_it_replaces(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    directory.take(entry("a"))
    out = tmp_path / "out.csv"
    out.touch(0o640)

    run("services", "export", out)

    assert stat.S_IMODE(out.stat().st_mode) == 0o640


@pytest.mark.parametrize("words", [["import"], ["export"], ["import", "x", "--format", "xml"]])
def test_wrong_use_is_told_from_wrong_data(words: list[str], run: Run) -> None:
    assert run("services", *words).exit_code == 2
