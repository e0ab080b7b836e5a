"""Counts of what was asked for in a month, and whether anything suitable was found.

Nothing of a case is kept, and no audit event is left: its time would tell when somebody asked.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.storage import UnmetAsk

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_KEY = (UnmetAsk.recommendation, UnmetAsk.authority, UnmetAsk.month, UnmetAsk.found)


def count_ask(
    session: Session, recommendation: str, authority: str, month: str, found: bool
) -> None:
    """Count one ask for a recommendation in an authority. The caller commits.

    `month` is as 2026-11; `found` says whether any service was found that takes the child, or may.
    Two asks at the same moment are both counted.
    """
    count_asks(session, {recommendation: found}, authority, month)


def count_asks(session: Session, asks: Mapping[str, bool], authority: str, month: str) -> None:
    """Count one ask for each recommendation, with whether anything was found. The caller commits.

    One statement, however many.
    """
    insert = _INSERTS[session.get_bind().dialect.name](UnmetAsk)
    again = insert.on_conflict_do_update(
        index_elements=list(_KEY), set_={"asks": UnmetAsk.asks + 1}
    )
    rows = [
        {"recommendation": id, "authority": authority, "month": month, "found": found, "asks": 1}
        for id, found in sorted(asks.items())
    ]
    if rows:
        session.execute(again, rows)
