"""What to buy in one area of the worked example: options, costs and where they come from."""

from collections.abc import Mapping
from typing import Any

import pytest

from directory.domain.coverage.gap_request import read_gap_query
from directory.domain.need.area_plan import AreaPlan, area_plan
from directory.domain.need.chain_data import need_chains_in
from directory.domain.need.plan_params import read_plan_ask
from directory.domain.need.plan_text import plan_data, say_plan, say_uncosted
from directory.domain.need.purchase_plan import PlanError
from directory.infrastructure import paths
from tests.directory_builders import GATESHEAD, TODAY, Directory, entry, knowledge, venue
from tests.domain.coverage.laid_out import ground
from tests.domain.need.test_worked_example import worked  # noqa: F401 (a fixture)

pytestmark = pytest.mark.database


def plan(directory: Directory, **typed: str) -> AreaPlan:
    ask, problems = read_plan_ask(typed)
    assert not problems
    asked = read_gap_query({"area": GATESHEAD, "miles": "3"}, knowledge(), ground(directory), TODAY)
    with directory.session() as session:
        return area_plan(session, asked, need_chains_in(paths.data()), ask)


def bought(found: AreaPlan) -> Mapping[str, tuple[int, float]]:
    return {each.option.id: (each.units, each.cost) for each in found.plan.purchases}


def test_more_places_are_bought_at_the_cost_that_the_service_states(
    worked: Directory,  # noqa: F811
) -> None:
    stated: dict[str, Any] = {"age_from_months": 0, "age_under_months": 60}
    worked.take(
        entry(
            "quayside", venue("NE8 1AA"), programme="abc", delivery=("venue",), name="Quayside ABC",
            areas_served=(GATESHEAD,), places_per_year=6, cost_per_place=2500, **stated,
        )
    )  # fmt: skip

    found = plan(worked, budget="£11,000")

    # The likely need is 15, with 6 places. Four places are 10,000 pounds, and five are too dear.
    assert bought(found) == {"places:quayside": (4, 10_000)}
    assert found.offered["places:quayside"].source == "stated by the service"
    assert found.plan.bound == pytest.approx(4)
    assert say_plan(found) == (
        "For £11,000 a year: 4 more places at Quayside ABC reach 4 more children"
        " (at most 4 with these options)."
    )


def test_nothing_is_guessed_where_nobody_states_a_cost(
    worked: Directory,  # noqa: F811
) -> None:
    found = plan(worked, budget="1000000")

    assert not found.plan.purchases
    assert not found.offer.options
    told = [say_uncosted(each) for each in found.offer.uncosted]
    assert any(
        says.startswith("More places at a service: quayside. Give the cost of a place")
        for says in told
    )
    assert "A home-visiting team: give its cost and its places" in told
    assert "nothing that can be costed reaches a child" in say_plan(found)


def test_a_cost_that_is_given_is_called_so(worked: Directory) -> None:  # noqa: F811
    found = plan(worked, budget="5000", place_cost="2500")

    assert bought(found) == {"places:quayside": (2, 5000)}
    assert {each.source for each in found.offer.options} == {"the figure that you gave"}


def test_money_that_reaches_nobody_is_not_spent(worked: Directory) -> None:  # noqa: F811
    found = plan(worked, budget="900000", place_cost="2500")

    # Nine are likely without a place there.
    assert bought(found)["places:quayside"] == (9, 22_500)
    assert found.plan.cost == 22_500


def test_each_kind_of_option_is_bought_where_it_is_best(worked: Directory) -> None:  # noqa: F811
    # The programme that no service delivers there is for 1.7.10: teams of 4 places, 2 staff of 3.
    found = plan(
        worked, budget="13000", team_cost="10000", team_places="4",
        training_cost="1500", training_places="3", training_people="2",
    )  # fmt: skip

    kinds = {each.option.kind: each for each in found.plan.purchases}
    assert {each.option.kind for each in found.offer.options} == {"team", "training"}
    assert set(kinds) <= {"team", "training"}
    assert found.plan.cost <= 13_000
    assert found.plan.is_exact


def test_a_service_of_another_area_may_widen_it(worked: Directory) -> None:  # noqa: F811
    found = plan(worked, budget="9000", place_cost="500", area_cost="3000")

    ids = {each.option.id: each.option for each in found.offer.options}
    assert ids["area:harbour"].fixed_cost == 3000
    assert "places:quayside" in ids
    assert "area:closed" not in ids


def test_a_service_for_other_ages_may_widen_them(worked: Directory) -> None:  # noqa: F811
    worked.take(
        entry(
            "older", venue("NE8 1AA"), programme="abc", delivery=("venue",),
            areas_served=(GATESHEAD,), age_from_months=60, age_under_months=120,
        )
    )  # fmt: skip

    found = plan(worked, budget="9000", place_cost="500", ages_cost="1000")

    assert "ages:older" in found.offered
    assert "ages:quayside" not in found.offered


def test_places_that_are_not_as_recommended_are_not_bought(
    worked: Directory,  # noqa: F811
) -> None:
    # NG76 1.7.4 asks for sessions weekly for 10 weeks.
    worked.take(
        entry(
            "short", venue("NE8 1AA"), programme="abc", delivery=("venue",), cost_per_place=1,
            areas_served=(GATESHEAD,), age_from_months=0, age_under_months=60, weeks=2, sessions=2,
        )
    )  # fmt: skip

    found = plan(worked, budget="5000", place_cost="2500")

    assert "places:short" not in found.offered
    assert found.offer.differing == 1
    assert any(
        "otherwise than is recommended" in note for note in plan_data(found, knowledge())["notes"]
    )


@pytest.mark.parametrize(
    ("rest", "is_told"), [({}, False), ({"requires": ("parent.is_mother",)}, True)]
)
def test_places_that_not_all_may_use_are_told(
    worked: Directory,  # noqa: F811
    rest: dict[str, Any],
    is_told: bool,
) -> None:
    worked.take(
        entry(
            "cheap", venue("NE8 1AA"), programme="abc", delivery=("venue",), cost_per_place=1,
            areas_served=(GATESHEAD,), age_from_months=0, age_under_months=60, **rest,
        )
    )  # fmt: skip

    found = plan(worked, budget="5")

    assert bought(found) == {"places:cheap": (5, 5)}
    notes = plan_data(found, knowledge())["notes"]
    assert any("cheap takes some of these children" in note for note in notes) is is_told


def test_a_target_costs_the_least(worked: Directory) -> None:  # noqa: F811
    found = plan(worked, target="3", place_cost="2500")

    assert bought(found) == {"places:quayside": (3, 7500)}
    assert say_plan(found).startswith("To reach 3 more children: 3 more places at quayside reach 3")
    with pytest.raises(PlanError, match="No plan"):
        plan(worked, target="5000", place_cost="2500")


def test_what_has_no_likely_need_is_left_out_and_told(worked: Directory) -> None:  # noqa: F811
    found = plan(worked, budget="1000", place_cost="2500")
    data = plan_data(found, knowledge())

    assert found.left_out
    assert len(data["not_planned"]) == len(found.left_out)
    assert not {row.target.id for row in found.rows} & {row.target.id for row in found.left_out}
