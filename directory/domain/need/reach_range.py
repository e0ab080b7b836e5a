"""How many children can reach a service that says it takes them: at least, likely, at most.

What services leave unsaid is named by service, with how many children each would move if it said
yes. The likely value takes of each such service the chance that those which do say have; where too
few say, there is none.
"""

from dataclasses import dataclass

import numpy as np

from directory.domain.coverage.population import Amounts
from directory.domain.need.quantity import Quantity
from directory.storage.snapshot import Flags, Numbers

LEAST_SAYING = 10
"""Services that must say whom they take before the others are judged by them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnknownReach:
    """Which services may take children, and do not say so or take only some.

    Attributes:
        group: of each cell of children, its place among the groups.
        whole: by group and service, whether it may take everybody there.
        service, cell: the other pairs, each once, none of them in a group of `whole`.
    """

    group: Numbers
    whole: Flags
    service: Numbers
    cell: Numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReachRange:
    """Children by group, and what each unknown service would move.

    Attributes:
        low, high: who surely can, and who can at most.
        likely: None where nothing tells how likely the unknown ones are.
        children: all of them.
        moved: by group and service, who would be reached if this service alone said yes.
    """

    children: Amounts
    low: Amounts
    likely: Amounts | None
    high: Amounts
    moved: Amounts

    def plus(self, other: "ReachRange") -> "ReachRange":
        """Return both together, of the same groups and services."""
        likely = None
        if self.likely is not None and other.likely is not None:
            likely = self.likely + other.likely
        return ReachRange(
            children=self.children + other.children,
            low=self.low + other.low,
            likely=likely,
            high=self.high + other.high,
            moved=self.moved + other.moved,
        )

    def of(self, groups: Numbers) -> Quantity:
        """Return the children of some groups who can reach one."""
        low, high = float(self.low[groups].sum()), float(self.high[groups].sum())
        likely = low if low == high else None
        if self.likely is not None:
            likely = float(self.likely[groups].sum())
        high = max(low, high)
        return Quantity(low, None if likely is None else min(max(low, likely), high), high)


def reach_range(
    children: Amounts, surely: Flags, unknown: UnknownReach, chance: float | None
) -> ReachRange:
    """Return the range of children, cell by cell, of whom `surely` are reached already.

    `chance` is that of a service that does not say to take them; None where it is not known.
    """
    groups = len(unknown.whole)
    short = np.where(surely, 0.0, children)
    many = unknown.whole.sum(axis=1)[unknown.group] + np.bincount(
        unknown.cell, minlength=len(children)
    )
    low = _by_group(unknown, np.where(surely, children, 0.0), groups)
    more = _by_group(unknown, np.where(many > 0, short, 0.0), groups)
    likely = None
    if chance is not None or not more.any():
        likely = low + _by_group(unknown, short * (1 - (1 - (chance or 0.0)) ** many), groups)
    return ReachRange(
        children=_by_group(unknown, children, groups),
        low=low,
        likely=likely,
        high=low + more,
        moved=_moved(unknown, short, groups),
    )


def chance_of(yes: int, said: int) -> float | None:
    """Return how likely a silent service is to take them; None where too few say."""
    return yes / said if said >= LEAST_SAYING else None


def _moved(unknown: UnknownReach, short: Amounts, groups: int) -> Amounts:
    """Return whom each unknown service would move, by group and service."""
    services = unknown.whole.shape[1]
    found = _by_group(unknown, short, groups)[:, None] * unknown.whole
    at = unknown.group[unknown.cell] * services + unknown.service
    alone = np.bincount(at, weights=short[unknown.cell], minlength=groups * services)
    return np.asarray(found + alone.reshape(groups, services), np.float64)


def _by_group(unknown: UnknownReach, values: Amounts, groups: int) -> Amounts:
    return np.asarray(np.bincount(unknown.group, weights=values, minlength=groups), np.float64)
