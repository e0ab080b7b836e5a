"""The trail of what was changed: who, when, which action, counts and ids only."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from directory.db import AuditEvent, DirectoryVersion

_COUNTS = frozenset({"added", "changed", "unchanged", "retired"})
ACTIONS = {
    "services.import": _COUNTS | {"sample"},
    "feed.add": frozenset({"feed"}),
    "feed.pull": _COUNTS | {"feed"},
    "feed.same": frozenset({"service", "same_as"}),
    "feed.different": frozenset({"service", "other"}),
    "correction.tell": frozenset({"correction", "service", "what"}),
    "correction.settle": frozenset({"correction", "service", "outcome"}),
    "scenario.keep": frozenset({"scenario", "changes"}),
    "scenario.drop": frozenset({"scenario"}),
    "population.import": frozenset({"areas", "children", "sample"}),
    "need.import": frozenset({"figures", "withheld", "sample"}),
    "travel.import": frozenset({"times", "areas", "postcodes", "sample"}),
}
"""Every action and the details it must give, no more and no fewer."""


def record(
    session: Session,
    action: str,
    *,
    actor: str,
    now: datetime,
    detail: Mapping[str, int | bool | str],
) -> None:
    """Leave an audit event, and let every kept answer about the directory lapse.

    Raises ValueError for an action or details that are not listed.
    """
    note(session, action, actor=actor, now=now, detail=detail)
    _next_version(session, now)


def note(
    session: Session,
    action: str,
    *,
    actor: str,
    now: datetime,
    detail: Mapping[str, int | bool | str],
) -> None:
    """Leave an audit event of what changes no answer about the directory.

    Raises ValueError for an action or details that are not listed.
    """
    if ACTIONS.get(action) != frozenset(detail):
        raise ValueError(f"{action} with {sorted(detail)} is not a listed audit event")
    text = json.dumps(dict(detail), sort_keys=True)
    session.add(AuditEvent(at=now, actor=actor, action=action, detail=text))


def hold_directory(session: Session) -> None:
    """Wait until nobody else is changing the directory, and keep others waiting until the commit.

    What is planned then still holds when it is carried out.
    """
    session.execute(update(DirectoryVersion).values(number=DirectoryVersion.number))


def _next_version(session: Session, now: datetime) -> None:
    """Count on from the clock: a database put back from a copy then never repeats a number."""
    number, seconds = DirectoryVersion.number, int(now.timestamp())
    later = case((number < seconds, seconds), else_=number + 1)
    session.execute(update(DirectoryVersion).values(number=later))
