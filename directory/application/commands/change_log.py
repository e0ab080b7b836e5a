"""The log of what happened to entries, as readers of the directory are told it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from directory.application.commands.batches import batches
from directory.model.change_events import ChangeEvent
from directory.storage import ServiceChange


def log_changes(session: Session, found: Iterable[ChangeEvent], now: datetime) -> None:
    """Keep what happened, with what may be kept of what stood there."""
    for some in batches(found):
        session.execute(insert(ServiceChange), [_row(each, now) for each in some])


def _row(event: ChangeEvent, now: datetime) -> dict[str, Any]:
    return {
        "service_id": event.service_id,
        "at": now,
        "what": event.what,
        "changed": event.changed,
    }
