"""Distances are geopy's geodesic, measured once, and right at the edge of a distance."""

import math
import random
from collections.abc import Iterator

import numpy as np
import pytest
from geopy.distance import geodesic

from directory.geo import Distances, distance, to_wgs84
from directory.geo.grid import GRID_PART, METRES_PER_MILE, ground_error, ground_metres

HOME = (424_273, 564_577)
WEST, EAST, SOUTH, NORTH = 80_000, 656_000, 5_000, 657_000
Point = tuple[float, float]


def anywhere(chance: random.Random) -> Point:
    """Return a point of the rectangle that holds England."""
    return chance.uniform(WEST, EAST), chance.uniform(SOUTH, NORTH)


def beside(chance: random.Random, here: Point, metres: float) -> Point:
    """Return a point so many metres of the grid away, in any direction."""
    angle = chance.uniform(0, math.tau)
    return here[0] + metres * math.cos(angle), here[1] + metres * math.sin(angle)


def lines(metres: float, count: int) -> Iterator[tuple[Point, Point]]:
    """Yield lines of one length on the grid, both ends near enough to England."""
    chance = random.Random(round(metres))
    while count:
        here = anywhere(chance)
        there = beside(chance, here, metres)
        if WEST <= there[0] <= EAST and SOUTH <= there[1] <= NORTH:
            count -= 1
            yield here, there


def true_metres(here: Point, there: Point) -> float:
    return float(geodesic(to_wgs84(*here), to_wgs84(*there)).meters)


def test_a_distance_is_geopys_geodesic() -> None:
    chance = random.Random(7)
    for _ in range(20):
        here, points = anywhere(chance), [anywhere(chance) for _ in range(20)]
        miles = Distances().miles(here, *zip(*points, strict=True))
        true = [geodesic(to_wgs84(*here), to_wgs84(*each)).miles for each in points]
        assert miles == pytest.approx(true, rel=1e-12)


def test_newcastle_to_the_palace_is_as_far_as_on_a_map() -> None:
    palace = (529_090, 179_645)
    assert Distances().miles_between(HOME, palace) == pytest.approx(247.97, abs=0.1)
    assert Distances().miles_between(HOME, HOME) == 0


def test_each_pair_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []
    earth = distance._EARTH

    class Counting:
        def measure(self, here: object, there: object) -> float:
            measured.append((here, there))
            return float(earth.measure(here, there))

    monkeypatch.setattr(distance, "_EARTH", Counting())
    distances = Distances()
    first = distances.miles(HOME, [424_300, 425_000, 424_300], [564_600, 565_000, 564_600])
    again = distances.miles(HOME, [425_000, 426_000], [565_000, 566_000])

    assert first[0] == first[2]
    assert first[1] == again[0]
    assert len(measured) == 3


def test_none_may_be_asked_for() -> None:
    assert Distances().metres(HOME, [], []).shape == (0,)
    assert Distances().nearly(HOME, [], [], (1000.0,)).shape == (0,)


@pytest.mark.parametrize("miles", [0.1, 1, 10, 30, 100, 300])
def test_a_length_on_the_grid_is_a_length_on_the_ground(miles: float) -> None:
    metres = miles * METRES_PER_MILE
    for here, there in lines(metres, 300):
        true = true_metres(here, there)
        ground = float(ground_metres(metres, (here[0] + there[0]) / 2))
        assert abs(ground - true) < ground_error(metres)
        assert abs(metres - true) < metres * GRID_PART


def test_over_thirty_miles_the_grid_is_right_to_some_metre() -> None:
    assert ground_error(30 * METRES_PER_MILE) < 1.3


@pytest.mark.parametrize("miles", [0.5, 10.0, 50.0, 300.0])
def test_on_which_side_of_an_edge_a_point_lies_is_what_the_geodesic_says(miles: float) -> None:
    """Points within a few metres of the edge, where the grid alone would be wrong."""
    edge, chance = miles * METRES_PER_MILE, random.Random(13)
    sides = set()
    for here, there in lines(edge, 60):
        out = edge + chance.uniform(-3, 3)
        part = out / true_metres(here, there)
        point = here[0] + (there[0] - here[0]) * part, here[1] + (there[1] - here[1]) * part
        inside = true_metres(here, point) <= edge
        [found] = Distances().nearly(here, [point[0]], [point[1]], (edge,))
        sides.add(inside)
        assert (found <= edge) is np.bool_(inside)
    assert sides == {True, False}


def test_beyond_the_edge_the_grid_is_near_enough_to_say_so() -> None:
    chance = random.Random(3)
    points = [anywhere(chance) for _ in range(300)]
    found = Distances().nearly(HOME, *zip(*points, strict=True), (16_093.44, 1609.344))
    for metres, point in zip(found, points, strict=True):
        assert metres == pytest.approx(true_metres(HOME, point), rel=GRID_PART)
