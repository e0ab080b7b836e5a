"""`waymark services`: the directory file, in and out."""

import json
from contextlib import ExitStack
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory import bridge
from directory.actions.locating import locator
from directory.actions.services import Locate, Origin, Point, plan_entries, take_entries
from directory.cli.opening import (
    engine_or_stop,
    knowledge_or_stop,
    places_or_stop,
    session_or_stop,
)
from directory.cli.plans import listed, with_ages, with_names
from directory.cli.progress import STOPPED, Advance, finishing, progress
from directory.cli.stopping import settings_or_stop, stop
from directory.cli.told import settle_, told
from directory.clock import now, today
from directory.db.entries import gone_ids, stored_entries
from directory.importing.entries import Entry
from directory.importing.guide import example_rows, guide_of
from directory.importing.planning import Change, Plan
from directory.importing.problems import FileError
from directory.importing.reading import read_entries
from directory.importing.workbook_writing import write_template, write_workbook
from directory.importing.writing import write_entries, write_rows
from directory.places import Places
from directory.settings import Settings

FORMAT = click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx"]), help="Instead of what the name says."
)
ALL_NAMED = " (--format json names them all)"


@click.group()
def services() -> None:
    """Take in and give out the directory file, and read what people say is wrong with it."""


services.add_command(told)
services.add_command(settle_)


@services.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show the plan and write nothing.")
@click.option("--actor", default="command line", show_default=True, help="Who does this, by role.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def import_(file: Path, dry_run: bool, actor: str, form: str) -> None:
    """Take in a CSV or XLSX file: all of it, or nothing with every problem named."""
    settings = settings_or_stop()
    plan = take_file(settings, file, actor=actor, dry_run=dry_run)
    if form == "json":
        click.echo(_as_json(plan))
        return
    with engine_or_stop(settings) as engine, Session(engine) as session:
        retired = with_names(session, plan.retired)
    click.echo("\n".join(_as_text(plan, retired, dry_run=dry_run)))


@services.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@FORMAT
def export(file: Path, form: str | None) -> None:
    """Write the directory as CSV or XLSX, hidden addresses left out; - writes to standard output.

    Without --format the end of the file's name tells which: .xlsx is a workbook.
    """
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        gone = gone_ids(session)
        kept = [entry for id, entry in stored_entries(session).items() if id not in gone]
    try:
        content = (
            write_workbook(kept, guide_of(knowledge_or_stop(settings)))
            if _is_workbook(file, form)
            else write_entries(kept)
        )
    except FileError as error:
        stop([f"{file}: {problem}" for problem in error.problems])
    _write(file, content)


@services.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@FORMAT
def template(file: Path, form: str | None) -> None:
    """Write an empty directory file to fill in: XLSX with drop-downs and help, or CSV.

    Its one row is an example, which an import refuses.
    """
    if _is_workbook(file, form):
        content = write_template(guide_of(knowledge_or_stop(settings_or_stop())))
    else:
        content = write_rows(example_rows())
    _write(file, content)


def _is_workbook(file: Path, form: str | None) -> bool:
    return (form or file.suffix.casefold()) in ("xlsx", ".xlsx")


def _write(file: Path, content: bytes) -> None:
    try:
        with click.open_file(str(file), "wb", atomic=str(file) != "-") as out:
            out.write(content)
    except OSError as error:
        stop([f"{file}: cannot be written: {error.strerror}"])


def take_file(
    settings: Settings, file: Path, *, actor: str, dry_run: bool = False, sample: bool = False
) -> Plan:
    """Import a file and return what it did, or would do; stop naming every problem.

    Ctrl-C stops it with the directory as it was.
    """
    places = places_or_stop(settings)
    try:
        entries = _entries(settings, file)
        if dry_run:
            with session_or_stop(settings) as session:
                return plan_entries(session, entries)
        return _take(settings, entries, places, actor, Origin(sample=sample))
    except FileError as error:
        stop([f"{file}: {problem}" for problem in error.problems])
    except KeyboardInterrupt:
        stop(["stopped: the directory is as it was"], STOPPED)


def _take(
    settings: Settings, entries: tuple[Entry, ...], places: Places, actor: str, origin: Origin
) -> Plan:
    with ExitStack() as until_kept, session_or_stop(settings) as session:
        with progress("Taking in", _places_in(entries)) as advance:
            locate = _told(locator(places), advance)
            plan = take_entries(session, entries, locate, actor=actor, now=now(), origin=origin)
        until_kept.enter_context(finishing())
        return plan


def _places_in(entries: tuple[Entry, ...]) -> int:
    return sum(row.venue.postcode is not None for entry in entries for row in entry.rows)


def _told(locate: Locate, advance: Advance) -> Locate:
    """Return what locates a venue as before, and moves the bar on: it is asked once for each."""

    def located(postcode: str) -> Point | None:
        advance(1)
        return locate(postcode)

    return located


def _entries(settings: Settings, file: Path) -> tuple[Entry, ...]:
    vocabulary = bridge.vocabulary(knowledge_or_stop(settings), places_or_stop(settings), today())
    try:
        content = file.read_bytes()
    except OSError as error:
        stop([f"{file}: cannot be read: {error.strerror}"])
    with progress("Reading", content.count(b"\n")) as advance:
        return read_entries(content, vocabulary, advance=advance)


def _as_json(plan: Plan) -> str:
    changed = {
        entry.id: [
            {"column": change.column, "before": change.before, "after": change.after}
            for change in changes
        ]
        for entry, changes in plan.changed
    }
    parts = {
        "counts": plan.counts(),
        "added": [entry.id for entry in plan.added],
        "changed": changed,
        "retired": list(plan.retired),
    }
    return json.dumps(parts, indent=2)


def _as_text(plan: Plan, retired: list[str], *, dry_run: bool) -> list[str]:
    counts = ", ".join(f"{count} {name}" for name, count in plan.counts().items())
    return [
        f"{'Would be' if dry_run else 'Done'}: {counts}",
        *listed("added", [*map(with_ages, plan.added)], ALL_NAMED),
        *listed("changed", [_changed(*each) for each in plan.changed], ALL_NAMED),
        *listed("no longer in the file (kept, and marked)", retired, ALL_NAMED),
    ]


def _changed(entry: Entry, changes: tuple[Change, ...]) -> str:
    said = (f"{each.column} from “{each.before}” to “{each.after}”" for each in changes)
    return "\n    ".join([with_ages(entry), *said])
