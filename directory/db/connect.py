"""Engines: one way to reach the database, on SQLite and PostgreSQL alike."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

BUSY_SECONDS = 10


def engine_for(url: str) -> Engine:
    """Return an engine for the address, with the folder of an SQLite file made if need be."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args=_patience(parsed))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
    return engine


def _patience(url: URL) -> dict[str, int]:
    """Let a server that does not answer be noticed while somebody still waits."""
    return {"connect_timeout": BUSY_SECONDS} if url.get_backend_name() == "postgresql" else {}


def _tune_sqlite(connection: Any, _: object) -> None:
    """Make SQLite keep its foreign keys and let readers read while one writes."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.close()
