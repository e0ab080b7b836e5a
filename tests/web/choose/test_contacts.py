"""Whom to ring stands beside what must happen first, on every page that says it."""

from tests.web.choose.journey import see_options
from tests.web.choose.people import NEGLECTED
from tests.web.page import words
from tests.web.page_client import PageClient

CONTACTS = ".waymark-act-first .waymark-contacts"


def test_act_first_says_whom_to_ring_and_when_they_answer(client: PageClient) -> None:
    page = see_options(client, {**NEGLECTED.values, "safety": ["safety.disclosure"]})

    rung = words(page.one(CONTACTS))
    assert "0191 498 0401 Northmere children’s front door and MASH (sample)" in rung
    assert "Monday to Friday, 8.30am to 5pm" in rung
    assert "0191 498 0423 Emergency duty team (sample)" in rung
    assert "0191 498 0456" in rung


def test_act_first_says_where_the_directory_has_no_number(client: PageClient) -> None:
    values = {**NEGLECTED.values, "safety": ["safety.disclosure"]}

    nowhere = see_options(client, values | {"postcode": ""})
    durham = see_options(client, values | {"postcode": "DH1 1AA"})

    assert "Give the family’s postcode to see the number" in words(
        nowhere.one(".waymark-act-first .waymark-contacts")
    )
    assert "holds no number for County Durham" in words(
        durham.one(".waymark-act-first .waymark-contacts")
    )


def test_the_front_door_is_named_also_where_nothing_must_happen_first(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    ring = words(page.one("section[aria-labelledby=ring]"))
    assert "999 where a child is in danger now" in ring
    assert "0191 498 0401 Northmere children’s front door and MASH (sample)" in ring
