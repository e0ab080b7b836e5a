"""A directory of made-up services of any size, filled once a run for all who measure."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from bench import made_up
from directory import bridge, paths
from directory.actions.locating import locator
from directory.actions.services import take_plan
from directory.db import migrating
from directory.db.connect import engine_for
from directory.importing.planning import plan_import
from directory.places import packing
from directory.places.paths import packed_file
from directory.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings


@cache
def filled(count: int) -> Settings:
    """Return the settings of a copy, on SQLite, that holds so many services."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    settings = Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=f"sqlite:///{folder / 'bench.sqlite'}",
        places=packed_file(),
        data=paths.data(),
    )
    _fill(settings, count)
    return settings


def _fill(settings: Settings, count: int) -> None:
    places = bridge.places_in(settings.places)
    where = made_up.postcodes(packing.read(settings.places), count, seed=1)
    entries = made_up.services(bridge.knowledge_in(settings.data), where, places)
    engine = engine_for(settings.database_url)
    migrating.upgrade(engine)
    with Session(engine) as session, session.begin():
        plan = plan_import(entries, {}, ())
        take_plan(session, plan, locator(places), actor="bench", now=datetime.now(UTC))
    engine.dispose()
