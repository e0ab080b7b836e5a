"""The examples of docs/matcher.md run, and its example of an option is as it says."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from matcher import cli
from tests.matcher.shipped import answer, knowledge

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "matcher.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_examples_in_python_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.load", knowledge)
    names: dict[str, Any] = {}
    for block in blocks("python"):
        exec(compile(block, "docs/matcher.md", "exec"), names)
    assert "result" in names


def test_the_example_of_the_command_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = blocks("console")
    command, said, _, status = block.splitlines()
    found = re.fullmatch(r"\$ echo '(.*)' \| python -m matcher (.*)", command)
    assert found
    monkeypatch.setattr(cli, "load", lambda *_: knowledge())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(found[1].encode())))
    assert cli.main(found[2].split()) == int(status)
    assert capsys.readouterr().err == said + "\n"


def test_the_example_of_an_option_is_as_a_match_gives_it() -> None:
    case = {
        "stage": "after_abuse",
        "carer.kinship": True,
        "carer.foster": False,
        "abuse.neglect": True,
        "child.born_on": "2021-11-22",
    }
    (shown,) = map(json.loads, blocks("json"))
    rows = {row["recommendation"]: row for row in answer(case).as_data()["options"]}
    found = rows[shown["recommendation"]]
    assert set(shown) == set(found)
    for key in set(shown) - {"reasons", "near_match", "delivery"}:
        assert shown[key] == found[key], key
    assert shown["reasons"] == found["reasons"][:2]
    assert found["near_match"]["text"].startswith(shown["near_match"]["text"].rstrip("."))
    assert shown["near_match"]["instead"] == found["near_match"]["instead"]
    assert shown["delivery"][0] == found["delivery"][0]


def test_the_keys_of_a_result_are_documented() -> None:
    keys = re.findall(
        r"^\| `(\w+)` \|", PAGE.partition("## A result as JSON")[2], flags=re.MULTILINE
    )
    assert keys == list(answer({}).as_data())
