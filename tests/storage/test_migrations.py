"""The migrations make what the models describe, on every database, there and back."""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from directory.infrastructure import paths
from directory.storage import Base, ServiceChange, migrations
from directory.storage.base import NAMES
from directory.storage.engine import engine_for
from tests.directory_builders import NOW

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
    go = command.downgrade if migrations.current(engine) else command.upgrade
    with migrations.changing(engine) as connection:
        config.attributes["connection"] = connection
        go(config, revision)


NOT_KEPT = [None, None]
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

    for go in (migrations.upgrade, lambda engine: to(engine, VERSIONS[0].stem), migrations.upgrade):
        go(engine)
        with engine.connect() as connection:
            assert connection.execute(text(KEPT)).all() == [("Harbour", "NE1 4ST")]

    assert migrations.disagreements(engine) == []
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("DELETE FROM service"))


LOGGED = (
    # service, day, what, columns, what can be said of it with the values of today
    ("a", 1, "opened", "", {}),
    ("a", 2, "changed", "waiting_weeks;phone", {"waiting_weeks": NOT_KEPT, "phone": NOT_KEPT}),
    ("a", 3, "paused", "status;cost", {"status": ["active", "paused"], "cost": NOT_KEPT}),
    ("a", 4, "changed", "waiting_weeks;delivery;starts_on;on_call;venues", {
        "waiting_weeks": [None, "6"], "delivery": [None, "home;group"], "starts_on": [None, ""],
        "on_call": [None, "no"], "venues": NOT_KEPT}),
    ("a", 5, "left", "", {}),
    ("a", 6, "paused", "file;description", {"file": NOT_KEPT, "description": NOT_KEPT}),
    ("a", 7, "opened", "status", {"status": ["paused", "active"]}),
    ("a", 8, "ending", "ends_on", {"ends_on": [None, "2027-01-31"]}),
    ("b", 3, "closed", "status;accepts_abuse", {
        "status": [None, "closed"], "accepts_abuse": NOT_KEPT}),
)  # fmt: skip
"""The log of two services as it was before values were kept."""
STATED = (
    "INSERT INTO service (id, organisation_id, name, kind, status, delivery, referral_routes, "
    "languages, accessibility, position, is_sample) "
    "VALUES ('b', 1, 'Haven', 'other', 'closed', '', '', '', '', 1, false)",
    "UPDATE service SET waiting_weeks = 6, on_call = false, ends_on = '2027-01-31', "
    "delivery = 'home;group' WHERE id = 'a'",
    *(
        f"INSERT INTO service_change (id, service_id, at, what, columns) VALUES "
        f"({id}, '{service}', '2026-10-0{day} 12:00:00+00:00', '{what}', '{columns}')"
        for id, (service, day, what, columns, _) in enumerate(LOGGED, start=1)
    ),
)


@pytest.mark.database
def test_an_older_log_is_told_as_far_as_it_is_known_and_goes_back_as_it_was(
    engine: Engine,
) -> None:
    to(engine, "0006_travel_times")
    with engine.begin() as connection:
        for statement in (*FILLED, *STATED):
            connection.execute(text(statement))
        before = connection.execute(text("SELECT * FROM service_change ORDER BY id")).all()

    migrations.upgrade(engine)
    with Session(engine) as session:
        rows = [*session.scalars(select(ServiceChange).order_by(ServiceChange.id))]
        assert [row.changed for row in rows] == [changed for *_, changed in LOGGED]
        assert [row.is_added for row in rows] == [True, *[False] * 8]

    to(engine, "0006_travel_times")
    with engine.begin() as connection:
        after = connection.execute(text("SELECT * FROM service_change ORDER BY id"))
        assert [row._asdict() for row in after] == [row._asdict() for row in before]
        with pytest.raises(IntegrityError):
            connection.execute(text("UPDATE service_change SET columns = NULL"))


@pytest.mark.database
def test_going_back_keeps_the_names_of_the_columns_and_no_values(engine: Engine) -> None:
    migrations.upgrade(engine)
    changed = {"waiting_weeks": ["4", "6"], "phone": NOT_KEPT}
    with engine.begin() as connection:
        for statement in FILLED:
            connection.execute(text(statement))
        row = {"service_id": "a", "at": NOW, "what": "changed", "changed": changed}
        connection.execute(insert(ServiceChange), [row | {"id": id} for id in range(1, 1202)])

    to(engine, "0006_travel_times")
    with engine.connect() as connection:
        named = connection.execute(text("SELECT DISTINCT columns FROM service_change")).all()
        assert named == [("waiting_weeks;phone",)]

    migrations.upgrade(engine)
    with Session(engine) as session:
        *_, last = session.scalars(select(ServiceChange).order_by(ServiceChange.id))
        assert last.changed == {"waiting_weeks": [None, ""], "phone": NOT_KEPT}


@pytest.mark.database
def test_where_a_migration_fails_the_database_is_as_it_was(engine: Engine) -> None:
    to(engine, VERSIONS[0].stem)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE service_change (id INTEGER)"))
    before = tables(engine)

    with pytest.raises(SQLAlchemyError):
        migrations.upgrade(engine)

    assert (tables(engine), migrations.current(engine)) == (before, VERSIONS[0].stem)


@pytest.mark.database
def test_from_nothing_the_migrations_make_what_the_models_describe(engine: Engine) -> None:
    assert migrations.current(engine) is None

    assert migrations.upgrade(engine) == migrations.head() == migrations.current(engine)

    assert tables(engine) == set(Base.metadata.tables)
    assert migrations.disagreements(engine) == []


@pytest.mark.database
def test_an_upgrade_that_is_done_already_changes_nothing(engine: Engine) -> None:
    migrations.upgrade(engine)

    migrations.upgrade(engine)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM directory_version")) == 1


@pytest.mark.database
def test_the_migrations_can_be_undone_and_done_again(engine: Engine) -> None:
    migrations.upgrade(engine)

    to(engine, "base")
    assert tables(engine) == set()
    migrations.upgrade(engine)

    assert migrations.disagreements(engine) == []


@pytest.mark.database
def test_every_constraint_is_named_by_the_rule(engine: Engine) -> None:
    migrations.upgrade(engine)
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
    migrations.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit_event DROP COLUMN detail"))

    [difference] = migrations.disagreements(engine)

    assert "add_column" in difference
    assert "detail" in difference


def test_a_stale_head_file_is_reported(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), copied)
    (copied / migrations.HEAD_FILE).write_text("0000_other\n")
    monkeypatch.setattr(paths, "migrations", lambda: copied)
    migrations.upgrade(engine)

    [difference] = migrations.disagreements(engine)

    assert difference.endswith(f"says 0000_other, but the last migration is {migrations.head()}")


def test_the_head_file_names_the_last_migration() -> None:
    noted = (paths.migrations() / migrations.HEAD_FILE).read_text().strip()

    assert noted == migrations.head() == VERSIONS[-1].stem


def test_migrations_are_numbered_one_after_another_and_named_as_their_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    scripts = [*ScriptDirectory.from_config(config).walk_revisions()][::-1]

    assert [script.revision for script in scripts] == [file.stem for file in VERSIONS]
    assert [int(file.stem[:4]) for file in VERSIONS] == list(range(1, len(VERSIONS) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+", file.stem) for file in VERSIONS)


def test_every_kind_of_constraint_has_a_rule_for_its_name() -> None:
    assert set(NAMES) == {"ix", "uq", "ck", "fk", "pk"}


@pytest.mark.database
def test_three_upgrades_at_once_are_one_after_another(empty_database_url: str) -> None:
    engines = [engine_for(empty_database_url) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        reached = list(threads.map(migrations.upgrade, engines))

    assert reached == [migrations.head()] * 3
    assert migrations.disagreements(engines[0]) == []
    for engine in engines:
        engine.dispose()
