"""Coordinates that somebody typed: a point in England, or in words why they are none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo import to_wgs84
from directory.geo.coordinates import CoordinatesError, read_point

anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.lists(st.none())
)


@pytest.mark.parametrize(
    "given", [(54.9783, -1.6178), ("54.9783", " -1.6178 "), ("54.9783", -1.6178)]
)
def test_decimal_degrees_are_a_point(given: tuple[object, object]) -> None:
    point = read_point(*given)

    assert (point.latitude, point.longitude) == (54.9783, -1.6178)


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        ("", "-1.6", "is not a latitude and a longitude in degrees"),
        ("54 58 12", "-1 36 40", "is not a latitude and a longitude in degrees"),
        ("54,97", "-1,61", "is not a latitude and a longitude in degrees"),
        (True, False, "is not a latitude and a longitude in degrees"),
        (None, -1.6, "is not a latitude and a longitude in degrees"),
        (10**400, -1.6, "is not a latitude and a longitude in degrees"),
        (math.nan, -1.6, "is nowhere"),
        ("nan", "-1.6", "is nowhere"),
        (54.9, math.inf, "is nowhere"),
        (90.1, 0, "is nowhere"),
        (54.9, 358.4, "is nowhere"),
        (-1.6178, 54.9783, "is the other way round"),
        (0, 0, "is not in England"),
        (90, 0, "is not in England"),
        (48.85, 2.35, "is not in England"),
        (55.95, 1.9, "is not in England"),
    ],
)
def test_nonsense_is_refused_in_words(lat: object, lon: object, words: str) -> None:
    with pytest.raises(CoordinatesError, match=words):
        read_point(lat, lon)


def metres(west: int, east: int, south: int, north: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(west, east), st.integers(south, north))


# From Cornwall to Kent, from Wales to the Wash, and the north: each with some sea and neighbours.
ENGLAND = st.one_of(
    metres(90_000, 650_000, 10_000, 150_000),
    metres(290_000, 650_000, 150_000, 400_000),
    metres(290_000, 560_000, 400_000, 650_000),
)


@given(ENGLAND)
def test_every_place_in_england_is_a_point(place: tuple[int, int]) -> None:
    lat, lon = to_wgs84(*place)

    point = read_point(str(lat), str(lon))

    assert (point.latitude, point.longitude) == (lat, lon)


@given(anything, anything)
def test_whatever_is_given_is_a_point_in_england_or_refused(lat: object, lon: object) -> None:
    try:
        point = read_point(lat, lon)
    except CoordinatesError:
        return
    assert 49 < point.latitude < 57
    assert -7 < point.longitude < 3
