"""What the commands that take in figures about children share."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from directory.cli.stopping import stop
from directory.db import FigureSource
from directory.figures.known import Said
from directory.importing.problems import FileError

FILE = click.Path(path_type=Path)
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
SAMPLE = " (the sample’s figures: real and published, for the sample’s authorities alone)"


def taking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every taking in of figures has."""
    for option in (
        FORMAT,
        click.option(
            "--actor", default="command line", show_default=True, help="Who does this, by role."
        ),
        click.option("--dry-run", is_flag=True, help="Check the file and write nothing."),
        click.option("--licence", help="Its licence, where the layout does not tell."),
        click.option("--date", "dated", help="The day or years it is of, where it does not say."),
        click.option("--title", help="What it is called, where the layout does not tell."),
    ):
        command = option(command)
    return command


def said(title: str | None, dated: str | None, licence: str | None) -> Said:
    """Return what was said of a file on the command line."""
    return Said(title=title, dated=dated, licence=licence)


def content_or_stop(file: Path) -> bytes:
    """Return what is in a file, or stop."""
    try:
        return file.read_bytes()
    except OSError as error:
        stop([f"{file}: cannot be read: {error.strerror}"])


@contextmanager
def problems_told(file: Path) -> Iterator[None]:
    """Stop naming every problem of a file, one a line."""
    try:
        yield
    except FileError as error:
        stop([f"{file}: {problem}" for problem in error.problems])


def told(notes: Iterable[str]) -> None:
    """Print what was left out or may be missing, to standard error."""
    for note in notes:
        click.echo(note, err=True)


def source_as_data(source: FigureSource) -> dict[str, Any]:
    """Return what a set of figures is, for a machine."""
    return {
        "title": source.title,
        "dated": source.dated,
        "licence": source.licence,
        "areas": source.areas,
        "is_sample": source.is_sample,
        "taken_at": source.taken_at.isoformat(),
    }


def source_as_lines(source: FigureSource) -> list[str]:
    """Return what a set of figures is, for a reader."""
    return [
        f"{source.title}{SAMPLE if source.is_sample else ''}",
        f"  Of       {source.dated}",
        f"  Licence  {source.licence}",
        f"  Taken in {source.taken_at:%Y-%m-%d %H:%M}",
    ]


def source_or_stop(session: Session, what: str, command: str) -> FigureSource:
    """Return the set in force, or stop saying how to take one in."""
    source = session.get(FigureSource, what)
    if source is None:
        stop([f"there are no figures of {what}: {command}"])
    return source
