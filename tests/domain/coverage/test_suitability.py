"""Whom of the children a service takes: all, some, or none; and what silence is."""

from typing import Any

import pytest

from directory.domain.coverage.gap_query import GapTarget
from tests.directory_builders import HOME, PROGRAMME, TODAY, Directory, entry, venue
from tests.domain.coverage.laid_out import TARGET, area, people, reached

pytestmark = pytest.mark.database

AGES = {"age_from_months": 0, "age_under_months": 60}
YES, MAY, NO = (60, 60, 0), (60, 0, 60), (60, 0, 0)
WHOLE: dict[str, Any] = {"programme": PROGRAMME, "delivery": ("venue",), **AGES}


@pytest.fixture
def homes(directory: Directory) -> Directory:
    people(directory, area("E01-town", HOME))
    return directory


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({}, YES),
        ({"accepts_abuse": ("abuse.neglect", "abuse.physical")}, YES),
        ({"accepts_abuse": ("abuse.neglect",)}, MAY),
        ({"accepts_abuse": ("abuse.sexual",)}, NO),
        ({"accepts_carers": ("carer.maltreating_parent",)}, YES),
        ({"accepts_carers": ("carer.foster",)}, NO),
        ({"requires": ("carer.maltreating_parent",)}, YES),
        ({"requires": ("parent.substance_misuse",)}, MAY),
        ({"requires": ("carer.foster",)}, NO),
        ({"excludes": ("safety.current_domestic_abuse",)}, YES),
        ({"excludes": ("carer.maltreating_parent",)}, NO),
        ({"age_from_months": None, "age_under_months": None}, MAY),
        ({"age_from_months": None}, YES),
        ({"status": "paused"}, NO),
        ({"status": "closing"}, YES),
        ({"ends_on": TODAY.replace(day=1)}, NO),
        ({"starts_on": TODAY.replace(month=12)}, NO),
        ({"programme": None, "kind": "therapeutic"}, NO),
    ],
)  # fmt: skip
def test_a_service_takes(
    homes: Directory, stated: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    homes.take(entry("a", venue(HOME), **(WHOLE | stated)))

    assert reached(homes)["E01-town"] == expected


@pytest.mark.parametrize(
    ("terms", "stated", "expected"),
    [
        ({"wait_weeks": 8}, {"waiting_weeks": 8}, YES),
        ({"wait_weeks": 8}, {"waiting_weeks": 9}, NO),
        ({"wait_weeks": 8}, {}, MAY),
        ({"trained": True}, {"trained_staff": 2}, YES),
        ({"trained": True}, {"trained_staff": 0}, NO),
        ({"trained": True}, {}, MAY),
        ({"assured_months": 3}, {"assured_on": TODAY.replace(month=10)}, YES),
        ({"assured_months": 3}, {"assured_on": TODAY.replace(month=7)}, NO),
        # Nobody checked it, as far as is known: that is what is asked.
        ({"assured_months": 3}, {}, NO),
    ],
)
def test_what_is_asked_of_a_service_beside(
    homes: Directory, terms: dict[str, Any], stated: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    homes.take(entry("a", venue(HOME), **(WHOLE | stated)))

    assert reached(homes, **terms)["E01-town"] == expected


def test_one_sure_service_outweighs_any_doubt(homes: Directory) -> None:
    homes.take(
        entry("sure", venue(HOME), **WHOLE),
        entry(
            "doubt", venue(HOME), **(WHOLE | {"age_from_months": None, "age_under_months": None})
        ),
    )
    assert reached(homes)["E01-town"] == YES


def test_chosen_abuse_makes_a_narrow_service_sure(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **(WHOLE | {"accepts_abuse": ("abuse.neglect",)})))

    assert reached(homes, abuse=frozenset({"abuse.neglect"}))["E01-town"] == YES
    assert reached(homes, abuse=frozenset({"abuse.physical"}))["E01-town"] == NO


def test_a_programme_asked_for_without_a_carer_judges_none(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **(WHOLE | {"accepts_carers": ("carer.foster",)})))
    programme = GapTarget(what="programme", id=PROGRAMME)

    assert reached(homes, programme, under_months=60)["E01-town"] == YES
    asked = reached(homes, programme, under_months=60, carers=frozenset({"carer.adoptive"}))
    assert asked["E01-town"] == NO
    assert TARGET.id != programme.id


def test_figures_without_sex_count_half_as_girls(homes: Directory) -> None:
    girls_only = GapTarget(what="recommendation", id="ng76:1.7.19")
    assert reached(homes, girls_only)["E01-town"] == (54, 0, 0)  # half of 12 a year from 6 to 14

    told = area("E01-town", HOME, girls=(9,) * 18)
    people(homes, told)
    assert reached(homes, girls_only)["E01-town"] == (81, 0, 0)


def test_children_of_an_authority_are_spread_over_its_postcodes(directory: Directory) -> None:
    people(directory, area("E08000037", "NE8 1AA", easting=None, northing=None))
    directory.take(entry("a", venue("NE8 1AA"), **WHOLE))

    # Gateshead has three live postcodes here: NE8 1AA, NE8 4AA 1.84 miles off, and no other.
    assert reached(directory, within_miles=1.0)["E08000037"] == (60, 30, 0)
    assert reached(directory, within_miles=2.0)["E08000037"] == (60, 60, 0)
