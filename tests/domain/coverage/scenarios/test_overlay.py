"""A scenario over the ground: what is counted is as if the directory had been changed."""

from typing import Any

import pytest

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.coverage import coverage
from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_types import gaps_by_type
from directory.domain.coverage.scenarios.overlay import unplaced, with_scenario
from directory.domain.coverage.scenarios.scenario import Close, Open, Scenario, Shorten
from directory.domain.coverage.service_contributions import service_contributions
from tests.directory_builders import (
    DURHAM,
    HOME,
    NEWCASTLE,
    PROGRAMME,
    TODAY,
    Directory,
    entry,
    knowledge,
    venue,
)
from tests.domain.coverage.laid_out import TARGET, area, by_code, ground, people, terms

pytestmark = pytest.mark.database
UNDER_FIVE = {"age_from_months": 0, "age_under_months": 60}
AT_HOME = Open(programme=PROGRAMME, postcode=HOME, delivery=("venue",), **UNDER_FIVE)
TEAM = Open(programme=PROGRAMME, delivery=("home",), areas_served=(DURHAM,), **UNDER_FIVE)
NOBODY = {"town": (60, 0, 0), "moor": (60, 0, 0)}
TOWN = {"town": (60, 60, 0), "moor": (60, 0, 0)}


@pytest.fixture
def laid(directory: Directory) -> Directory:
    people(directory, area("town", HOME), area("moor", "DH1 1AA"))
    return directory


def harbour(id: str = "harbour", **values: Any) -> Any:
    stated = {"programme": PROGRAMME, "delivery": ("venue",), **UNDER_FIVE, **values}
    return entry(id, venue(HOME), **stated)


def paper(directory: Directory, *changes: Any) -> AnalysisData:
    return with_scenario(ground(directory), Scenario(changes=changes), directory.places, TODAY)


def counted(
    here: AnalysisData, target: GapTarget = TARGET, **asked: Any
) -> dict[str, tuple[float, ...]]:
    found = coverage(here, knowledge(), target, terms(**asked), tuple(here.people.districts))
    return dict(by_code(here, found))


def test_a_scenario_without_changes_counts_the_same(laid: Directory) -> None:
    laid.take(harbour())
    assert counted(paper(laid)) == counted(ground(laid)) == TOWN


def test_closing_every_service_of_a_target_leaves_nobody_reached(laid: Directory) -> None:
    laid.take(harbour(), harbour("quay", position=1))
    assert counted(paper(laid, Close(service="harbour"), Close(service="quay"))) == NOBODY


def test_closing_counts_as_the_directory_without_that_service(laid: Directory) -> None:
    other = entry(
        "visits", programme=PROGRAMME, delivery=("home",), areas_served=(DURHAM,), position=1,
        age_from_months=0, age_under_months=24,
    )  # fmt: skip
    laid.take(harbour(), other)
    closed = counted(paper(laid, Close(service="harbour")))
    laid.take_alone(other)
    assert closed == counted(ground(laid)) == {"town": (60, 0, 0), "moor": (60, 24, 0)}


def test_closing_one_of_two_loses_nobody(laid: Directory) -> None:
    laid.take(harbour(), harbour("quay", position=1))
    assert counted(paper(laid, Close(service="quay"))) == TOWN


def test_opening_counts_as_the_directory_with_that_service(laid: Directory) -> None:
    laid.take(entry("else"))
    opened = counted(paper(laid, AT_HOME))
    laid.take(harbour(position=1))
    assert opened == counted(ground(laid)) == TOWN


def test_opening_what_exists_doubles_nothing(laid: Directory) -> None:
    laid.take(harbour())
    assert counted(paper(laid, AT_HOME, AT_HOME)) == counted(ground(laid))


def test_opening_in_an_empty_directory_reaches_those_near(laid: Directory) -> None:
    assert counted(paper(laid, AT_HOME)) == TOWN


def test_a_point_is_a_place_as_a_postcode_is(laid: Directory) -> None:
    place = laid.places.find(HOME)
    point = Open(
        programme=PROGRAMME,
        easting=place.easting,
        northing=place.northing,
        delivery=("venue",),
        **UNDER_FIVE,
    )
    assert counted(paper(laid, point)) == TOWN


def test_a_team_comes_to_the_whole_of_the_area_it_serves(laid: Directory) -> None:
    laid.take(entry("else"))
    assert counted(paper(laid, TEAM)) == {"town": (60, 0, 0), "moor": (60, 60, 0)}


def test_a_venue_for_one_area_takes_nobody_of_another(laid: Directory) -> None:
    tied = Open(
        programme=PROGRAMME, postcode=HOME, delivery=("venue",), areas_served=(DURHAM,),
        **UNDER_FIVE,
    )  # fmt: skip
    assert counted(paper(laid, tied)) == NOBODY


def test_an_opening_that_states_no_ages_is_not_a_yes(laid: Directory) -> None:
    silent = Open(programme=PROGRAMME, postcode=HOME, delivery=("venue",))
    assert counted(paper(laid, silent))["town"] == (60, 0, 60)


def test_an_opening_takes_the_ages_that_it_states(laid: Directory) -> None:
    small = Open(
        programme=PROGRAMME, postcode=HOME, delivery=("venue",), age_from_months=0,
        age_under_months=24,
    )  # fmt: skip
    assert counted(paper(laid, small))["town"] == (60, 24, 0)


def test_an_opening_is_trained_checked_and_without_a_wait(laid: Directory) -> None:
    laid.take(entry("else"))
    asked = {"trained": True, "assured_months": 3, "wait_weeks": 0}
    assert counted(paper(laid, AT_HOME), **asked) == TOWN


def test_general_help_can_be_opened_by_its_kind(laid: Directory) -> None:
    target = GapTarget(what="kind", id="parenting")
    open_ = Open(kind="parenting", postcode=HOME, delivery=("venue",), **UNDER_FIVE)
    assert counted(ground(laid), target)["town"] == (216, 0, 0)
    assert counted(paper(laid, open_), target)["town"] == (216, 60, 0)


def test_another_wait_counts_where_a_wait_is_asked_for(laid: Directory) -> None:
    laid.take(harbour(waiting_weeks=30))
    shorter = paper(laid, Shorten(service="harbour", waiting_weeks=4))
    assert counted(ground(laid), wait_weeks=12) == NOBODY
    assert counted(shorter, wait_weeks=12) == TOWN
    assert counted(paper(laid, Shorten(service="harbour", waiting_weeks=40))) == TOWN


def test_the_ground_itself_stays_as_it_is(laid: Directory) -> None:
    laid.take(harbour(waiting_weeks=3))
    before = counted(ground(laid), wait_weeks=12)
    paper(laid, Close(service="harbour"), AT_HOME, TEAM)
    paper(laid, Shorten(service="harbour", waiting_weeks=40))
    here = ground(laid)
    assert counted(here, wait_weeks=12) == before
    assert list(here.snapshot.ids) == ["harbour"]


def test_it_is_kept_until_the_directory_changes(laid: Directory) -> None:
    laid.take(harbour())
    once = paper(laid, AT_HOME)
    assert paper(laid, AT_HOME) is once
    laid.take(harbour(name="Another"))
    assert paper(laid, AT_HOME) is not once


def test_what_is_gone_or_cannot_be_placed_is_left_out(laid: Directory) -> None:
    laid.take(harbour())
    lost = Open(programme=PROGRAMME, postcode="ZZ1 1ZZ", delivery=("venue",), **UNDER_FIVE)
    scenario = Scenario(changes=(Close(service="long-gone"), lost, AT_HOME))
    found = with_scenario(ground(laid), scenario, laid.places, TODAY)
    assert counted(found) == TOWN
    assert len(found.snapshot.ids) == 2
    [problem] = unplaced(scenario, laid.places)
    assert (problem.change, problem.value) == (2, "ZZ1 1ZZ")


def test_kinds_of_gap_and_standings_work_on_it_unchanged(laid: Directory) -> None:
    laid.take(harbour())
    here = paper(laid, AT_HOME)
    asked = (here, knowledge(), TARGET, terms(), (NEWCASTLE,))
    assert gaps_by_type(*asked)["one-provider"].children.sum() == 0
    assert gaps_by_type(ground(laid), *asked[1:])["one-provider"].children.sum() == 60
    assert {each.service.id: each.only for each in service_contributions(*asked)} == {
        "harbour": 0,
        "on-paper:1": 0,
    }
