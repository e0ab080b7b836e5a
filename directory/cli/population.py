"""`waymark population`: children by single year of age, by LSOA or authority, as published."""

from functools import partial
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.statistics import POPULATION, take_population
from directory.cli.statistics_common import FILE, Statistic, content_or_stop
from directory.exchange.statistics.area_centroids import AreaCentroids, read_points
from directory.exchange.statistics.authorities import authorities
from directory.exchange.statistics.population import Population, read_population
from directory.exchange.statistics.publication_registry import FileStatement
from directory.infrastructure.settings import Settings
from directory.storage import FigureSource, PopulationArea

_AREAS = {"lsoa11": "LSOAs of 2011", "lsoa21": "LSOAs of 2021", "authority": "authorities"}


def _read(_: Settings, said: FileStatement, *, file: Path, points: Path | None) -> Population:
    """Take in FILE as published: all of it, in place of what was there, or nothing.

    CSV, CSV in gzip or a workbook. docs/figures.md says which layouts.
    """
    placed = _points(points) if points else None
    with content_or_stop(file) as content:
        return read_population(content, name=file.name, points=placed, said=said)


def _points(file: Path) -> AreaCentroids:
    with content_or_stop(file) as content:
        return read_points(content)


def _in_force(session: Session, source: FigureSource) -> tuple[dict[str, Any], list[str]]:
    """Say which children by area are in force, and how many by authority."""
    rows = session.execute(select(PopulationArea.authority, PopulationArea.children))
    counted: dict[str, int] = {}
    for code, children in rows:
        counted[code] = counted.get(code, 0) + sum(children)
    counted = dict(sorted(counted.items()))
    total = f"  Children {sum(counted.values()):,} under 18, by {_AREAS[source.areas]}"
    return {"children": counted}, [total, *map(_line, counted, counted.values())]


def _line(code: str, children: int) -> str:
    known = authorities().get(code)
    return f"    {code} {known.name if known else ''}: {children:,}"


population = Statistic(
    name=POPULATION,
    about="Take in children by single year of age, and say what is there.",
    params=(
        click.Argument(["file"], type=FILE),
        click.Option(["--points"], type=FILE, help="A file that says where LSOAs are: centroids."),
    ),
    read=_read,
    take=partial(take_population, is_sample=False),
    counts=lambda found: {
        "areas": found.areas,
        "rows": len(found.rows),
        "children": found.children,
    },
    summary=lambda found: (
        f"{found.children:,} children in {len(found.rows):,} {_AREAS[found.areas]}"
    ),
    in_force=_in_force,
).commands()
