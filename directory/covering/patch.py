"""A part of the country: its points, and which services have a venue within a distance of each.

Distances are along the ground, as the grid gives them corrected by its scale: within a metre of the
geodesic over thirty miles, which a test compares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from directory.covering.ground import Ground
from directory.covering.people import Amounts, People
from directory.covering.terms import Within
from directory.covering.travel import spread
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
class _Pairs:
    """Venues and points, pair by pair, with the metres between them."""

    venue: Numbers
    point: Numbers
    metres: Amounts

    def some(self, which: Flags) -> "_Pairs":
        """Return some of the pairs."""
        return _Pairs(venue=self.venue[which], point=self.point[which], metres=self.metres[which])

    def beside(self, more: "_Pairs") -> "_Pairs":
        """Return these pairs, and more after them."""
        return _Pairs(
            venue=np.append(self.venue, more.venue),
            point=np.append(self.point, more.point),
            metres=np.append(self.metres, more.metres),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Points:
    """For each service, points: those from `first` of it to `first` of the next."""

    first: Numbers
    point: Numbers

    def of(self, services: Numbers) -> Numbers:
        """Return the points of some services, one after another."""
        first = self.first[services]
        return self.point[spread(first, self.first[services + 1] - first)]


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


def _points_of_districts(people: People) -> dict[str, int]:
    sizes = np.bincount(people.district[people.area], minlength=len(people.districts))
    return dict(zip(people.districts, sizes.tolist(), strict=True))


def _parts(ground: Ground, districts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    people = ground.people
    size = ground.keep("points of districts", partial(_points_of_districts, people))
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
    people = ground.people
    ours = np.isin(people.districts, districts)
    points = np.flatnonzero(ours[people.district[people.area]])
    by = _by_miles if within.minutes is None else _by_minutes
    pairs, near = by(ground, points, within)
    service, point = venues_of(ground).service[pairs.venue], pairs.point
    district = people.district[people.area[points]]
    once, own = np.unique(district, return_inverse=True)
    return Patch(
        points=points,
        district=district,
        districts=once,
        own=own,
        near=_by_service(service[near], point[near], len(ground.snapshot.ids)),
        may_near=_by_service(service[~near], point[~near], len(ground.snapshot.ids)),
    )


def _by_miles(ground: Ground, points: Numbers, within: Within) -> tuple[_Pairs, Flags]:
    """Return venues near points of the people, and which of these pairs are sure."""
    close = _close(ground, points, within.miles * METRES_PER_MILE)
    return close, _sure(ground, points, close)


def _by_minutes(ground: Ground, points: Numbers, within: Within) -> tuple[_Pairs, Flags]:
    """Return the same by the table, and by miles what it says nothing of: none of that is sure."""
    silent = _close(ground, points, within.miles * METRES_PER_MILE)
    if ground.travel is None or within.minutes is None:
        return silent, np.zeros(len(silent.venue), np.bool_)
    area = ground.people.area[points]
    silent = silent.some(~ground.travel.holds(silent.venue, area[silent.point]))
    told = _told(ground, points, *ground.travel.within(np.unique(area), within.minutes))
    unsure = np.zeros(len(silent.venue), np.bool_)
    return silent.beside(told), np.append(unsure, _sure(ground, points, told))


def _told(ground: Ground, points: Numbers, venue: Numbers, area: Numbers) -> _Pairs:
    """Return pairs of venues and areas as pairs of venues and all points of these areas."""
    people, venues = ground.people, venues_of(ground)
    takes = _comes(ground)[people.district[area], venues.service[venue]]
    venue, area = venue[takes], area[takes]
    areas = people.area[points]
    first = np.searchsorted(areas, area)
    many = np.searchsorted(areas, area, side="right") - first
    venue, point = np.repeat(venue, many), spread(first, many)
    east, north = people.easting[points][point], people.northing[points][point]
    away = np.hypot(venues.easting[venue] - east, venues.northing[venue] - north)
    metres = ground_metres(away, (venues.easting[venue] + east) / 2)
    return _Pairs(venue=venue, point=point, metres=metres)


def _sure(ground: Ground, points: Numbers, pairs: _Pairs) -> Flags:
    """Say of which pairs it is sure that the service takes people from there."""
    service = venues_of(ground).service[pairs.venue]
    district = ground.people.district[ground.people.area[points]]
    tied = ~ground.coming.unstated[service]
    sure: Flags = ground.coming.near[district[pairs.point], service]
    return sure & (tied | (pairs.metres <= NEAR_MILES * METRES_PER_MILE))


def _comes(ground: Ground) -> Flags:
    """Say by district and service who may come to a venue of it.

    Whoever it comes to wherever they live needs none.
    """
    return (ground.coming.near | ground.coming.may_near) & ~ground.coming.whole


def _close(ground: Ground, points: Numbers, metres: float) -> _Pairs:
    """Return venues and points, pair by pair, where the service may take people from there.

    Whoever is in a district is in a layer of their own, far from the others, as are the venues of
    services that state their areas; those of all others meet everyone in layer 0.
    """
    people, venues = ground.people, venues_of(ground)
    district = people.district[people.area[points]]
    east, north = people.easting[points], people.northing[points]
    everyone = np.column_stack([np.tile(east, 2), np.tile(north, 2), np.zeros(2 * len(points))])
    everyone[len(points) :, 2] = (district + 1) * APART
    stands, layer = stands_of(ground, venues.service, _comes(ground), np.unique(district))
    placed = np.column_stack([venues.easting[stands], venues.northing[stands], layer * APART])
    pairs = _pairs(placed, everyone, metres / _LEAST_OF_GRID)
    venue, point = stands[pairs["i"]], pairs["j"] % max(len(points), 1)
    away = ground_metres(pairs["v"], (venues.easting[venue] + east[point]) / 2)
    return _Pairs(venue=venue, point=point, metres=away).some(away <= metres)


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
