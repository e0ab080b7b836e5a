"""The best few sites, against trying every choice there is."""

from itertools import combinations
from math import e
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from directory.domain.coverage.siting import max_coverage
from directory.domain.coverage.siting.max_coverage import Siting, fewest_sites, most_reached

Reached = list[set[int]]

# Five homes with 10 to 50 children, four sites. Site 0 reaches most (20 + 30 + 40 = 90), as many as
# site 3, so greed takes it, then site 3 for the 50 of the last home: 140. Site 2 is inside site 3.
# Sites 1 and 3 reach all 150.
HOMES = [10, 20, 30, 40, 50]
SITES = [{1, 2, 3}, {0, 1, 2}, {4}, {3, 4}]


def table(reached: Reached, points: int) -> Any:
    """Return the table in which each site reaches these points."""
    rows = np.zeros((len(reached), points))
    for site, its in enumerate(reached):
        rows[site, sorted(its)] = 1
    return sparse.csr_array(rows)


def most(reached: Reached, children: list[int], sites: int, **more: Any) -> Siting:
    return most_reached(table(reached, len(children)), children, sites, **more)


def fewest(reached: Reached, children: list[int], share: float, **more: Any) -> max_coverage.Fewest:
    total = more.pop("total", sum(children))
    covers = table(reached, len(children))
    return fewest_sites(covers, children, more.pop("already", 0), share, total, **more)


def reach(reached: Reached, children: list[int], chosen: Any) -> int:
    return sum(children[point] for point in set().union(*(reached[site] for site in chosen)))


def best_of_all(reached: Reached, children: list[int], sites: int) -> int:
    """Return the most children of any choice of up to so many sites, by trying each."""
    size = min(sites, len(reached))
    return max(
        reach(reached, children, chosen) for chosen in combinations(range(len(reached)), size)
    )


@st.composite
def problems(draw: st.DrawFn) -> tuple[Reached, list[int]]:
    """Draw up to 8 sites over up to 12 points, many of them alike."""
    points = draw(st.integers(1, 12))
    children = draw(st.lists(st.integers(0, 9), min_size=points, max_size=points))
    its = st.sets(st.integers(0, points - 1), max_size=5)
    return draw(st.lists(its, min_size=1, max_size=8)), children


@settings(max_examples=120, deadline=None, database=None)
@given(problems(), st.integers(1, 5))
def test_no_choice_of_sites_reaches_more(drawn: tuple[Reached, list[int]], sites: int) -> None:
    reached, children = drawn
    found = most(reached, children, sites)
    chosen = [one.site for one in found.chosen]
    assert found.is_optimal
    assert found.reached == pytest.approx(best_of_all(reached, children, sites))
    assert found.reached == pytest.approx(reach(reached, children, chosen))
    assert found.most >= found.reached
    assert len(set(chosen)) == len(chosen) <= sites
    assert all(one.adds > 0 for one in found.chosen)


@settings(max_examples=100, deadline=None, database=None)
@given(problems(), st.integers(1, 5))
def test_greed_is_never_better_and_never_far_behind(
    drawn: tuple[Reached, list[int]], sites: int
) -> None:
    reached, children = drawn
    found = most(reached, children, sites)
    assert found.greedy.reached <= found.reached + 1e-9
    assert found.greedy.reached >= (1 - 1 / e) * found.reached - 1e-9
    assert found.greedy.reached == pytest.approx(reach(reached, children, found.greedy.sites))


@settings(max_examples=120, deadline=None, database=None)
@given(problems(), st.integers(0, 20), st.integers(0, 10))
def test_no_fewer_sites_reach_the_target(
    drawn: tuple[Reached, list[int]], already: int, tenths: int
) -> None:
    reached, children = drawn
    total = sum(children) + already + 1
    needed = tenths * total / 10 - already
    found = fewest(reached, children, tenths / 10, already=already, total=total)
    enough = [
        size
        for size in range(len(reached) + 1)
        if (best_of_all(reached, children, size) if size else 0) >= needed - 1e-9
    ]
    assert found.is_possible == bool(enough)
    assert found.is_optimal
    if enough:
        assert len(found.chosen) == found.at_least == enough[0] <= len(found.greedy.sites)
        assert found.share >= tenths / 10 - 1e-9
    else:
        assert found.chosen == ()
        assert found.most_share < tenths / 10


def test_a_worked_example_where_greed_is_not_the_best() -> None:
    found = most(SITES, HOMES, 2)
    assert [(one.site, one.adds) for one in found.chosen] == [(3, 90), (1, 60)]
    assert (found.reached, found.most, found.gap, found.is_optimal) == (150, 150, 0, True)
    assert (found.greedy.sites, found.greedy.reached) == ((0, 3), 140)


def test_the_fewest_sites_of_the_worked_example() -> None:
    assert [one.site for one in fewest(SITES, HOMES, 1).chosen] == [3, 1]
    assert fewest(SITES, HOMES, 1).greedy.sites == (0, 3, 1)
    assert [one.site for one in fewest(SITES, HOMES, 0.6).chosen] == [0]
    assert len(fewest(SITES, HOMES, 0.61).chosen) == 2


def test_a_site_inside_another_is_not_taken() -> None:
    found = most([{0}, {0, 1}, {1}, {2}], [5, 3, 1], 2)
    assert [one.site for one in found.chosen] == [1, 3]


def test_of_sites_alike_the_earlier_is_taken() -> None:
    assert [one.site for one in most([{1}, {0}, {0}], [5, 5], 1).chosen] == [0]
    assert [one.site for one in most([{2}, {0}, {0}], [5, 0, 1], 1).chosen] == [1]


def test_a_site_inside_another_is_taken_where_it_is_earlier_and_does_as_well() -> None:
    found = most([{1}, {0, 1}, {0}], [5, 3], 2)
    assert [one.site for one in found.chosen] == [1]
    found = most([{1}, {1, 2}, {0, 2}], [5, 3, 4], 2)
    assert [one.site for one in found.chosen] == [2, 0]


def test_points_of_the_same_sites_count_together() -> None:
    found = most([{0, 1, 2}, {3}], [2, 2, 2, 5], 1)
    assert (found.chosen[0].site, found.reached) == (0, 6)


def test_more_sites_than_candidates_may_take_them_all_but_none_that_is_idle() -> None:
    assert [one.site for one in most(SITES, HOMES, 99).chosen] == [3, 1]


def test_part_children_are_counted_as_they_are() -> None:
    found = most_reached(table([{0}, {1}], 2), [0.25, 0.5], 1)
    assert (found.chosen[0].site, found.reached) == (1, 0.5)


@pytest.mark.parametrize(
    ("reached", "children"), [([], []), ([], [5]), ([{0}], [0]), ([set()], [5]), ([set()], [])]
)
def test_where_nobody_can_be_reached_nothing_is_chosen(
    reached: Reached, children: list[int]
) -> None:
    found = most(reached, children, 2)
    assert (found.chosen, found.reached, found.most, found.is_optimal) == ((), 0, 0, True)
    assert found.greedy.sites == ()
    none = fewest(reached, children, 0.5, total=10)
    assert (none.is_possible, none.chosen, none.most_share) == (False, (), 0)


def test_a_target_reached_already_needs_no_site() -> None:
    found = fewest(SITES, HOMES, 0.5, already=150, total=300)
    assert (found.is_possible, found.chosen, found.at_least, found.share) == (True, (), 0, 0.5)
    assert found.is_optimal


def test_a_target_out_of_reach_is_told_with_the_most_there_is() -> None:
    found = fewest(SITES, HOMES, 0.9, already=50, total=400)
    assert (found.is_possible, found.most_share, found.share) == (False, 0.5, 0.125)


def near_by(sites: int, points: int, seed: int) -> tuple[Any, Any]:
    """Return a problem on a map, where the best takes some looking for."""
    chance = np.random.default_rng(seed)
    homes = chance.random((points, 2)) * 10_000
    return max_coverage.within(homes[:sites], homes, 1800), chance.integers(1, 90, points)


def spread(sites: int, points: int, seed: int = 1) -> tuple[Any, Any]:
    """Return a problem that plain bounds do not settle."""
    chance = np.random.default_rng(seed)
    covers = sparse.csr_array((chance.random((sites, points)) < 0.1).astype(float))
    return covers, chance.integers(1, 20, points)


@pytest.mark.parametrize(("seed", "sites"), [(1, 2), (2, 4), (3, 6)])
def test_a_solver_of_whole_number_programmes_finds_no_more(seed: int, sites: int) -> None:
    covers, children = near_by(30, 120, seed)
    rows, points = covers.shape
    reached = sparse.hstack([-covers.T, sparse.eye_array(points)]).tocsc()
    taken = np.concatenate([np.ones(rows), np.zeros(points)])
    peer = milp(
        np.concatenate([np.zeros(rows), -children]),
        integrality=taken,
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(reached, -np.inf, 0),
            LinearConstraint(taken[None, :], 0, sites),
        ],
        options={"mip_rel_gap": 0.0},
    )
    found = most_reached(covers, children, sites)
    assert found.is_optimal
    assert found.reached == pytest.approx(-peer.fun)


def test_with_no_time_the_answer_says_that_it_is_not_proven() -> None:
    covers, children = spread(25, 120)
    hasty, patient = (most_reached(covers, children, 6, seconds=s) for s in (0, 60))
    assert patient.is_optimal
    assert hasty.greedy.reached <= hasty.reached <= patient.reached <= hasty.most
    assert not hasty.is_optimal
    assert hasty.gap > 0


def test_with_no_time_the_fewest_sites_are_some_that_do_and_the_least_that_could() -> None:
    covers, children = spread(25, 120)
    total = int(children.sum())
    hasty = fewest_sites(covers, children, 0, 0.7, total, seconds=0)
    patient = fewest_sites(covers, children, 0, 0.7, total, seconds=60)
    assert patient.is_optimal
    assert hasty.at_least <= patient.at_least == len(patient.chosen) <= len(hasty.chosen)
    assert hasty.share >= 0.7
    assert not hasty.is_optimal


def test_a_short_time_never_gives_a_wrong_proof() -> None:
    covers, children = spread(25, 120, seed=4)
    best = most_reached(covers, children, 4, seconds=60)
    for seconds in (0, 0.03, 0.06, 0.1):
        found = most_reached(covers, children, 4, seconds=seconds)
        assert found.reached <= best.reached <= found.most
        assert not found.is_optimal or found.reached == best.reached


def test_the_same_question_has_the_same_answer() -> None:
    covers, children = spread(25, 120)
    assert most_reached(covers, children, 4) == most_reached(covers, children, 4)


@pytest.mark.parametrize("sites", [0, -1])
def test_no_sites_at_all_is_refused(sites: int) -> None:
    with pytest.raises(ValueError, match="at least 1 site"):
        most(SITES, HOMES, sites)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_target_that_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="a share from 0 to 1"):
        fewest(SITES, HOMES, share)


@pytest.mark.parametrize(
    ("already", "total"), [(-1, 300), (200, 300), (0, 100), (float("nan"), 300)]
)
def test_more_children_reached_than_there_are_is_refused(already: float, total: float) -> None:
    with pytest.raises(ValueError, match="than there are in all"):
        fewest(SITES, HOMES, 0.5, already=already, total=total)


@pytest.mark.parametrize("total", [0, -5, float("nan")])
def test_a_share_of_nobody_is_refused(total: float) -> None:
    with pytest.raises(ValueError, match="children in all"):
        fewest(SITES, HOMES, 0.5, total=total)


@pytest.mark.parametrize("children", [[1, -1], [1, float("nan")], [[1, 2]]])
def test_children_that_cannot_be_counted_are_refused(children: Any) -> None:
    with pytest.raises(ValueError, match="one number a point"):
        most_reached(table([{0}], 2), children, 1)


def test_a_table_of_other_points_is_refused() -> None:
    with pytest.raises(ValueError, match="3 points are covered, 2 have children"):
        most_reached(table([{0}], 3), [1, 2], 1)


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_a_time_below_nought_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="nought or more seconds"):
        most(SITES, HOMES, 1, seconds=seconds)
