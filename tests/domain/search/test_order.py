"""The order of a list: the best answer first, near before far, unchecked entries behind."""

from datetime import date

import pytest

from tests.directory_builders import GATESHEAD, NEWCASTLE, Directory, entry, hidden, venue
from tests.domain.search.finding import found, home, lines

pytestmark = pytest.mark.database

FRESH, YEAR, OLD = date(2026, 11, 1), date(2026, 3, 1), date(2024, 1, 1)


def test_without_a_place_an_entry_falls_behind_with_the_age_of_its_check(
    directory: Directory,
) -> None:
    """One that was just taken in, d, need not have been checked yet; a and b should have been."""
    directory.take(
        entry("a", assured_on=OLD), entry("b", assured_on=YEAR), entry("c", assured_on=FRESH),
        entry("d"),
    )  # fmt: skip

    assert found(directory) == ["c", "d", "b", "a"]


def test_entries_checked_alike_go_by_their_names(directory: Directory) -> None:
    directory.take(entry("1", name="Zebra"), entry("2", name="apple"), entry("3", name="Mango"))

    assert found(directory) == ["2", "3", "1"]


def test_near_comes_before_far_and_far_is_left_out(directory: Directory) -> None:
    directory.take(
        entry("far", venue("DH1 1AA"), delivery=("venue",), assured_on=FRESH),
        entry("next", venue("NE3 1AA"), delivery=("venue",), assured_on=FRESH),
        entry("near", venue("NE1 4SU"), delivery=("venue",), assured_on=FRESH),
    )

    assert found(directory, place=home(directory), within_miles=10) == ["near", "next"]


def test_an_old_check_counts_as_miles(directory: Directory) -> None:
    directory.take(
        entry("near", venue("NE1 4SU"), delivery=("venue",), assured_on=OLD),
        entry("next", venue("NE3 1AA"), delivery=("venue",), assured_on=FRESH),
    )

    assert found(directory, place=home(directory), within_miles=10) == ["next", "near"]


def test_closed_and_paused_services_come_last_and_stay_findable(directory: Directory) -> None:
    directory.take(
        entry("closed", status="closed", assured_on=FRESH),
        entry("ended", ends_on=date(2026, 1, 1), assured_on=FRESH),
        entry("paused", status="paused", assured_on=FRESH),
        entry("runs"),
    )

    assert found(directory) == ["runs", "paused", "closed", "ended"]


def test_a_service_that_serves_another_area_is_listed_after_those_that_serve_this_one(
    directory: Directory,
) -> None:
    directory.take(
        entry(
            "other", venue("NE8 1AA"), delivery=("venue",), areas_served=(GATESHEAD,),
            assured_on=FRESH,
        ),
        entry("own", venue("NE3 1AA"), delivery=("venue",), areas_served=(NEWCASTLE,)),
    )  # fmt: skip

    assert found(directory, place=home(directory), within_miles=10) == ["own", "other"]
    why = lines(directory, place=home(directory), within_miles=10)["other"].why
    assert "serves another area" in why


def test_a_hidden_venue_has_no_distance_and_no_point(directory: Directory) -> None:
    directory.take(entry("a", hidden("NE1 4SU"), delivery=("venue",)))

    line = lines(directory, place=home(directory), within_miles=10)["a"]

    assert line.distance_miles is None
    assert line.points == ()
    assert any("kept back for safety" in each for each in line.why)


def test_a_hidden_venue_changes_no_place_on_the_list_but_by_its_area(directory: Directory) -> None:
    """Two refuges of one area, one near and one far, stand in the order of their names."""
    directory.take(
        entry("a", hidden("NE3 1AA"), name="A", delivery=("venue",)),
        entry("b", hidden("NE1 4SU"), name="B", delivery=("venue",)),
    )

    assert found(directory, place=home(directory), within_miles=10) == ["a", "b"]


def test_the_points_of_a_list_are_those_of_its_venues(directory: Directory) -> None:
    directory.take(entry("a", venue("NE1 4SU"), venue("NE3 1AA"), delivery=("venue",)))

    [line] = lines(directory).values()

    assert len(line.points) == 2
    assert all(54 < lat < 56 and -2 < lon < -1 for lat, lon in line.points)
