"""The commands of every statistic: take in its figures, and show those in force."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from inspect import getdoc
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import click
from sqlalchemy.orm import Session

from directory.cli.errors import settings_or_stop, stop
from directory.cli.progress import finishing
from directory.cli.resources import session_or_stop
from directory.exchange.statistics.publication_registry import FileStatement, Publication
from directory.infrastructure.clock import now
from directory.infrastructure.settings import Settings
from directory.model.problems import FileError
from directory.storage import FigureSource

FILE = click.Path(path_type=Path)
FORMAT = click.Option(["--format", "form"], type=click.Choice(["text", "json"]), default="text")
SAMPLE = " (the sample’s figures: real and published, for the sample’s authorities alone)"
TAKING = (
    click.Option(["--title"], help="What it is called, where the layout does not tell."),
    click.Option(["--date", "dated"], help="The day or years it is of, where it does not say."),
    click.Option(["--licence"], help="Its licence, where the layout does not tell."),
    click.Option(["--dry-run"], is_flag=True, help="Check the file and write nothing."),
    click.Option(
        ["--actor"], default="command line", show_default=True, help="Who does this, by role."
    ),
    FORMAT,
)


class Figures(Protocol):
    """The figures of one file or several, as read."""

    @property
    def published(self) -> Publication:
        """Return what is shown with them."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what was left out or may be missing, in words."""


F = TypeVar("F", bound=Figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic(Generic[F]):
    """What the commands of one statistic read and say."""

    name: str
    """Of the commands, and of its figures."""
    about: str
    """What the commands are for."""
    params: tuple[click.Parameter, ...]
    """What is to be read."""
    read: Callable[..., F]
    """Takes the settings, what was said of the files, and `params`; its docstring is the help."""
    take: Callable[..., bool]
    """Replaces the figures in force, and tells whether it did."""
    counts: Callable[[F], dict[str, Any]]
    """What was read, for a machine."""
    summary: Callable[[F], str]
    """The same for a reader."""
    in_force: Callable[[Session, FigureSource], tuple[dict[str, Any], list[str]]]
    """What is in force, for a machine and as lines; its docstring is the help."""

    def commands(self) -> click.Group:
        """Return the group of its commands, `import` and `show`."""
        taking, showing = (getdoc(each) for each in (self.read, self.in_force))
        params = [*self.params, *TAKING]
        return click.Group(
            self.name,
            help=self.about,
            commands=[
                click.Command("import", callback=self._import, params=params, help=taking),
                click.Command("show", callback=self._show, params=[FORMAT], help=showing),
            ],
        )

    def _import(
        self,
        *,
        title: str | None,
        dated: str | None,
        licence: str | None,
        dry_run: bool,
        actor: str,
        form: str,
        **given: Any,
    ) -> None:
        settings = settings_or_stop()
        said = FileStatement(title=title, dated=dated, licence=licence)
        found = self.read(settings, said, **given)
        changed = False if dry_run else self._take(settings, found, actor)
        about, notes = found.published, list(dict.fromkeys(found.notes))
        if form == "json":
            echo_json(asdict(about), self.counts(found), {"notes": notes, "changed": changed})
            return
        for note in notes:
            click.echo(note, err=True)
        done = "Done" if changed else "There already"
        what = f"{self.summary(found)}: {about.title}, {about.dated}"
        click.echo(f"{'Would be' if dry_run else done}: {what}")

    def _take(self, settings: Settings, found: F, actor: str) -> bool:
        with finishing(), session_or_stop(settings) as session:
            return self.take(session, found, actor=actor, now=now())

    def _show(self, *, form: str) -> None:
        with session_or_stop(settings_or_stop()) as session:
            source = source_or_stop(session, self.name)
            data, lines = self.in_force(session, source)
            about, heading = _source_as_data(source), _source_as_lines(source)
        if form == "json":
            echo_json(about, data)
        else:
            click.echo("\n".join([*heading, *lines]))


def echo_json(*parts: dict[str, Any]) -> None:
    """Print objects as one, for a machine; what a later one says stands."""
    whole = {key: value for part in parts for key, value in part.items()}
    click.echo(json.dumps(whole, indent=2, ensure_ascii=False))


@contextmanager
def content_or_stop(file: Path) -> Iterator[bytes]:
    """Give what is in a file; stop where it cannot be read, or naming every problem of it."""
    try:
        content = file.read_bytes()
    except OSError as error:
        stop([f"{file}: cannot be read: {error.strerror}"])
    with problems_told(file):
        yield content


@contextmanager
def problems_told(file: Path) -> Iterator[None]:
    """Stop naming every problem of a file, one a line."""
    try:
        yield
    except FileError as error:
        stop([f"{file}: {problem}" for problem in error.problems])


def source_or_stop(session: Session, what: str) -> FigureSource:
    """Return the set in force, or stop saying how to take one in."""
    source = session.get(FigureSource, what)
    if source is None:
        stop([f"there are no figures of {what}: waymark {what} import FILE"])
    return source


def _source_as_data(source: FigureSource) -> dict[str, Any]:
    return {
        "title": source.title,
        "dated": source.dated,
        "licence": source.licence,
        "areas": source.areas,
        "is_sample": source.is_sample,
        "taken_at": source.taken_at.isoformat(),
    }


def _source_as_lines(source: FigureSource) -> list[str]:
    return [
        f"{source.title}{SAMPLE if source.is_sample else ''}",
        f"  Of       {source.dated}",
        f"  Licence  {source.licence}",
        f"  Taken in {source.taken_at:%Y-%m-%d %H:%M}",
    ]
