"""Engines: one way to reach the database, on SQLite and PostgreSQL alike.

A database that is gone, hangs or refuses is noticed in seconds, so that one page waits and not the
site; when it answers again, so do the pages, without a restart.
"""

from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    DatabaseError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from directory.storage.bounded_connection import BoundedConnection, Outage

BUSY_SECONDS = 10
CONNECT_SECONDS = 3
POOL_SECONDS = 5
"""How long a page waits for a connection that others have."""
UNBOUNDED = 0
_TCP = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
_POSTGRES = "postgresql"
_UNAVAILABLE = frozenset(
    # Out of reach, without our tables, or no longer readable: databases differ in what they raise.
    {DatabaseError, OperationalError, ProgrammingError, InterfaceError, InternalError}
)


def engine_for(url: str, seconds: int = UNBOUNDED) -> Engine:
    """Return an engine for the address, with the folder of an SQLite file made if need be.

    `seconds` bounds each statement, as pages need it; a command may take as long as it takes.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, **_options(parsed))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
    else:
        _bound(engine, seconds)
    return engine


def is_unavailable(error: SQLAlchemyError) -> bool:
    """Say whether an error tells of the database and not of what was asked of it."""
    return isinstance(error, PoolTimeoutError) or type(error) in _UNAVAILABLE


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != _POSTGRES:
        return {}
    return {
        "connect_args": {"connect_timeout": CONNECT_SECONDS, **_TCP},
        "pool_pre_ping": True,
        "pool_timeout": POOL_SECONDS,
    }


def _bound(engine: Engine, seconds: int) -> None:
    """Let an engine of PostgreSQL open connections that wait no longer than that."""
    outage = Outage()

    @event.listens_for(engine, "do_connect")
    def connect(_: Any, __: Any, args: Any, options: dict[str, Any]) -> Any:
        with outage.trying():
            made = BoundedConnection.connect(*args, **options)
        made.outage, made.seconds = outage, seconds or None
        return made

    if seconds:
        event.listen(engine, "connect", lambda raw, _: _limit_statements(raw, seconds))
    ping = engine.dialect.do_ping
    engine.dialect.do_ping = partial(_ping, ping)  # type: ignore[method-assign]


def _ping(ping: Any, connection: Any) -> bool:
    """Ask whether a connection still lives, for seconds and not as long as a statement may take."""
    usual, connection.seconds = connection.seconds, float(CONNECT_SECONDS)
    try:
        return bool(ping(connection))
    finally:
        connection.seconds = usual


def _limit_statements(connection: Any, seconds: int) -> None:
    """Let the server itself give up, before we stop waiting for it."""
    cursor = connection.cursor()
    cursor.execute(f"SET statement_timeout = {seconds * 1000}")
    cursor.execute(f"SET idle_in_transaction_session_timeout = {3 * seconds * 1000}")
    cursor.close()
    connection.commit()


def _tune_sqlite(connection: Any, _: object) -> None:
    """Make SQLite keep its foreign keys and let readers read while one writes."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.close()
