"""Nothing of persons passes the door: not into an entry, not beside it, not into a note."""

import json
from time import process_time
from typing import Any

import pytest

from directory.exchange.openreferral.redact_people import without_private
from tests.exchange.openreferral.importer_builders import entry, place, read, service, value

SECRETS = ("jane.smith", "officer.jones", "Jane", "07700", "gmail")


def everything(document: dict[str, Any]) -> str:
    """Return all that is kept of a record: entry, vendor fields, notes and what is staged."""
    staged, notes = without_private(document)
    found = read(document)
    return json.dumps(staged) + repr(found) + repr(notes)


def test_nothing_of_a_person_is_kept_anywhere() -> None:
    document = service(
        assurer_email="officer.jones@council.example",
        pc_assured_by="Officer Jones",
        assured_by={"name": "officer.jones"},
        email="officer.jones@council.example",
        description="Write to <a href='mailto:x'>jane.smith@charity.example</a> or 07 us.",
        contacts=[
            {
                "name": "Jane Smith",
                "email": "jane.smith@charity.example",
                "phones": [{"number": "07700 900123"}],
            }
        ],
        pc_volunteer={"email": "someone@gmail.com", "said": "call Bob at bob@gmail.com"},
        last_edited_by="jane.smith",
    )

    assert not [secret for secret in SECRETS if secret in everything(document)]


def test_the_door_is_passed_twice_without_a_change() -> None:
    document = service(
        contacts=[{"name": "Jane Smith", "email": "jane.smith@charity.example"}],
        locations=[{"mask_exact_address": True, "address_1": "***"}],
    )
    once, _ = without_private(document)

    assert without_private(once) == (once, ())


def test_what_came_is_not_changed() -> None:
    document = service(contacts=[{"name": "Jane Smith"}], assurer_email="a@b.example")
    before = json.dumps(document)

    without_private(document)

    assert json.dumps(document) == before


@pytest.mark.parametrize("email", ["team@kittiwake.example", "family.support@council.example"])
def test_the_address_of_a_team_stays(email: str) -> None:
    contacts = [{"name": "Family Support Team", "email": email}]

    assert value("email", email=email, contacts=contacts) == email
    assert value("email", contacts=contacts) == email


@pytest.mark.parametrize(
    "email",
    [
        "Unknown-7@noemail.invalid", "somebody@gmail.com", "mailto:", "a@b", "email@example.com",
        "not an address", None, ["x@y.example"],
    ],
)  # fmt: skip
def test_an_address_that_is_private_or_stands_for_none_is_not_stated(email: object) -> None:
    assert value("email", email=email) is None


def test_a_number_of_a_team_stays_and_a_persons_mobile_does_not() -> None:
    jane = {"name": "Jane Smith", "phones": [{"number": "07700 900123"}]}
    team = {"name": "Duty team", "phones": [{"number": "07700 900999"}]}
    desk = {"name": "Jane Smith", "phones": [{"number": "0191 498 0000"}]}

    assert value("phone", contacts=[jane]) is None
    assert value("phone", contacts=[jane, team]) == "07700 900999"
    assert value("phone", contacts=[desk]) == "0191 498 0000"


def test_vendor_fields_are_kept_bounded_and_without_addresses() -> None:
    document = service(
        pc_targetAudience=[{"id": 3, "name": "Parents"}],
        pc_note="<p>Ask team@kittiwake.example</p>",
        pc_huge={str(n): "x" * 1900 for n in range(50)},
    )

    kept = json.loads(entry(document).vendor or "")
    assert kept["pc_targetAudience"] == [{"id": 3, "name": "Parents"}]
    assert kept["pc_note"] == "Ask"
    assert "pc_huge" not in kept
    assert any(note.field == "pc_huge" for note in read(document).notes)


def test_what_no_database_keeps_is_taken_out() -> None:
    found = entry(service(name="Har\x00bour\ud800", pc_x={"a\x00": "b\udfff"}))

    assert found.values["name"] == "Harbour"
    assert json.loads(found.vendor or "")["pc_x"] == {"a": "b"}


@pytest.mark.parametrize(
    "words",
    [
        "Ask bob&#64;gmail.com", "Ask bob&amp;#x40;gmail.com", "Ask bob&commat;gmail.com",
        "Ask bob<b>@</b>gmail.com", "<a href='mailto:bob%40gmail.com'>mail us</a>",
    ],
)  # fmt: skip
def test_an_address_that_only_a_page_would_show_is_found(words: str) -> None:
    kept = everything(service(description=words, pc_note=words))

    assert not [part for part in ("bob@", "bob&", "bob<", "bob%") if part in kept]


@pytest.mark.parametrize("holder", ["service_at_locations", "organization", "pc_more"])
def test_the_name_of_a_contact_is_known_wherever_it_is_nested(holder: str) -> None:
    contact = {"contacts": [{"name": "Jane Smith"}], "name": "Kittiwake"}
    nested = [place() | contact] if holder == "service_at_locations" else contact
    document = service(email="jane.smith@council.example", **{holder: nested})

    assert not [secret for secret in SECRETS if secret in everything(document)]


@pytest.mark.parametrize(
    "field",
    ["verified_by", "checkedBy", "contact_name", "contactPerson", "lead_contact", "managerName"],
)
def test_a_field_of_a_vendor_that_names_a_person_is_left_out(field: str) -> None:
    document = service(**{field: "Jane Smith", "jane.smith@gmail.com": {"x": 1}})

    assert not [secret for secret in SECRETS if secret in everything(document)]


def test_a_long_word_takes_no_time() -> None:
    words = "a" * 150_000
    begun = process_time()

    read(service(description=f"{words} @ x", pc_blob=words, pc_more=f"{words}@"))

    assert process_time() - begun < 2


def test_what_is_nested_too_deeply_is_left_out() -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = {"more": [deep]}

    assert entry(service(pc_deep=deep)).values["name"] == "Harbour"


def test_the_name_of_a_field_is_kept_as_text_that_a_database_takes() -> None:
    _, notes = without_private(service(**{"created_by\ud800": "x"}))

    assert [note.field for note in notes] == ["created_by"]
