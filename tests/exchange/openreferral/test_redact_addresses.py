"""Nothing of a masked address, or of a refuge’s, passes the door."""

import json
from typing import Any

import pytest

from directory.exchange.openreferral.redact_people import without_private
from tests.exchange.openreferral.importer_builders import entry, place, read, service


def everything(document: dict[str, Any]) -> str:
    """Return all that is kept of a record: entry, vendor fields, notes and what is staged."""
    staged, notes = without_private(document)
    return json.dumps(staged) + repr(read(document)) + repr(notes)


@pytest.mark.parametrize(
    "masked",
    [
        {"mask_exact_address": True, "name": "Rose House", "postal_code": "NE1 4ST"},
        {"address_1": "***", "name": "Rose House", "geometry": {"coordinates": [-1.61, 54.97]}},
    ],
)
def test_a_masked_address_is_hidden_and_nothing_of_it_is_kept(masked: dict[str, Any]) -> None:
    document = service(locations=[masked], organisation={"name": "Kittiwake"})

    [venue] = entry(document).venues
    assert venue.hide_address is True
    assert venue == venue.without_address
    assert not [word for word in ("Rose", "NE1", "54.97") if word in everything(document)]


def test_the_address_of_a_refuge_is_hidden_though_the_feed_shows_it() -> None:
    document = service(name="Harbour Refuge", service_at_locations=[place(name="Rose House")])

    assert [venue.hide_address for venue in entry(document).venues] == [True]
    assert not [word for word in ("Rose", "NE1", "Quay") if word in everything(document)]


@pytest.mark.parametrize("mask", [True, "true", "True", "yes", 1, "1"])
def test_a_mask_counts_however_it_is_sent_and_wherever_it_stands(mask: object) -> None:
    flag = {"mask_exact_address": mask}
    sent = place(name="Rose House")

    for document in (
        service(service_at_locations=[place(name="Rose House", **flag)]),
        service(service_at_locations=[sent | flag]),
        service(service_at_locations=sent | flag),
        service(service_at_locations=[sent], **flag),
        service(locations=[sent["location"] | flag], organisation={"name": "Kittiwake"}),
    ):
        assert [venue.hide_address for venue in entry(document).venues] == [True]
        assert not [word for word in ("Rose", "NE1", "Quay") if word in everything(document)]


@pytest.mark.parametrize("mask", [False, "false", "no", 0, None, ""])
def test_an_address_without_a_mask_is_shown(mask: object) -> None:
    document = service(service_at_locations=[place(mask_exact_address=mask)])

    assert [venue.postcode for venue in entry(document).venues] == ["NE1 4ST"]


def test_a_masked_address_is_not_told_by_a_copy_or_by_other_words() -> None:
    document = service(
        description="Ring at 1, Quay (ne14st), not at NE8 1AA.",
        service_at_locations=[place(mask_exact_address=True), place(), place("NE8 1AA")],
        address="1 Quay",
        latitude=54.97,
        location={"address_1": "1 Quay"},
        schedules=[{"description": "Fridays at 1 Quay"}],
        pc_note={"said": ["Near NE1 4ST"], "extra": {"lat": 54.97}},
        coords=[54.97, -1.6],
        what3words="filled.count.soap",
        parking="Behind the Quay",
    )
    shown = document["service_at_locations"][2]["location"]["addresses"][0]
    shown["address_1"] = "7 Far Road"

    assert [v.hide_address for v in entry(document).venues] == [True, True, None]
    kept = everything(document)
    assert not [word for word in ("Quay", "NE1", "ne14", "54.97", "soap") if word in kept]
    assert "not at NE8 1AA" in entry(document).values["description"]


def test_a_refuge_without_a_venue_does_not_tell_its_address_in_words() -> None:
    document = service(name="Harbour Refuge", description="At NE1 4ST.", postcode="NE1 4ST")

    assert "NE1" not in everything(document)


def test_what_was_hidden_once_is_not_changed_again() -> None:
    document = service(description="At NE1 4ST", service_at_locations=[place(mask_exact_address=1)])
    once, _ = without_private(document)

    assert without_private(once) == (once, ())
