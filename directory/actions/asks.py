"""Counts of what was asked for in a month, and whether anything suitable was found.

Nothing of a case is kept, and no audit event is left: its time would tell when somebody asked.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.db import UnmetAsk

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_KEY = (UnmetAsk.recommendation, UnmetAsk.authority, UnmetAsk.month, UnmetAsk.found)


def count_ask(
    session: Session, recommendation: str, authority: str, month: str, found: bool
) -> None:
    """Count one ask for a recommendation in an authority. The caller commits.

    `month` is as 2026-11; `found` says whether any service was found that takes the child, or may.
    Two asks at the same moment are both counted.
    """
    insert = _INSERTS[session.get_bind().dialect.name](UnmetAsk).values(
        recommendation=recommendation, authority=authority, month=month, found=found, asks=1
    )
    again = {"asks": UnmetAsk.asks + 1}
    session.execute(insert.on_conflict_do_update(index_elements=list(_KEY), set_=again))
