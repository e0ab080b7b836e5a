"""Which sites bring which points within reach."""

from typing import Any

import numpy as np
import pytest

from directory.domain.coverage.siting.incidence import Demand, serving, within


def test_a_point_at_the_distance_is_within_it() -> None:
    covers = within([(0, 0), (10, 0)], [(3, 4), (3, 4.1), (10, 5), (5, 0)], 5)
    assert covers.toarray().tolist() == [[1, 0, 0, 1], [0, 0, 1, 1]]


def test_no_sites_or_no_points_make_an_empty_table() -> None:
    assert within([], [(1, 1)], 5).shape == (0, 1)
    assert within([(1, 1)], [], 5).shape == (1, 0)


def test_the_table_equals_every_distance_worked_out() -> None:
    chance = np.random.default_rng(1)
    sites, homes = chance.random((20, 2)) * 100, chance.random((300, 2)) * 100
    far = np.hypot(*(sites[:, None, :] - homes[None, :, :]).transpose(2, 0, 1))
    assert np.array_equal(within(sites, homes, 15).toarray(), far <= 15)


def test_a_team_reaches_every_point_of_the_areas_it_covers() -> None:
    covers = serving([{"E1", "E3"}, set()], ["E1", "E2", "E3", "E1"])
    assert covers.toarray().tolist() == [[1, 0, 1, 1], [0, 0, 0, 0]]


@pytest.mark.parametrize("metres", [-1, float("nan")])
def test_a_distance_below_nought_is_refused(metres: float) -> None:
    with pytest.raises(ValueError, match="nought or more metres"):
        within([(0, 0)], [(0, 0)], metres)


@pytest.mark.parametrize(
    ("east", "children", "said"),
    [
        ([1.0], [1.0, 2.0], "differ in length"),
        ([1.0, np.nan], [1.0, 2.0], "has no place"),
        ([1.0, 2.0], [1.0, -2.0], "none below nought"),
        ([1.0, 2.0], [1.0, np.nan], "none unknown"),
    ],
)
def test_demand_that_cannot_be_counted_is_refused(east: Any, children: Any, said: str) -> None:
    where = np.array([1.0, 2.0])
    with pytest.raises(ValueError, match=said):
        Demand(easting=np.array(east), northing=where, children=np.array(children))


def test_demand_gives_its_points_as_rows() -> None:
    numbers = np.array([1.0, 2.0])
    demand = Demand(easting=numbers, northing=numbers * 10, children=numbers)
    assert demand.points.tolist() == [[1, 10], [2, 20]]
