"""Where a service is: its venues, hidden or not, and the areas that it takes families from."""

import re
from collections.abc import Iterator
from typing import Any

from directory.exchange.openreferral.importer_notes import KEPT_BACK
from directory.exchange.openreferral.importer_record import ImportedRecord
from directory.exchange.openreferral.importer_terms import OurTerms, our_terms
from directory.exchange.openreferral.importer_text import (
    is_nothing,
    is_placeholder,
    listed,
    text_of,
    words_of,
)
from directory.exchange.openreferral.redact_addresses import is_ours
from directory.exchange.openreferral.upgrade_schema import Document, objects, one
from directory.geo.coordinates import CoordinatesError, read_point
from directory.model.service_entry import HELD_BACK, VenueEntry, VenueRow

MOST_VENUES = 200
_CODE = re.compile(r"(?<![A-Z0-9])(E(?:06|07|08|09|10|12|92)[0-9]{6})(?![0-9])")
_ENGLAND = "E92000001"


def rows_of(record: ImportedRecord, terms: OurTerms) -> tuple[VenueRow, ...]:
    """Return the venues of a record, each numbered within it; one blank row where it names none.

    Numbers of their own keep a service as it was when others come before it in the feed.
    """
    places = [one(each, "location") for each in objects(record.document, "service_at_locations")]
    found = [venue for place in places if (venue := _venue(record, place)) is not None]
    held_back = text_of(terms.one("hide_address"))
    if held_back.isascii() and held_back.isdigit():
        found += [HELD_BACK] * min(int(held_back), MOST_VENUES)
    # The same venue may be sent once for each of its opening times.
    shown = dict.fromkeys(venue for venue in found if not venue.hide_address)
    kept = [venue for venue in found if venue.hide_address or shown.pop(venue, 0) is None]
    if len(kept) > MOST_VENUES:
        record.notes.add("service_at_locations", len(kept), f"only {MOST_VENUES} venues are kept")
    venues = kept[:MOST_VENUES] or [VenueEntry()]
    return tuple(VenueRow(position=n, venue=venue) for n, venue in enumerate(venues))


def _venue(record: ImportedRecord, place: Document) -> VenueEntry | None:
    """Return one venue; None for a place that is nowhere, such as a video call."""
    terms = our_terms(place)
    if place.get("mask_exact_address") is True or terms.one("hide_address") == "yes":
        return HELD_BACK
    if place.get("location_type") == "virtual":
        return None
    address = _address(place)
    name = words_of(place, "name", record.notes, "venue_name")
    postcode = terms.one("postcode") or _postcode(record, address)
    venue = VenueEntry(
        name=terms.one("venue_name") or name,
        address=terms.one("address") or _lines(record, address, ours=is_ours(record.document)),
        postcode=record.read("postcode", postcode, "address.postal_code"),
        hide_address=record.read("hide_address", terms.one("hide_address"), "location.attributes"),
    )
    _note_point(record, place, venue)
    return None if venue.is_blank else venue


def _note_point(record: ImportedRecord, place: Document, venue: VenueEntry) -> None:
    """Note a point that is none, or stands alone; a venue is where its postcode is.

    What stands there is not repeated: it may be where nobody should be found.
    """
    given = [place.get(name) for name in ("latitude", "longitude")]
    if any(not is_nothing(text_of(each)) for each in given):
        try:
            read_point(*given)
        except CoordinatesError as error:
            record.notes.add("location.latitude", "", f"{error}: not used")
            return
    elif not place.get("geometry"):
        return
    if not venue.postcode:
        text = "a point without a postcode that is known: the place is not put on a map"
        record.notes.add("location.latitude", "", text)


def _address(place: Document) -> Document:
    """Return the address that can be visited, before one for letters."""
    found = [*objects(place, "addresses")]
    return next(
        (each for each in found if each.get("address_type") != "postal"), (found or [{}])[0]
    )


def _lines(record: ImportedRecord, address: Document, *, ours: bool) -> str | None:
    fields = ("address_1", "address_2", "city")
    lines = [words_of(address, field, record.notes, "address") for field in fields]
    shown: list[str] = []
    for line in filter(None, lines):
        # Others may have the town in the first line already; ours was taken apart at the comma.
        if ours or line.casefold() not in ", ".join(shown).casefold():
            shown.append(line.rstrip(" ,"))
    return ", ".join(shown)[:500] or None


def _postcode(record: ImportedRecord, address: Document) -> str | None:
    text = text_of(address.get("postal_code"))
    if is_nothing(text):
        return None
    if text.startswith("***"):
        record.notes.add("address.postal_code", KEPT_BACK, "masked: not stated")
        return None
    return text


def areas_of(record: ImportedRecord) -> tuple[str, ...]:
    """Return the ONS codes of the areas served, also by their exact names, or as the feed’s names
    were explained; other names are kept beside the entry."""
    codes: list[str] = []
    names: list[str | None] = []
    for area in objects(record.document, "service_areas"):
        found = [*_codes(area)]
        codes += found
        name = text_of(area.get("service_area")) or text_of(area.get("name"))
        if not found and (code := record.area_code(name)):
            found = [code]
            codes.append(code)
        if not found and not is_nothing(name):
            names.append(name)
        uri = text_of(area.get("uri"))
        if uri and not found:
            why = "stands for none" if is_placeholder(uri) else "names no area of England"
            record.notes.add("service_areas.uri", uri, f"{why}: not stated")
    if left := listed(names):
        record.unknown_areas.extend(left)
        record.left_over["areas"] = list(left)
        text = "an area without the ONS code of one in England: kept as words alone"
        record.notes.add("service_areas", "; ".join(left), text)
    return tuple(dict.fromkeys(codes))


def _codes(area: Document) -> Iterator[str]:
    for field in ("uri", "extent", "id", "external_identifier", "service_area", "name"):
        text = text_of(area.get(field))
        if len(text) < 300:
            yield from _CODE.findall(text)


def access_of(record: ImportedRecord, terms: OurTerms) -> tuple[str, ...]:
    """Return what makes the venues accessible, in the words of the feed."""
    if exact := terms.one("accessibility"):
        found: Any = record.read("accessibility", exact, "attributes: accessibility")
        return found or ()
    words: list[str | None] = []
    for each in objects(record.document, "service_at_locations"):
        for item in objects(one(each, "location"), "accessibility"):
            said = (words_of(item, key, record.notes) for key in ("accessibility", "description"))
            words.append(next((text for text in said if text), None))
    return listed(words)
