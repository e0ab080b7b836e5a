"""The range of children whom the services of the directory reach, by district."""

from dataclasses import dataclass

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import MeantChildren
from directory.domain.coverage.coverage import amounts, candidates, stretches_of
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.population import Amounts
from directory.domain.coverage.reach_pairs import ReachPairs, ServiceBoxes, reach_pairs_by_part
from directory.domain.coverage.reached_points import (
    AgeStretch,
    CandidateServices,
    of_age,
    reached_points,
)
from directory.domain.coverage.service_areas import MAY_WHOLE, WHOLE
from directory.domain.coverage.suitability import ALL, NONE, SOME
from directory.domain.need.reach_range import ReachRange, UnknownReach, chance_of, reach_range
from directory.storage.snapshot import Flags, Numbers
from matcher import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ServicesReach:
    """Whom the services that deliver a target reach, by the districts of all people."""

    found: CandidateServices
    reach: ReachRange


def services_reach(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    meant: MeantChildren,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> ServicesReach:
    """Return the range of the children of some districts; kept when asked."""
    return ground.keep(
        ("services reach", target, meant.months.tobytes(), terms, districts),
        lambda: _found(ground, knowledge, target, meant, terms, districts),
    )


def _found(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    meant: MeantChildren,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> ServicesReach:
    found = candidates(ground, knowledge, target, meant, terms)
    chance = chance_of(
        int((found.suits == ALL).sum()), int(((found.suits == ALL) | (found.suits == NONE)).sum())
    )
    total = _nobody(len(ground.people.districts), len(found.places))
    for patch in reach_pairs_by_part(ground, districts, terms.within):
        sure = reached_points(ground, patch, found)
        areas = ground.people.area[patch.points]
        for stretch in stretches_of(meant, found):
            here = amounts(ground.people, stretch, areas) * ground.people.weight[patch.points]
            unknown = _unknown(ground, patch, found, stretch)
            surely, _ = sure.of(stretch)
            total = total.plus(_spread(reach_range(here, surely, unknown, chance), patch, total))
    return ServicesReach(found=found, reach=total)


def _nobody(districts: int, services: int) -> ReachRange:
    none = np.zeros(districts)
    return ReachRange(
        children=none, low=none, likely=none, high=none, moved=np.zeros((districts, services))
    )


def _spread(part: ReachRange, patch: ReachPairs, total: ReachRange) -> ReachRange:
    """Return what is of the districts of a patch among all districts."""

    def wide(values: Amounts) -> Amounts:
        found = np.zeros((len(total.low), *values.shape[1:]))
        found[patch.districts] = values
        return found

    return ReachRange(
        children=wide(part.children),
        low=wide(part.low),
        likely=None if part.likely is None else wide(part.likely),
        high=wide(part.high),
        moved=wide(part.moved),
    )


def _unknown(
    ground: AnalysisData, patch: ReachPairs, found: CandidateServices, stretch: AgeStretch
) -> UnknownReach:
    """Return whom each service may reach: whole districts, and single points beside those."""
    some = of_age(found, stretch) & (found.suits != NONE)
    partly: Flags = some & (found.suits == SOME)
    bits = ground.coming.bits(patch.districts)[:, found.places]
    whole = (bits & MAY_WHOLE > 0) & some | (bits & (WHOLE | MAY_WHOLE) > 0) & partly
    keys = ground.snapshot.store.keys[found.places]
    pairs = (_pairs(patch.may, keys, some), _pairs(patch.sure, keys, partly))
    service, box = (np.concatenate(each) for each in zip(*pairs, strict=True))
    at, district = patch.tree.whole_districts(box)
    whole[district, service[at]] = True
    apart = np.ones(len(box), np.bool_)
    apart[at] = False
    service, point = _points(patch, service[apart], box[apart])
    apart = ~whole[patch.own[point], service]
    return UnknownReach(group=patch.own, whole=whole, service=service[apart], cell=point[apart])


def _pairs(near: ServiceBoxes, keys: Numbers, some: Flags) -> tuple[Numbers, Numbers]:
    at = np.flatnonzero(some)
    box, many = near.of(keys[at])
    return np.repeat(at, many), box


def _points(patch: ReachPairs, service: Numbers, box: Numbers) -> tuple[Numbers, Numbers]:
    """Return pairs of services and boxes as pairs with each point once."""
    service, point = patch.tree.expanded(service, box)
    size = max(len(patch.points), 1)
    once = np.unique(service * size + point)
    service, point = np.divmod(once, size)
    return service, point
