"""The kinds of gap: the first three divide whom nobody reaches; the others narrow who does."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from directory.domain.coverage.coverage import coverage
from directory.domain.coverage.gap_types import KINDS, Kind, gaps_by_type
from directory.model.service_entry import ServiceEntry
from tests.directory_builders import HOME, PROGRAMME, TODAY, Directory, entry, knowledge, venue
from tests.domain.coverage.laid_out import TARGET, area, ground, people, terms
from tests.domain.eligibility.reading import ENGLISH, services

pytestmark = pytest.mark.database

AREAS = tuple(area(f"E01-{place}", postcode) for place, postcode in enumerate(ENGLISH))
WHOLE = {
    "programme": PROGRAMME, "delivery": ("venue",), "age_from_months": 0, "age_under_months": 60,
}  # fmt: skip
CHECKED = {"assured_on": TODAY, "ends_on": date(2029, 1, 1), "waiting_weeks": 1}


def counted(directory: Directory, **asked: object) -> dict[Kind, tuple[float, float]]:
    here = ground(directory)
    found = gaps_by_type(here, knowledge(), TARGET, terms(**asked), tuple(here.people.districts))
    return {
        kind: (round(gap.children.sum(), 6), round(gap.unclear.sum(), 6))
        for kind, gap in found.items()
    }


@given(made=services(), within=st.sampled_from([0.5, 3.0, 14.0]))
@with_settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
def test_the_first_three_divide_whom_nobody_reaches(
    made: list[ServiceEntry], within: float, directory: Directory
) -> None:
    directory.take_alone(*made)
    people(directory, *AREAS)
    here = ground(directory)

    found = counted(directory, within_miles=within)

    all_ = coverage(
        here, knowledge(), TARGET, terms(within_miles=within), tuple(here.people.districts)
    )
    nobody = float((all_.children - all_.reached - all_.maybe).sum())
    divided = sum(found[kind][0] for kind in KINDS[:3])
    assert divided == pytest.approx(nobody)
    assert all(sum(found[kind]) <= all_.reached.sum() + 1e-6 for kind in KINDS[3:])


@pytest.mark.parametrize(
    ("stated", "kind", "expected"),
    [
        ({}, "one-provider", (60, 0)),
        ({"waiting_weeks": 30}, "too-long", (60, 0)),
        ({"waiting_weeks": None}, "too-long", (0, 60)),
        ({"waiting_weeks": 18}, "too-long", (0, 0)),
        ({"ends_on": date(2027, 5, 1)}, "ends-soon", (60, 0)),
        ({"ends_on": None}, "ends-soon", (0, 60)),
        ({"status": "closing", "ends_on": None}, "ends-soon", (60, 0)),
        ({"assured_on": None}, "not-assured", (60, 0)),
        ({"assured_on": date(2025, 1, 1)}, "not-assured", (60, 0)),
        ({"sessions": 6}, "not-as-recommended", (60, 0)),
        ({"sessions": 10}, "not-as-recommended", (0, 0)),
        ({"sessions": None}, "not-as-recommended", (0, 60)),
    ],
)
def test_one_service_alone_is_in_a_kind_of_gap(
    directory: Directory, stated: dict[str, object], kind: Kind, expected: tuple[float, float]
) -> None:
    people(directory, area("E01-town", HOME))
    directory.take(entry("a", venue(HOME), **(WHOLE | CHECKED | stated)))

    assert counted(directory)[kind] == expected


def test_a_second_provider_ends_only_one_provider(directory: Directory) -> None:
    people(directory, area("E01-town", HOME))
    directory.take(
        entry("a", venue(HOME), **WHOLE, organisation="One"),
        entry("b", venue(HOME), **WHOLE, organisation="One"),
    )
    assert counted(directory)["one-provider"] == (60, 0)

    directory.take(
        entry("a", venue(HOME), **WHOLE, organisation="One"),
        entry("b", venue(HOME), **WHOLE, organisation="Other"),
    )
    assert counted(directory)["one-provider"] == (0, 0)


def test_those_who_may_have_somebody_are_told_as_not_known(directory: Directory) -> None:
    people(directory, area("E01-town", HOME))
    directory.take(entry("a", venue(HOME), programme=PROGRAMME, delivery=("venue",)))

    assert counted(directory)["not-for-them"] == (0, 60)


def test_whether_there_is_one_provider_is_not_known_where_another_does_not_say_enough(
    directory: Directory,
) -> None:
    people(directory, area("E01-town", HOME))
    silent = {**WHOLE, "age_from_months": None, "age_under_months": None}
    directory.take(
        entry("a", venue(HOME), **WHOLE, organisation="One"),
        entry("b", venue(HOME), **silent, organisation="Other"),
    )

    assert counted(directory)["one-provider"] == (0, 60)


def test_too_far_is_within_thirty_miles_and_nobody_is_beyond(directory: Directory) -> None:
    people(directory, area("E01-moor", "DH1 1AA"), area("E01-south", "AL1 1AA"))
    directory.take(entry("a", venue(HOME), **WHOLE, areas_served=("E92000001",)))

    found = counted(directory)
    assert (found["too-far"], found["nobody"], found["not-for-them"]) == ((60, 0), (60, 0), (0, 0))
