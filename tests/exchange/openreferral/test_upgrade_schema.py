"""Records of 1.0 and of Outpost say the same as one of 3.0 would."""

from typing import Any

import pytest

from directory.exchange.openreferral.upgrade_schema import is_shallow
from directory.model.service_entry import HELD_BACK, VenueEntry
from tests.exchange.openreferral.importer_builders import entry, noted

ONE: dict[str, Any] = {
    "id": "1502",
    "name": "Harbour",
    "description": "<p>Helps.</p>",
    "status": "active",
    "url": "https://kittiwake.example",
    "email": "team@kittiwake.example",
    "fees": "",
    "organization": {"id": "9", "name": "Kittiwake"},
    "attending_type": "venue",
    "eligibilitys": [{"minimum_age": 5, "maximum_age": 11}],
    "service_taxonomys": [
        {"taxonomy": {"id": "http://id.esd.org.uk/service/163", "name": "Counselling",
                      "vocabulary": "esdServiceTypes"}}
    ],
    "service_at_locations": [
        {
            "location": {
                "name": "Quay House",
                "physical_addresses": [{"address_1": "1 Quay", "postal_code": "ne14st"}],
                "accessibility_for_disabilities": [{"accessibility": "Ramp"}],
            },
            "regular_schedule": [{"byday": "MO", "opens_at": "10:00"}],
        }
    ],
    "contacts": [{"title": "Desk", "phones": [{"number": "0191 498 0000"}]}],
    "languages": [{"language": "Polish"}],
    "service_areas": [{"uri": "http://x.example/E08000021"}],
    "cost_options": [{"option": "", "amount": 0}],
}  # fmt: skip
OUTPOST: dict[str, Any] = {
    "id": 77,
    "name": "Harbour",
    "description": "Helps.",
    "min_age": 5,
    "max_age": 104,
    "free": False,
    "visible": True,
    "updated_at": "2026-01-02T10:00:00.000Z",
    "organisation": {"id": 9, "name": "Kittiwake"},
    "locations": [
        {"name": "Quay House", "address_1": "1 Quay", "postal_code": "NE1 4ST",
         "mask_exact_address": False, "geometry": {"type": "Point", "coordinates": [-1.6, 54.9]},
         "accessibilities": [{"name": "Ramp", "slug": "ramp"}]},
        {"name": "Rose House", "address_1": "***", "postal_code": "NE8 1AA",
         "mask_exact_address": True, "geometry": {"type": "Point", "coordinates": [-1.6, 54.9]}},
    ],
    "contacts": [{"name": "Duty team", "phone": "0191 498 0000", "visible": True}],
    "taxonomies": [{"id": 12, "name": "Parenting support", "slug": "parenting-support"}],
    "suitabilities": [{"name": "Autism"}],
    "distance_away": 12.5,
}  # fmt: skip


def test_a_record_of_1_0_is_read() -> None:
    found = entry(ONE)

    stated = {column: value for column, value in found.values.items() if value not in (None, ())}
    assert stated == {
        "name": "Harbour",
        "organisation": "Kittiwake",
        "kind": "therapeutic",
        "description": "Helps.",
        "status": "active",
        "age_from_months": 60,
        "age_under_months": 144,
        "delivery": ("venue",),
        "areas_served": ("E08000021",),
        "phone": "0191 498 0000",
        "email": "team@kittiwake.example",
        "url": "https://kittiwake.example",
        "languages": ("Polish",),
        "accessibility": ("Ramp",),
    }
    assert found.venues == (VenueEntry(name="Quay House", address="1 Quay", postcode="NE1 4ST"),)


def test_a_record_of_outpost_is_read_with_its_masked_address_hidden() -> None:
    found = entry(OUTPOST)

    assert found.values["organisation"] == "Kittiwake"
    assert (found.values["age_from_months"], found.values["age_under_months"]) == (60, None)
    assert found.values["kind"] == "parenting"
    assert found.values["phone"] == "0191 498 0000"
    assert found.values["cost"] is None
    assert found.values["accessibility"] == ("Ramp",)
    assert found.venues[1:] == (HELD_BACK,)
    assert "Rose" not in str(noted(OUTPOST))


@pytest.mark.parametrize(
    "said", [{"temporarily_closed": True}, {"visible": False}, {"approved": False}]
)
def test_a_record_of_outpost_that_is_closed_or_not_to_be_seen_does_not_run(
    said: dict[str, bool],
) -> None:
    assert entry(OUTPOST | said).values["status"] == "paused"


def test_what_changes_with_each_answer_is_not_kept_beside_the_entry() -> None:
    assert entry(OUTPOST | {"distance_away": 99}).vendor == entry(OUTPOST).vendor
    assert "Autism" in (entry(OUTPOST).vendor or "")


@pytest.mark.parametrize(
    ("document", "shallow"),
    [(ONE, False), (OUTPOST, False), ({"id": "1", "contacts": [{"id": 2}]}, True)],
)
def test_a_list_that_gives_everything_is_told_from_one_that_does_not(
    document: dict[str, Any], shallow: bool
) -> None:
    assert is_shallow(document) is shallow
