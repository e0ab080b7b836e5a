"""What no choice of so many sites can exceed, and which sites no best choice can hold.

Give every child at a point a price for being reached, `prices` children or fewer: the whole price
is shared out among the sites that reach the point, and what is left of each child is counted
whether it is reached or not. Then no choice reaches more than the sites with the highest takings
take together, plus what is left. That holds for any prices (it is the Lagrangian bound of the
maximal covering problem, Galvão and ReVelle 1996); linear programming finds the best ones. The
bound is worked out here from the prices, so that no rounding of the solver's is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from directory.covering.incidence import Flags, Floats
from directory.covering.siting_problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """What so many sites cannot exceed, in children, and what each site takes at those prices."""

    most: float
    takings: Floats
    sites: int

    def may_hold(self, found: float, hair: float) -> Flags:
        """Return which sites a choice can hold that reaches more than was found.

        To take in a site that is not among the best takers, the least of these must give way.
        """
        least = np.sort(self.takings)[-self.sites]
        return np.asarray(self.most - np.maximum(least - self.takings, 0.0) > found + hair)


def first_bound(problem: Problem, sites: int, chosen: list[int]) -> Bound:
    """Return a bound that takes no time: the best of a few plain prices."""
    bounds = [_bound(problem, sites, prices) for prices in _plain_prices(problem, sites, chosen)]
    return min(bounds, key=lambda bound: bound.most)


def best_bound(problem: Problem, sites: int, seconds: float) -> tuple[Bound, Floats] | None:
    """Return the best bound of its kind, and how far each site is in the choice behind it.

    None where the time does not suffice.
    """
    points, rows = len(problem.children), problem.size
    # Found as the dual: it has a row a site instead of a row a point, which is 20 times faster.
    table = sparse.hstack(
        [problem.covers, sparse.csr_array(-np.ones((rows, 1))), -sparse.eye_array(rows)]
    )
    highest = np.concatenate([problem.children, np.full(rows + 1, np.inf)])
    answer = linprog(
        np.concatenate([-np.ones(points), [sites], np.ones(rows)]),
        A_ub=table.tocsc(),
        b_ub=np.zeros(rows),
        bounds=np.column_stack([np.zeros(points + rows + 1), highest]),
        method="highs-ds",
        options={"time_limit": seconds},
    )
    if answer.status != 0:
        return None
    prices = np.clip(answer.x[:points], 0.0, problem.children)
    return _bound(problem, sites, prices), -np.asarray(answer.ineqlin.marginals)


def _bound(problem: Problem, sites: int, prices: Floats) -> Bound:
    """Return the bound that these prices give."""
    takings = problem.gains(prices)
    best = float(np.sort(takings)[-sites:].sum())
    left = float((problem.children - prices).sum())
    return Bound(most=min(problem.total, left + best), takings=takings, sites=sites)


def _plain_prices(problem: Problem, sites: int, chosen: list[int]) -> Iterator[Floats]:
    """Yield everything; what the chosen sites leave; and a share where many sites reach a point."""
    yield problem.children
    yield problem.left(chosen)
    by_how_many = np.asarray(problem.covers.sum(axis=0), np.float64)
    yield problem.children * np.minimum(1.0, problem.size / (sites * by_how_many))
