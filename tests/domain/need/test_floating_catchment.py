"""E2SFCA: as PySAL's `access` works it out, and by hand."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from access import Access, weights
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.domain.need.floating_catchment import DECAYS, Catchments, places_per_child

MOST = 6.0
SIGMA = MOST / np.sqrt(2 * np.log(100))
Weight = Callable[[float], float]
PYSAL: dict[str, Weight] = {
    "slow-zones": weights.step_fn({2: 1, 4: 0.68, 6: 0.22}),
    "quick-zones": weights.step_fn({2: 1, 4: 0.42, 6: 0.09}),
    "gaussian": weights.gaussian(SIGMA),
    "none": weights.step_fn({6: 1}),
}


def pairs(distance: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> Catchments:
    venue, home = (each.ravel() for each in np.indices(distance.shape))
    return Catchments(venue=venue, home=home, distance=distance.ravel())


def by_pysal(
    places: list[float], children: list[float], near: Catchments, decay: str
) -> list[float]:
    homes = pd.DataFrame({"id": range(len(children)), "children": children})
    venues = pd.DataFrame({"id": range(len(places)), "places": places})
    cost = pd.DataFrame({"home": near.home, "venue": near.venue, "cost": near.distance})
    asked = Access(
        demand_df=homes, demand_index="id", demand_value="children",
        supply_df=venues, supply_index="id", supply_value="places",
        cost_df=cost, cost_origin="home", cost_dest="venue", cost_name="cost",
    )  # fmt: skip
    found = asked.enhanced_two_stage_fca(
        cost="cost", supply_values="places", max_cost=MOST, weight_fn=PYSAL[decay]
    )
    return found.reindex(range(len(children))).iloc[:, 0].fillna(0.0).tolist()


@pytest.mark.filterwarnings("ignore:The inplace keyword")
@pytest.mark.parametrize("decay", list(DECAYS))
def test_it_equals_pysal(decay: str) -> None:
    some = np.random.default_rng(14)
    places, children = some.integers(5, 90, 12).astype(float), some.uniform(0.5, 60, 200)
    near = pairs(some.uniform(0, 12, (12, 200)).round(2))

    ours = places_per_child(places, children, near, DECAYS[decay], MOST)

    assert ours.sum() > 0
    assert ours.tolist() == pytest.approx(
        by_pysal(places.tolist(), children.tolist(), near, decay), abs=1e-9
    )


def test_by_hand() -> None:
    # Harbour has 20 places: 10 children beside it, 50 at 3 miles with weight 0.68: 20 / 44.
    # Quay has 8 places, and only those 50 children beside it: 8 / 50.
    near = pairs(np.array([[0.0, 3.0], [9.0, 0.0]]))

    found = places_per_child(
        np.array([20.0, 8.0]), np.array([10.0, 50.0]), near, DECAYS["slow-zones"], MOST
    )

    assert found.tolist() == pytest.approx([20 / 44, 0.68 * 20 / 44 + 8 / 50])


def test_who_is_visited_at_home_is_at_no_distance() -> None:
    """Visits comes to all homes of the first district; Quay is near one home of the second."""
    some = Catchments(
        venue=np.array([1]),
        home=np.array([2]),
        distance=np.array([3.0]),
        whole=np.array([[True, False], [False, False]]),
        group=np.array([0, 0, 1]),
    )
    apart = pairs(np.array([[0.0, 0.0, 9.0], [9.0, 9.0, 3.0]]))
    places, children = np.array([12.0, 5.0]), np.array([10.0, 30.0, 20.0])

    told, written_out = (
        places_per_child(places, children, each, DECAYS["slow-zones"], MOST)
        for each in (some, apart)
    )

    assert told.tolist() == pytest.approx(written_out.tolist())
    assert told.tolist() == pytest.approx([0.3, 0.3, 0.25])


def test_a_venue_with_nobody_near_adds_nothing() -> None:
    found = places_per_child(
        np.array([5.0]), np.array([0.0, 3.0]), pairs(np.array([[1.0, 9.0]])), DECAYS["none"], MOST
    )

    assert found.tolist() == [0.0, 0.0]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_all_places_are_shared_out(data: st.DataObject) -> None:
    """What children get adds up to the places of the venues that have somebody near."""
    venues, homes = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 6))
    number = st.floats(0, 8)
    distance = np.array(data.draw(st.lists(st.lists(number, min_size=homes, max_size=homes),
                                           min_size=venues, max_size=venues)))  # fmt: skip
    places = np.array(data.draw(st.lists(st.floats(0, 90), min_size=venues, max_size=venues)))
    children = np.array(data.draw(st.lists(st.floats(0.1, 60), min_size=homes, max_size=homes)))
    decay = DECAYS[data.draw(st.sampled_from(list(DECAYS)))]

    found = places_per_child(places, children, pairs(distance), decay, MOST)

    near = (distance <= MOST).any(axis=1)
    assert float((found * children).sum()) == pytest.approx(float(places[near].sum()), abs=1e-6)


@pytest.mark.parametrize("decay", list(DECAYS))
def test_the_weight_never_grows_with_distance(decay: str) -> None:
    found = DECAYS[decay].of(np.linspace(0, 7, 71), MOST)

    assert (np.diff(found) <= 0).all()
    assert (found[0], found[-1]) == (1.0, 0.0)


def slowly(
    places: list[float], children: list[float], distance: list[list[float]], weight: Weight
) -> list[float]:
    """Return places for each child as the paper words the two steps, one venue at a time."""
    found = [0.0] * len(children)
    for venue, near in enumerate(distance):
        weights = [weight(each) if each <= MOST else 0.0 for each in near]
        competing = sum(w * child for w, child in zip(weights, children, strict=True))
        for home, w in enumerate(weights):
            found[home] += w * places[venue] / competing if competing else 0.0
    return found


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_it_equals_a_slow_reading(data: st.DataObject) -> None:
    venues, homes = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 5))
    row = st.lists(st.integers(0, 8).map(float), min_size=homes, max_size=homes)
    distance = data.draw(st.lists(row, min_size=venues, max_size=venues))
    places = data.draw(st.lists(st.integers(0, 90).map(float), min_size=venues, max_size=venues))
    children = data.draw(st.lists(st.integers(0, 60).map(float), min_size=homes, max_size=homes))
    decay = data.draw(st.sampled_from(list(DECAYS)))

    found = places_per_child(
        np.array(places), np.array(children), pairs(np.array(distance)), DECAYS[decay], MOST
    )

    told = slowly(places, children, distance, PYSAL[decay])
    assert found.tolist() == pytest.approx(told, abs=1e-9)


def test_an_empty_area_has_no_places_for_anyone() -> None:
    nowhere = Catchments(
        venue=np.array([], np.int64), home=np.array([], np.int64), distance=np.array([], float)
    )

    found = places_per_child(np.array([48.0, 20.0]), np.array([]), nowhere, DECAYS["none"], MOST)

    assert found.tolist() == []
