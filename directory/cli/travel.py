"""`waymark travel`: a table of how long people of each area need to premises."""

import json
from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.actions.figures import POPULATION, TRAVEL, take_travel
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
from directory.cli.opening import places_or_stop, session_or_stop
from directory.cli.progress import finishing
from directory.cli.stopping import settings_or_stop
from directory.clock import now
from directory.db import PopulationArea, TravelTime, Venue
from directory.figures.travel import Areas, Travel, read_travel
from directory.settings import Settings


@click.group()
def travel() -> None:
    """Take in times of travel from areas to postcodes, and say what is there."""


@travel.command("import")
@click.argument("file", type=FILE)
@taking
def import_(
    file: Path,
    title: str | None,
    dated: str | None,
    licence: str | None,
    dry_run: bool,
    actor: str,
    form: str,
) -> None:
    """Take in FILE: all of it, in place of what was there, or nothing.

    A row for each area and postcode, with the minutes or seconds between them, as CSV, CSV in
    gzip or a workbook. docs/figures.md says how it is headed.
    """
    settings = settings_or_stop()
    places, areas = places_or_stop(settings), _areas_or_stop(settings)
    content = content_or_stop(file)
    with problems_told(file):
        given = said(title, dated, licence)
        found = read_travel(content, areas=areas, places=places, said=given)
    changed = False if dry_run else _take(settings, found, actor)
    if form == "json":
        click.echo(json.dumps(_counted(found) | {"changed": changed}, indent=2))
        return
    told(found.notes)
    click.echo(_summary(found, changed=changed, dry_run=dry_run))


@travel.command()
@FORMAT
def show(form: str) -> None:
    """Say which table is in force, and how many of the venues it knows."""
    with session_or_stop(settings_or_stop()) as session:
        source = source_or_stop(session, TRAVEL, "waymark travel import FILE")
        counts = _counts(session)
        about, lines = source_as_data(source), source_as_lines(source)
    if form == "json":
        click.echo(json.dumps(about | counts, indent=2, ensure_ascii=False))
        return
    times = f"  Times    {counts['times']:,}, from {counts['areas']:,} areas"
    known = f"{counts['venues_known']:,} of {counts['venues']:,}"
    venues = f"  Venues   {known} postcodes of venues that may be told are in it"
    click.echo("\n".join([*lines, times, venues]))


def _areas_or_stop(settings: Settings) -> Areas:
    """Return the areas of which there are children, or stop: nothing else says what is meant."""
    with session_or_stop(settings) as session:
        source = source_or_stop(session, POPULATION, "waymark population import FILE")
        codes = frozenset(session.scalars(select(PopulationArea.code)))
        return Areas(kind=source.areas, codes=codes)


def _take(settings: Settings, found: Travel, actor: str) -> bool:
    with finishing(), session_or_stop(settings) as session:
        return take_travel(session, found, actor=actor, now=now())


def _counts(session: Session) -> dict[str, int]:
    venues = select(Venue.postcode).where(
        Venue.hide_address.isnot(True), Venue.postcode.isnot(None)
    )
    shown = set(session.scalars(venues.distinct()))
    return {
        "times": session.scalar(select(func.count()).select_from(TravelTime)) or 0,
        "areas": session.scalar(select(func.count(TravelTime.area.distinct()))) or 0,
        "venues": len(shown),
        "venues_known": len(shown & set(session.scalars(select(TravelTime.postcode).distinct()))),
    }


def _counted(found: Travel) -> dict[str, object]:
    return {
        "title": found.published.title,
        "dated": found.published.dated,
        "licence": found.published.licence,
        "times": len(found.key),
        "areas": len(found.areas),
        "postcodes": len(found.postcodes),
        "notes": list(found.notes),
    }


def _summary(found: Travel, *, changed: bool, dry_run: bool) -> str:
    counts = f"{len(found.key):,} times from {len(found.areas):,} areas"
    to = f"to {len(found.postcodes):,} postcodes"
    what = f"{counts} {to}: {found.published.title}, {found.published.dated}"
    if dry_run:
        return f"Would be: {what}"
    return f"Done: {what}" if changed else f"There already: {what}"
