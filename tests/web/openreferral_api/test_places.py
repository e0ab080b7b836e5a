"""Services at locations, and what a hidden address never tells."""

from collections.abc import Iterator

import pytest

from directory.application.commands.geocoded_venues import Placed, keep_answer
from tests.directory_builders import (
    ALL_ENGLAND,
    DURHAM,
    HOME,
    NEWCASTLE,
    NOW,
    ORIGIN,
    Directory,
    entry,
    hidden,
    venue,
)
from tests.web.openreferral_api.reader import Feed

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("metres", "found"),
    [
        (0, ["at home"]),
        (500, ["at home"]),  # on the grid it is 500 metres to the next, on the ground 500.2
        (501, ["at home", "near"]),
        (3000, ["at home", "near", "two"]),
    ],
)
def test_proximity_is_metres_from_the_postcode(
    directory: Directory, feed: Feed, metres: int, found: list[str]
) -> None:
    directory.take(
        entry("at home", venue(HOME)),
        entry("near", venue("NE1 4SU")),
        entry("two", venue("NE8 1AA"), venue("DH1 1AA")),
        entry("no point", venue(name="Somewhere")),
    )

    assert feed.venues(postcode=HOME, proximity=metres) == found


def test_a_venue_that_was_placed_by_its_address_is_found_and_its_point_is_not_published(
    directory: Directory, feed: Feed
) -> None:
    """The point is the geocoder's, under terms of its own."""
    address = "1 Quay, Newcastle"
    directory.take(entry("a", venue(address=address)))
    here = Placed(
        easting=ORIGIN[0], northing=ORIGIN[1], authority=None, error_m=50, found_as="1 Quay"
    )
    with directory.session() as session:
        keep_answer(session, address, here, source="S", credit="C", actor="t", now=NOW)

    [item] = feed.all("/service_at_locations", postcode=HOME, proximity=100, full="true")
    assert not {"latitude", "longitude"} & item["location"].keys()


def test_every_venue_is_an_item_of_its_own(directory: Directory, feed: Feed) -> None:
    directory.take(entry("a", venue(HOME, name="One"), venue("DH1 1AA", name="Two")), entry("b"))

    items = feed.all("/service_at_locations", full="true")

    assert [each["location"]["name"] for each in items] == ["One", "Two"]
    assert items == [feed.get(f"/service_at_locations/{each['id']}") for each in items]
    nested = feed.service("a")["service_at_locations"]
    assert [each["id"] for each in nested] == [each["id"] for each in items]


def test_a_postcode_alone_leaves_out_who_surely_serves_another_area(
    directory: Directory, feed: Feed
) -> None:
    for position, area in enumerate((NEWCASTLE, DURHAM, ALL_ENGLAND)):
        areas = (area,)
        directory.take(
            *(
                entry(name, venue("DH1 1AA"), position=n, areas_served=served)
                for n, (name, served) in enumerate(
                    (
                        ("not stated", ()),
                        ("here", (NEWCASTLE,)),
                        ("durham", (DURHAM,)),
                        ("all", areas),
                    )
                )
            )
        )
        expected = {0: ["all", "here", "not stated"], 1: ["here", "not stated"]}
        assert feed.venues(postcode=HOME) == expected.get(position, expected[0])


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"postcode": "nonsense"}, "postcode is not a postcode of England that we know"),
        ({"postcode": "EH1 1AA"}, "postcode is not a postcode of England that we know"),
        ({"proximity": "500"}, "proximity is from a postcode: give postcode too"),
        (
            {"postcode": HOME, "proximity": "-5"},
            "proximity should be metres, from 0 to 1000000",
        ),
        ({"postcode": HOME, "proximity": "far"}, "proximity should be a number"),
    ],
)
def test_a_place_that_cannot_be_read_is_said_without_repeating_it(
    directory: Directory, feed: Feed, parameters: dict[str, str], problem: str
) -> None:
    assert feed.problems("/service_at_locations", **parameters) == [problem]


HIDDEN = hidden("NE1 4SX", name="Rose House", address="7 Quiet Lane, Newcastle upon Tyne")
TELLING = ("NE1 4SX", "NE14SX", "Rose", "Quiet")


def bodies(feed: Feed) -> Iterator[str]:
    for path in ("/services", "/service_at_locations", "/organizations", "/taxonomies"):
        for more in ({}, {"full": "true"}, {"format": "ndjson"}, {"full_service": "true"}):
            yield feed.ask(path, **more).text
        for item in feed.all(path):
            yield feed.ask(f"{path}/{item['id']}").text
            yield feed.ask(f"{path}/{item['id']}", full_service="true").text


def test_a_hidden_address_is_in_no_byte_of_any_answer(directory: Directory, feed: Feed) -> None:
    directory.take(entry("refuge", HIDDEN, venue("NE8 1AA", name="Office")), entry("only", HIDDEN))

    said = list(bodies(feed))

    assert len(said) > 20
    assert any("Office" in each for each in said)
    assert not any(word in each for each in said for word in TELLING)


def test_a_hidden_venue_is_not_found_from_next_door(directory: Directory, feed: Feed) -> None:
    directory.take(entry("refuge", HIDDEN, venue("NE8 1AA", name="Office")))

    assert feed.venues(postcode="NE1 4SX", proximity=0) == []
    [item] = feed.all("/service_at_locations", postcode="NE1 4SX", proximity=10000)
    assert item["location"]["name"] == "Office"


def test_the_ids_do_not_tell_where_among_the_venues_a_hidden_one_stands(
    directory: Directory, feed: Feed
) -> None:
    office = venue("NE8 1AA", name="Office")
    directory.take(entry("a", HIDDEN, office))
    before = [each["id"] for each in feed.all("/service_at_locations")]
    directory.take_alone(entry("a", office, HIDDEN))

    assert [each["id"] for each in feed.all("/service_at_locations")] == before


def test_only_how_many_are_kept_back_is_said(directory: Directory, feed: Feed) -> None:
    directory.take(entry("a", HIDDEN))

    details = {
        each["taxonomy_term"]["term_uri"].rpartition("/")[2]: each.get("value")
        for each in feed.service("a")["attributes"]
    }

    assert details["hide_address"] == "1"
    assert feed.all("/service_at_locations") == []
