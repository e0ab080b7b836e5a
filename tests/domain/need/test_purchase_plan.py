"""What to buy: by hand, and against every plan there is on small worlds."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from directory.domain.need.purchase_plan import (
    NeedGroup,
    PlanError,
    PlanOption,
    purchase_plan,
)


def group(need: float, served: float = 0.0, tenth: str = "1", area: str = "a") -> NeedGroup:
    return NeedGroup(recommendation="r", area=area, tenth=tenth, need=need, served=served)


def option(
    *groups: int, fixed: float = 0.0, cost: float = 1.0, places: float = 1.0, most: int = 9,
    id: str = "o",
) -> PlanOption:  # fmt: skip
    return PlanOption(
        id=id, kind="places", says=id, fixed_cost=fixed, unit_cost=cost, places=places,
        most_units=most, groups=groups,
    )  # fmt: skip


def test_the_cheapest_place_for_each_child_is_bought_first() -> None:
    plan = purchase_plan(
        [group(10), group(4)],
        [option(0, cost=1000, id="dear"), option(0, 1, cost=400, most=12, id="cheap")],
        budget=5800,
    )

    assert [(each.option.id, each.units, each.cost) for each in plan.purchases] == [
        ("dear", 1, 1000), ("cheap", 12, 4800),
    ]  # fmt: skip
    assert (plan.children, plan.cost, plan.bound) == (pytest.approx(13), 5800, pytest.approx(13))
    assert plan.is_exact


def test_what_is_begun_costs_before_the_first_place() -> None:
    team = option(0, fixed=3000, cost=100, id="team")
    more = option(0, cost=500, most=4, id="more")

    small = purchase_plan([group(20)], [team, more], budget=2000)
    large = purchase_plan([group(20)], [team, more], budget=3900)

    assert [each.option.id for each in small.purchases] == ["more"]
    assert [(each.option.id, each.units) for each in large.purchases] == [("team", 9)]


def test_a_target_is_met_at_least_cost() -> None:
    plan = purchase_plan(
        [group(10)], [option(0, cost=300, places=4, id="four"), option(0, cost=90)], target=9
    )

    # Two groups of four and one more: 690. Nine single places would cost 810.
    assert (plan.cost, plan.bound) == (690, pytest.approx(690))
    assert plan.children >= 9 - 1e-6


def test_a_target_beyond_the_options_is_refused() -> None:
    with pytest.raises(PlanError, match="No plan"):
        purchase_plan([group(10)], [option(0, most=3)], target=4)
    with pytest.raises(PlanError, match="No plan"):
        purchase_plan([group(10)], [], target=1)
    with pytest.raises(PlanError, match="not both"):
        purchase_plan([group(10)], [], budget=1, target=1)


def test_no_tenth_falls_further_behind() -> None:
    # Serving the least deprived costs a tenth of serving the most deprived. Each has 10 children.
    groups = [group(10, tenth="1"), group(10, tenth="10")]
    options = [option(0, cost=100, id="hard"), option(1, cost=10, id="easy")]

    free = purchase_plan(groups, options, budget=330, equity=False)
    fair = purchase_plan(groups, options, budget=330)

    assert free.by_group == (pytest.approx(2), pytest.approx(9))
    assert fair.by_group[0] >= fair.by_group[1] - 1e-6
    assert fair.by_group[0] == pytest.approx(3)


def test_a_tenth_that_is_behind_may_stay_as_far_behind_and_no_farther() -> None:
    groups = [group(10, served=0, tenth="1"), group(10, served=4, tenth="10")]
    options = [option(0, cost=100, id="hard"), option(1, cost=10, id="easy")]

    fair = purchase_plan(groups, options, budget=220)

    before = 4 / 20 - 0 / 10
    after = (4 + sum(fair.by_group)) / 20 - fair.by_group[0] / 10
    assert after <= before + 1e-6
    assert fair.by_group == (pytest.approx(2), pytest.approx(2))


def best_by_trying(
    groups: Sequence[NeedGroup], options: Sequence[PlanOption], budget: float
) -> float:
    """Return the most children that any numbers of units serve, each tried in turn."""
    best = 0.0
    for units in product(*(range(each.most_units + 1) for each in options)):
        cost = sum(
            each.fixed_cost * (n > 0) + each.unit_cost * n
            for each, n in zip(options, units, strict=True)
        )
        if cost <= budget:
            best = max(best, served(groups, options, units))
    return best


def served(
    groups: Sequence[NeedGroup], options: Sequence[PlanOption], units: tuple[int, ...]
) -> float:
    """Return how many children some units serve: places shared out as well as can be."""
    pairs = [(at, g) for at, each in enumerate(options) for g in each.groups]
    rows = [[float(at == o) for at, _ in pairs] for o in range(len(options))]
    rows += [[float(g == at) for _, g in pairs] for at in range(len(groups))]
    most = [each.places * n for each, n in zip(options, units, strict=True)]
    most += [each.short for each in groups]
    return -float(linprog([-1.0] * len(pairs), A_ub=rows, b_ub=most).fun)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_it_is_as_good_as_the_best_of_all_plans(data: st.DataObject) -> None:
    groups = [
        group(data.draw(st.integers(0, 12)), served=data.draw(st.integers(0, 3)))
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    options = [
        option(
            *data.draw(
                st.lists(st.integers(0, len(groups) - 1), min_size=1, max_size=3, unique=True)
            ),
            fixed=data.draw(st.integers(0, 5)), cost=data.draw(st.integers(1, 6)),
            places=data.draw(st.integers(1, 4)), most=data.draw(st.integers(0, 4)), id=str(at),
        )
        for at in range(data.draw(st.integers(1, 3)))
    ]  # fmt: skip
    budget = data.draw(st.integers(0, 30))

    plan = purchase_plan(groups, options, budget=budget, equity=False)

    assert plan.children == pytest.approx(best_by_trying(groups, options, budget), abs=1e-5)
    assert plan.cost <= budget + 1e-6
    assert plan.is_exact
