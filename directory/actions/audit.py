"""The trail of what was changed: who, when, which action, counts and ids only."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from directory.db import AuditEvent, DirectoryVersion

ACTIONS = {
    "services.import": frozenset({"added", "changed", "unchanged", "retired", "sample"}),
}
"""Every action and the details it must give, no more and no fewer."""


def record(
    session: Session, action: str, *, actor: str, now: datetime, detail: Mapping[str, int | bool]
) -> None:
    """Leave an audit event, and let every kept answer about the directory lapse.

    Raises ValueError for an action or details that are not listed.
    """
    if ACTIONS.get(action) != frozenset(detail):
        raise ValueError(f"{action} with {sorted(detail)} is not a listed audit event")
    text = json.dumps(dict(detail), sort_keys=True)
    session.add(AuditEvent(at=now, actor=actor, action=action, detail=text))
    _next_version(session)


def _next_version(session: Session) -> None:
    counting = update(DirectoryVersion).values(number=DirectoryVersion.number + 1)
    session.execute(counting)
