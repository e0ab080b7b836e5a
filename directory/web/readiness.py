"""Whether this copy can answer: its database in a second and at head, knowledge, postcodes."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError

from flask import Flask, current_app
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from directory.geo import PlacesFileError
from directory.infrastructure.settings import Settings
from directory.storage import migrations, reference_data
from directory.web.extensions import current_settings, db
from matcher import KnowledgeError

DATABASE_SECONDS = 1.0


def readiness() -> Mapping[str, bool]:
    """Return what this copy needs, each with whether it is there now."""
    settings = current_settings()
    revision = _revision()
    return {
        "database": revision is not None,
        "migrations": revision is not None and revision == migrations.head(),
        "knowledge": _is_loaded(lambda: reference_data.knowledge_in(settings)),
        "places": _is_loaded(lambda: reference_data.places_in(settings.places)) and _has(settings),
    }


def _has(settings: Settings) -> bool:
    """Say whether the postcodes are the real ones, as production needs."""
    return not settings.is_production or settings.places.is_file()


def _is_loaded(load: Callable[[], object]) -> bool:
    try:
        load()
    except (KnowledgeError, PlacesFileError, OSError):
        return False
    return True


def _revision() -> str | None:
    """Return the migration the database is at; None where it says nothing within a second."""
    try:
        return _executor().submit(_asked, db.engine).result(DATABASE_SECONDS)
    except (SQLAlchemyError, LateError):
        return None


def _asked(engine: Engine) -> str:
    return migrations.current(engine) or "none"


def _executor() -> ThreadPoolExecutor:
    """Return the one thread that asks: made by the worker that uses it, for threads do not fork.

    While it still waits for a database that hangs, the next question is late too, as is true.
    """
    app: Flask = current_app
    made = app.extensions.setdefault("readiness", ThreadPoolExecutor(1, "ready"))
    assert isinstance(made, ThreadPoolExecutor)
    return made
