"""Where the children live who are not surely reached by a suitable service now."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import children_of
from directory.domain.coverage.coverage import at_points, candidates
from directory.domain.coverage.gap_query import USUAL_MILES, GapTarget, SuitabilityTerms
from directory.domain.coverage.population import Amounts
from directory.storage.snapshot import Numbers
from matcher import Knowledge

MOST_POINTS = 60_000
"""For a distance of up to the usual one; for a longer one as many fewer."""
SIDES = (100, 250, 500, 1_000, 2_500)
"""Metres: where there are more points, they are gathered in the smallest squares that do."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnservedPopulation:
    """Points with children who have nobody sure, each point in one district."""

    easting: Amounts
    """Grid metres."""
    northing: Amounts
    children: Amounts
    district: Numbers
    """Its place among the districts of all people."""
    side: int | None
    """Metres of the squares in which points were gathered; None where each is as it is known."""


def unserved_population(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> UnservedPopulation:
    """Return the children of some districts who are not surely reached; kept when asked."""
    return ground.keep(
        ("wanting", target, terms, districts),
        lambda: _wanting(ground, knowledge, target, terms, districts),
    )


def _wanting(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> UnservedPopulation:
    people = ground.people
    children = children_of(knowledge, target, terms)
    found = candidates(ground, knowledge, target, children, terms)
    parts = list(at_points(ground, children, found, terms.within, districts))
    points = np.concatenate([np.empty(0, np.int64), *(points for points, _ in parts)])
    short = np.concatenate([np.empty(0), *(here.children - here.reached for _, here in parts)])
    some = short > 0
    points, short = points[some], short[some]
    place = np.column_stack([people.easting[points], people.northing[points]])
    most = int(MOST_POINTS * min(1.0, USUAL_MILES / terms.within.miles))
    return gathered(place, short, people.district[people.area[points]], most)


def gathered(place: Amounts, children: Amounts, district: Numbers, most: int) -> UnservedPopulation:
    """Return points of the same place as one, and squares of points where there are too many."""
    for way in _ways(place):
        side, cells = way
        found, which = np.unique(np.column_stack([cells, district]), axis=0, return_inverse=True)
        if len(found) <= most:
            break
    which, size = which.ravel(), len(found)
    totals: Amounts = np.bincount(which, weights=children, minlength=size).astype(float)
    east, north = (
        np.bincount(which, weights=children * place[:, at], minlength=size) / totals
        for at in range(2)
    )
    return UnservedPopulation(
        easting=found[:, 0].astype(float) if side is None else east,
        northing=found[:, 1].astype(float) if side is None else north,
        children=totals,
        district=found[:, 2].astype(np.int64),
        side=side,
    )


def _ways(place: Amounts) -> Iterator[tuple[int | None, Amounts]]:
    yield None, place
    for side in SIDES:
        yield side, place // side
