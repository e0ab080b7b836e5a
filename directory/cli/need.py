"""`waymark need`: children in need and on protection plans, by authority, as published."""

import json
from collections import Counter
from pathlib import Path

import click
from sqlalchemy import select

from directory.actions.figures import NEED, take_need
from directory.cli.figures import (
    FILE,
    FORMAT,
    content_or_stop,
    problems_told,
    said,
    source_as_data,
    source_as_lines,
    source_or_stop,
    taking,
    told,
)
from directory.cli.opening import session_or_stop
from directory.cli.progress import finishing
from directory.cli.stopping import settings_or_stop
from directory.clock import now
from directory.db import NeedFigure
from directory.figures.known import Said
from directory.figures.need import MEASURES, Need, joined, read_need
from directory.settings import Settings


@click.group()
def need() -> None:
    """Take in figures of children in need, and say what is there."""


@need.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
@taking
def import_(
    files: tuple[Path, ...],
    title: str | None,
    dated: str | None,
    licence: str | None,
    dry_run: bool,
    actor: str,
    form: str,
) -> None:
    """Take in every FILE as one set, in place of what was there, or nothing.

    Tables of the Department for Education, one for each measure, or a council's own.
    docs/figures.md says which layouts.
    """
    settings = settings_or_stop()
    found = _joined(files, said(title, dated, licence))
    changed = False if dry_run else _take(settings, found, actor)
    if form == "json":
        click.echo(json.dumps(_counted(found) | {"changed": changed}, indent=2))
        return
    told(dict.fromkeys(found.notes))
    click.echo(_summary(found, changed=changed, dry_run=dry_run))


@need.command()
@FORMAT
def show(form: str) -> None:
    """Say which figures of children in need are in force, and how many of each kind."""
    with session_or_stop(settings_or_stop()) as session:
        source = source_or_stop(session, NEED, "waymark need import FILE")
        rows = session.execute(select(NeedFigure.measure, NeedFigure.number)).all()
        counted = Counter(measure for measure, _ in rows)
        withheld = sum(number is None for _, number in rows)
        about, lines = source_as_data(source), source_as_lines(source)
    if form == "json":
        figures = about | {"figures": dict(counted), "withheld": withheld}
        click.echo(json.dumps(figures, indent=2, ensure_ascii=False))
        return
    each = [f"    {MEASURES[measure]}: {number:,}" for measure, number in sorted(counted.items())]
    total = f"  Figures  {len(rows):,}, of which {withheld:,} are withheld"
    click.echo("\n".join([*lines, total, *each]))


def _joined(files: tuple[Path, ...], given: Said) -> Need:
    tables = []
    for file in files:
        with problems_told(file):
            tables.append(read_need(content_or_stop(file), said=given))
    with problems_told(files[-1]):
        return joined(tables)


def _take(settings: Settings, found: Need, actor: str) -> bool:
    with finishing(), session_or_stop(settings) as session:
        return take_need(session, found, actor=actor, now=now(), is_sample=False)


def _counted(found: Need) -> dict[str, object]:
    return {
        "title": found.published.title,
        "dated": found.published.dated,
        "licence": found.published.licence,
        "figures": dict(Counter(row.measure for row in found.rows)),
        "withheld": found.withheld,
        "notes": list(dict.fromkeys(found.notes)),
    }


def _summary(found: Need, *, changed: bool, dry_run: bool) -> str:
    counts = f"{len(found.rows):,} figures, of which {found.withheld:,} are withheld"
    what = f"{counts}: {found.published.title}, {found.published.dated}"
    if dry_run:
        return f"Would be: {what}"
    return f"Done: {what}" if changed else f"There already: {what}"
