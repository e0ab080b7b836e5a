"""Bringing a database up to date, and telling whether models and migrations agree."""

from collections.abc import Mapping

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from directory import paths
from directory.db.base import Base

HEAD_FILE = ".current-head"
"""Names the last migration, so that two written side by side conflict when they are merged."""


def upgrade(engine: Engine) -> str:
    """Run the migrations that are still to run; return the one the database is now at."""
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return head()


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
