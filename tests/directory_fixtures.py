"""A migrated database for each test, on SQLite or on the PostgreSQL that DATABASE_URL names."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.engine import make_url

from directory.geo import Places, packing
from directory.infrastructure.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from directory.model.cell_types import Vocabulary
from directory.storage import Base, migrations
from directory.storage.engine import engine_for
from tests.directory_builders import Directory, postcode_table, vocabulary

__all__ = [
    "database_url",
    "directory",
    "emptied",
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
    if not _on_postgres():
        yield f"sqlite:///{tmp_path / 'waymark.sqlite'}"
        return
    with _schema() as address:
        yield address


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a database with the migrations run once for all tests.

    SQLite files are copied from it. PostgreSQL takes seconds to copy a database, so there the tests
    of one process share it, and each finds it emptied.
    """
    if _on_postgres():
        with _schema() as address:
            _migrate(address)
            yield address
    else:
        address = f"sqlite:///{tmp_path_factory.mktemp('migrated') / 'waymark.sqlite'}"
        _migrate(address)
        yield address


@pytest.fixture(scope="session")
def emptied(migrated: str) -> Callable[[], None]:
    """Return what makes the shared database as the migrations left it."""
    engine = engine_for(migrated)
    with engine.connect() as connection:
        kept = {
            table: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }
    names = ", ".join(f'"{table.name}"' for table in kept)

    def empty() -> None:
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            for table, rows in kept.items():
                if rows:
                    connection.execute(insert(table), rows)
        engine.dispose()

    return empty


@pytest.fixture
def database_url(tmp_path: Path, migrated: str, request: pytest.FixtureRequest) -> str:
    """Return the address of a database with every table and no service."""
    if _on_postgres():
        request.getfixturevalue("emptied")()
        return migrated
    file = tmp_path / "waymark.sqlite"
    shutil.copy(str(make_url(migrated).database), file)
    return f"sqlite:///{file}"


def _on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def _migrate(address: str) -> None:
    engine = engine_for(address)
    migrations.upgrade(engine)
    engine.dispose()


@contextmanager
def _schema() -> Iterator[str]:
    """Make a schema of its own in the PostgreSQL that DATABASE_URL names.

    What a test writes need not outlive a power cut, so it does not wait for the disk.
    """
    url = make_url(os.environ["DATABASE_URL"]).set(drivername=f"{POSTGRES}+psycopg")
    schema = f"test_{uuid4().hex}"
    server = engine_for(url.render_as_string(hide_password=False))
    _run(server, "SET synchronous_commit = off", f"CREATE SCHEMA {schema}")
    inside = url.update_query_dict({"options": f"-csearch_path={schema} -csynchronous_commit=off"})
    yield inside.render_as_string(hide_password=False)
    _run(server, "SET synchronous_commit = off", f"DROP SCHEMA {schema} CASCADE")
    server.dispose()


@pytest.fixture
def settings(database_url: str, packed: Path, data: Path) -> Settings:
    return Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=database_url,
        places=packed,
        data=data,
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
