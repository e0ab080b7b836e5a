"""The migrations make what the models describe, on every database, there and back."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from directory import paths
from directory.db import Base, migrating
from directory.db.base import NAMES
from directory.db.connect import engine_for

VERSIONS = sorted((paths.migrations() / "versions").glob("*.py"))


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    engine = engine_for(empty_database_url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    """Return the tables, without those in which SQLite keeps its full-text index."""
    names = set(inspect(engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if not name.startswith("service_fts")}


def to(engine: Engine, revision: str) -> None:
    """Bring a database up or down to a migration."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    go = command.downgrade if migrating.current(engine) else command.upgrade
    with migrating.changing(engine) as connection:
        config.attributes["connection"] = connection
        go(config, revision)


FILLED = (
    "INSERT INTO organisation (id, name) VALUES (1, 'Kittiwake')",
    "INSERT INTO service (id, organisation_id, name, kind, status, delivery, referral_routes, "
    "languages, accessibility, position, is_sample) "
    "VALUES ('a', 1, 'Harbour', 'other', 'active', '', '', '', '', 0, false)",
    "INSERT INTO venue (id, service_id, position, postcode) VALUES (1, 'a', 0, 'NE1 4ST')",
    "INSERT INTO service_area (service_id, position, code) VALUES ('a', 0, 'E08000021')",
)
"""A service as the first migration keeps it, with rows that point to it."""
KEPT = "SELECT service.name, postcode FROM service JOIN venue ON service_id = service.id"


@pytest.mark.database
def test_a_directory_in_use_is_brought_up_to_date_and_back(engine: Engine) -> None:
    to(engine, VERSIONS[0].stem)
    with engine.begin() as connection:
        for statement in FILLED:
            connection.execute(text(statement))

    for go in (migrating.upgrade, lambda engine: to(engine, VERSIONS[0].stem), migrating.upgrade):
        go(engine)
        with engine.connect() as connection:
            assert connection.execute(text(KEPT)).all() == [("Harbour", "NE1 4ST")]

    assert migrating.disagreements(engine) == []
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("DELETE FROM service"))


@pytest.mark.database
def test_where_a_migration_fails_the_database_is_as_it_was(engine: Engine) -> None:
    to(engine, VERSIONS[0].stem)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE service_change (id INTEGER)"))
    before = tables(engine)

    with pytest.raises(SQLAlchemyError):
        migrating.upgrade(engine)

    assert (tables(engine), migrating.current(engine)) == (before, VERSIONS[0].stem)


@pytest.mark.database
def test_from_nothing_the_migrations_make_what_the_models_describe(engine: Engine) -> None:
    assert migrating.current(engine) is None

    assert migrating.upgrade(engine) == migrating.head() == migrating.current(engine)

    assert tables(engine) == set(Base.metadata.tables)
    assert migrating.disagreements(engine) == []


@pytest.mark.database
def test_an_upgrade_that_is_done_already_changes_nothing(engine: Engine) -> None:
    migrating.upgrade(engine)

    migrating.upgrade(engine)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM directory_version")) == 1


@pytest.mark.database
def test_the_migrations_can_be_undone_and_done_again(engine: Engine) -> None:
    migrating.upgrade(engine)

    to(engine, "base")
    assert tables(engine) == set()
    migrating.upgrade(engine)

    assert migrating.disagreements(engine) == []


@pytest.mark.database
def test_every_constraint_is_named_by_the_rule(engine: Engine) -> None:
    migrating.upgrade(engine)
    found = inspect(engine)

    for table in tables(engine):
        assert found.get_pk_constraint(table)["name"] == f"pk_{table}"
        for key in found.get_foreign_keys(table):
            [column] = key["constrained_columns"]
            assert key["name"] == f"fk_{table}_{column}_{key['referred_table']}"
        for index in found.get_indexes(table):
            assert re.match(f"(ix|uq)_{table}_", index["name"] or "")


@pytest.mark.database
def test_a_model_that_no_migration_makes_is_reported(engine: Engine) -> None:
    migrating.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit_event DROP COLUMN detail"))

    [difference] = migrating.disagreements(engine)

    assert "add_column" in difference
    assert "detail" in difference


def test_a_stale_head_file_is_reported(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), copied)
    (copied / migrating.HEAD_FILE).write_text("0000_other\n")
    monkeypatch.setattr(paths, "migrations", lambda: copied)
    migrating.upgrade(engine)

    [difference] = migrating.disagreements(engine)

    assert difference.endswith(f"says 0000_other, but the last migration is {migrating.head()}")


def test_the_head_file_names_the_last_migration() -> None:
    noted = (paths.migrations() / migrating.HEAD_FILE).read_text().strip()

    assert noted == migrating.head() == VERSIONS[-1].stem


def test_migrations_are_numbered_one_after_another_and_named_as_their_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    scripts = [*ScriptDirectory.from_config(config).walk_revisions()][::-1]

    assert [script.revision for script in scripts] == [file.stem for file in VERSIONS]
    assert [int(file.stem[:4]) for file in VERSIONS] == list(range(1, len(VERSIONS) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+", file.stem) for file in VERSIONS)


def test_every_kind_of_constraint_has_a_rule_for_its_name() -> None:
    assert set(NAMES) == {"ix", "uq", "ck", "fk", "pk"}
