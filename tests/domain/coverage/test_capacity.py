"""How many places a year there are for a recommendation: silence is counted, never as nought."""

from collections.abc import Mapping
from datetime import date

import pytest

from directory.domain.coverage.capacity import Capacity, capacities, districts_of
from tests.directory_builders import (
    ALL_ENGLAND,
    DURHAM,
    GATESHEAD,
    HERTFORDSHIRE,
    NEWCASTLE,
    PROGRAMME,
    RECOMMENDATION,
    ST_ALBANS,
    TODAY,
    Directory,
    entry,
    hidden,
    knowledge,
    venue,
)
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

pytestmark = pytest.mark.database
OLD_GATESHEAD = "E08000020"


def found(directory: Directory, authority: str | None = NEWCASTLE) -> Capacity:
    with directory.session() as session:
        return capacities(session, knowledge(), TODAY, authority)[RECOMMENDATION]


def numbers(capacity: Capacity) -> tuple[int, int, int, int]:
    return capacity.places, capacity.stating, capacity.silent, capacity.area_open


HERE = {"programme": PROGRAMME, "areas_served": (NEWCASTLE,)}


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"places_per_year": 20}, (20, 1, 0, 0)),
        ({"places_per_year": 0}, (0, 1, 0, 0)),
        ({}, (0, 0, 1, 0)),
        ({"status": "closing", "places_per_year": 20}, (20, 1, 0, 0)),
        ({"status": "paused", "places_per_year": 20}, (0, 0, 0, 0)),
        ({"status": "closed", "places_per_year": 20}, (0, 0, 0, 0)),
        ({"ends_on": date(2026, 11, 22), "places_per_year": 20}, (20, 1, 0, 0)),
        ({"ends_on": date(2026, 11, 21), "places_per_year": 20}, (0, 0, 0, 0)),
        ({"starts_on": date(2026, 11, 23), "places_per_year": 20}, (0, 0, 0, 0)),
        ({"programme": None, "kind": "other", "places_per_year": 20}, (0, 0, 0, 0)),
    ],
)
def test_only_services_that_run_and_answer_count(
    states: Mapping[str, object], expected: tuple[int, ...], directory: Directory
) -> None:
    directory.take(entry("a", **{**HERE, **states}))

    assert numbers(found(directory)) == expected


@pytest.mark.parametrize(
    ("areas", "authority", "expected"),
    [
        ((NEWCASTLE,), NEWCASTLE, (20, 1, 0, 0)),
        ((GATESHEAD,), NEWCASTLE, (0, 0, 0, 0)),
        ((GATESHEAD, NEWCASTLE), NEWCASTLE, (20, 1, 0, 0)),
        ((ALL_ENGLAND,), NEWCASTLE, (20, 1, 0, 0)),
        (("E12000001",), NEWCASTLE, (20, 1, 0, 0)),
        (("E12000007",), NEWCASTLE, (0, 0, 0, 0)),
        ((ST_ALBANS,), HERTFORDSHIRE, (20, 1, 0, 0)),
        ((HERTFORDSHIRE,), ST_ALBANS, (20, 1, 0, 0)),
        ((HERTFORDSHIRE,), NEWCASTLE, (0, 0, 0, 0)),
        ((OLD_GATESHEAD,), GATESHEAD, (0, 0, 0, 1)),
        (("E05001089",), NEWCASTLE, (0, 0, 0, 1)),
        ((GATESHEAD,), None, (20, 1, 0, 0)),
    ],
)
def test_a_service_counts_where_it_serves_and_is_said_where_that_is_open(
    areas: tuple[str, ...],
    authority: str | None,
    expected: tuple[int, ...],
    directory: Directory,
) -> None:
    directory.take(entry("a", programme=PROGRAMME, areas_served=areas, places_per_year=20))

    assert numbers(found(directory, authority)) == expected


@pytest.mark.parametrize(
    ("place", "delivery", "expected"),
    [
        (venue("NE1 4SU"), (), (20, 1, 0, 0)),
        (hidden("NE1 4SU"), (), (20, 1, 0, 0)),
        (venue("DH1 1AA"), (), (0, 0, 0, 0)),
        (venue("DH1 1AA"), ("online",), (0, 0, 0, 1)),
        (venue(), (), (0, 0, 0, 1)),
    ],
)
def test_a_service_without_an_area_counts_where_it_has_a_venue(
    place: object, delivery: tuple[str, ...], expected: tuple[int, ...], directory: Directory
) -> None:
    directory.take(
        entry("a", place, programme=PROGRAMME, delivery=delivery, places_per_year=20)  # type: ignore[arg-type]
    )

    assert numbers(found(directory)) == expected


def test_what_there_is_is_said_in_words(directory: Directory) -> None:
    assert found(directory).says == "no service in this directory"
    directory.take(
        entry("a", **HERE, places_per_year=28),
        entry("b", **HERE, places_per_year=20, position=1),
        entry("c", **HERE, position=2),
        entry("d", programme=PROGRAMME, position=3),
    )

    assert found(directory).says == (
        "48 places a year stated by 2 services, 1 does not say how many places, "
        "1 does not say which area"
    )


def test_silence_alone_is_said_with_its_noun(directory: Directory) -> None:
    directory.take(entry("a", **HERE), entry("b", **HERE, position=1))

    assert found(directory).says == "2 services do not say how many places"


def test_an_authority_is_named_by_the_code_of_any_vintage() -> None:
    assert districts_of("E08000019") == districts_of("E08000039")
    assert ST_ALBANS in districts_of(HERTFORDSHIRE)
    assert districts_of(DURHAM) == {DURHAM}
    with pytest.raises(KeyError):
        districts_of("W06000015")
