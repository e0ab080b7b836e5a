"""How far it is to the nearest venue of some services, however far that is."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from directory.covering.children import children_of
from directory.covering.coverage import amounts, candidates, of_age, stretches_of
from directory.covering.ground import Ground
from directory.covering.patch import APART, stands_of, venues_of
from directory.covering.people import Amounts
from directory.covering.suiting import ALL
from directory.covering.terms import Target, Terms
from directory.nearby.snapshot import Numbers
from directory.places.grid import METRES_PER_MILE, ground_metres
from matcher import Knowledge

SHARES = (0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distances:
    """Within how many miles half of some children, and nine in ten, have the nearest venue."""

    half: float
    nine_in_ten: float


def nearest_metres(ground: Ground, points: Numbers, services: Numbers) -> Amounts:
    """Return metres from points of the people to the nearest venue, infinite where there is none.

    `services` are places in the snapshot. A venue counts for those whose district its service
    serves, or for everyone where it states no area.
    """
    people, venues = ground.people, venues_of(ground)
    district = people.district[people.area[points]]
    near, here = ground.coming.near, np.unique(district)
    stands, layer = stands_of(ground, venues.service, near, here)
    ours = np.isin(venues.service[stands], services)
    stands, layer = stands[ours], layer[ours]
    homes = np.column_stack([people.easting[points], people.northing[points]])
    there = np.column_stack([venues.easting[stands], venues.northing[stands]])
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
    ground: Ground, knowledge: Knowledge, target: Target, terms: Terms, districts: tuple[str, ...]
) -> Distances | None:
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


def _distances(metres: Amounts, children: Amounts) -> Distances | None:
    order = np.argsort(metres, kind="stable")
    passed = np.cumsum(children[order])
    if not len(order) or not passed[-1]:
        return None
    half, most = (
        float(metres[order][np.searchsorted(passed, share * passed[-1])]) for share in SHARES
    )
    if not np.isfinite(most):
        return None
    return Distances(half=half / METRES_PER_MILE, nine_in_ten=most / METRES_PER_MILE)
