"""`waymark db`: migrations."""

import click
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.application.backup.run import move as move_database
from directory.application.backup.sealed_file import BackupFileError
from directory.application.commands.hide_addresses import hide_by_words, hide_in_feeds
from directory.application.commands.search_index import write_missing_words
from directory.cli.errors import WRONG_USE, settings_or_stop, stop
from directory.cli.resources import engine_or_stop
from directory.infrastructure.clock import now
from directory.infrastructure.settings import SettingsError, read
from directory.storage import migrations
from directory.storage.engine import engine_for

HIDDEN = (
    "{} venues that told where a refuge or safe place is are hidden now. One that may be found has "
    "no in the column hide_address of the directory file."
)


@click.group()
def db() -> None:
    """Bring the database up to date."""


@db.command()
def upgrade() -> None:
    """Migrate the database of DATABASE_URL."""
    with engine_or_stop(settings_or_stop()) as engine:
        click.echo(f"The database is at {migrations.upgrade(engine)}")
        with Session(engine) as session, session.begin():
            write_missing_words(session)
            hidden = hide_by_words(session, actor="upgrade", now=now())
            hidden += hide_in_feeds(session, actor="upgrade", now=now())
        if hidden:
            click.echo(HIDDEN.format(hidden))


@db.command()
@click.argument("source")
@click.argument("target")
def move(source: str, target: str) -> None:
    """Copy the database SOURCE into the empty TARGET, each an address as in DATABASE_URL.

    Every row is compared; the source is left as it is.
    """
    engines = [engine_for(database_address(each)) for each in (source, target)]
    try:
        found = move_database(*engines, actor="command line", now=now())
    except BackupFileError as error:
        stop([str(error)])
    except (SQLAlchemyError, OSError) as error:
        stop([f"a database cannot be used ({type(error).__name__}): nothing was moved"])
    finally:
        for engine in engines:
            engine.dispose()
    rows = sum(each.rows for each in found.values())
    click.echo(f"Moved and compared: {len(found)} tables, {rows:,} rows")


def database_address(named: str) -> str:
    """Return an address as the settings read it, or stop."""
    try:
        return read({"DATABASE_URL": named}).database_url
    except SettingsError as error:
        stop(error.problems, WRONG_USE)


@db.command()
def check() -> None:
    """Say whether the migrations make what the models describe."""
    engine = engine_for("sqlite:///:memory:")
    with engine.connect():
        migrations.upgrade(engine)
        found = migrations.disagreements(engine)
    engine.dispose()
    if found:
        stop(found)
    click.echo(f"Models and migrations agree at {migrations.head()}")
