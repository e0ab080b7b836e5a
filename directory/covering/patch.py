"""A part of the country: its points, and which services have a venue within a distance of each.

Distances are along the ground, as the grid gives them corrected by its scale: within a metre of the
geodesic over ten miles, which a test compares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from directory.covering.ground import Ground
from directory.covering.people import Amounts
from directory.covering.terms import Within
from directory.nearby.reach import NEAR_MILES
from directory.nearby.snapshot import Flags, Numbers
from directory.places.grid import METRES_PER_MILE, ground_metres

MOST_POINTS = 60_000
"""More are looked at in parts, so that the pairs of a part fit into memory."""
_LEAST_OF_GRID = 0.999
"""Below any length on the ground over its length on the grid, for England."""
APART = 10_000_000.0
"""Metres between districts in the layered tree: farther than any distance asked."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Venues:
    """Every venue that may be told: its service, and grid metres."""

    service: Numbers
    easting: Amounts
    northing: Amounts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Points:
    """For each service, points: those from `first` of it to `first` of the next."""

    first: Numbers
    point: Numbers

    def of(self, services: Numbers) -> Numbers:
        """Return the points of some services, one after another."""
        first = self.first[services]
        many = self.first[services + 1] - first
        # Where each begins among the pairs, less where it begins in the answer, told to each.
        shift = np.repeat(first - (np.cumsum(many) - many), many)
        return self.point[shift + np.arange(len(shift))]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Patch:
    """Some districts, their points, and the services near them.

    Attributes:
        points: the places of its points among those of all people.
        district: of each point, its place among the districts of all people.
        districts, own: each of these once, and of each point its place among them.
        near: the points here that each service comes to from a venue.
        may_near: the same for what its silence leaves open.
    """

    points: Numbers
    district: Numbers
    districts: Numbers
    own: Numbers
    near: Points
    may_near: Points


def patches(ground: Ground, districts: tuple[str, ...], within: Within) -> Iterator[Patch]:
    """Yield the parts that make up some districts, each kept until the ground changes."""
    for part in _parts(ground, districts):
        yield ground.keep(("patch", part, within), partial(take_patch, ground, part, within))


def _parts(ground: Ground, districts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    people = ground.people
    sizes = np.bincount(people.district[people.area], minlength=len(people.districts))
    size = dict(zip(people.districts, sizes.tolist(), strict=True))
    part, points = list[str](), 0
    for district in sorted(set(districts) & size.keys()):
        points += size[district]
        if part and points > MOST_POINTS:
            yield tuple(part)
            part, points = [], size[district]
        part.append(district)
    if part:
        yield tuple(part)


def take_patch(ground: Ground, districts: tuple[str, ...], within: Within) -> Patch:
    """Return a part of the country with the services near each of its points."""
    people, metres = ground.people, within.miles * METRES_PER_MILE
    ours = np.isin(people.districts, districts)
    points = np.flatnonzero(ours[people.district[people.area]])
    district = people.district[people.area[points]]
    service, point, away = _close(ground, points, district, metres)
    sure = np.where(ground.coming.unstated[service], NEAR_MILES * METRES_PER_MILE, metres)
    near = ground.coming.near[district[point], service] & (away <= sure)
    once, own = np.unique(district, return_inverse=True)
    return Patch(
        points=points,
        district=district,
        districts=once,
        own=own,
        near=_by_service(service[near], point[near], len(ground.snapshot.ids)),
        may_near=_by_service(service[~near], point[~near], len(ground.snapshot.ids)),
    )


def _close(
    ground: Ground, points: Numbers, district: Numbers, metres: float
) -> tuple[Numbers, Numbers, Amounts]:
    """Return services and points, pair by pair, with the metres to a venue that takes people there.

    Whoever is in a district is in a layer of their own, far from the others, as are the venues of
    services that state their areas; those of all others meet everyone in layer 0.
    """
    people, venues = ground.people, venues_of(ground)
    east, north = people.easting[points], people.northing[points]
    everyone = np.column_stack([np.tile(east, 2), np.tile(north, 2), np.zeros(2 * len(points))])
    everyone[len(points) :, 2] = (district + 1) * APART
    # Whoever a service comes to wherever they live needs no venue of it.
    near = (ground.coming.near | ground.coming.may_near) & ~ground.coming.whole
    stands, layer = stands_of(ground, venues.service, near, np.unique(district))
    placed = np.column_stack([venues.easting[stands], venues.northing[stands], layer * APART])
    pairs = _pairs(placed, everyone, metres / _LEAST_OF_GRID)
    venue, point = stands[pairs["i"]], pairs["j"] % max(len(points), 1)
    away = ground_metres(pairs["v"], (venues.easting[venue] + east[point]) / 2)
    inside = away <= metres
    return venues.service[venue[inside]], point[inside], away[inside]


def _pairs(placed: Amounts, everyone: Amounts, metres: float) -> Any:
    if not len(placed) or not len(everyone):
        return np.empty(0, dtype=[("i", np.intp), ("j", np.intp), ("v", float)])
    return cKDTree(placed).sparse_distance_matrix(cKDTree(everyone), metres, output_type="ndarray")


def venues_of(ground: Ground) -> Venues:
    """Return every venue that may be told."""
    snapshot = ground.snapshot
    sizes = np.diff(np.append(snapshot.venue_first, len(snapshot.venue_easting)))
    return Venues(
        service=np.repeat(snapshot.venue_service, sizes),
        easting=snapshot.venue_easting.astype(float),
        northing=snapshot.venue_northing.astype(float),
    )


def stands_of(
    ground: Ground, service: Numbers, near: Flags, districts: Numbers
) -> tuple[Numbers, Numbers]:
    """Return venues and the layers they stand in: 0, or 1 more than each district they serve.

    `service` is that of each venue; `near` tells, by district and service, who may come to it.
    """
    open_ = np.flatnonzero(ground.coming.unstated[service])
    tied = np.flatnonzero(~ground.coming.unstated[service])
    layer, at = np.nonzero(near[np.ix_(districts, service[tied])])
    return (
        np.concatenate([open_, tied[at]]),
        np.concatenate([np.zeros(len(open_), np.int64), districts[layer] + 1]),
    )


def _by_service(service: Numbers, point: Numbers, services: int) -> Points:
    order = np.argsort(service, kind="stable")
    first = np.searchsorted(service[order], np.arange(services + 1))
    return Points(first=first, point=point[order])
