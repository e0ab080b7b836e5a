"""`waymark travel`: a table of how long people of each area need to premises."""

from pathlib import Path
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.application.commands.statistics import POPULATION, TRAVEL, take_travel
from directory.cli.resources import places_or_stop, session_or_stop
from directory.cli.statistics_common import FILE, Statistic, content_or_stop, source_or_stop
from directory.exchange.statistics.publication_registry import FileStatement
from directory.exchange.statistics.travel_times import KnownAreas, TravelTimesFile, read_travel
from directory.infrastructure.settings import Settings
from directory.storage import FigureSource, PopulationArea, TravelTime, Venue


def _read(settings: Settings, said: FileStatement, *, file: Path) -> TravelTimesFile:
    """Take in FILE: all of it, in place of what was there, or nothing.

    A row for each area and postcode, with the minutes or seconds between them, as CSV, CSV in
    gzip or a workbook. docs/figures.md says how it is headed.
    """
    places, areas = places_or_stop(settings), _areas_or_stop(settings)
    with content_or_stop(file) as content:
        return read_travel(content, areas=areas, places=places, said=said)


def _areas_or_stop(settings: Settings) -> KnownAreas:
    """Return the areas of which there are children, or stop: nothing else says what is meant."""
    with session_or_stop(settings) as session:
        source = source_or_stop(session, POPULATION)
        codes = frozenset(session.scalars(select(PopulationArea.code)))
        return KnownAreas(kind=source.areas, codes=codes)


def _in_force(session: Session, _: FigureSource) -> tuple[dict[str, Any], list[str]]:
    """Say which table is in force, and how many of the venues it knows."""
    told = select(Venue.postcode).where(Venue.hide_address.isnot(True), Venue.postcode.isnot(None))
    venues = set(session.scalars(told.distinct()))
    known = venues & set(session.scalars(select(TravelTime.postcode).distinct()))
    times = session.scalar(select(func.count()).select_from(TravelTime)) or 0
    areas = session.scalar(select(func.count(TravelTime.area.distinct()))) or 0
    return (
        {"times": times, "areas": areas, "venues": len(venues), "venues_known": len(known)},
        [
            f"  Times    {times:,}, from {areas:,} areas",
            f"  Venues   {len(known):,} of {len(venues):,} postcodes of venues that may be told"
            " are in it",
        ],
    )


travel = Statistic(
    name=TRAVEL,
    about="Take in times of travel from areas to postcodes, and say what is there.",
    params=(click.Argument(["file"], type=FILE),),
    read=_read,
    take=take_travel,
    counts=lambda found: {
        "times": len(found.key),
        "areas": len(found.areas),
        "postcodes": len(found.postcodes),
    },
    summary=lambda found: (
        f"{len(found.key):,} times from {len(found.areas):,} areas"
        f" to {len(found.postcodes):,} postcodes"
    ),
    in_force=_in_force,
).commands()
