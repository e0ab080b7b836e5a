"""The API answers by what was in force on the day asked for, and marks what is local."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from directory.infrastructure import paths
from directory.infrastructure.settings import Settings
from directory.web.app import create_app

CASE = {"abuse.neglect": True, "child.age_months": 30}
ENDED = "    ref: Key messages from the knowledge review\n    title: Prompt"
CHANGES = """\
set_aside_here:
  - recommendation: "ng76:1.7.4"
    reason: Nobody is trained
    decided_by: Head of early help
    decided_on: 2026-11-01
contacts:
  - {notice: immediate-danger, says: Ring Northmore on 0191 496 0001}
"""


@pytest.fixture
def app(settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """Return an app whose knowledge ends in part, with a council's own layer."""
    data, local = tmp_path / "data", tmp_path / "own"
    shutil.copytree(paths.data(), data)
    rules = data / "rules" / "c4eo.yaml"
    text = rules.read_text("utf-8")
    assert text.count(ENDED) == 1
    rules.write_text(text.replace(ENDED, "    in_force: {to: 2026-10-31}\n" + ENDED), "utf-8")
    local.mkdir()
    (local / "changes.yaml").write_text(CHANGES, "utf-8")
    app = create_app(replace(settings, data=data, local_knowledge=local))
    yield app
    app.extensions["engine"].dispose()


def ask(app: Flask, path: str, question: dict[str, Any]) -> Any:
    reply = app.test_client().post(f"/api/v1/{path}", json=question)
    assert reply.status_code == 200, reply.text
    return reply.get_json()


def ids(answer: dict[str, Any]) -> set[str]:
    return {option["recommendation"] for option in answer["options"]}


def test_the_day_decides_what_is_in_force(app: Flask) -> None:
    before, after = (ask(app, "match", {**CASE, "on": f"2026-{day}"}) for day in ("10-31", "11-01"))
    family = ask(app, "family", {"children": [CASE], "on": "2026-10-31"})

    assert before["on"] == "2026-10-31"
    assert ids(before) - ids(after) == {"c4eo:detailed-assessment"}
    assert family["on"] == "2026-10-31"
    assert ids(family["children"][0]) == ids(before)


def test_what_is_set_aside_here_says_why_and_a_notice_says_whom_to_tell(app: Flask) -> None:
    answer = ask(app, "match", {**CASE, "safety.immediate_danger": True})
    by_id = {option["recommendation"]: option for option in answer["options"]}
    (notice,) = [each for each in answer["act_first"] if each["id"] == "immediate-danger"]

    assert by_id["ng76:1.7.4"]["set_aside_here"] == {
        "reason": "Nobody is trained",
        "decided_by": "Head of early help",
        "decided_on": "2026-11-01",
    }
    assert by_id["ng76:1.7.4"]["status"] == "needs_information"
    assert notice["text"].endswith("Local: Ring Northmore on 0191 496 0001")
