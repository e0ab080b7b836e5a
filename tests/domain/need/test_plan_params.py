"""What is typed into the plan of what to buy, read or refused in words."""

import pytest

from directory.domain.need.plan_params import read_plan_ask


@pytest.mark.parametrize("text", ["40000", "40,000", "£40,000", "£ 40000", " 40000 "])
def test_pounds_may_be_written_in_several_ways(text: str) -> None:
    ask, problems = read_plan_ask({"budget": text})

    assert (ask.budget, problems) == (40_000, ())


@pytest.mark.parametrize("text", ["0", "-5", "x", "4,00", "1e5", "99999999999", "12.50"])
def test_what_is_no_whole_number_is_a_problem(text: str) -> None:
    _, [problem] = read_plan_ask({"budget": text})

    assert problem.field == "budget"
    assert "whole pounds a year, such as 40,000" in problem.problem


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"budget": "1", "target": "2"}, "target"),
        ({"place_cost": "2"}, "budget"),
        ({"budget": "1", "venue_cost": "2"}, "venue_places"),
        ({"budget": "1", "team_places": "2"}, "team_cost"),
        ({"budget": "1", "training_cost": "2", "training_places": "1"}, "training_people"),
    ],
)
def test_what_belongs_together_is_asked_for(typed: dict[str, str], field: str) -> None:
    _, problems = read_plan_ask(typed)

    assert [each.field for each in problems] == [field]
