"""Records of other shapes, put into that of Open Referral UK 3.0: version 1.0, and Outpost's.

Only the places of values change. What they mean is for `inward` to say.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Document = dict[str, Any]

_PLACES = ("service_at_locations", "locations")


def is_shallow(document: Mapping[str, Any]) -> bool:
    """Say whether a record of a list leaves to the record by its id where the service is."""
    return not any(key in document for key in _PLACES)


def as_three(document: Mapping[str, Any]) -> Document:
    """Return a record in the shape of 3.0, whichever shape it has."""
    return _from_outpost(dict(document)) if _is_outpost(document) else _from_one(dict(document))


def objects(document: Mapping[str, Any], *fields: str) -> Iterator[Document]:
    """Yield the objects in the lists of these fields; whatever else stands there is passed over."""
    for field in fields:
        found = document.get(field)
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each, dict):
                yield each


def one(document: Mapping[str, Any], field: str) -> Document:
    """Return the object of a field; an empty one where there is none."""
    found = document.get(field)
    return found if isinstance(found, dict) else {}


def _is_outpost(document: Mapping[str, Any]) -> bool:
    return "organisation" in document or "min_age" in document or "locations" in document


def _moved(document: Document, old: str, new: str) -> None:
    """Take a value to the name that 3.0 has for it, unless a value stands there already."""
    if old in document:
        value = document.pop(old)
        document.setdefault(new, value)


def _from_one(document: Document) -> Document:
    """Return a record of 1.0 in the shape of 3.0; one of 3.0 as it is."""
    for each in ("eligibilitys", "eligibilities"):
        _moved(document, each, "eligibility")
    _lists(document, "service_at_locations", _place_of_one)
    _lists(document, "contacts", _contact_of_one)
    _lists(document, "languages", lambda each: _renamed(each, "language", "name"))
    terms = [
        {"taxonomy_term": _term_of_one(one(link, "taxonomy") or link)}
        for link in objects(document, "service_taxonomys", "service_taxonomies")
    ]
    for field in ("service_taxonomys", "service_taxonomies"):
        document.pop(field, None)
    if terms:
        document["attributes"] = [*objects(document, "attributes"), *terms]
    _moved(document, "fundings", "funding")
    return document


def _lists(document: Document, field: str, change: Callable[[Document], Document]) -> None:
    if field in document:
        document[field] = [change(dict(each)) for each in objects(document, field)]


def _renamed(each: Document, old: str, new: str) -> Document:
    _moved(each, old, new)
    return each


def _place_of_one(each: Document) -> Document:
    location = dict(one(each, "location"))
    _moved(location, "physical_addresses", "addresses")
    _moved(location, "accessibility_for_disabilities", "accessibility")
    each["location"] = location
    schedules = [*objects(each, "regular_schedule", "regular_schedules", "schedules")]
    return each | ({"schedules": schedules} if schedules else {})


def _contact_of_one(each: Document) -> Document:
    if isinstance(each.get("phone"), str):
        each["phones"] = [*objects(each, "phones"), {"number": each.pop("phone")}]
    return each


def _term_of_one(term: Document) -> Document:
    """Return a term of 1.0: its id is "vocabulary:number", or a URI."""
    found = {"id": term.get("id"), "name": term.get("name")}
    return found | {"taxonomy": term.get("vocabulary") or term.get("taxonomy")}


def _from_outpost(document: Document) -> Document:
    for old, new in (
        ("organisation", "organization"), ("min_age", "minimum_age"), ("max_age", "maximum_age"),
        ("updated_at", "last_modified"),
    ):  # fmt: skip
        _moved(document, old, new)
    if document.pop("temporarily_closed", None) is True:
        document["status"] = "temporarily closed"
    if document.pop("visible", True) is False or document.pop("approved", True) is False:
        document["status"] = "inactive"
    places = [
        {"location": _place_of_outpost(dict(each))} for each in objects(document, "locations")
    ]
    document.pop("locations", None)
    if places:
        document["service_at_locations"] = places
    terms = [
        {"taxonomy_term": {"id": t.get("id"), "name": t.get("name"), "taxonomy": "outpost"}}
        for t in objects(document, "taxonomies")
    ]
    document.pop("taxonomies", None)
    if terms:
        document["attributes"] = [*objects(document, "attributes"), *terms]
    return _from_one(document)


def _place_of_outpost(location: Document) -> Document:
    if location.get("mask_exact_address") is True:
        return {"mask_exact_address": True}
    address = {
        field: location.pop(field)
        for field in ("address_1", "city", "state_province", "postal_code", "country")
        if field in location
    }
    if any(address.values()):
        location["addresses"] = [address]
    names = [{"accessibility": each.get("name")} for each in objects(location, "accessibilities")]
    location.pop("accessibilities", None)
    return location | ({"accessibility": names} if names else {})
