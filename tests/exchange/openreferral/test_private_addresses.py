"""Personal mail hosts: groups and roles are contacts, persons not, and in doubt somebody says."""

import json
from collections.abc import Sequence

import pytest

from directory.exchange.openreferral.private_addresses import FeedContacts, judge
from directory.exchange.openreferral.redact_people import IN_DOUBT, without_private
from tests.exchange.openreferral.importer_builders import service, value

QUAY = ("Quay Toddlers", "Harbour Community Association")
JUDGED = (
    # address before the @, names of the groups, what it is
    ("info", QUAY, "group"),
    ("bookings.harbour", QUAY, "group"),
    ("quaytoddlers", QUAY, "group"),
    ("hca", QUAY, "group"),
    ("enquiries2020", (), "group"),
    ("jane.smith", QUAY, "person"),
    ("janesmith1975", ("Jane Smith",), "person"),
    ("j.smith", ("Jane Smith",), "person"),
    ("lucy", (), "person"),
    ("jane.harbour", QUAY, "doubt"),
    ("ismail77", (), "doubt"),
    ("hubbard", (), "doubt"),
    ("churchill", QUAY, "doubt"),
    ("sunshine99", QUAY, "doubt"),
)


@pytest.mark.parametrize(("local", "groups", "judged"), JUDGED)
def test_an_address_at_a_personal_host_is_judged_by_what_it_names(
    local: str, groups: Sequence[str], judged: str
) -> None:
    assert judge(f"{local}@gmail.com", groups, ()) == judged


def test_a_person_whom_the_record_names_is_one_whatever_else_the_address_says() -> None:
    assert judge("quay.rosalind@gmail.com", QUAY, {"rosalind"}) == "person"


@pytest.mark.parametrize(
    ("email", "kept"),
    [("quaytoddlers@gmail.com", True), ("jane.smith@gmail.com", False), ("sun9@gmail.com", False)],
)
def test_the_only_contact_of_a_small_charity_is_kept(email: str, kept: bool) -> None:
    assert value("email", email=email, name="Quay Toddlers") == (email if kept else None)


def test_an_address_in_doubt_is_kept_nowhere_and_listed_by_a_code() -> None:
    document = service(email="sunshine99@gmail.com", description="Ask sunshine99@gmail.com")
    contacts = FeedContacts("north")
    code = contacts.code("sunshine99@gmail.com")

    kept, notes = without_private(document, contacts)
    of_group, _ = without_private(document, FeedContacts("north", groups=frozenset({code})))
    of_person, said = without_private(document, FeedContacts("north", persons=frozenset({code})))

    assert "sunshine99" not in json.dumps(kept) + repr(notes)
    doubted = [note for note in notes if note.became == IN_DOUBT]
    assert {note.found for note in doubted} == {f"su… ({code})"}
    assert of_group["email"] == "sunshine99@gmail.com"
    assert "sunshine99" not in json.dumps(of_person)
    assert not [note for note in said if note.became == IN_DOUBT]


PAIRS = (
    [{"key": "Contact name", "value": "Jane Smith"}],
    [{"label": "Registered person", "value": "Jane Smith"}],
    [{"name": "Childminder", "text": "Jane Smith"}],
    [{"key": "Mobile", "value": "07700 900123"}],
    [{"key": "Anything", "value": "+44 (0)7700 900123"}],
    {"contact name": "Jane Smith", "Mobile number": "07700900123"},
    {"more": {"fields": [{"field": "Owner", "value": "Jane Smith"}]}},
)


@pytest.mark.parametrize("pairs", PAIRS)
@pytest.mark.parametrize("field", ["meta", "pc_metadata", "custom_fields"])
def test_pairs_that_name_a_person_or_a_mobile_are_kept_nowhere(field: str, pairs: object) -> None:
    kept, notes = without_private(service(**{field: pairs}))

    assert not [word for word in ("Jane", "900123") if word in json.dumps(kept) + repr(notes)]


def test_pairs_of_the_service_stay() -> None:
    pairs = [{"key": "Ofsted rating", "value": "Good"}, {"key": "Sessions", "value": "12"}]

    kept, _ = without_private(service(meta=pairs))

    assert kept["meta"] == pairs


@pytest.mark.parametrize(
    ("option", "cost"),
    [
        ({"amount": 5, "cost_type": "per session"}, "£5 per session"),
        ({"amount": 5, "option": "Adults", "unit": "hour"}, "Adults: £5 per hour"),
        ({"amount": 5, "cost_type": "Fixed"}, "£5"),
        ({"amount": 5, "currency": "EUR"}, "EUR 5"),
        ({"amount": 5, "amount_description": "per week", "frequency": "per week"}, "£5 per week"),
    ],
)
def test_the_unit_of_a_price_is_kept(option: dict[str, object], cost: str) -> None:
    assert value("cost", cost_options=[option]) == cost
