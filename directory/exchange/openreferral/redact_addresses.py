"""At the door of the directory: nothing of a masked address, or of a refuge’s, is kept.

A mark stays where the place stood. What else tells where it is goes with it: the same place sent
once more without its mask, fields beside the standard, the address and postcode within words.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from directory.exchange.openreferral.importer_notes import KEPT_BACK, ImportNotes
from directory.exchange.openreferral.importer_text import text_of
from directory.exchange.openreferral.taxonomy import BASE
from directory.exchange.openreferral.upgrade_schema import Document, objects, one
from directory.model.hidden_by_words import says_hidden

LOCATIONS = ("locations", "service_at_locations")
_YES = frozenset({"true", "yes", "y", "1"})
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_OF_PLACE = re.compile(
    r"(?<!email)(?<!mail_)(?<!web)(?<!web_)address|post_?code|postal|^lat|^lon|^lng|^geo|location"
    r"|coordinates|coords?$|uprn|^map|directions|venue|schedule|easting|northing|grid_?ref"
    r"|what_?3|w3w|street|building|parking|^town|^city|how_to_(?:find|get)|getting_(?:here|there)",
    re.IGNORECASE,
)
"""Fields of a service, or within one, beside the standard, that say where it is."""
SHORTEST_LINE, LONGEST_LINE = 6, 200
"""Characters between which the first line of an address is looked for in words."""


def without_hidden(document: Document, notes: ImportNotes) -> Document:
    """Return the record with nothing but a mark where an address is masked, or of a refuge."""
    for key in LOCATIONS:
        if isinstance(document.get(key), dict):
            document[key] = [document[key]]
    is_refuge = says_hidden(_words(document)) and not is_ours(document)
    is_masked = _says_yes(document.get("mask_exact_address"))
    why = "is masked" if is_masked else "is of a refuge" if is_refuge else ""
    hidden = [each for _, each in _places(document) if why or _is_masked(each)]
    if not hidden and not why:
        return document
    secrets = {mark for each in hidden for mark in _marks(_location(each))}
    shown = _shown_postcodes(document, secrets, why)
    for key in LOCATIONS:
        if isinstance(document.get(key), list):
            document[key] = [_place(key, each, notes, why, secrets) for each in document[key]]
    return _without_words(document, notes, secrets, shown)


def _words(document: Document) -> Iterator[str]:
    """Yield what a service is called, and says of itself, and who provides it."""
    yield from (text_of(document.get(field)) for field in ("name", "description"))
    for key in ("organization", "organisation"):
        yield text_of(one(document, key).get("name"))


def is_ours(document: Mapping[str, Any]) -> bool:
    """Say whether a record carries terms of our own taxonomies."""
    terms = (one(each, "taxonomy_term") for each in objects(document, "attributes"))
    uris = (term.get("term_uri") for term in terms)
    return any(isinstance(uri, str) and uri.startswith(f"{BASE}/") for uri in uris)


def _says_yes(value: object) -> bool:
    """Say whether a mask is on; feeds send it as a word or a number too."""
    return value is True or text_of(value).casefold() in _YES


def _places(document: Document) -> Iterator[tuple[str, Document]]:
    for key in LOCATIONS:
        yield from ((key, each) for each in objects(document, key))


def _location(each: Document) -> Document:
    found = each.get("location")
    return found if isinstance(found, dict) else each


def _is_masked(each: Document) -> bool:
    location = _location(each)
    flags = (each.get("mask_exact_address"), location.get("mask_exact_address"))
    return any(map(_says_yes, flags)) or "***" in _lines(location)


def _addresses(location: Document) -> list[Document]:
    return [location, *objects(location, "addresses", "physical_addresses")]


def _lines(location: Document) -> list[str]:
    return [text_of(each.get("address_1")) for each in _addresses(location)]


def _marks(location: Document) -> Iterator[str]:
    """Yield what tells a place: its postcodes and the first lines of its addresses."""
    for each in _addresses(location):
        yield from map(_plain, _POSTCODE.findall(text_of(each.get("postal_code"))))
    yield from (
        _plain(line) for line in _lines(location) if SHORTEST_LINE <= len(line) <= LONGEST_LINE
    )


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _shown_postcodes(document: Document, secrets: set[str], why: str) -> set[str]:
    """Return the postcodes of the places that stay."""
    places = (each for _, each in _places(document))
    marks = [set(_marks(_location(each))) for each in places if not why and not _is_masked(each)]
    return {mark for found in marks if not found & secrets for mark in found}


def _place(key: str, each: Any, notes: ImportNotes, why: str, secrets: set[str]) -> Any:
    if not isinstance(each, dict):
        return each
    location = _location(each)
    if set(location) == {"mask_exact_address"} or location.get("location_type") == "virtual":
        return each
    if not (why or _is_masked(each) or secrets & set(_marks(location))):
        return each
    says = why or "is masked"
    notes.add(key, KEPT_BACK, f"an address that {says}: hidden, and nothing of it kept")
    mark = {"mask_exact_address": True}
    return mark if key == "locations" else {"location": mark}


def _without_words(
    document: Document, notes: ImportNotes, secrets: set[str], shown: set[str]
) -> Document:
    """Return the record without the fields and words that tell a hidden address."""
    kept: Document = {}
    for key, value in document.items():
        if key in LOCATIONS or key in ("service_areas", "id", "mask_exact_address"):
            kept[key] = value
        elif _OF_PLACE.search(key):
            notes.add(key, KEPT_BACK, "says where a hidden address is: left out")
        else:
            kept[key] = _redacted(value, secrets, shown)
            if kept[key] != value:
                notes.add(key, KEPT_BACK, "names a hidden address: taken out")
    return kept


def _redacted(value: Any, secrets: set[str], shown: set[str]) -> Any:
    match value:
        case str():
            return _without_secrets(value, secrets, shown)
        case list():
            return [_redacted(each, secrets, shown) for each in value]
        case dict():
            told = {k: v for k, v in value.items() if not _OF_PLACE.search(k)}
            return {k: _redacted(v, secrets, shown) for k, v in told.items()}
        case _:
            return value


def _without_secrets(text: str, secrets: set[str], shown: set[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        pattern = r"[\s,]*".join(re.escape(letter) for letter in secret)
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", KEPT_BACK, text, flags=re.IGNORECASE)

    def told(found: re.Match[str]) -> str:
        return found.group() if _plain(found.group()) in shown else KEPT_BACK

    return _POSTCODE.sub(told, text)
