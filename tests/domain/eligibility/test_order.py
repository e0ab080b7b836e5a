"""Which services come first, how many are listed, and what is counted."""

from datetime import date
from typing import Any

import pytest

from directory.domain.eligibility import ServiceTally
from tests.directory_builders import (
    DURHAM,
    NEWCASTLE,
    PROGRAMME,
    Directory,
    entry,
    statements,
    venue,
)

pytestmark = pytest.mark.database

AGES = {"age_from_months": 0, "age_under_months": 60}
TOO_OLD = {"age_from_months": 0, "age_under_months": 12}
UNSURE = {**AGES, "requires": ("child.disabled",)}


def service(id: str, postcode: str | None, **values: Any) -> Any:
    return entry(id, venue(postcode), programme=PROGRAMME, **(AGES | values))


def ids(directory: Directory, **search: Any) -> list[str]:
    return [each.service.id for each in directory.find(**search).listed]


def test_accepting_first_then_unknown_then_refusing_each_nearest_first(
    directory: Directory,
) -> None:
    directory.take(
        service("no-near", "NE1 4ST", **TOO_OLD),
        service("no-far", "NE8 4AA", **TOO_OLD),
        service("unsure-near", "NE1 4ST", **UNSURE),
        service("unsure-far", "NE8 4AA", **UNSURE),
        service("yes-far", "NE3 1AA"),
        service("yes-middle", "NE8 1AA"),
        service("yes-near", "NE1 4SU"),
    )

    assert ids(directory) == [
        "yes-near", "yes-middle", "yes-far", "unsure-near", "unsure-far", "no-near", "no-far",
    ]  # fmt: skip


def test_what_comes_to_the_home_in_the_area_is_nearest_and_what_is_afar_last(
    directory: Directory,
) -> None:
    here = {"areas_served": (NEWCASTLE,)}
    directory.take(
        service("afar", None, delivery=("phone",), **here),
        service("at the postcode", "NE1 4ST", **here),
        service("home", None, delivery=("home",), **here),
        service("home-far-office", "DH1 1AA", delivery=("home",), **here),
    )

    found = directory.find()

    assert [(each.service.id, each.distance_miles) for each in found.listed] == [
        ("home", None), ("home-far-office", None), ("at the postcode", 0.0), ("afar", None),
    ]  # fmt: skip


def test_equals_are_ordered_by_their_ids_alike_on_every_database(directory: Directory) -> None:
    made = ["b", "A", "a-1", "a1", "B", "a", "x"]
    directory.take(*(service(id, "NE1 4ST", position=n) for n, id in enumerate(made)))

    assert ids(directory) == sorted(made)


def test_the_nearest_are_listed_up_to_the_number_asked_and_two_that_refuse(
    directory: Directory,
) -> None:
    directory.take(
        *(service(f"yes-{n}", "NE1 4ST") for n in range(4)),
        *(service(f"no-{n}", "NE1 4ST", **TOO_OLD) for n in range(4)),
        service("unsure", "NE1 4ST", **UNSURE),
    )

    assert ids(directory, limit=3) == ["yes-0", "yes-1", "yes-2", "no-0", "no-1"]
    assert ids(directory, limit=0) == ["no-0", "no-1"]
    assert directory.find(limit=3).tally == ServiceTally(yes=4, unknown=1, no=4)


STATES = (
    # values, accepts, the first reason, comment
    ({"status": "active"}, "yes", "venue 0.3 miles away", "runs"),
    ({"status": "closing"}, "yes", "ending: the date is not stated", "closing, no date"),
    ({"status": "closing", "ends_on": date(2027, 3, 31)}, "yes", "ends on 31 March 2027", "dated"),
    ({"ends_on": date(2026, 11, 22)}, "yes", "ends on 22 November 2026", "its last day"),
    ({"ends_on": date(2026, 11, 21)}, "no", "closed on 21 November 2026", "ended yesterday"),
    ({"status": "paused"}, "no", "paused: it takes nobody at present", "paused"),
    ({"status": "closed"}, "no", "closed", "closed"),
    ({"status": "closed", "ends_on": date(2027, 3, 31)}, "no", "closed", "closed before its day"),
    ({"starts_on": date(2026, 11, 22)}, "yes", "venue 0.3 miles away", "its first day"),
    ({"starts_on": date(2026, 11, 23)}, "no", "not open yet: it starts on 23 November 2026", "new"),
)  # fmt: skip


@pytest.mark.parametrize("case", STATES, ids=lambda case: case[3])
def test_a_service_that_does_not_run_today_takes_nobody(case: Any, directory: Directory) -> None:
    values, accepts, first, _ = case
    directory.take(service("a", "NE1 4SU", **values))

    listed = directory.listed("a")

    assert listed is not None
    assert (listed.accepts, listed.why[0]) == (accepts, first)


def test_where_nobody_near_accepts_the_next_that_does_is_told(directory: Directory) -> None:
    here = {"areas_served": (NEWCASTLE, DURHAM), "delivery": ("venue",)}
    directory.take(
        service("far", "DH1 1AA", **here),
        service("farther", "AL1 1AA", **here),
        service("unsure", "NE1 4ST", **UNSURE),
        service("paused", "NE8 4AA", status="paused", **here),
    )

    assert directory.find().next_miles == 13.8
    assert directory.find(within_miles=14.0).next_miles is None, "one is near enough now"
    assert directory.find(postcode=None).next_miles is None, "nowhere to measure from"


def test_where_nobody_accepts_anywhere_no_distance_is_told(directory: Directory) -> None:
    directory.take(service("far", "DH1 1AA"))

    assert directory.find().next_miles is None, "it does not say whom it serves"


def test_an_empty_directory_is_a_gap_and_not_an_error(directory: Directory) -> None:
    found = directory.find()

    assert found.listed == ()
    assert found.tally == ServiceTally(yes=0, unknown=0, no=0)
    assert found.next_miles is None


def test_the_number_of_statements_does_not_grow_with_the_services(directory: Directory) -> None:
    """Neither where all are read anew, nor where those are that changed."""
    directory.take(service("s0", "NE1 4ST"))
    directory.find()
    counts = []
    for size in (3, 60):
        for name, take in (("Before", directory.take_alone), ("After", directory.take)):
            take(*(service(f"s{n}", "NE1 4ST", position=n, name=name) for n in range(size)))
            with statements(directory.engine) as first:
                directory.find()
            with statements(directory.engine) as again:
                names = [each.service.name for each in directory.find().listed]
            assert names == [name] * size
            counts.append((len(first), len(again)))

    assert counts[:2] == counts[2:]
    assert counts[0][1] == 2, "the version, and what is listed"
