"""What commands open: the knowledge, the postcodes and the database, or a plain stop."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory.cli.errors import UNSOUND_KNOWLEDGE, stop
from directory.geo import Places, PlacesFileError
from directory.infrastructure.settings import Settings
from directory.storage import migrations, reference_data
from directory.storage.engine import engine_for
from matcher import Knowledge, KnowledgeError


def knowledge_or_stop(settings: Settings) -> Knowledge:
    """Return the knowledge, or stop naming every problem of the files."""
    try:
        return reference_data.knowledge_in(settings)
    except KnowledgeError as error:
        stop(map(str, error.problems), UNSOUND_KNOWLEDGE)


def places_or_stop(settings: Settings) -> Places:
    """Return the postcodes, or stop saying how to build them."""
    try:
        return reference_data.places_in(settings.places)
    except PlacesFileError as error:
        stop(map(str, error.problems))


@contextmanager
def session_or_stop(settings: Settings) -> Iterator[Session]:
    """Open the database for one piece of work: all of it is kept, or nothing."""
    with engine_or_stop(settings) as engine:
        if migrations.current(engine) != migrations.head():
            stop(["the database is not up to date: run “waymark db upgrade” first"])
        with Session(engine) as session, session.begin():
            yield session


@contextmanager
def engine_or_stop(settings: Settings) -> Iterator[Engine]:
    """Open the database, or stop in one plain line where it cannot be used."""
    engine = _engine(settings)
    try:
        yield engine
    except DBAPIError as error:
        # The statement, its parameters and all but the first line stay out: they hold what
        # somebody entered.
        first, *_ = str(error.orig).splitlines() or [type(error).__name__]
        stop([f"the database cannot be used: {first}"])
    except CommandError as error:
        stop([f"the database is not one of this version of Waymark: {error}"])
    finally:
        engine.dispose()


def _engine(settings: Settings) -> Engine:
    try:
        return engine_for(settings.database_url)
    except OSError as error:
        stop([f"{error.filename}: the database cannot be made there: {error.strerror}"])
