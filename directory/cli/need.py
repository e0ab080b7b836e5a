"""`waymark need`: children in need and on protection plans, by authority, as published."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.statistics import NEED, take_need
from directory.cli.statistics_common import FILE, Statistic, content_or_stop, problems_told
from directory.exchange.statistics.need import MEASURES, Need, joined, read_need
from directory.exchange.statistics.publication_registry import FileStatement
from directory.infrastructure.settings import Settings
from directory.storage import FigureSource, NeedFigure


def _read(_: Settings, said: FileStatement, *, files: tuple[Path, ...]) -> Need:
    """Take in every FILE as one set, in place of what was there, or nothing.

    Tables of the Department for Education, one for each measure, or a council's own.
    docs/figures.md says which layouts.
    """
    tables = []
    for file in files:
        with content_or_stop(file) as content:
            tables.append(read_need(content, said=said))
    with problems_told(files[-1]):
        return joined(tables)


def _in_force(session: Session, _: FigureSource) -> tuple[dict[str, Any], list[str]]:
    """Say which figures of children in need are in force, and how many of each kind."""
    rows = session.execute(select(NeedFigure.measure, NeedFigure.number)).all()
    counted = Counter(measure for measure, _ in rows)
    withheld = sum(number is None for _, number in rows)
    each = [f"    {MEASURES[measure]}: {number:,}" for measure, number in sorted(counted.items())]
    total = f"  Figures  {len(rows):,}, of which {withheld:,} are withheld"
    return {"figures": dict(counted), "withheld": withheld}, [total, *each]


need = Statistic(
    name=NEED,
    about="Take in figures of children in need, and say what is there.",
    params=(click.Argument(["files"], type=FILE, nargs=-1, required=True, metavar="FILE..."),),
    read=_read,
    take=partial(take_need, is_sample=False),
    counts=lambda found: {
        "figures": dict(Counter(row.measure for row in found.rows)),
        "withheld": found.withheld,
    },
    summary=lambda found: f"{len(found.rows):,} figures, of which {found.withheld:,} are withheld",
    in_force=_in_force,
).commands()
