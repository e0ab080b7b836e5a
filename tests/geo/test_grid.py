"""The grid and WGS84: against what the Ordnance Survey publishes, and there and back."""

import math

import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from directory.geo import to_grid, to_wgs84
from directory.geo.grid import projected, to_grid_of_many, to_wgs84_of_many, unprojected

# “A guide to coordinate systems in Great Britain”, annexe C: the projection alone, to a millimetre.
CAISTER_LAT = 52 + 39 / 60 + 27.2531 / 3600
CAISTER_LON = 1 + 43 / 60 + 4.5177 / 3600
CAISTER = (651_409.903, 313_177.270)
# The points in England that Ordnance Survey publishes to test an OSTN15 transformation with.
OSTN15 = (
    ("TP01", 49.92226393730, -6.29977752014, 91492.146, 11318.804),
    ("TP02", 49.96006137820, -5.20304609998, 170370.718, 11572.405),
    ("TP03", 50.43885825610, -4.10864563561, 250359.811, 62016.569),
    ("TP04", 50.57563665000, -1.29782277240, 449816.371, 75335.861),
    ("TP05", 50.93127937910, -1.45051433700, 438710.920, 114792.250),
    ("TP07", 51.37447025550, 1.44454730409, 639821.835, 169565.858),
    ("TP08", 51.42754743020, -2.54407618349, 362269.991, 169978.690),
    ("TP09", 51.48936564950, -0.11992557180, 530624.974, 178388.464),
    ("TP11", 51.89436637350, 0.89724327012, 599445.590, 225722.826),
    ("TP12", 52.25529381630, -2.15458614387, 389544.190, 261912.153),
    ("TP13", 52.25160951230, -0.91248956970, 474335.969, 262047.755),
    ("TP14", 52.75136687170, 0.40153547065, 562180.547, 319784.995),
    ("TP15", 52.96219109410, -1.19747655922, 454002.834, 340834.943),
    ("TP16", 53.34480280190, -2.64049320810, 357455.843, 383290.436),
    ("TP19", 53.77911025760, -3.04045490691, 331534.564, 431920.794),
    ("TP20", 53.80021519630, -1.66379168242, 422242.186, 433818.701),
    ("TP22", 54.11685144290, -0.07773133187, 525745.670, 470703.214),
    ("TP24", 54.89542340420, -2.93827741149, 339921.145, 556034.761),
    ("TP25", 54.97912273660, -1.61657685184, 424639.355, 565012.703),
)
IN_THE_FAR_SOUTH_WEST = {"TP01", "TP02"}
eastings, northings = st.integers(80_000, 655_000), st.integers(5_000, 657_000)


def test_the_projection_is_that_of_the_published_example() -> None:
    lat, lon = math.radians(CAISTER_LAT), math.radians(CAISTER_LON)
    assert projected(lat, lon, math) == pytest.approx(CAISTER, abs=0.001)
    assert unprojected(*CAISTER, math) == pytest.approx((lat, lon), abs=2e-10)


@pytest.mark.parametrize("point", OSTN15, ids=lambda point: point[0])
def test_a_point_is_near_to_where_ordnance_survey_has_it(
    point: tuple[str, float, float, float, float],
) -> None:
    name, lat, lon, easting, northing = point
    most = 5 if name in IN_THE_FAR_SOUTH_WEST else 3
    assert geodesic(to_wgs84(easting, northing), (lat, lon)).meters < most
    assert math.dist(to_grid(lat, lon), (easting, northing)) < most


@given(eastings, northings)
def test_there_and_back_is_the_same_point(easting: int, northing: int) -> None:
    assert to_grid(*to_wgs84(easting, northing)) == pytest.approx((easting, northing), abs=0.002)


@given(st.lists(st.tuples(eastings, northings), max_size=4))
def test_many_points_are_each_as_one_alone(points: list[tuple[int, int]]) -> None:
    east, north = np.array(points, float).reshape(-1, 2).T
    lats, lons = to_wgs84_of_many(east, north)
    alone = [to_wgs84(*point) for point in points]
    assert [*zip(lats, lons, strict=True)] == [pytest.approx(each, abs=1e-12) for each in alone]
    back = to_grid_of_many(np.column_stack([lons, lats]))
    assert back == pytest.approx(np.array(points, float).reshape(-1, 2), abs=0.002)
