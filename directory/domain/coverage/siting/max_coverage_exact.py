"""The most children that so many sites can reach, by HiGHS, and the bound that proves it.

First a bound by prices. Give every child at a point a price for being reached, `prices` children or
fewer: the whole price is shared out among the sites that reach the point, and what is left of each
child is counted whether it is reached or not. Then no choice reaches more than the sites with the
highest takings take together, plus what is left. That holds for any prices (it is the Lagrangian
bound of the maximal covering problem, Galvão and ReVelle 1996); linear programming finds the best
ones. Sites that no better choice can hold are left out, and what remains is a whole-number
programme: docs/decisions/siting.md says what that is worth.

The solver may be a millionth off in each number, so what a choice reaches, and the bound by prices,
are worked out here.
"""

from collections.abc import Sequence
from time import monotonic

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from directory.domain.coverage.siting.incidence import Floats, Numbers
from directory.domain.coverage.siting.max_coverage_greedy import bettered, greedy
from directory.domain.coverage.siting.max_coverage_problem import CoverageProblem, only

EXACT = 1e-7
"""The share of all children by which a bound may exceed what is proven: rounding in the solver."""


def most_rows(
    problem: CoverageProblem, sites: int, ends: float, needed: float | None = None
) -> tuple[list[int], float]:
    """Return the best choice found of up to so many rows, and children that none exceeds.

    `ends` is when to stop looking, of the monotonic clock. Ends early when it is known whether so
    many as are needed can be reached.
    """
    if not problem.size:
        return [], 0.0
    prices, shares = _best_prices(problem, sites, _left(ends))
    most, takings = _bound(problem, sites, prices)
    rows = bettered(problem, greedy(problem, sites))
    rows = _better(problem, rows, np.argsort(-shares, kind="stable")[:sites])
    if _is_decided(problem, rows, most, needed):
        return rows, most
    # To take in a site that is not among the best takers, the least of these must give way.
    gives_way = np.maximum(np.sort(takings)[-sites:][0] - takings, 0.0)
    others = only(problem, most - gives_way > problem.reached(rows) + problem.hair)
    found, of_others = _solved(others, sites, _left(ends))
    rows = _better(problem, rows, np.searchsorted(problem.sites, others.sites[found]))
    return rows, min(most, max(problem.reached(rows), of_others))


def _is_decided(
    problem: CoverageProblem, rows: Sequence[int], most: float, needed: float | None
) -> bool:
    """Return whether no more is to be found; or whether so many can be reached is known."""
    reached = problem.reached(rows)
    if needed is not None and not reached < needed - problem.hair <= most:
        return True
    return most - reached <= EXACT * problem.total


def _better(problem: CoverageProblem, rows: list[int], others: Numbers) -> list[int]:
    """Return the rows, or others, bettered, where those reach more."""
    found = bettered(problem, others.tolist())
    return found if problem.reached(found) > problem.reached(rows) + problem.hair else rows


def _left(ends: float) -> float:
    return max(0.0, ends - monotonic())


def _bound(problem: CoverageProblem, sites: int, prices: Floats) -> tuple[float, Floats]:
    """Return the children that no choice exceeds, by these prices, and what each site takes."""
    takings = problem.gains(prices)
    best = float(np.sort(takings)[-sites:].sum())
    return min(problem.total, float((problem.children - prices).sum()) + best), takings


def _best_prices(problem: CoverageProblem, sites: int, seconds: float) -> tuple[Floats, Floats]:
    """Return the prices that give the best bound, and how far each site is in the choice behind it.

    Where the time is too short, the full price and nothing of any site.
    """
    rows, points = problem.covers.shape
    # Found as the dual: it has a row a site instead of a row a point, which is 20 times faster.
    table = sparse.hstack(
        [problem.covers, sparse.csr_array(-np.ones((rows, 1))), -sparse.eye_array(rows)]
    )
    highest = np.concatenate([problem.children, np.full(rows + 1, np.inf)])
    found = linprog(
        np.concatenate([-np.ones(points), [sites], np.ones(rows)]),
        A_ub=table.tocsc(),
        b_ub=np.zeros(rows),
        bounds=np.column_stack([np.zeros(points + rows + 1), highest]),
        method="highs-ds",
        options={"time_limit": seconds},
    )
    if found.status != 0:
        return problem.children, np.zeros(rows)
    return np.clip(found.x[:points], 0.0, problem.children), -found.ineqlin.marginals


def _solved(problem: CoverageProblem, sites: int, seconds: float) -> tuple[list[int], float]:
    """Return the rows found that reach most children, and children that none exceeds.

    The programme has a 0 or 1 for each site, taken or not, and for each point how much of it is
    missed: at least 1 less the sites taken that reach it.
    """
    rows, points = problem.covers.shape
    taken = np.concatenate([np.ones(rows), np.zeros(points)])
    reached_or_missed = sparse.hstack([problem.covers.T, sparse.eye_array(points)]).tocsc()
    found = milp(
        np.concatenate([np.zeros(rows), problem.children]),
        integrality=taken,
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(reached_or_missed, lb=1), LinearConstraint(taken, ub=sites)],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    chosen = [] if found.x is None else np.flatnonzero(found.x[:rows] > 0.5).tolist()
    return chosen, problem.total - max(0.0, found.mip_dual_bound or 0.0)
