"""Where would one more do most good: the best few sites, exactly, with the proof beside them.

The maximal covering location problem (Church and ReVelle 1974) and its converse, over a table of
which site reaches which point (`siting.incidence`). Sites are named by their place in
that table. Every answer says how good any other could be, and whether it is proven to be the best;
where the time ends first, it is the best found. `seconds` is when to stop looking; on a large
question and a busy machine that is noticed up to two seconds late. The same question has the same
answer, except that less time may find less. No site is chosen that adds nothing, so there may be
fewer than allowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import ArrayLike

from directory.domain.coverage.siting.incidence import Demand, Incidence, counted, serving, within
from directory.domain.coverage.siting.max_coverage_exact import EXACT, most_rows
from directory.domain.coverage.siting.max_coverage_greedy import additions, greedy, settled
from directory.domain.coverage.siting.max_coverage_problem import (
    HAIR,
    CoverageProblem,
    reduced,
    whole,
)

__all__ = [
    "ChosenSite",
    "Demand",
    "Fewest",
    "Greedy",
    "Siting",
    "fewest_sites",
    "most_reached",
    "serving",
    "within",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSite:
    """One chosen site and what it does beside the others."""

    site: int
    """Its place among the candidates."""
    adds: float
    """Children within reach whom the sites chosen before it do not reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Greedy:
    """The answer of taking the best site, then the best beside it, and so on."""

    sites: tuple[int, ...]
    reached: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Siting:
    """The sites that reach the most children, the one that adds most first."""

    chosen: tuple[ChosenSite, ...]
    reached: float
    """Children newly within reach of any chosen site."""
    most: float
    """No choice of as many sites as were allowed reaches more children than this: proven."""
    is_optimal: bool
    """Whether it is proven that no choice reaches more, but for a ten-millionth of all children."""
    greedy: Greedy

    @property
    def gap(self) -> float:
        """Return the children by which a better choice could at most exceed this one."""
        return self.most - self.reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Fewest:
    """The fewest sites that bring the share of children within reach up to a target."""

    is_possible: bool
    """Whether all candidates together would do; where not, nothing is chosen."""
    chosen: tuple[ChosenSite, ...]
    reached: float
    """Children newly within reach of any chosen site."""
    share: float
    """The share of all children within reach with these sites."""
    most_share: float
    """The share of all children within reach with every candidate."""
    at_least: int
    """No choice of fewer sites than this reaches the target: proven. 0 where it is not possible."""
    is_optimal: bool
    """Whether it is proven that no choice of fewer sites would do, or that none does."""
    greedy: Greedy


def most_reached(
    covers: Incidence, children: ArrayLike, sites: int, *, seconds: float = 5
) -> Siting:
    """Return the choice of up to `sites` candidates that reaches the most children.

    Asked for more sites than there are candidates, it may take them all. Without candidates, or
    without children, nothing is chosen and nobody is reached, which is the best there is.

    Raises ValueError for no sites, a negative time, and children that are not one number a point.
    """
    if sites < 1:
        raise ValueError("choose at least 1 site")
    ends = _end(seconds)
    everything = whole(covers, counted(children))
    problem = reduced(everything)
    rows, most = most_rows(problem, sites, ends)
    chosen = _chosen(everything, problem, rows)
    reached = sum(site.adds for site in chosen)
    return Siting(
        chosen=chosen,
        reached=reached,
        most=max(most, reached),
        is_optimal=most - reached <= EXACT * problem.total,
        greedy=_greedy(problem, greedy(problem, sites)),
    )


def fewest_sites(
    covers: Incidence,
    children: ArrayLike,
    already: float,
    target_share: float,
    total: float,
    *,
    seconds: float = 5,
) -> Fewest:
    """Return the fewest candidates with which `target_share` of `total` children are reached.

    `already` are within reach without any of them. Where that is enough, nothing is chosen; where
    all the candidates are not, it is said what they reach. Of choices of as few sites it is one
    that does, not the one that reaches the most: ask `most_reached` for that.

    Raises ValueError for a target that is not a share, no children in all, more children than in
    all, a negative time, and children that are not one number a point.
    """
    ends, numbers = _end(seconds), counted(children)
    _refuse_shares(already, target_share, total, float(numbers.sum()))
    everything = whole(covers, numbers)
    problem = reduced(everything)
    needed = target_share * total - already - HAIR * total
    by_greed = greedy(problem, problem.size, needed)
    is_possible = problem.total >= needed
    rows, at_least = _fewest(problem, needed, by_greed, ends) if is_possible else ((), 0)
    chosen = _chosen(everything, problem, rows)
    reached = sum(site.adds for site in chosen)
    return Fewest(
        is_possible=is_possible,
        chosen=chosen,
        reached=reached,
        share=(already + reached) / total,
        most_share=(already + problem.total) / total,
        at_least=at_least,
        is_optimal=len(chosen) <= at_least,
        greedy=_greedy(problem, by_greed),
    )


def _refuse_shares(already: float, target_share: float, total: float, children: float) -> None:
    """Refuse a target, or numbers of children, that cannot be meant."""
    if not 0 <= target_share <= 1:
        raise ValueError("the target must be a share from 0 to 1")
    if not 0 < total < np.inf:
        raise ValueError("there must be children in all")
    if not 0 <= already <= already + children <= total * (1 + EXACT):
        raise ValueError("more children are reached, or could be, than there are in all")


def _end(seconds: float) -> float:
    """Return the moment at which to stop looking."""
    if not seconds >= 0:
        raise ValueError("the time allowed must be nought or more seconds")
    return monotonic() + seconds


def _fewest(
    problem: CoverageProblem, needed: float, by_greed: Sequence[int], ends: float
) -> tuple[Sequence[int], int]:
    """Return rows that reach so many children, and the number below which none do, by halving."""
    rows, proven = by_greed, 0 if not by_greed else 1
    low, high = proven, len(by_greed)
    while low < high:
        sites = (low + high) // 2
        found, most = most_rows(problem, sites, ends, needed)
        if problem.reached(found) >= needed - problem.hair:
            rows, high = found, sites
            continue
        low = sites + 1
        if most < needed - problem.hair:
            proven = low
    return rows, proven


def _chosen(
    everything: CoverageProblem, problem: CoverageProblem, rows: Sequence[int]
) -> tuple[ChosenSite, ...]:
    """Return the sites of these rows, settled among all candidates."""
    sites = settled(everything, problem.sites[list(rows)].tolist())
    numbers = zip(sites, additions(everything, sites), strict=True)
    return tuple(ChosenSite(site=site, adds=adds) for site, adds in numbers)


def _greedy(problem: CoverageProblem, rows: Sequence[int]) -> Greedy:
    sites = problem.sites[list(rows)].tolist()
    return Greedy(sites=tuple(sites), reached=problem.reached(rows))
