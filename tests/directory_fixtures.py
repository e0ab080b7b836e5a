"""A migrated database for each test, on SQLite or on the PostgreSQL that DATABASE_URL names."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from directory import paths
from directory.db import migrating
from directory.db.connect import engine_for
from directory.importing.values import Vocabulary
from directory.places import Places, packing
from directory.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from tests.directory_builders import Directory, postcode_table, vocabulary

__all__ = [
    "database_url",
    "directory",
    "empty_database_url",
    "migrated",
    "packed",
    "places",
    "settings",
    "words",
]

POSTGRES = "postgresql"


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the packed file of the made-up postcodes."""
    folder = tmp_path_factory.mktemp("places")
    packing.write(postcode_table(folder), folder / "places.bin")
    return folder / "places.bin"


@pytest.fixture(scope="session")
def places(packed: Path) -> Places:
    return Places.of(packing.read(packed))


@pytest.fixture(scope="session")
def words(places: Places) -> Vocabulary:
    return vocabulary(places)


@pytest.fixture
def empty_database_url(tmp_path: Path) -> Iterator[str]:
    """Return the address of a database without a table, gone after the test."""
    named = os.environ.get("DATABASE_URL", "")
    if not named.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'waymark.sqlite'}"
        return
    url = make_url(named).set(drivername=f"{POSTGRES}+psycopg")
    schema = f"test_{uuid4().hex}"
    server = engine_for(url.render_as_string(hide_password=False))
    _run(server, "SET synchronous_commit = off", f"CREATE SCHEMA {schema}")
    # What a test writes need not outlive a power cut, so it does not wait for the disk.
    inside = url.update_query_dict({"options": f"-csearch_path={schema} -csynchronous_commit=off"})
    yield inside.render_as_string(hide_password=False)
    _run(server, "SET synchronous_commit = off", f"DROP SCHEMA {schema} CASCADE")
    server.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with the migrations run, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "waymark.sqlite"
    engine = engine_for(f"sqlite:///{file}")
    migrating.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture
def database_url(empty_database_url: str, migrated: Path) -> str:
    """Return the address of a database with every table and no service."""
    file = make_url(empty_database_url).database
    if empty_database_url.startswith("sqlite") and file:
        shutil.copy(migrated, file)
    else:
        engine = engine_for(empty_database_url)
        migrating.upgrade(engine)
        engine.dispose()
    return empty_database_url


@pytest.fixture
def settings(database_url: str, packed: Path) -> Settings:
    return Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=database_url,
        places=packed,
        data=paths.data(),
    )


@pytest.fixture
def directory(settings: Settings) -> Iterator[Directory]:
    made = Directory(settings)
    yield made
    made.engine.dispose()


def _run(server: Engine, *statements: str) -> None:
    with server.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
