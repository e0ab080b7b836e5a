"""`python -m matcher references`."""

from __future__ import annotations

import json

import pytest

from matcher import cli
from matcher.references import references
from tests.matcher.shipped import knowledge


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "load", lambda *_: knowledge())


def test_each_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["references"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert len(lines) == len(references(knowledge()))
    assert "NICE NG76\t1.7.12\toption\tng76:1.7.12" in lines


def test_numbers_are_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["references", "--format", "json"]) == 0
    found = [
        row["ref"]
        for row in json.loads(capsys.readouterr().out)
        if row["source"] == "NICE NG76" and row["kind"] == "option"
    ]

    assert found.index("1.5.9") < found.index("1.5.10")
