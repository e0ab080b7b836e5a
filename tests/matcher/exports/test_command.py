"""`python -m matcher export`: printed, or written to a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matcher import cli
from tests.matcher.shipped import knowledge


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "load", lambda *_: knowledge())


@pytest.mark.parametrize(("form", "begins"), [("dmn", "<?xml"), ("fhir", "{"), ("cql", "library")])
def test_the_rule_base_is_printed(
    capsys: pytest.CaptureFixture[str], form: str, begins: str
) -> None:
    status = cli.main(["export", form])
    out, err = capsys.readouterr()

    assert (status, err) == (0, "")
    assert out.startswith(begins)
    assert "ng76:1.7.4" in out


def test_the_rule_base_is_written_to_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rules.json"

    assert cli.main(["export", "json", "--out", str(file)]) == 0
    assert capsys.readouterr() == ("", "")
    assert json.loads(file.read_text("utf-8"))["format"] == "waymark-rules"


def test_a_file_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "gone" / "rules.json"

    assert cli.main(["export", "json", "--out", str(file)]) == 1
    assert capsys.readouterr().err == f"{file}: cannot be written: No such file or directory\n"


def test_a_format_that_is_not_there_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["export", "excel"])

    assert left.value.code == 2
