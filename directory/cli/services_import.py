"""`waymark services import`: a directory file, in, with a plan and plain problems."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import click
from sqlalchemy.orm import Session

from directory.application.commands.geocoding import locator
from directory.application.commands.import_preview import (
    lost_share,
    plan_entries,
    takes_doubted_ages,
)
from directory.application.commands.services import Origin, take_entries
from directory.application.commands.venue_points import Locate, VenuePoint
from directory.cli.errors import PROBLEM_IN_DATA, settings_or_stop, stop
from directory.cli.import_output import as_json, as_text, problem_lines
from directory.cli.plan_output import with_names
from directory.cli.progress import STOPPED, Advance, finishing, progress
from directory.cli.resources import (
    engine_or_stop,
    knowledge_or_stop,
    places_or_stop,
    session_or_stop,
)
from directory.exchange.directory_file.file_reader import DirectoryFile, read_file
from directory.exchange.directory_file.problems_workbook import write_problems
from directory.geo import Places
from directory.infrastructure.clock import now, today
from directory.infrastructure.settings import Settings
from directory.model.age_words import Unit
from directory.model.import_plan import WHOLE_FILE, ImportPlan, ImportWish
from directory.model.problems import FileError, refused
from directory.model.service_entry import ServiceEntry
from directory.storage import reference_data

AGES_IN = "; say which with --ages-in years or --ages-in months"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWish:
    """How a file is to be read and taken, and by whom."""

    actor: str
    dry_run: bool = False
    sample: bool = False
    ages_in: Unit | None = None
    wish: ImportWish = WHOLE_FILE
    problems: Path | None = None
    """Where a workbook of the problems goes; None where none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFile:
    """A file as it was read, and what taking it did or would do."""

    file: DirectoryFile
    plan: ImportPlan


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show the plan and write nothing.")
@click.option("--merge", is_flag=True, help="Only add and change: leave alone what is not named.")
@click.option("--allow-shrink", is_flag=True, help="Take it though more than a tenth is missing.")
@click.option("--take-mine", is_flag=True, help="Overwrite what others changed since the export.")
@click.option("--ages-in", type=click.Choice(["years", "months"]), help="What its numbers mean.")
@click.option("--problems", type=click.Path(path_type=Path), help="Write the problems as XLSX.")
@click.option("--actor", default="command line", show_default=True, help="Who does this, by role.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def import_(
    file: Path, dry_run: bool, merge: bool, allow_shrink: bool, take_mine: bool,
    ages_in: str | None, problems: Path | None, actor: str, form: str,
) -> None:  # fmt: skip
    """Take in a CSV or XLSX file: all of it, or nothing with every problem named.

    Without --merge it is the whole directory: what it does not name is marked as gone.

    Exit status: 0 all was taken, 1 nothing was, or rows that others changed since were left as
    they are, 2 wrong use.
    """
    settings = settings_or_stop()
    wish = ImportWish(merge=merge, allow_shrink=allow_shrink, take_mine=take_mine)
    how = FileWish(
        actor=actor, dry_run=dry_run, ages_in=cast(Unit | None, ages_in), wish=wish,
        problems=problems,
    )  # fmt: skip
    taken = take_file(settings, file, how)
    if form == "json":
        click.echo(as_json(taken.plan, [*taken.file.notes.told()]))
    else:
        click.echo("\n".join(_lines(settings, taken, how)))
    if taken.plan.conflicts or taken.plan.newer:
        raise SystemExit(PROBLEM_IN_DATA)


def _lines(settings: Settings, taken: TakenFile, how: FileWish) -> list[str]:
    places = places_or_stop(settings)
    with engine_or_stop(settings) as engine, Session(engine) as session:
        retired = with_names(session, taken.plan.retired)
        newer = with_names(session, taken.plan.newer)
        lost = None
        if how.dry_run and not how.wish.allow_shrink:
            lost = lost_share(session, taken.plan)
    lines = as_text(taken.plan, retired, newer, places, dry_run=how.dry_run)
    notes = [f"  {note}" for note in taken.file.notes.told()]
    return [
        *lines,
        *(["read as:", *notes] if notes else []),
        *([f"This would not be taken: the file {lost}"] if lost else []),
    ]


def take_file(settings: Settings, file: Path, how: FileWish) -> TakenFile:
    """Import a file and return what it did, or would do; stop naming every problem.

    Ctrl-C stops it with the directory as it was.
    """
    places = places_or_stop(settings)
    try:
        read = _read(settings, file, how.ages_in)
        look_over = _asking(read)
        if how.dry_run:
            with session_or_stop(settings) as session:
                plan = plan_entries(session, read.entries, wish=how.wish)
            look_over(plan)
        else:
            plan = _take(settings, read.entries, places, how, look_over)
        return TakenFile(file=read, plan=plan)
    except FileError as error:
        if how.problems:
            how.problems.write_bytes(write_problems(error.problems))
        stop(problem_lines(file, error.problems, how.problems))
    except KeyboardInterrupt:
        stop(["stopped: the directory is as it was"], STOPPED)


def _asking(read: DirectoryFile) -> Callable[[ImportPlan], None]:
    """Return what raises FileError with the question of a file whose ages may be years.

    Ages that are stored already were asked about before.
    """

    def ask(plan: ImportPlan) -> None:
        if read.ages_question and takes_doubted_ages(plan, read.seem_years):
            raise refused(f"{read.ages_question}{AGES_IN}")

    return ask


def _take(
    settings: Settings,
    entries: tuple[ServiceEntry, ...],
    places: Places,
    how: FileWish,
    look_over: Callable[[ImportPlan], None],
) -> ImportPlan:
    with ExitStack() as until_kept, session_or_stop(settings) as session:
        with progress("Taking in", _places_in(entries)) as advance:
            plan = take_entries(
                session,
                entries,
                _told(locator(places), advance),
                actor=how.actor,
                now=now(),
                origin=Origin(sample=how.sample),
                wish=how.wish,
                look_over=look_over,
            )
        until_kept.enter_context(finishing())
        return plan


def _places_in(entries: tuple[ServiceEntry, ...]) -> int:
    return sum(row.venue.postcode is not None for entry in entries for row in entry.rows)


def _told(locate: Locate, advance: Advance) -> Locate:
    """Return what locates a venue as before, and moves the bar on: it is asked once for each."""

    def located(postcode: str) -> VenuePoint | None:
        advance(1)
        return locate(postcode)

    return located


def _read(settings: Settings, file: Path, ages_in: Unit | None) -> DirectoryFile:
    vocabulary = reference_data.vocabulary(
        knowledge_or_stop(settings), places_or_stop(settings), today()
    )
    try:
        content = file.read_bytes()
    except OSError as error:
        stop([f"{file}: cannot be read: {error.strerror}"])
    with progress("Reading", content.count(b"\n")) as advance:
        return read_file(content, vocabulary, ages_in=ages_in, advance=advance)
