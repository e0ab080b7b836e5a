"""The most children that so many sites can reach, proven by a bound, as far as the time goes.

First a good answer and a bound by linear programming: mostly they meet, or leave few sites that a
better answer could hold. Those are left to HiGHS, a solver of whole-number programmes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from directory.covering.incidence import Floats
from directory.covering.siting_bound import best_bound, first_bound
from directory.covering.siting_problem import Problem, only
from directory.covering.siting_search import bettered, greedy

LEAST_SECONDS = 0.02
"""With less left than this, a solver is not asked."""
OF_WHAT_IS_LEFT = 0.8
"""The share of the time left that HiGHS is given: it looks at the clock only now and then."""
EXACT = 1e-6
"""The share of all children to which HiGHS answers exactly."""


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


def best_rows(problem: Problem, sites: int, clock: Clock, needed: float | None = None) -> Best:
    """Return the best choice of up to so many sites, from 1 to all of them.

    With `needed`, end as soon as it is known whether so many children can be reached.
    """
    rows = greedy(problem, sites)
    bound = first_bound(problem, sites, rows)
    best = Best(rows=tuple(rows), reached=problem.reached(rows), most=bound.most)
    best = best.with_rows(problem, bettered(problem, rows))
    if best.is_decided(problem, needed) or clock.is_up:
        return best
    found = best_bound(problem, sites, clock.left)
    if found is not None:
        bound, shares = found
        rounded = np.argsort(-shares, kind="stable")[:sites].tolist()
        best = best.with_rows(problem, bettered(problem, rounded)).with_most(bound.most)
    if best.is_decided(problem, needed) or clock.is_up:
        return best
    may_hold = bound.may_hold(best.reached, problem.hair)
    return _solved(problem, only(problem, may_hold), sites, best, clock)


def _solved(problem: Problem, part: Problem, sites: int, best: Best, clock: Clock) -> Best:
    """Return the best choice, better ones being sought among the sites of a part."""
    if not part.size:
        return best.with_most(best.reached)
    answer = milp(
        np.concatenate([np.zeros(part.size), -part.children]),
        integrality=np.concatenate([np.ones(part.size), np.zeros(len(part.children))]),
        bounds=Bounds(0, 1),
        constraints=_constraints(part, sites),
        options={"time_limit": OF_WHAT_IS_LEFT * clock.left, "mip_rel_gap": 0.0},
    )
    if answer.x is not None:
        rows = np.flatnonzero(answer.x[: part.size] > 0.5)
        places = np.searchsorted(problem.sites, part.sites[rows]).tolist()
        best = best.with_rows(problem, bettered(problem, places[:sites]))
    most = getattr(answer, "mip_dual_bound", None)
    return best if most is None or not np.isfinite(most) else best.with_most(-most)


def _constraints(part: Problem, sites: int) -> list[LinearConstraint]:
    """Return: a point is reached only where a site of its own is taken; so many sites at most."""
    points = len(part.children)
    reached = sparse.hstack([-part.covers.T, sparse.eye_array(points)]).tocsc()
    taken: Floats = np.concatenate([np.ones(part.size), np.zeros(points)])
    return [
        LinearConstraint(reached, -np.inf, 0),
        LinearConstraint(sparse.csr_array(taken[None, :]), 0, sites),
    ]
