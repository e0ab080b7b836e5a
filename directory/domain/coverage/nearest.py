"""How far it is to the nearest venue of some services, however far that is."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import children_of
from directory.domain.coverage.coverage import amounts, candidates, stretches_of
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.population import Amounts
from directory.domain.coverage.reach_pairs import APART, stands_of
from directory.domain.coverage.reached_points import of_age
from directory.domain.coverage.service_areas import NEAR
from directory.domain.coverage.suitability import ALL
from directory.geo.grid import METRES_PER_MILE, ground_metres
from directory.storage.snapshot import Numbers
from matcher import Knowledge

SHARES = (0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestDistances:
    """Within how many miles half of some children, and nine in ten, have the nearest venue."""

    half: float
    nine_in_ten: float


def nearest_metres(ground: AnalysisData, points: Numbers, services: Numbers) -> Amounts:
    """Return metres from points of the people to the nearest venue, infinite where there is none.

    `services` are places in the snapshot. A venue counts for those whose district its service
    serves, or for everyone where it states no area.
    """
    people, venues = ground.people, ground.snapshot.venues
    district = people.district[people.area[points]]
    here = np.unique(district)
    stands, layer = stands_of(ground, ground.coming.bits(here) & NEAR > 0, here)
    ours = np.isin(venues.service[stands], services)
    stands, layer = stands[ours], layer[ours]
    homes = np.column_stack([people.easting[points], people.northing[points]])
    there = venues.points[stands]
    open_ = layer == 0
    return np.minimum(
        _nearest(homes, there[open_]),
        _nearest(
            np.column_stack([homes, (district + 1) * APART]),
            np.column_stack([there, layer * APART])[~open_],
        ),
    )


def _nearest(here: Amounts, there: Amounts) -> Amounts:
    if not len(there) or not len(here):
        return np.full(len(here), np.inf)
    away, which = cKDTree(there).query(here)
    metres = ground_metres(away, (here[:, 0] + there[which, 0]) / 2)
    # Whoever is in another layer is farther off than any two places in England.
    return np.where(away < APART / 2, metres, np.inf)


def distances_to(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> NearestDistances | None:
    """Return how far the children of some districts have to a venue that surely takes them.

    At each age to one that takes that age. None where there are no children, or where more than one
    in ten have no such venue, however far.
    """
    meant, people = children_of(knowledge, target, terms), ground.people
    found = candidates(ground, knowledge, target, meant, terms)
    points = np.flatnonzero(np.isin(people.districts, districts)[people.district[people.area]])
    areas, weight = people.area[points], people.weight[points]
    metres, children = [np.empty(0)], [np.empty(0)]
    for stretch in stretches_of(meant, found):
        takes = (found.suits == ALL) & of_age(found, stretch)
        metres.append(nearest_metres(ground, points, found.places[takes]))
        children.append(amounts(people, stretch, areas) * weight)
    return _distances(np.concatenate(metres), np.concatenate(children))


def _distances(metres: Amounts, children: Amounts) -> NearestDistances | None:
    order = np.argsort(metres, kind="stable")
    passed = np.cumsum(children[order])
    if not len(order) or not passed[-1]:
        return None
    half, most = (
        float(metres[order][np.searchsorted(passed, share * passed[-1])]) for share in SHARES
    )
    if not np.isfinite(most):
        return None
    return NearestDistances(half=half / METRES_PER_MILE, nine_in_ten=most / METRES_PER_MILE)
