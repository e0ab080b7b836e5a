"""What was asked for and whether it was found, in groups of five asks or more."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from directory.storage import UnmetAsk

FEWEST_SHOWN = 5
"""Asks in a group, from which it is shown: fewer could be one family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetGroup:
    """The asks for one recommendation in one authority in one month."""

    recommendation: str
    authority: str
    month: str
    """`2026-11`."""
    asks: int
    unmet: int | None
    """Asks for which nothing was found; None where they, or the others, are 1 to 4."""


def unmet(session: Session, on: date) -> tuple[UnmetGroup, ...]:
    """Return the groups of five asks or more: the last month first, then the most unmet asks.

    Of months that are over on a day alone: two looks at one that is not would tell the ask between.

    A part of a group that is smaller is not told, nor the rest, from which it could be worked out.
    """
    groups = [group for group in _groups(session, on) if group.asks >= FEWEST_SHOWN]
    ordered = sorted(
        groups, key=lambda g: (-(g.unmet or 0), -g.asks, g.recommendation, g.authority)
    )
    return tuple(sorted(ordered, key=lambda g: g.month, reverse=True))


def unmet_of(
    session: Session, on: date, recommendation: str, authorities: Collection[str]
) -> tuple[int, int]:
    """Return how often one was asked for in some authorities, and nothing found: at least.

    The sum of the groups that are shown, and so no more than they tell.
    """
    groups = [
        group
        for group in unmet(session, on)
        if group.recommendation == recommendation and group.authority in authorities
    ]
    return sum(group.asks for group in groups), sum(group.unmet or 0 for group in groups)


def _groups(session: Session, on: date) -> Iterator[UnmetGroup]:
    asks, nothing = UnmetAsk.asks, case((UnmetAsk.found, 0), else_=UnmetAsk.asks)
    key = (UnmetAsk.recommendation, UnmetAsk.authority, UnmetAsk.month)
    rows = select(*key, func.sum(asks), func.sum(nothing)).group_by(*key)
    rows = rows.where(UnmetAsk.month < f"{on:%Y-%m}")
    for recommendation, authority, month, total, missed in session.execute(rows):
        parts = (int(missed), int(total) - int(missed))
        is_told = all(part == 0 or part >= FEWEST_SHOWN for part in parts)
        yield UnmetGroup(
            recommendation=recommendation,
            authority=authority,
            month=month,
            asks=int(total),
            unmet=parts[0] if is_told else None,
        )
