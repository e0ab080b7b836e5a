"""How many children have a suitable service within reach, and how many may have one.

The children of an area are counted by month of age, each year of age spread evenly over its months,
and by sex where a recommendation is for one. Between two ages at which nothing changes everyone is
alike, so each stretch is looked at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from directory.domain.coverage.analysis_data import NO_ROWS, AnalysisData
from directory.domain.coverage.children import MeantChildren, children_of
from directory.domain.coverage.gap_query import GapTarget, ReachLimit, SuitabilityTerms
from directory.domain.coverage.population import Amounts, AreaPopulation
from directory.domain.coverage.reach_pairs import reach_pairs_by_part
from directory.domain.coverage.reached_points import (
    AgeStretch,
    CandidateServices,
    reached_points,
)
from directory.domain.coverage.suitability import NONE, suitability
from directory.storage.snapshot import NO_AGE, Flags, Numbers, Snapshot
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS
from matcher.programme_index import deliverers

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coverage:
    """Children by area or point, in their order: all, reached, and only perhaps reached."""

    children: Amounts
    reached: Amounts
    maybe: Amounts
    """Nobody surely suitable is within reach of these, and somebody who may be is."""

    def some(self, areas: Numbers) -> "Coverage":
        """Return the children of some areas alone."""
        return Coverage(
            children=self.children[areas], reached=self.reached[areas], maybe=self.maybe[areas]
        )

    def among(self, areas: Numbers, size: int) -> "Coverage":
        """Return the children of these areas among all areas, nobody in the others."""
        found = np.zeros((3, size))
        found[:, areas] = self.children, self.reached, self.maybe
        return Coverage(children=found[0], reached=found[1], maybe=found[2])


def coverage(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
    sex: int | None = None,
) -> Coverage:
    """Return whom of the children of some districts suitable services reach; kept when asked.

    `sex` is a place among `children.SEXES`, of girls or boys alone; None for both. Raises
    KeyError for a recommendation that there is not.
    """
    areas = ground.keep_of(
        NO_ROWS, ("areas of", districts), lambda: _areas_of(ground.people, districts)
    )
    rows = ground.snapshot.store.keys[_that_matter(ground, knowledge, target, districts)]
    found = ground.keep_of(
        rows,
        ("coverage", target, terms, districts, sex),
        lambda: _coverage(ground, knowledge, target, terms, districts, sex).some(areas),
    )
    return found.among(areas, len(ground.people.codes))


def _that_matter(
    ground: AnalysisData, knowledge: Knowledge, target: GapTarget, districts: tuple[str, ...]
) -> Numbers:
    """Return the services that deliver a target and may come to anybody in some districts."""

    def found() -> Numbers:
        places = delivering(ground.snapshot, knowledge, target)
        return np.sort(places[that_come(ground, districts)[places]])

    return ground.snapshot.store.derived(("matter", ground.people, target, districts), found)


def that_come(ground: AnalysisData, districts: tuple[str, ...]) -> Flags:
    """Return which services come, or may come, to anybody in some districts."""

    def come() -> Flags:
        here = np.flatnonzero(np.isin(ground.people.districts, districts))
        found: Flags = np.any(ground.coming.bits(here), axis=0)
        return found

    return ground.snapshot.store.derived(("come", ground.people, districts), come)


def _areas_of(people: AreaPopulation, districts: tuple[str, ...]) -> Numbers:
    return np.flatnonzero(np.isin(people.districts, districts)[people.district])


def _coverage(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
    sex: int | None,
) -> Coverage:
    children = children_of(knowledge, target, terms)
    if sex is not None:
        children = children.of_sex(sex)
    places = _that_matter(ground, knowledge, target, districts)
    found = candidates(ground, knowledge, target, children, terms, places)
    return counted(ground, children, found, terms.within, districts)


def counted(
    ground: AnalysisData,
    children: MeantChildren,
    found: CandidateServices,
    within: ReachLimit,
    districts: tuple[str, ...],
) -> Coverage:
    """Return whom some services reach."""
    size = len(ground.people.codes)
    total = Coverage(children=np.zeros(size), reached=np.zeros(size), maybe=np.zeros(size))
    for points, here in at_points(ground, children, found, within, districts):
        areas = ground.people.area[points]
        add(total.children, areas, here.children)
        add(total.reached, areas, here.reached)
        add(total.maybe, areas, here.maybe)
    return total


def at_points(
    ground: AnalysisData,
    children: MeantChildren,
    found: CandidateServices,
    within: ReachLimit,
    districts: tuple[str, ...],
) -> Iterator[tuple[Numbers, Coverage]]:
    """Yield points of some districts, part by part, with whom some services reach at each."""
    people, stretches = ground.people, list(stretches_of(children, found))
    for patch in reach_pairs_by_part(ground, districts, within):
        reach, size = reached_points(ground, patch, found), len(patch.points)
        here = Coverage(children=np.zeros(size), reached=np.zeros(size), maybe=np.zeros(size))
        areas, weight = people.area[patch.points], people.weight[patch.points]
        for stretch in stretches:
            there = amounts(people, stretch, areas) * weight
            sure, may = reach.of(stretch)
            here.children[:] += there
            here.reached[:] += there * sure
            here.maybe[:] += there * (may & ~sure)
        yield patch.points, here


def add(total: Amounts, areas: Numbers, at_point: Amounts) -> None:
    """Add what is at points to the totals of their areas."""
    total += np.bincount(areas, weights=at_point, minlength=len(total))


def amounts(people: AreaPopulation, stretch: AgeStretch, areas: Numbers) -> Amounts:
    """Return how many children of an age and sex there are in each of some areas."""
    found = np.zeros(len(areas))
    for sex in np.flatnonzero(stretch.sexes).tolist():
        found += _younger(people, sex, stretch.under_months, areas)
        found -= _younger(people, sex, stretch.from_months, areas)
    return found


def _younger(people: AreaPopulation, sex: int, months: int, areas: Numbers) -> Amounts:
    years, part = divmod(months, MONTHS_A_YEAR)
    found: Amounts = people.younger[sex, years][areas]
    if part:
        beyond = people.younger[sex, years + 1][areas]
        found = found + (beyond - found) * (part / MONTHS_A_YEAR)
    return found


def candidates(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    children: MeantChildren,
    terms: SuitabilityTerms,
    some: Numbers | None = None,
) -> CandidateServices:
    """Return the services that deliver what is asked about, with whom of the children they take.

    `some` are the places of those that matter; None for all.
    """
    snapshot = ground.snapshot
    places = np.sort(delivering(snapshot, knowledge, target)) if some is None else some
    # Whom a service takes is the same for every band of ages.
    any_age = replace(terms, from_months=0, under_months=ADULT_MONTHS)
    whom = ground.keep(
        ("suits", target, any_age, places.tobytes()),
        lambda: suitability(ground.offers, children, terms, places),
    )
    low, high = snapshot.age_from[places], snapshot.age_under[places]
    return CandidateServices(
        places=places,
        suits=whom,
        from_months=np.where(low == NO_AGE, 0, np.maximum(low, 0)),
        under_months=np.where(high == NO_AGE, ADULT_MONTHS, np.clip(high, 0, ADULT_MONTHS)),
    )


def delivering(snapshot: Snapshot, knowledge: Knowledge, target: GapTarget) -> Numbers:
    """Return the places of the services that deliver a recommendation, a programme or a kind.

    Raises KeyError for a recommendation that there is not.
    """
    if target.what == "programme":
        return snapshot.places_of((target.id,), ())
    if target.what == "kind":
        return snapshot.places_of((), (target.id,))
    kinds = knowledge.recommendation[target.id].kinds
    return snapshot.places_of(deliverers(knowledge, target.id), kinds)


def stretches_of(children: MeantChildren, found: CandidateServices) -> Iterator[AgeStretch]:
    """Yield the stretches of age that matter, the youngest first."""
    told = found.suits != NONE
    changes = np.flatnonzero((children.months[:, 1:] != children.months[:, :-1]).any(axis=0)) + 1
    ends = np.unique(
        np.concatenate(
            [[0, ADULT_MONTHS], changes, found.from_months[told], found.under_months[told]]
        )
    )
    for low, high in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        girls, boys = children.months[:, low].tolist()
        if girls or boys:
            yield AgeStretch(from_months=low, under_months=high, sexes=(girls, boys))
