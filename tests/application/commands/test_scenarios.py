"""Scenarios kept under a name and dropped, with their audit events."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from directory.application.commands import named_drafts
from directory.application.commands.named_drafts import (
    BadNameError,
    NoSuchDraftError,
    TooManyDraftsError,
)
from directory.application.commands.scenarios import drop_scenario, keep_scenario
from directory.storage import AuditEvent, DirectoryVersion, SavedScenario
from tests.directory_builders import NOW, Directory

pytestmark = pytest.mark.database
CLOSED = [{"change": "close", "service": "a"}]


def keep(directory: Directory, name: str = "Less", changes: Any = CLOSED) -> int:
    with directory.session() as session:
        return keep_scenario(session, name, changes, actor="commissioner", now=NOW)


def drop(directory: Directory, number: int) -> None:
    with directory.session() as session:
        drop_scenario(session, number, actor="commissioner", now=NOW)


def names(directory: Directory) -> list[str]:
    with directory.session() as session:
        return list(session.scalars(select(SavedScenario.name).order_by(SavedScenario.id)))


def events(directory: Directory) -> list[tuple[str, str, Any]]:
    with directory.session() as session:
        rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(row.action, row.actor, json.loads(row.detail)) for row in rows]


def version(directory: Directory) -> int | None:
    with directory.session() as session:
        return session.scalar(select(DirectoryVersion.number))


def test_a_scenario_is_kept_under_its_name_and_no_answer_lapses(directory: Directory) -> None:
    before = version(directory)
    number = keep(directory, "  One  more\n team ")
    with directory.session() as session:
        kept = session.get_one(SavedScenario, number)
        assert (kept.name, kept.made_by) == ("One more team", "commissioner")
        assert json.loads(kept.changes) == CLOSED
    assert version(directory) == before
    detail = {"scenario": number, "changes": 1}
    assert events(directory) == [("scenario.keep", "commissioner", detail)]


def test_a_dropped_scenario_is_gone_and_its_name_is_free(directory: Directory) -> None:
    number = keep(directory)
    drop(directory, number)
    assert names(directory) == []
    assert events(directory)[-1] == ("scenario.drop", "commissioner", {"scenario": number})
    keep(directory)
    assert names(directory) == ["Less"]


def test_a_scenario_that_is_not_kept_cannot_be_dropped(directory: Directory) -> None:
    with pytest.raises(NoSuchDraftError):
        drop(directory, 7)
    assert events(directory) == []


@pytest.mark.parametrize("name", ["Less", "less", " LESS "])
def test_a_name_is_used_once_however_it_is_written(directory: Directory, name: str) -> None:
    keep(directory)
    with pytest.raises(BadNameError, match=f"called “{name.strip()}”: choose another"):
        keep(directory, name)
    assert names(directory) == ["Less"]


def test_a_name_taken_by_somebody_at_the_same_moment_is_told_so(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(directory)
    # As if it had not been there yet when we looked.
    monkeypatch.setattr(named_drafts, "_names", lambda session, kind: [])
    with pytest.raises(BadNameError, match="called “Less”"):
        keep(directory)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (" \n ", "Enter a name"),
        ("x" * 81, "80 characters or less"),
        ("a\x00b", "letters, digits, spaces and signs"),
    ],
)
def test_a_name_that_is_none_is_refused(directory: Directory, name: str, said: str) -> None:
    with pytest.raises(BadNameError, match=said):
        keep(directory, name)
    assert names(directory) == []


def test_the_longest_name_is_kept(directory: Directory) -> None:
    keep(directory, "x" * 80)
    assert names(directory) == ["x" * 80]


def test_no_more_are_kept_than_can_be_read(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named_drafts, "MOST_KEPT", 1)
    keep(directory)
    with pytest.raises(TooManyDraftsError):
        keep(directory, "Another")
