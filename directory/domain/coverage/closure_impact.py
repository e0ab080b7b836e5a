"""What would be lost if a service ended: who would have nobody, where, and how old they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ChildrensAuthority
from directory.domain.coverage.children import children_of
from directory.domain.coverage.coverage import Coverage, candidates, counted
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.matrix import BANDS, in_band
from directory.domain.coverage.population import Amounts
from directory.domain.coverage.reached_points import CandidateServices
from directory.domain.coverage.report import targets_of
from directory.domain.coverage.service_contributions import only
from directory.domain.coverage.suitability import NONE
from matcher import Knowledge

LEAST_CHILDREN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedGroup:
    """Some of the children: of one authority, or of one band of ages."""

    name: str
    children: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureImpact:
    """One recommendation that a service answers.

    Attributes:
        reached: how many children it surely reaches now.
        lost: how many of them would be surely reached by nobody without it.
        perhaps: how many of those may still have somebody who does not say enough.
    """

    target: GapTarget
    reached: float
    lost: float
    perhaps: float
    by_authority: tuple[AffectedGroup, ...]
    by_age: tuple[AffectedGroup, ...]


def closure_impacts(
    ground: AnalysisData,
    knowledge: Knowledge,
    id: str,
    terms: SuitabilityTerms,
    authorities: Sequence[ChildrensAuthority],
) -> tuple[ClosureImpact, ...]:
    """Return what would be lost without a service, the most first; kept when asked.

    Raises KeyError for a service that the directory does not show.
    """
    place = ground.snapshot.store.place_of(id)
    if place is None:
        raise KeyError(id)
    codes = tuple(each.code for each in authorities)
    return ground.keep(
        ("losses", place, terms, codes),
        lambda: tuple(_losses(ground, knowledge, place, terms, authorities)),
    )


def _losses(
    ground: AnalysisData,
    knowledge: Knowledge,
    place: int,
    terms: SuitabilityTerms,
    authorities: Sequence[ChildrensAuthority],
) -> list[ClosureImpact]:
    found = []
    for target in targets_of(knowledge, "recommendation"):
        without = _Without(ground, knowledge, target, place, terms, authorities)
        if without.answers:
            found.append(without.loss())
    return sorted(found, key=lambda loss: (-loss.lost, loss.target.id))


class _Without:
    """One recommendation, with and without a service."""

    def __init__(
        self,
        ground: AnalysisData,
        knowledge: Knowledge,
        target: GapTarget,
        place: int,
        terms: SuitabilityTerms,
        authorities: Sequence[ChildrensAuthority],
    ) -> None:
        self._ground, self._knowledge, self._target = ground, knowledge, target
        self._place, self._terms, self._authorities = place, terms, authorities
        self._found = self._candidates(terms)
        ours = self._found.places == place
        self.answers = bool(ours.any() and (self._found.suits[ours] != NONE).all())

    def loss(self) -> ClosureImpact:
        alone, lost, perhaps = self._counts(self._terms)
        return ClosureImpact(
            target=self._target,
            reached=float(alone.sum()),
            lost=float(lost.sum()),
            perhaps=float(perhaps.sum()),
            by_authority=tuple(self._by_authority(lost)),
            by_age=tuple(self._by_age()),
        )

    def _by_authority(self, lost: Amounts) -> Iterator[AffectedGroup]:
        people = self._ground.people
        for authority in self._authorities:
            ours = np.isin(people.districts, authority.districts)[people.district]
            if (children := float(lost[ours].sum())) >= LEAST_CHILDREN:
                yield AffectedGroup(name=authority.name, children=children)

    def _by_age(self) -> Iterator[AffectedGroup]:
        for _, name, low, high in BANDS:
            _, lost, _ = self._counts(in_band(self._terms, low, high))
            if (children := float(lost.sum())) >= LEAST_CHILDREN:
                yield AffectedGroup(name=name, children=children)

    def _counts(self, terms: SuitabilityTerms) -> tuple[Amounts, Amounts, Amounts]:
        """Return by area whom it reaches, who is lost, and who of these may have somebody."""
        found = self._candidates(terms)
        ours = found.places == self._place
        alone = self._counted(only(found, ours), terms)
        now, then = self._counted(found, terms), self._counted(only(found, ~ours), terms)
        lost = now.reached - then.reached
        return alone.reached, lost, np.minimum(lost, np.maximum(then.maybe - now.maybe, 0))

    def _candidates(self, terms: SuitabilityTerms) -> CandidateServices:
        children = children_of(self._knowledge, self._target, terms)
        return candidates(self._ground, self._knowledge, self._target, children, terms)

    def _counted(self, found: CandidateServices, terms: SuitabilityTerms) -> Coverage:
        children = children_of(self._knowledge, self._target, terms)
        districts = tuple(sorted(code for each in self._authorities for code in each.districts))
        return counted(self._ground, children, found, terms.within, districts)
