"""Sites chosen one by one, each the best that is left; then bettered, ordered and settled.

None of this proves anything: it gives answers to be compared with a bound.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from directory.domain.coverage.siting.incidence import Floats
from directory.domain.coverage.siting.max_coverage_problem import CoverageProblem


def greedy(problem: CoverageProblem, sites: int, enough: float = np.inf) -> list[int]:
    """Return up to so many rows, each the first of those that add most to the rows before it.

    Ends early where nothing is added any more, or where `enough` children are reached.
    """
    chosen: list[int] = []
    left = problem.left(chosen)
    while len(chosen) < sites and problem.total - float(left.sum()) < enough - problem.hair:
        best = _first_best(problem.gains(left), problem.hair)
        if best is None:
            break
        chosen.append(best)
        left = problem.left(chosen)
    return chosen


def bettered(problem: CoverageProblem, chosen: Sequence[int]) -> list[int]:
    """Return the rows after each exchange of one for another that reaches more children."""
    rows, is_better = list(chosen), True
    while is_better:
        is_better = False
        for at, row in enumerate(rows):
            gains = problem.gains(problem.left(rows[:at] + rows[at + 1 :]))
            best = _first_best(gains, problem.hair)
            if best is not None and gains[best] > gains[row] + problem.hair:
                rows[at], is_better = best, True
    return rows


def settled(problem: CoverageProblem, chosen: Sequence[int]) -> list[int]:
    """Return the rows with each given up for the earliest that would do as well, and none idle.

    Of answers as good as each other it is then mostly the same one that is given.
    """
    rows, is_new = sorted(_none_idle(problem, chosen)), True
    while is_new:
        is_new = False
        for at, row in enumerate(rows):
            gains = problem.gains(problem.left(rows[:at] + rows[at + 1 :]))
            earliest = int(np.flatnonzero(gains >= gains[row] - problem.hair)[0])
            if earliest < row:
                rows[at], is_new = earliest, True
    return _in_order(problem, sorted(rows))


def additions(problem: CoverageProblem, chosen: Sequence[int]) -> list[float]:
    """Return the children whom each of the rows adds to those before it."""
    rows = list(chosen)
    return [float(problem.gains(problem.left(rows[:at]))[row]) for at, row in enumerate(rows)]


def _none_idle(problem: CoverageProblem, chosen: Sequence[int]) -> list[int]:
    """Return the rows without those whose children the others reach, the last given up first."""
    rows = list(chosen)
    for row in reversed(chosen):
        others = [other for other in rows if other != row]
        if problem.gains(problem.left(others))[row] <= problem.hair:
            rows = others
    return rows


def _in_order(problem: CoverageProblem, rows: Sequence[int]) -> list[int]:
    """Return the rows so that each adds most to those before it; `rows` rise, and none is idle."""
    alone = replace(problem, covers=problem.covers[list(rows)])
    return [rows[at] for at in greedy(alone, len(rows))]


def _first_best(gains: Floats, hair: float) -> int | None:
    """Return the first of the rows that gain most; None where none gains anything."""
    most = float(gains.max(initial=0.0))
    return int(np.flatnonzero(gains >= most - hair)[0]) if most > hair else None
