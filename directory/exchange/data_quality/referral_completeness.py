"""Where a feed may state what a referral needs, and whether it does.

The standard has no field for the route, the wait or the criteria. They are looked for under the
names of international HSDS, of version 1.0 and of vendors, and as attributes of our own taxonomies.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from directory.exchange.openreferral.taxonomy import BASE

Document = Mapping[str, Any]
Look = Callable[[Document], str | None]

NO_LIMIT_FROM = 99
"""Years from which feeds mean "no upper limit" (100, 104, 127): alone it states no age."""
OWN_TERMS = {
    "route": ("route", "detail/referral_note"),
    "wait": ("detail/waiting_weeks",),
    "criteria": (
        "accepts-abuse",
        "accepts-carers",
        "requires",
        "excludes",
        "detail/eligibility_note",
    ),
}
"""Which of our taxonomies, or terms of them, state a need."""
WORDS = {
    "route": ("application_process",),
    "wait": ("wait_time",),
    "criteria": ("eligibility_description", "pc_targetAudience"),
}
"""Fields outside the standard that state a need in words or a list."""
LOOKED_AT = {
    "age": "minimum_age, maximum_age; in 1.0 eligibilitys[]",
    "area": "service_areas[]: name, service_area, uri or extent",
    "route": "application_process (international HSDS); our own terms route, referral_note",
    "wait": "wait_time (international HSDS); our own term waiting_weeks",
    "criteria": "eligibility_description (international HSDS), eligibilitys[].eligibility (1.0), "
    "pc_targetAudience (a vendor’s); our own terms accepts, requires, excludes, eligibility_note",
}
"""Where each need was looked for, as the report says it."""


def needs_of(document: Document, has_room: Container[str]) -> dict[str, str | None]:
    """Return each need and where it stands; None where it is not stated.

    A line of a list has room for few of them, or none: what it does not hold is then left out,
    since the full record may state it.
    """
    found = {name: look(document) for name, look in _LOOKS.items()}
    return {name: where for name, where in found.items() if where or name in has_room}


def ages(document: Document) -> Iterator[tuple[str, Any, Any]]:
    """Yield each pair of ages, lower and upper, with the field that holds it."""
    yield "minimum_age", document.get("minimum_age"), document.get("maximum_age")
    for each in listed(document, "eligibilitys"):
        yield "eligibilitys[]", each.get("minimum_age"), each.get("maximum_age")


def listed(document: Document, name: str) -> Iterator[Document]:
    """Yield the objects of a list; nothing where it is no list."""
    items = document.get(name)
    yield from (each for each in (items if isinstance(items, list) else ()) if _is_object(each))


def is_number(value: Any) -> bool:
    """Say whether a value is a JSON number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def has_words(value: Any) -> bool:
    """Say whether a value states something: words, or a list that is not empty."""
    return (
        bool(value.strip()) if isinstance(value, str) else isinstance(value, list) and bool(value)
    )


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _age(document: Document) -> str | None:
    for field, low, high in ages(document):
        if (is_number(low) and low >= 0) or (is_number(high) and 0 <= high < NO_LIMIT_FROM):
            return field
    return None


def _area(document: Document) -> str | None:
    for area in listed(document, "service_areas"):
        for name in ("name", "service_area", "uri", "extent"):
            # An address that was never filled in names no area.
            if has_words(area.get(name)) and "//www.example.com" not in area[name]:
                return f"service_areas[].{name}"
    return None


def _look(need: str) -> Look:
    def look(document: Document) -> str | None:
        for name in WORDS[need]:
            if has_words(document.get(name)):
                return name
        return _own_term(document, OWN_TERMS[need])

    return look


def _criteria(document: Document) -> str | None:
    stated = any(has_words(each.get("eligibility")) for each in listed(document, "eligibilitys"))
    return "eligibilitys[].eligibility" if stated else _look("criteria")(document)


def _own_term(document: Document, terms: tuple[str, ...]) -> str | None:
    for attribute in listed(document, "attributes"):
        term = attribute.get("taxonomy_term")
        uri = term.get("term_uri") if isinstance(term, Mapping) else None
        if any(f"{uri}/".startswith(f"{BASE}/{each}/") for each in terms):
            return "attributes[].taxonomy_term"
    return None


_LOOKS: dict[str, Look] = {
    "age": _age,
    "area": _area,
    "route": _look("route"),
    "wait": _look("wait"),
    "criteria": _criteria,
}
