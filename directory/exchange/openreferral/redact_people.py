"""At the door of the directory: what a feed says of persons is taken out before anything is kept.

The names of contacts, who assured an entry, private e-mail addresses and the mobile numbers of
named people. Hidden addresses are for `inward_hiding`.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from directory.exchange.openreferral.importer_notes import ADDRESS, ImportNote, ImportNotes
from directory.exchange.openreferral.private_addresses import (
    HOSTS,
    UNDECIDED,
    FeedContacts,
    hint_of,
    judge,
)
from directory.exchange.openreferral.redact_addresses import without_hidden
from directory.exchange.openreferral.upgrade_schema import objects

TAKEN_OUT = "(e-mail address left out)"
_OF_PERSONS = re.compile(
    r"assurer|assured_?by|(?:created|updated|modified|approved|reviewed|edited|verified|checked)_?by"
    r"|(?:entered|added|published|submitted|validated|uploaded|curated)_?by|^attention$"
    r"|(?:contact|manager|worker|staff|coordinator|leader)_?name|contact_?person"
    r"|(?:key|lead|main|named|primary)_?contact$"
    r"|author(?!i)|user_?(?:name|id|email)$|owner|editor|submitter|first_?name|last_?name|surname"
    r"|password|token|registered_?(?:person|provider|manager|by)|responsible_?person|childminder$"
    r"|^(?:full_?)?name_?of_?(?:person|contact|provider|childminder|owner|manager|leader)"
    r"|^(?:contact|person|manager|leader|organiser|organizer|secretary|chair(?:man|person)?|trustees?)$"
    r"|(?:personal|home|private|mobile|contact|owner)_?(?:email|e_mail|phone|telephone|tel|mobile)",
    re.IGNORECASE,
)
_PAIR_KEYS = ("key", "label", "name", "field", "title", "attribute", "property")
_PAIR_VALUES = ("value", "values", "text", "content", "data")
"""What a vendor calls the two halves of a pair: `{"key": "Contact name", "value": "..."}`."""
_OF_CONTACT = frozenset({"phones", "phone", "number"})
_CONTACTS = ("contacts", "contact")
_TEAM = re.compile(
    r"\b(?:admin\w*|admissions?|advice|advis\w+|booking\w*|centre|children\w*|co-?ordinator|council"
    r"|duty|early|enquir\w+|famil\w+|general|help\w*|hub|information|line|manager|office|reception\w*"
    r"|referrals?|service\w*|support|team|the|trust|worker|young|youth)\b",
    re.IGNORECASE,
)
"""Words of a contact that is a team or a post, and no person."""
_MOBILE = re.compile(r"^(?:\+?44|0)\s*\(?0?\)?\s*7")
_ONLY_MOBILE = re.compile(r"(?:(?:\+|00)?44|0)[\s()-]*0?[\s()-]*7(?:[\s()-]*[0-9]){9}")
IN_DOUBT = "may be a person’s or a group’s: left out until somebody says which"
_ENCODED_AT = re.compile("%40")
_TAGS = re.compile(r"<[^<>]*>")
DEEPEST = 50
"""Levels of objects and lists within a record; no directory needs more."""


def without_private(
    document: dict[str, Any], contacts: FeedContacts = UNDECIDED
) -> tuple[dict[str, Any], tuple[ImportNote, ...]]:
    """Return a copy of a record without what is of persons, and what was taken out.

    `contacts` are what editors said of addresses in doubt. Done again it changes nothing.
    """
    door = _Door(document, contacts)
    kept = {key: door.clean(key, value, key) for key, value in document.items()}
    kept = {_key(key): v for key, v in kept.items() if v is not _GONE}
    return without_hidden(kept, door.notes), tuple(door.notes.all)


NOT_STORED = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps as text."""
_GONE = object()


class _Door:
    """Knows which addresses of a record are persons'."""

    def __init__(self, document: dict[str, Any], contacts: FeedContacts) -> None:
        self.notes = ImportNotes()
        self._contacts = contacts
        self._groups = [*_names_in(document)]
        self._assurers = {
            address.casefold()
            for key, value in document.items()
            if _OF_PERSONS.search(key) and isinstance(value, str)
            for address in ADDRESS.findall(value)
        }
        self._names = {
            part.casefold()
            for contact in _contacts(document)
            if _is_named(contact)
            for part in re.findall(r"[^\W\d_]{3,}", str(contact.get("name") or ""))
        }

    def clean(self, key: str, value: Any, path: str, depth: int = 0) -> Any:
        """Return a value as it may be kept; _GONE where nothing of it may."""
        if depth > DEEPEST:
            self.notes.add(path, "", "is nested too deeply: left out")
            return _GONE
        if _says_person(key) and isinstance(value, str | int | float | list | dict):
            if value and not isinstance(value, bool):
                self.notes.add(path, "", "says who a person is: left out")
            return _GONE
        match value:
            case dict():
                return self._object(value, path, depth)
            case list():
                found = (self.clean("", each, path, depth + 1) for each in value)
                return [each for each in found if each is not _GONE]
            case str():
                if key not in _OF_CONTACT and _ONLY_MOBILE.fullmatch(value.strip()):
                    self.notes.add(path, "", "a mobile number beside the contacts: left out")
                    return _GONE
                return self._text(value, path)
            case _:
                return value

    def _object(self, value: dict[str, Any], path: str, depth: int) -> dict[str, Any]:
        if path.split(".")[-1] in _CONTACTS:
            value = self._contact(value, path)
        elif _is_pair_of_person(value):
            self.notes.add(path, "", "a pair that says who a person is: left out")
            return {}
        found = {k: self.clean(k, v, f"{path}.{k}", depth + 1) for k, v in value.items()}
        return {_key(k): v for k, v in found.items() if v is not _GONE}

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
            return TAKEN_OUT if self._is_private(found.group(), path) else found.group()

        text = NOT_STORED.sub("", text)
        # A page shows an address that is written in entities, or with its letters in tags.
        plain = _ENCODED_AT.sub("@", unescape(unescape(text)) if "&" in text else text)
        if "@" not in plain:
            return text
        kept = ADDRESS.sub(without, plain)
        bare = _TAGS.sub("", kept)
        if (shown := ADDRESS.sub(without, bare)) != bare:
            kept = shown
        if kept == plain:
            return text
        self.notes.add(path, "", "a private e-mail address: left out")
        return "" if kept.strip() in (TAKEN_OUT, f"mailto:{TAKEN_OUT}") else kept

    def _is_private(self, address: str, path: str) -> bool:
        local, _, host = address.casefold().strip(".").rpartition("@")
        local = local.removeprefix("mailto:")
        parts = set(re.findall(r"[^\W\d_]{3,}", local))
        if address.casefold() in self._assurers or parts & self._names:
            return True
        return host in HOSTS and not self._is_of_group(address.strip("."), path)

    def _is_of_group(self, address: str, path: str) -> bool:
        """Say whether an address at a personal host is that of a group or a role."""
        code = self._contacts.code(address)
        if code in self._contacts.groups:
            return True
        judged = judge(address, self._groups, self._names)
        if judged == "doubt" and code not in self._contacts.persons:
            self.notes.add(path, f"{hint_of(address)} ({code})", IN_DOUBT)
        return judged == "group"


def _says_person(key: str) -> bool:
    return bool(_OF_PERSONS.search(re.sub(r"[\W_]+", "_", key.strip()).strip("_")))


def _is_pair_of_person(value: dict[str, Any]) -> bool:
    """Say whether an object is a pair of a name and a value, whose name says a person."""
    held = {k.casefold(): v for k, v in value.items()}
    if not any(each in held for each in _PAIR_VALUES):
        return False
    return any(isinstance(text := held.get(k), str) and _says_person(text) for k in _PAIR_KEYS)


def _names_in(document: dict[str, Any]) -> Iterator[str]:
    """Yield what the service and its provider are called."""
    found = (document, document.get("organization"), document.get("organisation"))
    for each in found:
        if isinstance(each, dict) and isinstance(name := each.get("name"), str):
            yield name


def _is_named(contact: dict[str, Any]) -> bool:
    """Say whether a contact is a person by name rather than a team or a post."""
    name = contact.get("name")
    return isinstance(name, str) and bool(name.strip()) and not _TEAM.search(name)


def _contacts(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every contact of a record, wherever it is nested."""
    waiting: list[Any] = [document]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield from objects(each, *_CONTACTS)
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _key(key: str) -> str:
    return ADDRESS.sub("", NOT_STORED.sub("", key))
