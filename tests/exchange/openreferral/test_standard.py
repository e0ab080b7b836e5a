"""The standard as it is described and compiled here: each kind of fault, with its place."""

from pathlib import Path
from typing import Any

import pytest

from directory.exchange.openreferral.standard import read_standards, standard, standards
from directory.exchange.openreferral.standard_faults import faults, shown
from directory.exchange.openreferral.standard_formats import fits
from tests.exchange.data_quality.feeds import DETAILS, item, page, record, uuid

SERVICE, SERVICES = "/services/{id}", "/services"


def found(path: str, document: Any, version: str = "3.0") -> list[tuple[str, str]]:
    return [(each.path, each.says) for each in faults(standard(version), path, document)]


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("/", DETAILS),
        (SERVICES, page(item())),
        (SERVICE, record()),
        ("/taxonomies", page({"id": uuid(1), "name": "Kinds", "description": "Of help"})),
        ("/organizations", {"contents": [item()["organization"]]}),
    ],
)
def test_what_the_standard_asks_for_has_no_fault(path: str, document: Any) -> None:
    assert found(path, document) == []


@pytest.mark.parametrize(
    ("fields", "place", "says"),
    [
        ({"id": "17"}, "$.id", "is not a UUID"),
        ({"url": "council.gov.uk/service"}, "$.url", "is not a whole web address"),
        ({"email": "see @ our page"}, "$.email", "is not an e-mail address"),
        (
            {"last_modified": "2026-11-22T09:30:00"},
            "$.last_modified",
            "is not a date and time with its zone",
        ),
        ({"status": "open"}, "$.status", "is not a word that the standard knows"),
        ({"name": ...}, "$.name", "is missing"),
        ({"name": None}, "$.name", "is null"),
        ({"name": 7}, "$.name", "is a number and should be text"),
        ({"minimum_age": "2"}, "$.minimum_age", "is text and should be a number"),
        ({"minimum_age": True}, "$.minimum_age", "is true or false and should be a number"),
        ({"languages": {}}, "$.languages", "is an object and should be a list"),
        ({"organization": []}, "$.organization", "is a list and should be an object"),
        (
            {"service_at_locations": [{"id": uuid(1), "location": {"id": uuid(2)}}]},
            "$.service_at_locations[0].location.location_type",
            "is missing",
        ),
        (
            {"attributes": [{"id": uuid(1), "taxonomy_term": {"id": uuid(2), "name": "x"}}]},
            "$.attributes[0].taxonomy_term.description",
            "is missing",
        ),
    ],
)
def test_each_kind_of_fault_is_found_in_its_place(
    fields: dict[str, Any], place: str, says: str
) -> None:
    assert found(SERVICE, record(**fields)) == [(place, says)]


def test_each_missing_field_is_named_once() -> None:
    assert found("/", {}) == [
        ("$.version", "is missing"),
        ("$.profile", "is missing"),
        ("$.openapi_url", "is missing"),
    ]


def test_a_fault_in_a_list_says_which_item_and_which_field() -> None:
    document = page(item(1), item(2, email="nobody"))

    (fault,) = faults(standard(), SERVICES, document)

    assert (fault.path, fault.field) == ("$.contents[1].email", "contents[].email")


def test_an_item_of_a_list_nests_its_organisation_only() -> None:
    schema = standard().schema(SERVICES)["properties"]["contents"]["items"]["properties"]

    assert "organization" in schema
    assert "attributes" not in schema["organization"]["properties"]
    assert "service_areas" not in schema


@pytest.mark.parametrize("document", ["<html>", None, 3, []])
def test_an_answer_that_is_no_object_is_a_fault(document: Any) -> None:
    assert [place for place, _ in found(SERVICES, document)] == ["$"]


def test_fields_of_a_vendor_are_no_fault() -> None:
    assert found(SERVICE, record(pc_targetAudience=["Parents"])) == []


def test_a_fault_never_shows_what_may_be_a_persons_address() -> None:
    document = record(email="jane.smith", url="mail jane@home.org", assurer_email="jane")

    assert {each.shown for each in faults(standard(), SERVICE, document)} == {None}


def test_what_is_shown_stays_on_one_short_line() -> None:
    assert shown("a\nb\x1b[31m") == "a b�[31m"
    assert len(shown("x" * 500) or "") == 60


@pytest.mark.parametrize(
    ("form", "value", "holds"),
    [
        ("email", "team@council.gov.uk", True),
        ("email", "a@b@c", False),
        ("uuid", uuid(1).upper(), True),
        ("uuid", uuid(1).replace("-", ""), False),
        ("uri", "https://council.gov.uk/a b", False),
        ("date-time", "2026-11-22T09:30:00+01:00", True),
        ("date-time", "2026-11-22", False),
        ("uri", None, False),
    ],
)
def test_the_forms_of_text_that_are_checked(form: str, value: object, holds: bool) -> None:
    assert fits(form, value) is holds


def test_version_1_takes_ids_of_its_own_and_an_empty_address() -> None:
    service = {"id": "17", "name": "A", "url": "", "organization": item()["organization"]}

    assert found(SERVICES, {"content": [service], "totalElements": 1}, "1.0") == []
    assert found(SERVICE, {**service, "attending_type": None}, "1.0") == []
    assert found(SERVICE, {**service, "url": "nowhere", "attending_type": "bus"}, "1.0") == [
        ("$.url", "is not what the standard describes"),
        ("$.attending_type", "is not a word that the standard knows"),
    ]


def test_every_version_names_its_page_fields_in_the_same_order() -> None:
    kinds = [list(each.page.values()) for each in standards().values()]

    assert kinds[0] == kinds[1]


def test_a_kind_that_is_not_known_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "standard.yaml"
    file.write_text(
        "versions: [{version: x, items: contents, page: {}, "
        "endpoints: [{path: /, level: 1, of: thing}], "
        "objects: {thing: {required: [], fields: {a: wrods}}}}]"
    )

    with pytest.raises(ValueError, match="wrods is not a kind of field"):
        read_standards(file)["x"].schema("/")
