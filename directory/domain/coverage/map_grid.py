"""Where the children are, gathered in squares of the grid, for a map and the list beside it."""

from dataclasses import dataclass

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import children_of
from directory.domain.coverage.coverage import at_points, candidates
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.population import Amounts
from matcher import Knowledge

MOST_SQUARES = 700
SIDES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
"""Metres: the smallest that gives few enough squares is taken."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Squares:
    """Squares with children, the lower left corner of each in grid metres."""

    side: int
    easting: Amounts
    northing: Amounts
    children: Amounts
    reached: Amounts
    maybe: Amounts


def squares(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> Squares:
    """Return the children of some districts by square; kept when asked."""
    return ground.keep(
        ("squares", target, terms, districts),
        lambda: _squares(ground, knowledge, target, terms, districts),
    )


def _squares(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> Squares:
    children = children_of(knowledge, target, terms)
    found = candidates(ground, knowledge, target, children, terms)
    parts = list(at_points(ground, children, found, terms.within, districts))
    points = np.concatenate([np.empty(0, np.int64), *(points for points, _ in parts)])
    amounts = np.concatenate(
        [np.empty((0, 3)), *(np.column_stack([c.children, c.reached, c.maybe]) for _, c in parts)]
    )
    return _gathered(ground.people.easting[points], ground.people.northing[points], amounts)


def _gathered(easting: Amounts, northing: Amounts, amounts: Amounts) -> Squares:
    for side in SIDES:
        corners = np.column_stack([easting // side, northing // side])
        found, square = np.unique(corners, axis=0, return_inverse=True)
        if len(found) <= MOST_SQUARES:
            break
    totals = np.zeros((len(found), amounts.shape[1]))
    np.add.at(totals, square.ravel(), amounts)
    return Squares(
        side=side,
        easting=found[:, 0] * side,
        northing=found[:, 1] * side,
        children=totals[:, 0],
        reached=totals[:, 1],
        maybe=totals[:, 2],
    )
