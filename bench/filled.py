"""A directory of made-up services of any size, filled once a run for all who measure."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from bench import made_up
from directory.application.commands.geocoding import locator
from directory.application.commands.services import take_plan
from directory.exchange.directory_file.file_reader import read_entries
from directory.geo import packing
from directory.geo.paths import packed_file
from directory.infrastructure import paths
from directory.infrastructure.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from directory.model.import_plan import plan_import
from directory.model.service_entry import ServiceEntry
from directory.storage import migrations, reference_data
from directory.storage.engine import engine_for


def fill(database_url: str, count: int) -> str:
    """Fill an empty database with so many services, and return its address.

    Raises SystemExit for one that holds tables: it may be somebody's directory.
    """
    settings = _settings(database_url)
    engine = engine_for(database_url)
    if inspect(engine).get_table_names():
        raise SystemExit("The database holds tables: name an empty one, which is filled and edited")
    engine.dispose()
    places = reference_data.places_in(packed_file())
    where = made_up.postcodes(packing.read(packed_file()), count, seed=1)
    _fill(settings, made_up.services(reference_data.loaded(paths.data()), where, places))
    return database_url


@cache
def filled(count: int) -> Settings:
    """Return the settings of a copy, on SQLite, that holds so many services."""
    places = reference_data.places_in(packed_file())
    where = made_up.postcodes(packing.read(packed_file()), count, seed=1)
    return holding(made_up.services(reference_data.loaded(paths.data()), where, places))


def holding(entries: Iterable[ServiceEntry]) -> Settings:
    """Return the settings of a copy, on SQLite, that holds these services."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    settings = _settings(f"sqlite:///{folder / 'bench.sqlite'}")
    _fill(settings, entries)
    return settings


def _settings(database_url: str) -> Settings:
    return Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=database_url,
        places=packed_file(),
        data=paths.data(),
    )


def sample_entries() -> tuple[ServiceEntry, ...]:
    """Return the services of the sample directory."""
    places = reference_data.places_in(packed_file())
    knowledge = reference_data.loaded(paths.data())
    words = reference_data.vocabulary(knowledge, places, made_up.TODAY)
    return read_entries((paths.data() / "services.csv").read_bytes(), words)


def _fill(settings: Settings, entries: Iterable[ServiceEntry]) -> None:
    places = reference_data.places_in(settings.places)
    engine = engine_for(settings.database_url)
    migrations.upgrade(engine)
    with Session(engine) as session, session.begin():
        plan = plan_import(entries, {}, ())
        take_plan(session, plan, locator(places), actor="bench", now=datetime.now(UTC))
    engine.dispose()
