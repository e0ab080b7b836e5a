"""A scenario on paper: read, written, and every problem of it named."""

from typing import Any

import pytest

from directory.domain.coverage.scenarios.scenario import (
    MOST_CHANGES,
    Close,
    Open,
    Scenario,
    ScenarioError,
    Shorten,
    gone,
    plain,
    read_scenario,
    scenario_of,
    written,
)
from directory.model.cell_types import Vocabulary
from tests.directory_builders import NEWCASTLE, TODAY

GROUP = {"change": "open", "programme": "abc", "delivery": ["venue"], "postcode": "ne14st"}


def find(postcode: str) -> str:
    if postcode != "ne14st":
        raise ValueError("is not a postcode that can be found")
    return "NE1 4ST"


WORDS = Vocabulary(programmes=frozenset({"abc"}), facts=frozenset(), today=TODAY, postcode=find)


def problems(*objects: Any) -> list[str]:
    """Return each problem as the person reads it; none where the scenario can be read."""
    try:
        scenario_of(list(objects), WORDS)
    except ScenarioError as error:
        return list(map(str, error.problems))
    return []


def test_each_kind_of_change_is_read() -> None:
    team = {"change": "open", "kind": "parenting", "delivery": ["home", "phone"]}
    found = scenario_of(
        [
            {"change": "close", "service": "harbour"},
            {"change": "shorten", "service": "rowan", "waiting_weeks": 4},
            GROUP | {"age_from_months": 0, "age_under_months": 60},
            team | {"areas_served": [NEWCASTLE, "E08000037"], "easting": 424273, "northing": 0},
        ],
        WORDS,
    )
    assert found.changes == (
        Close(service="harbour"),
        Shorten(service="rowan", waiting_weeks=4),
        Open(
            programme="abc",
            postcode="NE1 4ST",
            age_from_months=0,
            age_under_months=60,
            delivery=("venue",),
        ),
        Open(
            kind="parenting",
            easting=424273,
            northing=0,
            delivery=("home", "phone"),
            areas_served=(NEWCASTLE, "E08000037"),
        ),
    )
    assert found.closed == {"harbour"}
    assert found.waits == {"rowan": 4}
    assert found.opened == found.changes[2:]


def test_a_form_may_give_numbers_and_lists_as_text() -> None:
    given = GROUP | {
        "delivery": "venue;group",
        "age_from_months": "12",
        "kind": "",
        "easting": None,
    }
    assert scenario_of([given], WORDS).opened == (
        Open(
            programme="abc",
            postcode="NE1 4ST",
            age_from_months=12,
            delivery=("venue", "group"),
        ),
    )


def test_what_is_written_is_read_again_as_it_was() -> None:
    scenario = Scenario(
        changes=(
            Close(service="a"),
            Shorten(service="b", waiting_weeks=0),
            Open(kind="other", easting=0, northing=1, age_from_months=0, delivery=("group",)),
            Open(programme="abc", delivery=("home",), areas_served=(NEWCASTLE,)),
        )
    )
    assert read_scenario(written(scenario), WORDS) == scenario
    assert scenario_of(plain(scenario), WORDS) == scenario
    assert plain(scenario)[0] == {"change": "close", "service": "a"}


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "nothing"])
def test_a_text_that_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="the scenario: is not JSON"):
        read_scenario(text, WORDS)


def test_something_else_than_a_list_of_changes_is_refused() -> None:
    with pytest.raises(ScenarioError, match="should be a list of changes"):
        read_scenario('{"change": "close"}', WORDS)
    assert problems() == ["the scenario: should have 1 to 50 changes"]
    too_many = [{"change": "close", "service": f"s{n}"} for n in range(MOST_CHANGES + 1)]
    assert problems(*too_many) == ["the scenario: should have 1 to 50 changes"]
    assert problems(*too_many[1:]) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("close", "change 1, change: should be one of close, open, shorten"),
        ({"change": "clsoe"}, "change 1, change: “clsoe” should be one of close, open, shorten"),
        ({"change": "close"}, "change 1, service: is missing"),
        ({"change": "close", "service": "a b"}, "change 1, service: “a b” should be letters"),
        ({"change": "close", "service": True}, "change 1, service: should be text, a whole"),
        ({"change": "close", "service": "a", "weeks": 1}, "change 1: “weeks” is no column of"),
        ({"change": "shorten", "service": "a"}, "change 1, waiting_weeks: is missing"),
        (
            {"change": "shorten", "service": "a", "waiting_weeks": -1},
            "change 1, waiting_weeks: “-1” should be a whole number from 0 to 520",
        ),
        ({"change": "shorten", "service": "a", "waiting_weeks": 1.5}, "change 1, waiting_weeks: "),
        (GROUP | {"programme": "abd"}, "change 1, programme: “abd” is not the id of a programme"),
        (GROUP | {"kind": "parenting"}, "change 1, programme: name a programme, or a kind"),
        (GROUP | {"programme": None}, "change 1, programme: name a programme, or a kind"),
        (GROUP | {"postcode": "NE1"}, "change 1, postcode: “NE1” is not a postcode that can be"),
        (GROUP | {"postcode": ""}, "change 1, postcode: what people come to needs a postcode"),
        (GROUP | {"easting": 1, "northing": 1}, "change 1, postcode: “NE1 4ST” name a postcode or"),
        (GROUP | {"easting": 1}, "change 1, easting: a point needs an easting and a northing"),
        (GROUP | {"easting": 800_000}, "change 1, easting: “800000” should be a whole number from"),
        (GROUP | {"delivery": []}, "change 1, delivery: is missing"),
        (GROUP | {"delivery": ["bus"]}, "change 1, delivery: “bus” should be one of home, venue"),
        (GROUP | {"delivery": [1]}, "change 1, delivery: should be text, a whole number or a list"),
        (GROUP | {"delivery": ["home"]}, "change 1, areas_served: a team that visits homes needs"),
        (GROUP | {"areas_served": ["N1"]}, "change 1, areas_served: “N1” is not the ONS code"),
        (
            GROUP | {"age_from_months": 60, "age_under_months": 60},
            "change 1, age_under_months: “60” should be more than the youngest age, 60",
        ),
    ],
)
def test_a_change_that_cannot_be_meant_is_placed_and_named(given: Any, said: str) -> None:
    found = problems(given)
    assert len(found) == 1
    assert found[0].startswith(said)


def test_help_from_afar_needs_neither_place_nor_areas() -> None:
    assert problems({"change": "open", "kind": "advocacy", "delivery": ["online", "phone"]}) == []


def test_every_problem_is_named_in_the_order_of_the_changes() -> None:
    found = problems(
        {"change": "close", "service": "a"},
        {"change": "shorten", "waiting_weeks": "soon"},
        {"change": "shorten", "service": "a", "waiting_weeks": 2},
        {"change": "open"},
    )
    assert found == [
        "change 2, service: is missing",
        "change 2, waiting_weeks: “soon” should be a whole number from 0 to 520",
        "change 3, service: “a” is in change 1 already: keep one of the two",
        "change 4, delivery: is missing",
    ]


def test_a_service_that_has_gone_since_is_named() -> None:
    scenario = scenario_of(
        [GROUP, {"change": "close", "service": "a"}, {"change": "close", "service": "b"}], WORDS
    )
    assert [str(problem) for problem in gone(scenario, {"a"})] == [
        "change 3, service: “b” is no service of the directory now: take this change out"
    ]
