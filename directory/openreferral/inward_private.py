"""At the door of the directory: what a feed says of persons is taken out before anything is kept.

The names of contacts, who assured an entry, private e-mail addresses and the mobile numbers of
named people; and where a masked address or a refuge is.
"""

import re
from collections.abc import Mapping
from typing import Any

from directory.openreferral.inward_notes import ADDRESS, KEPT_BACK, Note, Notes
from directory.openreferral.inward_shapes import objects, one
from directory.openreferral.taxonomy import BASE

TAKEN_OUT = "(e-mail address left out)"
_OF_PERSONS = re.compile(
    r"assurer|assured_?by|(?:created|updated|modified|approved|reviewed|edited)_?by|^attention$"
    r"|author(?!i)|user_?(?:name|id|email)$|owner|editor|submitter|first_?name|last_?name|surname"
    r"|password|token",
    re.IGNORECASE,
)
_CONTACTS = ("contacts", "contact")
_LOCATIONS = ("locations", "service_at_locations")
_PRIVATE_HOSTS = frozenset({
    "aol.com", "aol.co.uk", "blueyonder.co.uk", "btinternet.com", "gmail.com", "gmx.com",
    "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com", "live.co.uk", "live.com",
    "mac.com", "mail.com", "me.com", "msn.com", "ntlworld.com", "outlook.com", "proton.me",
    "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
    "ymail.com",
})  # fmt: skip
_TEAM = re.compile(
    r"\b(?:admin\w*|admissions?|advice|advis\w+|booking\w*|centre|children\w*|co-?ordinator|council"
    r"|duty|early|enquir\w+|famil\w+|general|help\w*|hub|information|line|manager|office|reception\w*"
    r"|referrals?|service\w*|support|team|the|trust|worker|young|youth)\b",
    re.IGNORECASE,
)
"""Words of a contact that is a team or a post, and no person."""
_MOBILE = re.compile(r"^(?:\+?44|0)\s*\(?0?\)?\s*7")
_REFUGE = re.compile(r"\brefuges?\b", re.IGNORECASE)


def without_private(document: dict[str, Any]) -> tuple[dict[str, Any], tuple[Note, ...]]:
    """Return a copy of a record without what is of persons, and what was taken out.

    Done again it changes nothing.
    """
    door = _Door(document)
    kept = {key: door.clean(key, value, key) for key, value in document.items()}
    kept = {NOT_STORED.sub("", key): v for key, v in kept.items() if v is not _GONE}
    return _without_places(kept, door.notes), tuple(door.notes.all)


NOT_STORED = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps as text."""
_GONE = object()


class _Door:
    """Knows which addresses of a record are persons'."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.notes = Notes()
        self._assurers = {
            address.casefold()
            for key, value in document.items()
            if _OF_PERSONS.search(key) and isinstance(value, str)
            for address in ADDRESS.findall(value)
        }
        self._names = {
            part.casefold()
            for contact in objects(document, *_CONTACTS)
            if _is_named(contact)
            for part in re.findall(r"[^\W\d_]{3,}", str(contact.get("name") or ""))
        }

    def clean(self, key: str, value: Any, path: str) -> Any:
        """Return a value as it may be kept; _GONE where nothing of it may."""
        if _OF_PERSONS.search(key) and isinstance(value, str | int | float | list | dict):
            if value and not isinstance(value, bool):
                self.notes.add(path, "", "says who a person is: left out")
            return _GONE
        match value:
            case dict():
                return self._object(key, value, path)
            case list():
                return [self.clean("", each, path) for each in value]
            case str():
                return self._text(value, path)
            case _:
                return value

    def _object(self, key: str, value: dict[str, Any], path: str) -> dict[str, Any]:
        if path.split(".")[-1] in _CONTACTS:
            value = self._contact(value, path)
        found = {k: self.clean(k, v, f"{path}.{k}" if path else k) for k, v in value.items()}
        return {NOT_STORED.sub("", k): v for k, v in found.items() if v is not _GONE}

    def _contact(self, contact: dict[str, Any], path: str) -> dict[str, Any]:
        kept = {k: v for k, v in contact.items() if k != "name"}
        if contact.get("name"):
            self.notes.add(f"{path}.name", "", "the name of a contact: left out")
        if _is_named(contact):
            if _MOBILE.match(str(kept.get("phone") or "")):
                del kept["phone"]
                self.notes.add(f"{path}.phone", "", "a mobile number of a named person: left out")
            phones = [*objects(kept, "phones")]
            shown = [p for p in phones if not _MOBILE.match(str(p.get("number") or ""))]
            if len(shown) < len(phones):
                kept["phones"] = shown
                self.notes.add(f"{path}.phones", "", "a mobile number of a named person: left out")
        return kept

    def _text(self, text: str, path: str) -> str:
        def without(found: re.Match[str]) -> str:
            return TAKEN_OUT if self._is_private(found.group()) else found.group()

        text = NOT_STORED.sub("", text)
        if "@" not in text:
            return text
        kept = ADDRESS.sub(without, text)
        if kept != text:
            self.notes.add(path, "", "a private e-mail address: left out")
        return "" if kept.strip() in (TAKEN_OUT, f"mailto:{TAKEN_OUT}") else kept

    def _is_private(self, address: str) -> bool:
        local, _, host = address.casefold().strip(".").rpartition("@")
        local = local.removeprefix("mailto:")
        parts = set(re.findall(r"[^\W\d_]{3,}", local))
        return (
            host in _PRIVATE_HOSTS
            or address.casefold() in self._assurers
            or bool(parts & self._names)
        )


def _is_named(contact: dict[str, Any]) -> bool:
    """Say whether a contact is a person by name rather than a team or a post."""
    name = contact.get("name")
    return isinstance(name, str) and bool(name.strip()) and not _TEAM.search(name)


def _without_places(document: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """Return the record with nothing but a mark where an address is masked, or of a refuge."""
    refuge = bool(_REFUGE.search(str(document.get("name") or ""))) and not is_ours(document)
    for key in _LOCATIONS:
        if isinstance(document.get(key), list):
            document[key] = [_place(key, each, notes, hide=refuge) for each in document[key]]
    return document


def _place(key: str, each: Any, notes: Notes, *, hide: bool) -> Any:
    if not isinstance(each, dict):
        return each
    location = each if key == "locations" else each.get("location")
    if not isinstance(location, dict) or set(location) == {"mask_exact_address"}:
        return each
    masked = location.get("mask_exact_address") is True or "***" in _first_lines(location)
    if not masked and (not hide or location.get("location_type") == "virtual"):
        return each
    why = "is masked" if masked else "is of a refuge"
    notes.add(key, KEPT_BACK, f"an address that {why}: hidden, and nothing of it kept")
    mark = {"mask_exact_address": True}
    return mark if key == "locations" else {"location": mark}


def _first_lines(location: dict[str, Any]) -> list[Any]:
    found = [each.get("address_1") for each in objects(location, "addresses", "physical_addresses")]
    return [location.get("address_1"), *found]


def is_ours(document: Mapping[str, Any]) -> bool:
    """Say whether a record carries terms of our own taxonomies."""
    terms = (one(each, "taxonomy_term") for each in objects(document, "attributes"))
    uris = (term.get("term_uri") for term in terms)
    return any(isinstance(uri, str) and uri.startswith(f"{BASE}/") for uri in uris)
