"""Points in boxes within boxes, so that a circle is told by few of them and not point by point.

The boxes at the top hold whole districts; below, those of one district halve its points. A venue
that thirty thousand points are near is then told by some dozens of boxes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from directory.domain.coverage.population import Amounts
from directory.geo.grid import ground_metres
from directory.infrastructure.time_budget import check_time
from directory.storage.column_store.arrays import spread, starts
from directory.storage.snapshot import Numbers

MOST_IN_LEAF = 8
AT_ONCE = 4096
"""Circles that are looked at together: what is held meanwhile stays small."""
_LEAST_OF_GRID, _MOST_OF_GRID = 0.999, 1.001
"""Below and above any length on the ground over its length on the grid, for England."""
NOTHING: Numbers = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PointTree:
    """Boxes of points; after them each point stands for itself.

    Attributes:
        order: the points, so that those of a box follow one another.
        first, end: of each box and then of each point, its span of `order`.
        low, high: of each box two boxes within it, or twice -1 where it holds points alone.
        edges: west, south, east and north of each box.
        easting, northing: of the points in `order`, grid metres.
        roots: the box of each district.
        levels: the boxes below the first, by how deep they are, each level beside its parents.
        leaf: of each point in `order`, the box that holds it alone with its neighbours.
    """

    order: Numbers
    first: Numbers
    end: Numbers
    low: Numbers
    high: Numbers
    edges: Amounts
    easting: Amounts
    northing: Amounts
    roots: Numbers
    levels: tuple[tuple[Numbers, Numbers], ...]
    leaf: Numbers

    @property
    def boxes(self) -> int:
        """Return how many boxes there are; the points are numbered from there on."""
        return len(self.low)

    def points(self, place: Numbers) -> Numbers:
        """Return the numbers of points as boxes of their own, by their places before `order`."""
        at = np.empty(len(self.order), np.int64)
        at[self.order] = np.arange(len(self.order))
        return self.boxes + at[place]

    def within(
        self, easting: Amounts, northing: Amounts, metres: Amounts, box: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return circles beside the boxes that fill them, each looked for within a box.

        Distances are along the ground, in metres.
        """
        circle = np.arange(len(box))
        parts = np.array_split(circle, max(len(circle) // AT_ONCE, 1))
        found = [each for part in parts for each in self._filled(
            easting, northing, metres, part, box[part]
        )]  # fmt: skip
        who = np.concatenate([NOTHING, *(who for who, _ in found)])
        what = np.concatenate([NOTHING, *(what for _, what in found)])
        return who, what

    def _filled(
        self, easting: Amounts, northing: Amounts, metres: Amounts, who: Numbers, box: Numbers
    ) -> Iterator[tuple[Numbers, Numbers]]:
        while len(who) and self.boxes:
            check_time()
            east, north, most = easting[who], northing[who], metres[who]
            least_away, most_away = self._away(east, north, box)
            is_in = most_away * _MOST_OF_GRID <= most
            yield who[is_in], box[is_in]
            cut = ~is_in & (least_away * _LEAST_OF_GRID <= most)
            who, box = who[cut], box[cut]
            is_leaf = self.low[box] < 0
            yield self._points_within(easting, northing, metres, who[is_leaf], box[is_leaf])
            who, box = np.tile(who[~is_leaf], 2), box[~is_leaf]
            box = np.concatenate([self.low[box], self.high[box]])

    def _away(self, east: Amounts, north: Amounts, box: Numbers) -> tuple[Amounts, Amounts]:
        """Return how far the nearest and the farthest spot of each box is, on the grid."""
        west, south, right, top = self.edges[:, box]
        beyond_east = np.maximum(np.maximum(west - east, east - right), 0)
        beyond_north = np.maximum(np.maximum(south - north, north - top), 0)
        far_east = np.maximum(east - west, right - east)
        far_north = np.maximum(north - south, top - north)
        return np.hypot(beyond_east, beyond_north), np.hypot(far_east, far_north)

    def _points_within(
        self, easting: Amounts, northing: Amounts, metres: Amounts, who: Numbers, box: Numbers
    ) -> tuple[Numbers, Numbers]:
        many = self.end[box] - self.first[box]
        who, at = np.repeat(who, many), spread(self.first[box], many)
        east, there = easting[who], self.easting[at]
        away = np.hypot(there - east, self.northing[at] - northing[who])
        is_near = ground_metres(away, (east + there) / 2) <= metres[who]
        return who[is_near], self.boxes + at[is_near]

    def whole_districts(self, box: Numbers) -> tuple[Numbers, Numbers]:
        """Return boxes, by their places in `box`, beside each district that they hold whole."""
        has = np.flatnonzero(self.roots >= 0)
        has = has[np.argsort(self.first[self.roots[has]], kind="stable")]
        spans = self.roots[has]
        low = np.searchsorted(self.first[spans], self.first[box])
        many = np.maximum(np.searchsorted(self.end[spans], self.end[box], side="right") - low, 0)
        return np.repeat(np.arange(len(box)), many), has[spread(low, many)]

    def expanded(self, who: Numbers, box: Numbers) -> tuple[Numbers, Numbers]:
        """Return pairs with boxes as pairs with each of their points, by place before `order`."""
        many = self.end[box] - self.first[box]
        return np.repeat(who, many), self.order[spread(self.first[box], many)]


@dataclass(slots=True, eq=False)
class _Boxes:
    """The boxes as they are made."""

    first: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)

    def add(self, first: int, end: int, parent: int) -> int:
        at = len(self.first)
        self.first.append(first)
        self.end.append(end)
        self.low.append(-1)
        self.high.append(-1)
        self.parent.append(parent)
        self.depth.append(self.depth[parent] + 1 if parent >= 0 else 0)
        return at

    def split(self, at: int, middle: int) -> tuple[int, int]:
        low = self.low[at] = self.add(self.first[at], middle, at)
        high = self.high[at] = self.add(middle, self.end[at], at)
        return low, high


def point_tree(easting: Amounts, northing: Amounts, own: Numbers, districts: int) -> PointTree:
    """Return the boxes of points; `own` is the district of each, from 0 to below `districts`."""
    places = np.column_stack([easting, northing])
    order, boxes, roots = np.argsort(own, kind="stable"), _Boxes(), np.full(districts, -1)
    if len(order):
        _split_districts(places, own, order, boxes, roots)
    first, end = np.array(boxes.first, np.int64), np.array(boxes.end, np.int64)
    east, north = easting[order], northing[order]
    low, single = np.array(boxes.low, np.int64), np.arange(len(order))
    leaf = np.empty(len(order), np.int64)
    leaves = np.flatnonzero(low < 0)
    leaf[spread(first[leaves], (end - first)[leaves])] = np.repeat(leaves, (end - first)[leaves])
    return PointTree(
        order=order,
        first=np.append(first, single),
        end=np.append(end, single + 1),
        low=low,
        high=np.array(boxes.high, np.int64),
        edges=_edges(east, north, first, end),
        easting=east,
        northing=north,
        roots=roots,
        levels=_levels(boxes),
        leaf=leaf,
    )


def _edges(east: Amounts, north: Amounts, first: Numbers, end: Numbers) -> Amounts:
    if not len(first):
        return np.empty((4, 0))
    # Every second span that is reduced is the one between two boxes, which is dropped.
    spans = np.column_stack([first, end]).ravel()
    reduced = [
        reduce(np.append(of, of[-1:]), spans)[::2]
        for reduce, of in (
            (np.minimum.reduceat, east), (np.minimum.reduceat, north),
            (np.maximum.reduceat, east), (np.maximum.reduceat, north),
        )
    ]  # fmt: skip
    return np.stack(reduced)


def _levels(boxes: _Boxes) -> tuple[tuple[Numbers, Numbers], ...]:
    depth, parent = np.array(boxes.depth, np.int64), np.array(boxes.parent, np.int64)
    deep = [np.flatnonzero(depth == at) for at in range(1, int(depth.max(initial=0)) + 1)]
    return tuple((level, parent[level]) for level in deep)


def _split_districts(
    places: Amounts, own: Numbers, order: Numbers, boxes: _Boxes, roots: Numbers
) -> None:
    """Halve the districts by where they lie until each is alone, then its points."""
    sizes = np.bincount(own, minlength=len(roots))
    has = np.flatnonzero(sizes)
    middles = np.stack([
        np.bincount(own, weights=places[:, axis], minlength=len(roots))[has] / sizes[has]
        for axis in (0, 1)
    ], axis=1)  # fmt: skip
    span = starts(sizes)
    by_district = order.copy()
    todo = [(boxes.add(0, len(order), -1), np.arange(len(has)))]
    while todo:
        at, some = todo.pop()
        if len(some) == 1:
            district = int(has[some[0]])
            roots[district] = at
            order[boxes.first[at] : boxes.end[at]] = by_district[
                span[district] : span[district + 1]
            ]
            _split_points(places, order, boxes, at)
            continue
        some = some[np.argsort(middles[some, _widest(middles[some])], kind="stable")]
        half = len(some) // 2
        middle = boxes.first[at] + int(sizes[has[some[:half]]].sum())
        low, high = boxes.split(at, middle)
        todo += [(low, some[:half]), (high, some[half:])]


def _split_points(places: Amounts, order: Numbers, boxes: _Boxes, root: int) -> None:
    todo = [root]
    while todo:
        at = todo.pop()
        first, end = boxes.first[at], boxes.end[at]
        if end - first <= MOST_IN_LEAF:
            continue
        here = order[first:end]
        half = (end - first) // 2
        axis = _widest(places[here])
        order[first:end] = here[np.argpartition(places[here, axis], half)]
        todo += boxes.split(at, first + half)


def _widest(places: Amounts) -> int:
    wide, tall = np.ptp(places, axis=0).tolist()
    return int(tall > wide)
