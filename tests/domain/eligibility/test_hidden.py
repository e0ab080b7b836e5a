"""Nothing that is answered tells where a hidden address is, beyond its authority."""

import json
from dataclasses import asdict
from itertools import product
from typing import Any

import pytest

from directory.model.service_entry import VenueEntry
from tests.directory_builders import (
    HOME,
    NEWCASTLE,
    PROGRAMME,
    Directory,
    entry,
    hidden,
    venue,
)

pytestmark = pytest.mark.database

# All of one authority: next door to each other, and miles apart.
INSIDE = ("NE1 4ST", "NE1 4SU", "NE1 4SX", "NE3 1AA")
SECRET = {"name": "Rose House", "address": "1 Rose Street"}
AGES = {"age_from_months": 0, "age_under_months": 60}


def refuge(id: str, postcode: str, *others: VenueEntry, **values: Any) -> Any:
    where = hidden(postcode, **SECRET)
    return entry(id, where, *others, programme=PROGRAMME, delivery=("venue",), **AGES, **values)


def answer(directory: Directory, postcode: str | None, within: float) -> str:
    """Return all that is answered, in its order."""
    found = directory.find(postcode=postcode, within_miles=within)
    listed = [(each.as_data(), each.service._asdict(), each.why) for each in found.listed]
    return json.dumps([listed, asdict(found.tally), found.next_miles], default=str)


@pytest.mark.parametrize("others", [(), (venue("NE8 1AA"),)], ids=["alone", "beside a shown one"])
def test_two_places_in_one_authority_cannot_be_told_apart(
    others: tuple[VenueEntry, ...], directory: Directory
) -> None:
    seen: dict[tuple[str | None, float], set[str]] = {}
    for first, second in product(INSIDE, repeat=2):
        directory.take(
            refuge("a", first, *others),
            refuge("b", second, *others),
            entry("c", venue("NE1 4SX"), position=9, programme=PROGRAMME, **AGES),
        )
        for postcode, within in product([*INSIDE, "DH1 1AA", None], [0.1, 2.0, 40.0]):
            seen.setdefault((postcode, within), set()).add(answer(directory, postcode, within))

    assert {asked for asked, answers in seen.items() if len(answers) > 1} == set()


@pytest.mark.parametrize("postcode", [*INSIDE, "DH1 1AA", None])
def test_nothing_of_the_address_is_answered(postcode: str | None, directory: Directory) -> None:
    directory.take(refuge("refuge", "NE1 4SU", areas_served=(NEWCASTLE,)))

    said = answer(directory, postcode, within=5.0)

    assert not any(word in said for word in ("Rose", "NE1", "424", "564"))


def test_no_distance_to_it_is_given_and_none_orders_it(directory: Directory) -> None:
    directory.take(
        refuge("a-next-door", HOME),
        entry("b-two-miles", venue("NE8 4AA"), position=1, programme=PROGRAMME, **AGES),
    )

    found = directory.find()

    assert [(each.service.id, each.distance_miles) for each in found.listed] == [
        ("b-two-miles", 2.8),
        ("a-next-door", None),
    ]


def test_it_is_never_the_nearest_that_accepts(directory: Directory) -> None:
    directory.take(refuge("a", "DH1 1AA"))

    assert directory.find().next_miles is None


def test_a_distance_is_to_the_venue_that_may_be_told(directory: Directory) -> None:
    directory.take(refuge("a", HOME, venue("NE8 4AA")))

    near, far = directory.listed("a"), directory.listed("a", within_miles=1.0)

    assert near is not None
    assert far is not None
    assert (near.distance_miles, near.accepts) == (2.8, "yes")
    assert (far.distance_miles, far.accepts) == (None, "yes")
    assert "in your area; the address is kept back for safety" in far.why


def test_the_authority_alone_decides(directory: Directory) -> None:
    directory.take(refuge("a", "NE3 1AA"))

    assert directory.listed("a", postcode="NE1 4ST") is not None
    assert directory.listed("a", postcode="NE8 1AA") is None, "nearer, and in another authority"
