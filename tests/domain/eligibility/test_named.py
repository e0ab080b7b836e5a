"""Services that are named by their ids, and whether they answer a recommendation."""

from typing import Any

import pytest

from directory.domain.eligibility import ListedService, delivers, listed_services
from tests.directory_builders import (
    CASE,
    NEWCASTLE,
    PROGRAMME,
    Directory,
    asking,
    entry,
    hidden,
    knowledge,
    statements,
    venue,
)

pytestmark = pytest.mark.database

AGES = {"age_from_months": 0, "age_under_months": 60}


def named(directory: Directory, *ids: str, **search: Any) -> tuple[ListedService, ...]:
    asked = asking(directory.places.find("NE1 4ST"), **search)
    with directory.session() as session:
        return listed_services(session, knowledge(), ids, asked)


def test_they_come_in_the_order_of_the_ids_each_once(directory: Directory) -> None:
    directory.take(*(entry(id, programme=PROGRAMME, **AGES) for id in "abc"))

    assert [each.service.id for each in named(directory, "c", "a", "c")] == ["c", "a"]


def test_what_the_directory_does_not_show_is_left_out(directory: Directory) -> None:
    directory.take(entry("a"), entry("gone"))
    directory.take(entry("a"))

    assert [each.service.id for each in named(directory, "gone", "never", "a")] == ["a"]
    assert named(directory) == ()


def test_they_stand_as_they_do_in_a_search(directory: Directory) -> None:
    directory.take(
        entry("yes", venue("NE1 4SU"), programme=PROGRAMME, **AGES),
        entry("no", venue("NE1 4SU"), programme=PROGRAMME, **AGES | {"age_under_months": 12}),
        entry("unsure", venue("NE1 4SU"), programme=PROGRAMME),
    )

    found = directory.find().listed

    listed = named(directory, "yes", "no", "unsure")
    assert {(each, each.why, each.turns_on) for each in listed} == {
        (each, each.why, each.turns_on) for each in found
    }


def test_one_beyond_the_distance_asked_is_measured_all_the_same(directory: Directory) -> None:
    directory.take(entry("far", venue("DH1 1AA"), programme=PROGRAMME, **AGES))

    [far] = named(directory, "far")

    assert directory.find().listed == ()
    assert far.distance_miles == 13.8
    assert "venue 13.8 miles away" in far.why


def test_no_distance_to_a_hidden_venue_is_told(directory: Directory) -> None:
    directory.take(entry("refuge", hidden("NE1 4SU"), programme=PROGRAMME, **AGES))

    [refuge] = named(directory, "refuge")

    assert refuge.distance_miles is None
    assert "in your area; the address is kept back for safety" in refuge.why


def test_one_query_reads_however_many(directory: Directory) -> None:
    directory.take(*(entry(f"s{n}", position=n) for n in range(20)))
    named(directory, "s1")

    with statements(directory.engine) as sent:
        assert len(named(directory, *(f"s{n}" for n in range(20)))) == 20

    assert len(sent) == 2, "the version, and what is listed"


DELIVERS = (
    # values, recommendation, whether it does, comment
    ({"programme": "abc"}, "ng76:1.7.4", True, "a programme that is named"),
    ({"programme": "vipp-sd"}, "ng76:1.7.4", True, "another of its class"),
    ({"programme": "safecare"}, "ng76:1.7.4", False, "of another class"),
    ({"kind": "practical_help"}, "ng76:1.5.4", True, "general help of that kind"),
    ({"kind": "youth_work"}, "ng76:1.5.4", False, "of another kind"),
    ({"kind": "practical_help", "programme": "abc"}, "ng76:1.5.4", False, "a programme is no kind"),
)


@pytest.mark.parametrize("case", DELIVERS, ids=lambda case: case[3])
def test_a_service_answers_a_recommendation(case: Any, directory: Directory) -> None:
    values, recommendation, does, _ = case
    directory.take(entry("a", venue("NE1 4SU"), **AGES, **values))
    item = knowledge().recommendation[recommendation]

    [listed] = named(directory, "a")

    assert delivers(listed.service, item, knowledge()) is does
    found = directory.find(CASE, recommendation=recommendation)
    assert bool(found.listed) is does, "as a search finds it"


def test_what_is_stated_of_staff_languages_and_access_is_read(directory: Directory) -> None:
    stated: dict[str, Any] = {
        "trained_staff": 3,
        "accreditation": "Licensed",
        "on_call": False,
        "languages": ("Polish",),
        "accessibility": ("step-free",),
        "areas_served": (NEWCASTLE,),
    }
    directory.take(entry("a", **stated), entry("silent"))

    [found, silent] = named(directory, "a", "silent")

    del stated["areas_served"]
    assert {name: getattr(found.service, name) for name in stated} == stated
    assert silent.service.trained_staff is None
    assert silent.service.on_call is None
    assert silent.service.languages == ()
