"""Boxes of points tell the same circles as every point looked at by itself."""

import numpy as np
import pytest

from directory.domain.coverage.point_tree import point_tree
from directory.geo.grid import ground_metres

POINTS, CIRCLES, DISTRICTS = 700, 60, 9


@pytest.mark.parametrize("metres", [0.0, 800.0, 8_000.0, 48_000.0, 900_000.0])
@pytest.mark.parametrize("within_district", [False, True])
def test_a_circle_holds_the_points_that_are_near(metres: float, within_district: bool) -> None:
    chance = np.random.default_rng(3)
    east, north = chance.uniform(400_000, 480_000, (2, POINTS)).round()
    own = chance.integers(0, DISTRICTS, POINTS)
    tree = point_tree(east, north, own, DISTRICTS)
    here = chance.choice(POINTS, CIRCLES, replace=False)
    district = chance.integers(0, DISTRICTS, CIRCLES)
    roots = tree.roots[district] if within_district else np.zeros(CIRCLES, np.int64)

    who, box = tree.within(east[here], north[here], np.full(CIRCLES, metres), roots)

    circle, point = tree.expanded(who, box)
    away = np.hypot(east[here, None] - east, north[here, None] - north)
    near = ground_metres(away, (east[here, None] + east) / 2) <= metres
    if within_district:
        near &= own == district[:, None]
    assert len(circle) == int(near.sum()), "no point is told twice"
    assert set(zip(circle.tolist(), point.tolist(), strict=True)) == set(
        zip(*(each.tolist() for each in np.nonzero(near)), strict=True)
    )


def test_a_large_circle_is_told_by_few_boxes() -> None:
    east, north = np.meshgrid(np.arange(100) * 100.0, np.arange(100) * 100.0)
    own = np.zeros(10_000, np.int64)
    tree = point_tree(east.ravel(), north.ravel(), own, 1)

    everything, box = tree.within(*np.full((3, 1), 5_000.0) * [[1], [1], [9]], own[:1])

    assert box.tolist() == [0]
    assert everything.tolist() == [0]


def test_no_points_are_no_boxes() -> None:
    tree = point_tree(np.empty(0), np.empty(0), np.empty(0, np.int64), 0)

    who, box = tree.within(*np.ones((3, 1)), np.zeros(1, np.int64))

    assert len(who) == len(box) == 0
