"""`waymark deprivation`: how deprived each LSOA is, and whether it is rural, as published."""

from pathlib import Path
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.application.commands.statistics import DEPRIVATION, take_deprivation
from directory.cli.statistics_common import FILE, Statistic, content_or_stop
from directory.exchange.statistics.deprivation import Deprivation, read_deprivation
from directory.exchange.statistics.publication_registry import FileStatement
from directory.infrastructure.settings import Settings
from directory.storage import AreaClass, FigureSource, PopulationArea


def _read(_: Settings, said: FileStatement, *, file: Path) -> Deprivation:
    """Take in FILE as published: all of it, in place of what was there, or nothing.

    The code of each LSOA and its decile of the Index of Multiple Deprivation, and if it has one
    its rural-urban class. CSV, CSV in gzip or a workbook.
    """
    with content_or_stop(file) as content:
        return read_deprivation(content, said=said)


def _in_force(session: Session, _: FigureSource) -> tuple[dict[str, Any], list[str]]:
    """Say which tenths are in force, and how many areas with children they are known of."""
    areas = session.scalar(select(func.count()).select_from(AreaClass)) or 0
    rural = select(func.count()).select_from(AreaClass).where(AreaClass.rural.is_not(None))
    known = session.scalar(
        select(func.count()).select_from(PopulationArea).join(
            AreaClass, AreaClass.code == PopulationArea.code
        )
    )  # fmt: skip
    lived = session.scalar(select(func.count()).select_from(PopulationArea)) or 0
    told = session.scalar(rural) or 0
    return (
        {"areas": areas, "rural_told": told, "population_areas": lived, "known": known or 0},
        [
            f"  Areas    {areas:,}, of {told:,} of which it is told whether they are rural",
            f"  Children {known or 0:,} of {lived:,} areas of the children in force have a tenth",
        ],
    )


deprivation = Statistic(
    name=DEPRIVATION,
    about="Take in how deprived each LSOA is, and say what is there.",
    params=(click.Argument(["file"], type=FILE),),
    read=_read,
    take=take_deprivation,
    counts=lambda found: {"areas": found.areas, "rows": len(found.rows)},
    summary=lambda found: f"{len(found.rows):,} LSOAs",
    in_force=_in_force,
).commands()
