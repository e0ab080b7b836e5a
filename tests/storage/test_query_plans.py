"""How SQLite looks a few services up: by their ids, and not by going through nearly all of them."""

from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from directory.storage.entry_repository import entries_of, own_entries
from tests.directory_builders import Directory, entry
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

IDS = [f"service-{number}" for number in range(50)]
"""As many as a page of the open feed: for one or two SQLite goes by them in any case."""


@pytest.mark.parametrize("read", [own_entries, entries_of])
def test_a_few_services_are_found_by_their_ids(read: Any, directory: Directory) -> None:
    directory.take(entry("a"), entry("b"))
    with directory.session() as session:
        if session.get_bind().dialect.name != "sqlite":
            pytest.skip("the plans are those of SQLite")
        plans = _plans(session, lambda: read(session, IDS))

    [services] = [plan for plan in plans if "SEARCH service USING" in plan]
    assert "sqlite_autoindex_service_1 (id=?)" in services


def _plans(session: Session, ask: Any) -> list[str]:
    """Return the plan of each query that is asked."""
    asked: list[tuple[str, Any]] = []
    connection = session.connection()

    @event.listens_for(connection, "before_cursor_execute")
    def keep(*told: Any) -> None:
        asked.append((told[2], told[3]))

    ask()
    event.remove(connection, "before_cursor_execute", keep)
    return [
        "; ".join(
            row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        )
        for text, values in asked
    ]
