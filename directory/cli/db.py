"""`waymark db`: migrations."""

import click
from sqlalchemy.orm import Session

from directory.actions.words import write_missing_words
from directory.cli.opening import engine_or_stop
from directory.cli.stopping import settings_or_stop, stop
from directory.db import migrating
from directory.db.connect import engine_for


@click.group()
def db() -> None:
    """Bring the database up to date."""


@db.command()
def upgrade() -> None:
    """Migrate the database of DATABASE_URL."""
    with engine_or_stop(settings_or_stop()) as engine:
        click.echo(f"The database is at {migrating.upgrade(engine)}")
        with Session(engine) as session, session.begin():
            write_missing_words(session)


@db.command()
def check() -> None:
    """Say whether the migrations make what the models describe."""
    engine = engine_for("sqlite:///:memory:")
    with engine.connect():
        migrating.upgrade(engine)
        found = migrating.disagreements(engine)
    engine.dispose()
    if found:
        stop(found)
    click.echo(f"Models and migrations agree at {migrating.head()}")
