"""Distances are those along the earth's surface, and the edge of the distance asked is right."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from geopy.distance import geodesic

from directory.application.match_query import FamilyQuery
from directory.application.match_services import answer_family
from directory.domain.eligibility.reachability import nearest_miles, reach
from directory.geo import Place, distance
from directory.storage.snapshot import STORES, Snapshot
from matcher.family import Carer, Family
from tests.directory_builders import (
    HOME,
    NEWCASTLE,
    PROGRAMME,
    SPOTS,
    TODAY,
    Directory,
    entry,
    hidden,
    knowledge,
    venue,
)

pytestmark = pytest.mark.database

HOMES = ("NE1 4ST", "NE8 4AA", "DH1 1AA", "AL1 1AA", "TD15 1AA")
ENGLISH = [spot[0] for spot in SPOTS if spot[3].startswith("E")]
SHOWN = 0.05
"""Half of the last digit that is shown."""
WHOLE = {"programme": PROGRAMME, "age_from_months": 0, "age_under_months": 216}


def true_miles(here: Place, there: Place) -> float:
    return float(geodesic((here.lat, here.lon), (there.lat, there.lon)).miles)


@pytest.mark.parametrize("home", HOMES)
def test_a_distance_shown_is_the_geodesic_to_a_tenth_of_a_mile(
    home: str, directory: Directory
) -> None:
    directory.take(
        *(
            entry(f"s{n}", venue(code), position=n, programme=PROGRAMME)
            for n, code in enumerate(ENGLISH)
        )
    )
    here = directory.places.find(home)

    found = directory.find(postcode=home, within_miles=500.0)

    assert len(found.listed) == len(ENGLISH)
    for each in found.listed:
        there = directory.places.find(ENGLISH[int(each.service.id[1:])])
        assert each.distance_miles == pytest.approx(true_miles(here, there), abs=SHOWN + 1e-6)


@pytest.mark.parametrize("code", ["NE1 4SX", "NE8 4AA", "DH1 1AA", "AL1 1AA"])
@pytest.mark.parametrize(("metres", "listed"), [(-1, False), (1, True)])
def test_a_venue_is_listed_from_its_geodesic_distance_on(
    code: str, metres: int, listed: bool, directory: Directory
) -> None:
    directory.take(entry("a", venue(code), programme=PROGRAMME))
    places = directory.places
    away = true_miles(places.find(HOME), places.find(code)) + metres / 1609.344

    assert (directory.listed("a", within_miles=away) is not None) is listed


def test_a_service_without_a_venue_has_no_distance(directory: Directory) -> None:
    """Nor that of the service beside it in the arrays."""
    here = directory.places.find(HOME)
    directory.take(
        entry("a", venue("NE1 4SX"), **WHOLE),
        entry("b", position=1, delivery=("phone",), **WHOLE),
        entry("c", hidden("NE1 4SU"), position=2, **WHOLE),
        entry("d", venue("NE8 4AA"), position=3, **WHOLE),
    )
    with directory.session() as session:
        snapshot = STORES.current(session, Snapshot)

    assert nearest_miles(snapshot, reach(snapshot, here, 10), [0, 1, 2, 3]) == {0: 1.0, 3: 2.8}
    assert nearest_miles(snapshot, reach(snapshot, None, 10), [0, 1, 2, 3]) == {}
    listed = {id: directory.listed(id) for id in "abcd"}
    told = {id: each.distance_miles if each else None for id, each in listed.items()}
    assert told == {"a": 1.0, "b": None, "c": None, "d": 2.8}


def test_the_next_that_accepts_is_the_nearest_of_those_with_a_venue(directory: Directory) -> None:
    away = {"delivery": ("venue",), "areas_served": (NEWCASTLE,), **WHOLE}
    directory.take(
        entry("far", venue("AL1 1AA"), **away),
        entry("nearer", venue("DH1 1AA"), venue("TD15 1AA"), position=1, **away),
        entry("would not", venue("NE8 4AA"), position=3, **(away | {"age_under_months": 12})),
    )

    assert directory.find(within_miles=1.0).next_miles == 13.8


@contextmanager
def measuring(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Note the second point of every pair that geopy measures meanwhile."""
    noted: list[Any] = []
    earth = distance._EARTH

    class Noting:
        def measure(self, here: Any, there: Any) -> float:
            noted.append((there.latitude, there.longitude))
            return float(earth.measure(here, there))

    with monkeypatch.context() as patch:
        patch.setattr(distance, "_EARTH", Noting())
        yield noted


def test_an_answer_for_a_family_measures_each_venue_once(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many children, carers, options and services it stands for."""
    directory.take(
        entry("a", venue("NE1 4SX"), **WHOLE),
        entry("b", venue("NE1 4SX"), position=1, kind="therapeutic", age_from_months=0),
        entry("c", venue("NE8 4AA"), position=2, **WHOLE),
        entry("hidden", hidden("NE1 4SU"), position=3, **WHOLE),
    )
    roles = knowledge().facts.role
    family = Family(
        shared={"stage": "after_abuse"},
        children=({"child.age_months": 30, "abuse.neglect": True}, {"child.age_months": 100}),
        carers=tuple(
            Carer(role=roles[role], for_children=frozenset({1, 2}))
            for role in ("mother", "foster_carer")
        ),
    )
    place = directory.places.find(HOME)
    question = FamilyQuery(family=family, on=TODAY, place=place, within_miles=10.0, limit=5)

    with directory.session() as session, measuring(monkeypatch) as noted:
        answer = answer_family(session, knowledge(), question)

    told = [
        each.distance_miles
        for child in answer.children
        for found in child.found.values()
        for each in found.listed
    ]
    assert len([miles for miles in told if miles is not None]) > 4
    assert len(noted) == len(set(noted)) == 2
