"""Distances are those along the earth's surface, and the edge of the distance asked is right."""

import random

import numpy as np
import pytest
from geopy.distance import geodesic

from directory.places import grid_miles, to_wgs84
from directory.places.grid import METRES_PER_MILE
from tests.directory_builders import PROGRAMME, SPOTS, Directory, entry, venue

HOMES = ("NE1 4ST", "NE8 4AA", "DH1 1AA", "AL1 1AA", "TD15 1AA")
ENGLISH = [spot[0] for spot in SPOTS if spot[3].startswith("E")]
SHOWN = 0.05
"""Half of the last digit that is shown."""


@pytest.mark.database
@pytest.mark.parametrize("home", HOMES)
def test_a_distance_shown_is_the_geodesic_to_a_tenth_of_a_mile(
    home: str, directory: Directory
) -> None:
    directory.take(
        *(
            entry(f"s{n}", venue(code), position=n, programme=PROGRAMME)
            for n, code in enumerate(ENGLISH)
        )
    )
    here = directory.places.find(home)

    found = directory.find(postcode=home, within_miles=500.0)

    assert len(found.listed) == len(ENGLISH)
    for each in found.listed:
        there = directory.places.find(ENGLISH[int(each.service.id[1:])])
        true = geodesic((here.lat, here.lon), (there.lat, there.lon)).miles
        assert each.distance_miles == pytest.approx(true, abs=SHOWN + 1e-6)


def test_distances_agree_with_geopy_all_over_england() -> None:
    chance = random.Random(7)
    homes = [(chance.randrange(100_000, 640_000), chance.randrange(20_000, 650_000))
             for _ in range(25)]  # fmt: skip
    east = np.array([chance.randrange(100_000, 640_000) for _ in range(40)])
    north = np.array([chance.randrange(20_000, 650_000) for _ in range(40)])
    points = [to_wgs84(x, y) for x, y in zip(east.tolist(), north.tolist(), strict=True)]

    for home in homes:
        lat, lon = to_wgs84(*home)
        ours = grid_miles(lat, lon, east, north)
        true = [geodesic((lat, lon), point).miles for point in points]
        assert np.abs(ours - true).max() < 0.001


@pytest.mark.parametrize("miles", [1.0, 10.0, 50.0])
def test_the_grid_and_the_earth_part_by_less_than_a_thousandth_at_the_edge(miles: float) -> None:
    """Which venues are within the distance is asked on the grid, whose scale is not quite 1."""
    chance, worst = random.Random(11), 0.0
    for _ in range(150):
        x, y = chance.randrange(100_000, 640_000), chance.randrange(20_000, 650_000)
        angle = chance.random() * 2 * np.pi
        metres = miles * METRES_PER_MILE
        there = (x + metres * np.cos(angle), y + metres * np.sin(angle))
        true = geodesic(to_wgs84(x, y), to_wgs84(*there)).miles
        worst = max(worst, abs(true - miles) / miles)

    assert worst < 0.001


@pytest.mark.database
@pytest.mark.parametrize(("within", "listed"), [(0.99, False), (1.01, True)])
def test_a_venue_is_listed_from_the_distance_asked(
    within: float, listed: bool, directory: Directory
) -> None:
    directory.take(entry("a", venue("NE1 4SX"), programme=PROGRAMME))

    assert (directory.listed("a", within_miles=within) is not None) is listed
