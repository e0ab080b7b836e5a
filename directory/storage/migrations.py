"""Bringing a database up to date, and telling whether models and migrations agree."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from directory.infrastructure import paths
from directory.storage.base import Base

UPGRADING = 7_926_301
"""The number of the lock that an upgrade holds on PostgreSQL."""
HEAD_FILE = ".current-head"
"""Names the last migration, so that two written side by side conflict when they are merged."""


def upgrade(engine: Engine) -> str:
    """Run the migrations that are still to run; return the one the database is now at.

    All of them or none: where one fails, the database is as it was.
    """
    config = _config()
    with changing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return head()


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """Open a connection for migrations, and keep what was done only if all of it was."""
    with engine.connect() as connection, _bent(connection), connection.begin():
        if connection.dialect.name == "sqlite":
            # Its driver begins no transaction before a table is changed.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif connection.dialect.name == "postgresql":
            # Two upgrades at once would both make the same tables; it ends with the transaction.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADING})")
        yield connection


@contextmanager
def _bent(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew that others point to, which is how it changes one."""
    raw = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def head() -> str:
    """Return the last migration."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


def current(engine: Engine) -> str | None:
    """Return the migration that the database is at; None before the first."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def disagreements(engine: Engine) -> list[str]:
    """Return how the models differ from a migrated database, and a stale head file."""
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_name": is_described}
        context = MigrationContext.configure(connection, opts=opts)
        found = [str(each) for each in compare_metadata(context, Base.metadata)]
    noted = (paths.migrations() / HEAD_FILE).read_text(encoding="utf-8").strip()
    if noted != head():
        found.append(f"migrations/{HEAD_FILE} says {noted}, but the last migration is {head()}")
    return found


def is_described(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """Say whether the models describe a table, column or index; the full-text index they do not.

    A migration makes it, each database keeps it in its own form.
    """
    if kind == "table":
        return not str(name).startswith("service_fts")
    return parents.get("table_name") != "service_words" or name not in _TEXT_INDEX


_TEXT_INDEX = {
    "words", "name_words", "ix_service_words_words", "ix_service_words_name_words",
}  # fmt: skip


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    return config
