"""The log of what happened to entries, as readers of the directory are told it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from directory.actions.batches import batches
from directory.db import ServiceChange
from directory.importing.happenings import Happening


def log_happenings(session: Session, found: Iterable[Happening], now: datetime) -> None:
    """Keep what happened; which columns changed, and never what stood in them."""
    for some in batches(list(found)):
        session.execute(insert(ServiceChange), [_row(each, now) for each in some])


def _row(happening: Happening, now: datetime) -> dict[str, Any]:
    return {
        "service_id": happening.service_id,
        "at": now,
        "what": happening.what,
        "columns": happening.columns,
    }
