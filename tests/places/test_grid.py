import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places import geodesic_miles, to_grid, to_wgs84


def test_a_known_point_is_within_two_metres_of_its_published_degrees() -> None:
    # Ordnance Survey's worked example of OSTN15 (Caister water tower), within its own accuracy.
    found = to_wgs84(651409.804, 313177.450)
    assert found == pytest.approx((52.657977, 1.716038), abs=2e-5)


@given(st.integers(80_000, 655_000), st.integers(5_000, 657_000))
def test_there_and_back_is_the_same_point(easting: int, northing: int) -> None:
    assert to_grid(*to_wgs84(easting, northing)) == pytest.approx((easting, northing), abs=0.01)


def test_distances_are_geodesic_miles() -> None:
    miles = geodesic_miles(54.975219, -1.622324, [54.975219, 51.501], [-1.622324, -0.1416])
    assert miles == pytest.approx([0.0, 247.97], abs=0.1)


def test_one_point_or_none_may_be_asked_for() -> None:
    assert geodesic_miles(54.9, -1.6, 54.9, -1.6).shape == (1,)
    assert geodesic_miles(54.9, -1.6, np.array([]), np.array([])).shape == (0,)
