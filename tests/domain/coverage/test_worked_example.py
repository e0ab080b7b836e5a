"""Three areas and four services, counted by hand.

Each area has 12 children of each year of age, one a month. NG76 1.7.4 is for those under 5 years:
60 months, so 60 children in each area.

* Town lives at NE1 4ST, Quay at NE8 1AA (1,000 m east and 1,200 m south of it: 1,562 m, 0.97
  miles), Moor at DH1 1AA (3,000 m east and 22,000 m south: 13.8 miles).
* Harbour has a venue in Town, states no area, takes children of 6 months to under 4 years.
* Visits comes to homes in Durham, and takes children under 2.
* Silent has a venue in Quay and states no ages.
* Later has a venue in Quay, takes children under 5, and has a wait of 30 weeks.
"""

from typing import Any

import pytest
from geopy.distance import geodesic

from directory.domain.coverage.authorities import authorities
from directory.domain.coverage.gap_types import gaps_by_type
from directory.domain.coverage.matrix import by_authority, by_band
from directory.domain.coverage.service_contributions import service_contributions
from tests.directory_builders import DURHAM, HOME, PROGRAMME, Directory, entry, knowledge, venue
from tests.domain.coverage.laid_out import TARGET, area, ground, people, reached, terms

pytestmark = pytest.mark.database


def offers(**values: Any) -> dict[str, Any]:
    return {"programme": PROGRAMME, "delivery": ("venue",), **values}


@pytest.fixture
def worked(directory: Directory) -> Directory:
    directory.take(
        entry("harbour", venue(HOME), **offers(age_from_months=6, age_under_months=48)),
        entry(
            "visits", venue(), **offers(
                delivery=("home",), areas_served=(DURHAM,), age_from_months=0, age_under_months=24
            )
        ),
        entry("silent", venue("NE8 1AA"), **offers()),
        entry(
            "later", venue("NE8 1AA"),
            **offers(age_from_months=0, age_under_months=60, waiting_weeks=30, organisation="L"),
        ),
    )  # fmt: skip
    people(
        directory, area("E01-town", HOME), area("E01-quay", "NE8 1AA"), area("E01-moor", "DH1 1AA")
    )
    return directory


def test_within_three_miles_town_and_quay_are_reached_by_later(worked: Directory) -> None:
    assert reached(worked) == {
        "E01-town": (60, 60, 0),
        "E01-quay": (60, 60, 0),
        "E01-moor": (60, 24, 0),
    }


def test_within_half_a_mile_each_has_what_stands_there(worked: Directory) -> None:
    # Town: Harbour from 6 months to under 4, which is 42; nobody else is near.
    # Quay: Later takes all 60. Moor: Visits takes those under 2.
    assert reached(worked, within_miles=0.5) == {
        "E01-town": (60, 42, 0),
        "E01-quay": (60, 60, 0),
        "E01-moor": (60, 24, 0),
    }


def test_a_short_wait_leaves_those_who_do_not_say(worked: Directory) -> None:
    # Later has too long a wait. Harbour, Visits and Silent state none: they may have places.
    assert reached(worked, wait_weeks=12) == {
        "E01-town": (60, 0, 60),  # by Silent, of any age
        "E01-quay": (60, 0, 60),
        "E01-moor": (60, 0, 24),
    }


def test_a_range_of_ages_counts_its_months(worked: Directory) -> None:
    # 1 year 6 months to under 2 years 6 months: 12 months, of which Visits takes 6.
    found = reached(worked, from_months=18, under_months=30, within_miles=0.5)

    assert found["E01-moor"] == (12, 6, 0)
    assert found["E01-town"] == (12, 12, 0)


def test_the_kinds_of_gap_within_half_a_mile(worked: Directory) -> None:
    here = ground(worked)
    found = gaps_by_type(
        here, knowledge(), TARGET, terms(within_miles=0.5), tuple(here.people.districts)
    )
    counts = {kind: round(float(gap.children.sum()), 2) for kind, gap in found.items()}
    unclear = {kind: round(float(gap.unclear.sum()), 2) for kind, gap in found.items()}

    # Town: 18 babies and four-year-olds whom Harbour does not take, and nobody else is near.
    # Moor: 36 from 2 years on, whom Visits, which comes, does not take.
    assert (counts["not-for-them"], counts["too-far"], counts["nobody"]) == (18 + 36, 0, 0)
    # Later alone has too long a wait for all of Quay; Silent, which may be quicker, may take them.
    assert counts["too-long"] == 0
    assert unclear["too-long"] == 42 + 60 + 24
    # In Quay Silent may take them beside Later, so whether one provider is alone is not known.
    assert (counts["one-provider"], unclear["one-provider"]) == (42 + 24, 60)
    assert counts["not-assured"] == 42 + 60 + 24


def test_who_would_have_nobody_without_a_service(worked: Directory) -> None:
    here = ground(worked)
    found = service_contributions(here, knowledge(), TARGET, terms(), tuple(here.people.districts))

    by_id = {each.service.id: (round(each.reached), round(each.only)) for each in found}
    assert by_id == {"later": (120, 36), "harbour": (84, 0), "visits": (24, 24), "silent": (0, 0)}


def test_how_far_a_venue_is_from_the_nearest_homes_is_the_geodesic(worked: Directory) -> None:
    here = ground(worked)
    found = service_contributions(here, knowledge(), TARGET, terms(within_miles=20.0), (DURHAM,))

    moor = worked.places.find("DH1 1AA")
    away = {"harbour": worked.places.find(HOME), "later": worked.places.find("NE8 1AA")}
    told = {each.service.id: each.miles for each in found}
    assert told["visits"] is None
    for id, there in away.items():
        true = geodesic((moor.lat, moor.lon), (there.lat, there.lon)).miles
        assert told[id] == pytest.approx(true, abs=0.0002)


def test_of_two_venues_the_nearer_tells_how_far_it_is(directory: Directory) -> None:
    people(directory, area("E01-town", HOME))
    directory.take(
        entry(
            "two", venue("NE3 1AA"), venue("NE8 4AA"),
            **offers(age_from_months=0, age_under_months=60),
        )
    )  # fmt: skip
    here = ground(directory)

    [found] = service_contributions(
        here, knowledge(), TARGET, terms(), tuple(here.people.districts)
    )
    assert found.miles == pytest.approx(2.78, abs=0.005)  # and 3.11 to the other


def test_what_keeps_a_service_out_is_said(worked: Directory) -> None:
    here = ground(worked)
    found = service_contributions(here, knowledge(), TARGET, terms(within_miles=0.5), (DURHAM,))

    out = {each.service.id: " ".join(each.keeps_out) for each in found}
    assert "13.0 miles from the nearest homes: over 0.5" in out["later"]
    assert "does not say which ages it takes" in out["silent"]


def test_the_columns_add_up_to_all(worked: Directory) -> None:
    here = ground(worked)
    for make in (by_authority, by_band):
        (row,) = make(here, knowledge(), [TARGET], terms(), authorities(here)).rows
        for part in ("children", "reached", "maybe"):
            parts = sum(getattr(cell, part) for cell in row.cells)
            assert parts == pytest.approx(getattr(row.total, part))


def test_an_answer_is_right_the_moment_a_service_changes(worked: Directory) -> None:
    before = reached(worked)["E01-moor"]
    worked.take(entry("other", venue("DH1 1AA"), **offers(age_from_months=0, age_under_months=60)))

    assert (before, reached(worked)["E01-moor"]) == ((60, 24, 0), (60, 60, 0))


def test_an_answer_is_right_the_moment_a_figure_changes(worked: Directory) -> None:
    assert reached(worked)["E01-town"] == (60, 60, 0)
    people(worked, area("E01-town", HOME, (24,) * 18))

    assert reached(worked) == {"E01-town": (120, 120, 0)}


def test_a_service_near_by_that_serves_other_areas_is_told(directory: Directory) -> None:
    people(directory, area("E01-quay", "NE8 1AA"))
    directory.take(
        entry(
            "next-door", venue(HOME), programme=PROGRAMME, delivery=("venue",),
            age_from_months=0, age_under_months=60, areas_served=(DURHAM,),
        )
    )  # fmt: skip
    here = ground(directory)

    [found] = service_contributions(
        here, knowledge(), TARGET, terms(), tuple(here.people.districts)
    )
    assert (found.reached, found.keeps_out) == (0, ("serves other areas only",))
    assert not service_contributions(
        here, knowledge(), TARGET, terms(within_miles=0.5), tuple(here.people.districts)
    )
