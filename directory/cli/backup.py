"""`waymark backup` and `waymark restore`: the whole database in one file, and back."""

from pathlib import Path

import click

from directory.application.backup.run import backup as make_backup
from directory.application.backup.run import restore as put_back
from directory.application.backup.run import verify
from directory.application.backup.sealed_file import BackupFileError
from directory.cli.errors import settings_or_stop, stop
from directory.cli.resources import engine_or_stop
from directory.infrastructure.clock import now
from directory.storage import migrations
from directory.storage.table_rows import Digests

ACTOR = "command line"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Check a file that was made before.")
def backup(file: Path, check: bool) -> None:
    """Write the database into FILE while it is in use, and check that FILE can be put back.

    With WAYMARK_BACKUP_KEY the file is sealed. It holds everything, hidden addresses too.
    """
    settings = settings_or_stop()
    key = settings.serving.backup_key
    try:
        if check:
            click.echo(f"Sound: {_said(verify(file, key))}")
            return
        with engine_or_stop(settings) as engine:
            if migrations.current(engine) != migrations.head():
                stop(["the database is not up to date: run “waymark db upgrade” first"])
            found = make_backup(engine, file, key)
        click.echo(f"Kept in {file}{'' if key else ', not sealed'}, and checked: {_said(found)}")
    except (BackupFileError, OSError) as error:
        stop([_problem(error)])


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put FILE back into the database of DATABASE_URL, which must be empty or not yet be there."""
    settings = settings_or_stop()
    key = settings.serving.backup_key
    try:
        with engine_or_stop(settings) as engine:
            found = put_back(engine, file, key, actor=ACTOR, now=now())
        click.echo(f"Put back and compared: {_said(found)}")
    except (BackupFileError, OSError) as error:
        stop([_problem(error)])


def _said(found: Digests) -> str:
    rows = sum(each.rows for each in found.values())
    services = found["service"].rows
    return f"{len(found)} tables, {rows:,} rows, {services:,} services"


def _problem(error: BackupFileError | OSError) -> str:
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
