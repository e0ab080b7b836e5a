"""The services behind a number: whom each reaches, who has no other, and what keeps one out."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import children_of
from directory.domain.coverage.coverage import candidates, counted
from directory.domain.coverage.exclusion_reasons import ExclusionReasons
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.reached_points import CandidateServices
from directory.domain.coverage.suitability import NONE
from directory.geo import Distances
from directory.model.service_line import ServiceLine
from directory.storage.snapshot import Flags
from matcher import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceContribution:
    """A service that delivers what is asked about, as it stands to the children of some districts.

    Attributes:
        reached: how many it surely takes and is within reach of.
        maybe: how many more it may take: it takes some, or does not say enough.
        only: how many of those reached would have nobody suitable without it.
        miles: from its nearest venue that may be told to the nearest of where they live; the
            grid says which these are, and the geodesic between them how far.
        keeps_out: why it does not reach them, or not all; in words.
        notes: what else bears on relying on it.
    """

    service: ServiceLine
    reached: float
    maybe: float
    only: float
    miles: float | None
    keeps_out: tuple[str, ...]
    notes: tuple[str, ...]


def service_contributions(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> tuple[ServiceContribution, ...]:
    """Return every service that delivers a target: those that reach most first, then the nearest.

    Kept when asked. Left out are services that neither reach anybody here nor could, unless they
    have a venue within the distance and serve other areas.
    """
    return ground.keep(
        ("standings", target, terms, districts),
        lambda: _Standings(ground, knowledge, target, terms, districts).all(),
    )


class _Standings:
    def __init__(
        self,
        ground: AnalysisData,
        knowledge: Knowledge,
        target: GapTarget,
        terms: SuitabilityTerms,
        districts: tuple[str, ...],
    ) -> None:
        self._ground, self._terms = ground, terms
        self._districts = districts
        self._children = children_of(knowledge, target, terms)
        self._found = candidates(ground, knowledge, target, self._children, terms)
        self._here = np.isin(ground.people.districts, districts)
        bits = ground.coming.bits(np.flatnonzero(self._here))
        self._comes: Flags = np.any(bits, axis=0)
        self._words = ExclusionReasons(ground, knowledge.facts, self._children, terms, self._here)

    def all(self) -> tuple[ServiceContribution, ...]:
        everyone, _ = self._counted(np.ones(len(self._found.places), np.bool_))
        miles = self._miles()
        found = []
        for at, place in enumerate(self._found.places.tolist()):
            alone = np.arange(len(self._found.places)) == at
            reached, maybe = self._counted(alone) if self._found.suits[at] != NONE else (0.0, 0.0)
            only = everyone - self._counted(~alone)[0] if reached else 0.0
            away = miles.get(place)
            if reached or self._could_come(place) or self._is_near(away):
                out = tuple(self._words.reasons(place, away, comes=reached > 0))
                line = self._ground.offers.lines[place]
                found.append(
                    ServiceContribution(
                        service=line,
                        reached=reached,
                        maybe=maybe,
                        only=only,
                        miles=away,
                        keeps_out=out,
                        notes=tuple(self._words.notes(place)),
                    )
                )
        far = float("inf")
        found.sort(
            key=lambda s: (-round(s.reached), s.miles if s.miles is not None else far, s.service.id)
        )
        return tuple(found)

    def _counted(self, some: Flags) -> tuple[float, float]:
        """Return how many some of the services reach together, and how many more they may."""
        chosen = only(self._found, some)
        within = self._terms.within
        total = counted(self._ground, self._children, chosen, within, self._districts)
        return float(total.reached.sum()), float(total.maybe.sum())

    def _could_come(self, place: int) -> bool:
        return bool(self._comes[place])

    def _is_near(self, miles: float | None) -> bool:
        """Say whether a venue is within the distance, whichever area its service serves."""
        return miles is not None and miles <= self._terms.within.miles

    def _miles(self) -> dict[int, float]:
        """Return the miles from the nearest venue of each service to the nearest homes here."""
        ground, people = self._ground, self._ground.people
        ours = self._here[people.district[people.area]]
        homes = np.column_stack([people.easting[ours], people.northing[ours]])
        some = ground.snapshot.venues.of(self._found.places)
        service = ground.snapshot.venues.service
        if not len(homes) or not len(some):
            return {}
        venues = ground.snapshot.venues.points[some]
        away, home = cKDTree(homes).query(venues)
        # Of each service the first in this order is its nearest.
        order = np.lexsort((away, service[some]))
        places, first = np.unique(service[some][order], return_index=True)
        distances = Distances()
        return {
            place: distances.miles_between(tuple(venues[at]), tuple(homes[home[at]]))
            for place, at in zip(places.tolist(), order[first].tolist(), strict=True)
        }


def only(found: CandidateServices, some: Flags) -> CandidateServices:
    """Return some of the candidates."""
    return replace(
        found,
        places=found.places[some],
        suits=found.suits[some],
        from_months=found.from_months[some],
        under_months=found.under_months[some],
    )
