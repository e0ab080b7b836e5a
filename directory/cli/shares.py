"""`waymark shares`: the shares that a council sets for the steps of need."""

from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.statistics import SHARES, take_shares
from directory.cli.statistics_common import FILE, Statistic, content_or_stop
from directory.domain.need.chain_data import need_chains_in
from directory.exchange.statistics.need_shares import NeedShares, read_need_shares
from directory.exchange.statistics.publication_registry import FileStatement
from directory.infrastructure.settings import Settings
from directory.infrastructure.text_format import count
from directory.storage import FigureSource, NeedShare


def _read(settings: Settings, said: FileStatement, *, file: Path) -> NeedShares:
    """Take in the shares of FILE in place of those that were there, or nothing.

    Columns: authority, step, low, likely, high, source, dated. docs/gaps.md says what they mean.
    """
    with content_or_stop(file) as content:
        return read_need_shares(content, need_chains_in(settings.data).step, said=said)


def _in_force(session: Session, _: FigureSource) -> tuple[dict[str, Any], list[str]]:
    """Say which shares are set, and from where each is."""
    rows = session.scalars(select(NeedShare).order_by(NeedShare.authority, NeedShare.step)).all()
    lines = [
        f"    {row.authority} {row.step}: {row.low:g} to {row.high:g} ({row.source}, {row.dated})"
        for row in rows
    ]
    return {"shares": len(rows)}, [f"  Shares   {len(rows):,}", *lines]


shares = Statistic(
    name=SHARES,
    about="Take in the shares that a council sets for the steps of need, and say what is there.",
    params=(click.Argument(["file"], type=FILE),),
    read=_read,
    take=take_shares,
    counts=lambda found: {"shares": len(found.rows)},
    summary=lambda found: count(len(found.rows), "share"),
    in_force=_in_force,
).commands()
