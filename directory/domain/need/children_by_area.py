"""How many children of some ages live in each area, without asking who reaches them."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from directory.domain.coverage.analysis_data import NO_ROWS, AnalysisData
from directory.domain.coverage.children import MeantChildren, children_of
from directory.domain.coverage.coverage import amounts
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.population import Amounts
from directory.domain.coverage.reached_points import AgeStretch
from directory.domain.need.chain_data import ChainRule
from directory.storage.snapshot import Flags
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS


def meant_by(
    knowledge: Knowledge, target: GapTarget, terms: SuitabilityTerms, rule: ChainRule | None
) -> MeantChildren:
    """Return the children of a target, within the ages to which its chain narrows them."""
    meant = children_of(knowledge, target, terms)
    months = meant.months.copy()
    if rule is not None:
        months[:, : rule.from_months or 0] = False
        months[:, ADULT_MONTHS if rule.under_months is None else rule.under_months :] = False
    return MeantChildren(
        months=months, profiles=meant.profiles, from_before_birth=meant.from_before_birth
    )


def children_by_area(ground: AnalysisData, months: Flags) -> Amounts:
    """Return the children of some ages, by sex and month, in every area; kept when asked."""
    return ground.keep_of(
        NO_ROWS, ("children by area", months.tobytes()), lambda: _counted(ground, months)
    )


def by_district(ground: AnalysisData, children: Amounts) -> Amounts:
    """Return children by area as children by district, in the order of the people's districts."""
    people = ground.people
    found = np.bincount(people.district, weights=children, minlength=len(people.districts))
    return np.asarray(found, np.float64)


def everyone_by_district(ground: AnalysisData) -> Amounts:
    """Return all children under 18 by district."""
    return by_district(ground, ground.people.children.sum(axis=(1, 2)))


def _counted(ground: AnalysisData, months: Flags) -> Amounts:
    people, areas = ground.people, np.arange(len(ground.people.codes))
    found = np.zeros(len(areas))
    for stretch in _stretches(months):
        found += amounts(people, stretch, areas)
    return found


def _stretches(months: Flags) -> Iterator[AgeStretch]:
    changes = np.flatnonzero((months[:, 1:] != months[:, :-1]).any(axis=0)) + 1
    ends = [0, *changes.tolist(), ADULT_MONTHS]
    for low, high in pairwise(ends):
        girls, boys = months[:, low].tolist()
        if girls or boys:
            yield AgeStretch(from_months=low, under_months=high, sexes=(girls, boys))
