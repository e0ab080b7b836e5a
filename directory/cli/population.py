"""`waymark population`: children by single year of age, by LSOA or authority, as published."""

import json
from collections.abc import Iterable
from pathlib import Path

import click
from sqlalchemy import select

from directory.actions.figures import POPULATION, take_population
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
from directory.db import PopulationArea
from directory.figures.authorities import authorities
from directory.figures.points import Points, read_points
from directory.figures.population import Population, read_population
from directory.settings import Settings

_AREAS = {"lsoa11": "LSOAs of 2011", "lsoa21": "LSOAs of 2021", "authority": "authorities"}


@click.group()
def population() -> None:
    """Take in children by single year of age, and say what is there."""


@population.command("import")
@click.argument("file", type=FILE)
@click.option("--points", type=FILE, help="A file that says where LSOAs are: centroids.")
@taking
def import_(
    file: Path,
    points: Path | None,
    title: str | None,
    dated: str | None,
    licence: str | None,
    dry_run: bool,
    actor: str,
    form: str,
) -> None:
    """Take in FILE as published: all of it, in place of what was there, or nothing.

    CSV, CSV in gzip or a workbook. docs/figures.md says which layouts.
    """
    settings = settings_or_stop()
    placed = _points(points) if points else None
    content = content_or_stop(file)
    with problems_told(file):
        given = said(title, dated, licence)
        found = read_population(content, name=file.name, points=placed, said=given)
    changed = False if dry_run else _take(settings, found, actor)
    if form == "json":
        click.echo(json.dumps(_counted(found) | {"changed": changed}, indent=2))
        return
    told(found.notes)
    click.echo(_summary(found, changed=changed, dry_run=dry_run))


@population.command()
@FORMAT
def show(form: str) -> None:
    """Say which children by area are in force, and how many by authority."""
    with session_or_stop(settings_or_stop()) as session:
        source = source_or_stop(session, POPULATION, "waymark population import FILE")
        rows = session.execute(select(PopulationArea.authority, PopulationArea.children))
        counted = _by_authority((code, sum(children)) for code, children in rows)
        about, lines = source_as_data(source), source_as_lines(source)
        kind = _AREAS[source.areas]
    if form == "json":
        click.echo(json.dumps(about | {"children": counted}, indent=2, ensure_ascii=False))
        return
    total = f"  Children {sum(counted.values()):,} under 18, by {kind}"
    click.echo("\n".join([*lines, total, *map(_line, counted, counted.values())]))


def _points(file: Path) -> Points:
    with problems_told(file):
        return read_points(content_or_stop(file))


def _take(settings: Settings, found: Population, actor: str) -> bool:
    with finishing(), session_or_stop(settings) as session:
        return take_population(session, found, actor=actor, now=now(), is_sample=False)


def _counted(found: Population) -> dict[str, object]:
    return {
        "title": found.published.title,
        "dated": found.published.dated,
        "licence": found.published.licence,
        "areas": found.areas,
        "rows": len(found.rows),
        "children": found.children,
        "notes": list(found.notes),
    }


def _summary(found: Population, *, changed: bool, dry_run: bool) -> str:
    counts = f"{found.children:,} children in {len(found.rows):,} {_AREAS[found.areas]}"
    what = f"{counts}: {found.published.title}, {found.published.dated}"
    if dry_run:
        return f"Would be: {what}"
    return f"Done: {what}" if changed else f"There already: {what}"


def _by_authority(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for code, children in rows:
        counted[code] = counted.get(code, 0) + children
    return dict(sorted(counted.items()))


def _line(code: str, children: int) -> str:
    known = authorities().get(code)
    return f"    {code} {known.name if known else ''}: {children:,}"
