"""Records as feeds send them, and short ways to read one."""

from datetime import date
from functools import cache
from typing import Any

from directory.exchange.openreferral.importer import ImportedService, read_service
from directory.exchange.openreferral.importer_term_map import FILE, TermMap, read_mapping
from directory.infrastructure import paths
from directory.model.cell_types import Vocabulary
from directory.model.service_entry import ServiceEntry
from tests.directory_builders import knowledge, known_facts

TODAY = date(2026, 11, 22)
ID = "b0c5e0b0-6f0a-4d7e-9d68-0d3c5b6a7f11"


def postcode(text: str) -> str:
    if text.replace(" ", "").upper() not in ("NE14ST", "NE81AA"):
        raise ValueError("is not known")
    return "NE1 4ST" if "4" in text else "NE8 1AA"


@cache
def words() -> Vocabulary:
    return Vocabulary(
        programmes=frozenset(knowledge().programme),
        facts=known_facts(),
        today=TODAY,
        postcode=postcode,
    )


@cache
def mapping() -> TermMap:
    return read_mapping(paths.data() / FILE, knowledge().programme)


def service(**fields: Any) -> dict[str, Any]:
    """Return a record of 3.0 that needs no repair but for what is given."""
    usual = {
        "id": ID,
        "name": "Harbour",
        "status": "active",
        "organization": {"name": "Kittiwake", "description": "A charity"},
        "attributes": [term("Parenting support")],
    }
    return usual | fields


def term(name: str, **fields: Any) -> dict[str, Any]:
    return {"taxonomy_term": {"name": name} | fields}


def place(postal_code: str = "NE1 4ST", **fields: Any) -> dict[str, Any]:
    address = {"address_1": "1 Quay", "city": "Newcastle", "postal_code": postal_code}
    return {"location": {"location_type": "physical", "addresses": [address]} | fields}


def read(document: dict[str, Any], feed: str = "other") -> ImportedService:
    return read_service(document, feed=feed, mapping=mapping(), vocabulary=words())


def entry(document: dict[str, Any]) -> ServiceEntry:
    found = read(document).entry
    assert found is not None
    return found


def value(column: str, **fields: Any) -> Any:
    """Return what one column of the entry states."""
    return entry(service(**fields)).values[column]


def noted(document: dict[str, Any]) -> list[str]:
    return list(map(str, read(document).notes))
