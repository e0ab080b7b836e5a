"""The most children that so many sites can reach, proven by a bound, as far as the time goes.

Each part of the search is bounded by linear programming (HiGHS): mostly that settles it, or leaves
few sites that a better answer could hold. One of these is then taken in one part and left out in
the other, the most promising part first (branch and bound). Handing the whole question to HiGHS as
a whole-number programme gives the same answers, some ten times slower: a row a point, not a site.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from time import monotonic

import numpy as np

from directory.covering.incidence import Floats
from directory.covering.siting_bound import Bound, best_bound, first_bound
from directory.covering.siting_problem import Problem, only
from directory.covering.siting_search import bettered, greedy

LEAST_SECONDS = 0.02
"""With less left than this, a solver is not asked."""
EXACT = 1e-7
"""The share of all children by which a bound may exceed what is proven: rounding in the solver."""


class Clock:
    """How much of the time allowed is left."""

    def __init__(self, seconds: float) -> None:
        """Begin. Raises ValueError for a time below nought, or none."""
        if not seconds >= 0:
            raise ValueError("the time allowed must be nought or more seconds")
        self._end = monotonic() + seconds

    @property
    def left(self) -> float:
        """Return the seconds left, nought where none are."""
        return max(0.0, self._end - monotonic())

    @property
    def is_up(self) -> bool:
        """Return whether it is too late to ask a solver."""
        return self.left < LEAST_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best rows found, the children they reach, and how many none can exceed."""

    rows: tuple[int, ...]
    reached: float
    most: float

    def with_rows(self, problem: Problem, rows: Sequence[int]) -> "Best":
        """Return these rows where they reach more, else those that there were."""
        reached = problem.reached(rows)
        if reached <= self.reached + problem.hair:
            return self
        return Best(rows=tuple(rows), reached=reached, most=max(self.most, reached))

    def with_most(self, most: float) -> "Best":
        """Return it with a lower bound, where this one is lower."""
        lower = max(self.reached, min(self.most, most))
        return Best(rows=self.rows, reached=self.reached, most=lower)

    def is_decided(self, problem: Problem, needed: float | None) -> bool:
        """Return whether no more is to be found; or whether so many can be reached is known."""
        if needed is not None and not self.reached < needed - problem.hair <= self.most:
            return True
        return self.most - self.reached <= EXACT * problem.total


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Part:
    """The choices that take some candidates, and up to so many more of those of a problem."""

    key: tuple[float, int]
    """The most that they reach, below nought, so that the most promising part is the first."""
    taken: tuple[int, ...] = field(compare=False)
    """As numbered by the caller, not by row."""
    already: float = field(compare=False)
    """Children whom those reach."""
    problem: Problem = field(compare=False)
    """What these leave."""
    sites: int = field(compare=False)

    @property
    def most(self) -> float:
        """Return how many children no choice of this part exceeds."""
        return -self.key[0]

    @property
    def is_open(self) -> bool:
        """Return whether there is anything to choose."""
        return self.sites > 0 and self.problem.size > 0

    def with_rows(self, rows: Sequence[int]) -> list[int]:
        """Return the candidates of a choice of this part."""
        return [*self.taken, *self.problem.sites[list(rows)].tolist()]


def best_rows(problem: Problem, sites: int, clock: Clock, needed: float | None = None) -> Best:
    """Return the best choice of up to so many sites, from 1 to all of them.

    With `needed`, end as soon as it is known whether so many children can be reached.
    """
    best = _first(problem, sites)
    numbers = count()
    key = (-best.most, next(numbers))
    parts = [_Part(key=key, taken=(), already=0.0, problem=problem, sites=sites)]
    while parts and not best.is_decided(problem, needed) and not clock.is_up:
        part = parts[0]
        found = best_bound(part.problem, min(part.sites, part.problem.size), clock.left)
        if found is None:
            break
        heappop(parts)
        bound, shares = found
        rounded = np.argsort(-shares, kind="stable")[: part.sites].tolist()
        best = _with(best, problem, part.with_rows(rounded))
        for half in _halves(part, bound, shares, best.reached + EXACT * problem.total, numbers):
            best = _with(best, problem, half.with_rows(greedy(half.problem, half.sites)))
            if half.is_open:
                heappush(parts, half)
        best = best.with_most(parts[0].most if parts else best.reached)
    return best


def _first(problem: Problem, sites: int) -> Best:
    """Return a good choice and a bound that take no time."""
    rows = greedy(problem, sites)
    most = first_bound(problem, sites, rows).most
    best = Best(rows=tuple(rows), reached=problem.reached(rows), most=most)
    return best.with_rows(problem, bettered(problem, rows))


def _with(best: Best, problem: Problem, candidates: Sequence[int]) -> Best:
    """Return these candidates, bettered, where they reach more than the best there was."""
    rows = np.searchsorted(problem.sites, candidates).tolist()
    return best.with_rows(problem, bettered(problem, rows))


def _halves(
    part: _Part, bound: Bound, shares: Floats, least: float, numbers: Iterator[int]
) -> Iterator[_Part]:
    """Yield the part without its most doubtful site, and with it; neither where none is better."""
    most = min(part.most, part.already + bound.most)
    others = bound.may_hold(least - part.already, part.problem.hair)
    if most <= least or not others.any():
        return
    doubtful = int(np.argmax(np.where(others, np.minimum(shares, 1 - shares), -1.0)))
    others[doubtful] = False
    without = replace(part, key=(-most, next(numbers)), problem=only(part.problem, others))
    yield without
    left = part.problem.left([doubtful])
    yield _Part(
        key=(-most, next(numbers)),
        taken=tuple(part.with_rows([doubtful])),
        already=part.already + part.problem.total - float(left.sum()),
        problem=only(replace(part.problem, children=left), others),
        sites=part.sites - 1,
    )
