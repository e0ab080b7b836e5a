"""Venues and areas: what can be found is kept, and the rest is noted."""

from typing import Any

import pytest

from directory.model.service_entry import HELD_BACK, VenueEntry
from tests.exchange.openreferral.importer_builders import entry, noted, place, service, value


def venues(*places: dict[str, Any]) -> tuple[VenueEntry, ...]:
    return entry(service(service_at_locations=list(places))).venues


def test_a_venue_is_its_name_address_and_postcode() -> None:
    [found] = venues(place(name="Quay House"))

    assert found == VenueEntry(name="Quay House", address="1 Quay, Newcastle", postcode="NE1 4ST")


def test_a_postcode_that_cannot_be_found_is_left_out_and_noted() -> None:
    document = service(service_at_locations=[place("ZZ1 1ZZ", latitude=54.9, longitude=-1.6)])

    assert entry(document).venues == (VenueEntry(address="1 Quay, Newcastle"),)
    said = " ".join(noted(document))
    assert "address.postal_code: “ZZ1 1ZZ”: left out" in said
    assert "a point without a postcode" in said


@pytest.mark.parametrize(
    ("point", "became"),
    [
        ({"latitude": 53.123}, "is not a latitude and a longitude in degrees"),
        ({"latitude": "up", "longitude": -2.987}, "is not a latitude and a longitude"),
        ({"latitude": 424_273, "longitude": 564_577}, "is nowhere"),
        ({"latitude": "NaN", "longitude": "inf"}, "is nowhere"),
        ({"latitude": -1.6, "longitude": 54.9}, "is the other way round"),
        ({"latitude": 0, "longitude": 0}, "is not in England: not used"),
    ],
)
def test_a_point_that_is_none_is_noted_and_not_repeated(point: dict[str, Any], became: str) -> None:
    document = service(service_at_locations=[place(**point)])

    [note] = noted(document)

    assert note.startswith("location.latitude: ")
    assert became in note
    assert not any(str(each) in note for each in point.values() if each)


def test_a_point_beside_a_postcode_needs_no_word() -> None:
    document = service(service_at_locations=[place(latitude="54.9", longitude=-1.6)])

    assert noted(document) == []


def test_an_address_for_letters_is_not_where_a_family_goes() -> None:
    postal = {"address_1": "PO Box 1", "address_type": "postal"}
    location = place()["location"]

    [found] = venues({"location": location | {"addresses": [postal, *location["addresses"]]}})

    assert found.address == "1 Quay, Newcastle"


def test_a_venue_sent_once_for_each_opening_time_is_one() -> None:
    assert len(venues(place(), place(), place("NE8 1AA"))) == 2


def test_two_hidden_venues_are_two() -> None:
    masked = {"location": {"mask_exact_address": True}}

    assert venues(masked, place(), masked) == (HELD_BACK, *venues(place()), HELD_BACK)


def test_a_service_without_a_venue_has_one_blank_row() -> None:
    assert venues() == (VenueEntry(),)
    assert venues(place(location_type="virtual")) == (VenueEntry(),)


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        (
            {"uri": "http://statistics.data.gov.uk/id/statistical-geography/E08000021"},
            ("E08000021",),
        ),
        ({"uri": "http://www.example.com"}, ()),
        ({"uri": "http://statistics.data.gov.uk/id/statistical-geography/E05001234"}, ()),
        ({"uri": "http://x.example/W06000015"}, ()),
        ({"service_area": "Newcastle (E08000021)"}, ("E08000021",)),
        ({"service_area": "Newcastle"}, ()),
        ({"extent": "E92000001", "extent_type": "text"}, ("E92000001",)),
    ],
)
def test_an_area_is_one_of_england_by_its_code_or_it_is_words(
    area: dict[str, str], codes: tuple[str, ...]
) -> None:
    assert value("areas_served", service_areas=[area]) == codes


def test_the_name_of_an_area_is_kept_beside_the_entry() -> None:
    document = service(service_areas=[{"service_area": "Byker and Walker"}])

    assert (
        entry(document).vendor == '{"areas": ["Byker and Walker"], "terms": ["Parenting support"]}'
    )
    assert any("service_areas: “Byker and Walker”" in note for note in noted(document))


def test_what_makes_a_venue_accessible_is_kept_in_the_words_of_the_feed() -> None:
    found = place(
        accessibility=[{"description": "Ramp; lift"}, {"accessibility": "Induction loop"}]
    )

    assert value("accessibility", service_at_locations=[found]) == ("Ramp, lift", "Induction loop")
