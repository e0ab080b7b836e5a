"""A part of the country: its points, and which of them each service reaches.

Distances are along the ground, as the grid gives them corrected by its scale: within a metre of the
geodesic over thirty miles, which a test compares. What a service reaches is told by boxes of points
(`point_tree`), so that what is held grows with the services and hardly with how far is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from directory.domain.coverage.analysis_data import NO_ROWS, AnalysisData
from directory.domain.coverage.gap_query import ReachLimit
from directory.domain.coverage.point_tree import PointTree, point_tree
from directory.domain.coverage.population import AreaPopulation
from directory.domain.coverage.service_areas import MAY_NEAR, MAY_WHOLE, NEAR, WHOLE, Bits
from directory.domain.eligibility.reachability import NEAR_MILES
from directory.geo.grid import METRES_PER_MILE, ground_metres
from directory.storage.column_store.arrays import spread
from directory.storage.column_store.row_answers import grown
from directory.storage.snapshot import Flags, Numbers

MOST_POINTS = 60_000
"""More are looked at in parts, so that what is held of a part stays small."""
APART = 10_000_000.0
"""Metres between districts in a layered tree: farther than any distance asked."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Reached:
    """Services and boxes of points, pair by pair, and of which pairs it is sure."""

    service: Numbers
    box: Numbers
    is_sure: Flags

    def beside(self, more: "_Reached") -> "_Reached":
        """Return these pairs, and more after them."""
        return _Reached(
            service=np.append(self.service, more.service),
            box=np.append(self.box, more.box),
            is_sure=np.append(self.is_sure, more.is_sure),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ServiceBoxes:
    """For the key of each service, boxes of points: `many` of them from `first` on."""

    first: Numbers
    many: Numbers
    box: Numbers

    def of(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """Return the boxes of some services, one after another, and how many each has."""
        many = self.many[keys]
        return self.box[spread(self.first[keys], many)], many

    def beside(self, keys: Numbers, service: Numbers, box: Numbers) -> "ServiceBoxes":
        """Return these, and those of services that are not among them, by their places in `keys`.

        `service` and `box` are pairs.
        """
        order, size = np.argsort(service, kind="stable"), int(keys.max(initial=-1)) + 1
        many = np.bincount(service, minlength=len(keys))
        first, counts = grown(self.first, size).copy(), grown(self.many, size).copy()
        first[keys], counts[keys] = len(self.box) + np.cumsum(many) - many, many
        return ServiceBoxes(
            first=first, many=counts, box=np.append(self.box, box[order].astype(np.int32))
        )


NO_BOXES = ServiceBoxes(first=NO_ROWS, many=NO_ROWS, box=np.empty(0, np.int32))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReachPairs:
    """Some districts, their points, and the services that reach them.

    Attributes:
        points: the places of its points among those of all people.
        district: of each point, its place among the districts of all people.
        districts: these once each, in the order of the roots of `tree`.
        tree: the boxes of the points, by their places in `points`.
        sure: the boxes whose children each service comes to, or that come to it.
        may: the same for what its silence leaves open.
        within: how far a venue may be.
    """

    points: Numbers
    within: ReachLimit
    district: Numbers
    districts: Numbers
    tree: PointTree
    sure: ServiceBoxes = NO_BOXES
    may: ServiceBoxes = NO_BOXES

    @property
    def own(self) -> Numbers:
        """Return of each point the place of its district among `districts`."""
        return np.searchsorted(self.districts, self.district)


def reach_pairs_by_part(
    ground: AnalysisData, districts: tuple[str, ...], within: ReachLimit
) -> Iterator[ReachPairs]:
    """Yield the parts that make up some districts; each is kept and follows the services."""
    for part in _parts(ground, districts):
        yield ground.follow(("patch", part, within), partial(_with_services, part, within))


def _points_of_districts(people: AreaPopulation) -> dict[str, int]:
    sizes = np.bincount(people.district[people.area], minlength=len(people.districts))
    return dict(zip(people.districts, sizes.tolist(), strict=True))


def _parts(ground: AnalysisData, districts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    people = ground.people
    size = ground.keep_of(NO_ROWS, "points of districts", partial(_points_of_districts, people))
    part, points = list[str](), 0
    for district in sorted(set(districts) & size.keys()):
        points += size[district]
        if part and points > MOST_POINTS:
            yield tuple(part)
            part, points = [], size[district]
        part.append(district)
    if part:
        yield tuple(part)


def _with_services(
    part: tuple[str, ...], within: ReachLimit, kept: ReachPairs | None, some: AnalysisData
) -> ReachPairs:
    """Return a part of the country with more services that reach its points."""
    patch = _patch(some.people, part, within) if kept is None else kept
    by = _by_miles if within.minutes is None else _by_minutes
    found = by(some, patch, within).beside(_anywhere(some, patch))
    keys, sure = some.snapshot.store.keys, found.is_sure
    return replace(
        patch,
        sure=patch.sure.beside(keys, found.service[sure], found.box[sure]),
        may=patch.may.beside(keys, found.service[~sure], found.box[~sure]),
    )


def _patch(people: AreaPopulation, districts: tuple[str, ...], within: ReachLimit) -> ReachPairs:
    ours = np.isin(people.districts, districts)
    points = np.flatnonzero(ours[people.district[people.area]])
    district = people.district[people.area[points]]
    once, own = np.unique(district, return_inverse=True)
    tree = point_tree(people.easting[points], people.northing[points], own, len(once))
    return ReachPairs(points=points, within=within, district=district, districts=once, tree=tree)


def _anywhere(ground: AnalysisData, patch: ReachPairs) -> _Reached:
    """Return the districts in which services come to everyone, wherever they live."""
    bits = ground.coming.bits(patch.districts)
    sure = _districts_of(bits & WHOLE > 0, patch.tree, is_sure=True)
    return sure.beside(_districts_of(bits & (WHOLE | MAY_WHOLE) == MAY_WHOLE, patch.tree))


def _districts_of(come: Flags, tree: PointTree, *, is_sure: bool = False) -> _Reached:
    """Return pairs for services that come to districts: one for all of them together."""
    everywhere: Flags = np.all(come, axis=0) if len(come) else np.zeros(come.shape[1], np.bool_)
    all_ = np.flatnonzero(everywhere)
    district, service = np.nonzero(come & ~everywhere)
    service = np.append(all_, service)
    box = np.append(np.zeros(len(all_), np.int64), tree.roots[district])
    return _Reached(service=service, box=box, is_sure=np.full(len(box), is_sure))


def _by_miles(ground: AnalysisData, patch: ReachPairs, within: ReachLimit) -> _Reached:
    """Return the points near the venues of services."""
    metres = within.miles * METRES_PER_MILE
    near, tied = _open_within(ground, patch, metres), _tied_within(ground, patch, metres)
    return near.beside(tied)


def _open_within(ground: AnalysisData, patch: ReachPairs, metres: float) -> _Reached:
    """Return what is near services that state no area: sure where it is very near."""
    service = ground.snapshot.venues.service
    venue = np.flatnonzero(ground.coming.unstated[service])
    top, sure = np.zeros(len(venue), np.int64), min(metres, NEAR_MILES * METRES_PER_MILE)
    found = _within(ground, patch, venue, top, sure, np.ones(len(venue), np.bool_))
    if metres <= sure:
        return found
    return found.beside(_within(ground, patch, venue, top, metres, np.zeros(len(venue), np.bool_)))


def _tied_within(ground: AnalysisData, patch: ReachPairs, metres: float) -> _Reached:
    """Return what is near services in the districts that they state."""
    service = ground.snapshot.venues.service
    bits = ground.coming.bits(patch.districts)
    tied = np.flatnonzero(~ground.coming.unstated[service])
    comes = _may_come(bits)[:, service[tied]]
    district, at = np.nonzero(comes)
    venue = tied[at]
    is_sure = bits[district, service[venue]] & NEAR > 0
    return _within(ground, patch, venue, patch.tree.roots[district], metres, is_sure)


def _within(
    ground: AnalysisData,
    patch: ReachPairs,
    venue: Numbers,
    root: Numbers,
    metres: float,
    is_sure: Flags,
) -> _Reached:
    """Return what is within a distance of venues, each looked for in one box."""
    venues = ground.snapshot.venues
    east, north = venues.easting[venue].astype(float), venues.northing[venue].astype(float)
    who, box = patch.tree.within(east, north, np.full(len(venue), metres), root)
    return _Reached(service=venues.service[venue[who]], box=box, is_sure=is_sure[who])


def _by_minutes(ground: AnalysisData, patch: ReachPairs, within: ReachLimit) -> _Reached:
    """Return the same by the table, and by miles what it says nothing of: none of that is sure."""
    if ground.travel is None or within.minutes is None:
        silent = _by_miles(ground, patch, within)
        return replace(silent, is_sure=np.zeros(len(silent.box), np.bool_))
    area = ground.people.area[patch.points]
    told = _told(ground, patch, *ground.travel.within(np.unique(area), within.minutes))
    return _silent(ground, patch, within).beside(told)


def _silent(ground: AnalysisData, patch: ReachPairs, within: ReachLimit) -> _Reached:
    """Return by miles what the table of travel times says nothing of."""
    assert ground.travel is not None
    venues, bits = ground.snapshot.venues, ground.coming.bits(patch.districts)
    unstated = ground.coming.unstated[venues.service]
    district, at = np.nonzero(_may_come(bits)[:, venues.service] & ~unstated)
    open_ = np.flatnonzero(unstated)
    venue = np.append(open_, at)
    root = np.append(np.zeros(len(open_), np.int64), patch.tree.roots[district])
    east, north = venues.easting[venue].astype(float), venues.northing[venue].astype(float)
    metres = np.full(len(venue), within.miles * METRES_PER_MILE)
    who, point = patch.tree.expanded(*patch.tree.within(east, north, metres, root))
    venue = venue[who]
    silent = ~ground.travel.holds(venue, ground.people.area[patch.points[point]])
    box = patch.tree.points(point[silent])
    return _Reached(
        service=venues.service[venue[silent]], box=box, is_sure=np.zeros(len(box), np.bool_)
    )


def _told(ground: AnalysisData, patch: ReachPairs, venue: Numbers, area: Numbers) -> _Reached:
    """Return pairs of venues and areas as pairs of services and all points of these areas."""
    people, venues, points = ground.people, ground.snapshot.venues, patch.points
    own = np.searchsorted(patch.districts, people.district[area])
    bits = ground.coming.bits(patch.districts)
    takes = _may_come(bits)[own, venues.service[venue]]
    venue, area, own = venue[takes], area[takes], own[takes]
    areas = people.area[points]
    first = np.searchsorted(areas, area)
    many = np.searchsorted(areas, area, side="right") - first
    venue, own, point = np.repeat(venue, many), np.repeat(own, many), spread(first, many)
    service, there = venues.service[venue], points[point]
    away = np.hypot(
        venues.easting[venue] - people.easting[there],
        venues.northing[venue] - people.northing[there],
    )
    metres = ground_metres(away, (venues.easting[venue] + people.easting[there]) / 2)
    is_near = ~ground.coming.unstated[service] | (metres <= NEAR_MILES * METRES_PER_MILE)
    is_sure = (bits[own, service] & NEAR > 0) & is_near
    return _Reached(service=service, box=patch.tree.points(point), is_sure=is_sure)


def _may_come(bits: Bits) -> Flags:
    """Say by district and service who may come to a venue of it.

    Whoever it comes to wherever they live needs none.
    """
    found: Flags = (bits & (NEAR | MAY_NEAR) > 0) & (bits & WHOLE == 0)
    return found


def stands_of(ground: AnalysisData, near: Flags, districts: Numbers) -> tuple[Numbers, Numbers]:
    """Return venues and the layers they stand in: 0, or 1 more than each district they serve.

    `near` tells, by district of these and service, who may come to a venue of it.
    """
    service = ground.snapshot.venues.service
    open_ = np.flatnonzero(ground.coming.unstated[service])
    tied = np.flatnonzero(~ground.coming.unstated[service])
    layer, at = np.nonzero(near[:, service[tied]])
    return (
        np.concatenate([open_, tied[at]]),
        np.concatenate([np.zeros(len(open_), np.int64), districts[layer] + 1]),
    )
