"""`waymark services`: the directory file, in and out."""

import json
from pathlib import Path

import click

from directory import bridge
from directory.actions.locating import locator
from directory.actions.services import Origin, plan_entries, take_entries
from directory.cli.opening import knowledge_or_stop, places_or_stop, session_or_stop
from directory.cli.stopping import settings_or_stop, stop
from directory.clock import now, today
from directory.db.entries import gone_ids, stored_entries
from directory.importing.entries import Entry
from directory.importing.planning import Plan
from directory.importing.problems import FileError
from directory.importing.reading import read_entries
from directory.importing.writing import write_entries
from directory.settings import Settings

MOST_SHOWN = 20
"""Services named one by one in a plan as text; --format json names them all."""


@click.group()
def services() -> None:
    """Take in and give out the directory file."""


@services.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show the plan and write nothing.")
@click.option("--actor", default="command line", show_default=True, help="Who does this, by role.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def import_(file: Path, dry_run: bool, actor: str, form: str) -> None:
    """Take in a CSV file: all of it, or nothing with every problem named."""
    plan = take_file(settings_or_stop(), file, actor=actor, dry_run=dry_run)
    click.echo(_as_json(plan) if form == "json" else "\n".join(_as_text(plan, dry_run=dry_run)))


@services.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def export(file: Path) -> None:
    """Write the directory as CSV, hidden addresses left out; - writes to standard output."""
    with session_or_stop(settings_or_stop()) as session:
        gone = gone_ids(session)
        kept = [entry for id, entry in stored_entries(session).items() if id not in gone]
    content = write_entries(kept)
    try:
        with click.open_file(str(file), "wb", atomic=str(file) != "-") as out:
            out.write(content)
    except OSError as error:
        stop([f"{file}: cannot be written: {error.strerror}"])


def take_file(
    settings: Settings, file: Path, *, actor: str, dry_run: bool = False, sample: bool = False
) -> Plan:
    """Import a file and return what it did, or would do; stop naming every problem."""
    places = places_or_stop(settings)
    entries = _entries(settings, file)
    try:
        with session_or_stop(settings) as session:
            if dry_run:
                return plan_entries(session, entries)
            return take_entries(
                session,
                entries,
                locator(places),
                actor=actor,
                now=now(),
                origin=Origin(sample=sample),
            )
    except FileError as error:
        stop([f"{file}: {problem}" for problem in error.problems])


def _entries(settings: Settings, file: Path) -> tuple[Entry, ...]:
    vocabulary = bridge.vocabulary(knowledge_or_stop(settings), places_or_stop(settings), today())
    try:
        return read_entries(file.read_bytes(), vocabulary)
    except OSError as error:
        stop([f"{file}: cannot be read: {error.strerror}"])
    except FileError as error:
        stop([f"{file}: {problem}" for problem in error.problems])


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


def _as_text(plan: Plan, *, dry_run: bool) -> list[str]:
    counts = ", ".join(f"{count} {name}" for name, count in plan.counts().items())
    lines = [f"{'Would be' if dry_run else 'Done'}: {counts}"]
    lines += _listed("added", [f"{entry.id}: {entry.values['name']}" for entry in plan.added])
    lines += _listed(
        "changed",
        [
            f"{entry.id}: {change.column} from “{change.before}” to “{change.after}”"
            for entry, changes in plan.changed
            for change in changes
        ],
    )
    return lines + _listed("no longer in the file (kept, and marked)", list(plan.retired))


def _listed(title: str, items: list[str]) -> list[str]:
    shown = [f"  {item}" for item in items[:MOST_SHOWN]]
    more = len(items) - len(shown)
    rest = [f"  and {more} more (--format json names them all)"] if more else []
    return [f"{title}:", *shown, *rest] if items else []
