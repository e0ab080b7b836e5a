"""A service of another directory read as an entry of ours: repaired, and nothing invented.

Pure: the record of one service in, an entry out, or none, and the notes of everything that was
repaired or left out. docs/open-referral.md says how an entry travels, docs/feeds.md what is done
to what comes in.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from directory.exchange.openreferral import importer_values as values
from directory.exchange.openreferral.feed_rules import NO_RULES, FeedRules
from directory.exchange.openreferral.ids import uuid_of
from directory.exchange.openreferral.importer_notes import ImportNote
from directory.exchange.openreferral.importer_record import ImportedRecord
from directory.exchange.openreferral.importer_term_map import TermMap
from directory.exchange.openreferral.importer_terms import (
    OTHER,
    OurTerms,
    listed_values,
    named_help,
    our_terms,
)
from directory.exchange.openreferral.importer_text import listed, text_of, words_of
from directory.exchange.openreferral.importer_venues import access_of, areas_of, rows_of
from directory.exchange.openreferral.private_addresses import UNDECIDED, FeedContacts
from directory.exchange.openreferral.redact_addresses import is_ours
from directory.exchange.openreferral.redact_people import without_private
from directory.exchange.openreferral.taxonomy import ALWAYS_DETAILS
from directory.exchange.openreferral.upgrade_schema import Document, as_three, objects
from directory.exchange.openreferral.vendor_fields import vendor_of
from directory.model.cell_types import Vocabulary
from directory.model.columns import OF_SERVICE
from directory.model.service_entry import ServiceEntry

NOT_STATED = "Not stated"
"""The name of an organisation that a feed does not name."""
LONGEST_ID = 200
_EXACT = (
    *(column for column in ALWAYS_DETAILS if column != "accessibility"),
    "assured_by", "age_from_months", "age_under_months",
)  # fmt: skip
"""Columns that travel as a value beside a term, and are read as a cell would be."""
_ATTENDING = {"phone": "phone", "online": "online", "venue": "venue", "home visit": "home"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedService:
    """What came of one record: an entry, or none where it was set aside, and the notes."""

    entry: ServiceEntry | None
    notes: tuple[ImportNote, ...]
    unknown_terms: tuple[str, ...] = ()
    unknown_areas: tuple[str, ...] = ()
    """Names of terms and areas that were not understood."""


def remote_id_of(document: Document) -> str:
    """Return the id of a record in its feed; empty where it has none that can be kept."""
    id = text_of(document.get("id"))
    return id if len(id) <= LONGEST_ID and id.isprintable() else ""


def entry_id(feed: str, remote_id: str) -> str:
    """Return the id here of a service of a feed: one that can stand in an address."""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", remote_id)
    return f"{feed}~{remote_id if plain else uuid_of('remote', feed, remote_id)}"


def read_service(
    document: Document,
    *,
    feed: str,
    mapping: TermMap,
    vocabulary: Vocabulary,
    contacts: FeedContacts = UNDECIDED,
    rules: FeedRules = NO_RULES,
) -> ImportedService:
    """Return the entry of one record of a feed, in any of the shapes that are known."""
    cleaned, taken_out = without_private(document, contacts)
    record = ImportedRecord(
        document=as_three(cleaned),
        vocabulary=vocabulary,
        mapping=replace(mapping, of_feed=rules.terms),
        areas=rules.areas,
    )
    record.notes.all.extend(taken_out)
    remote_id = remote_id_of(document)
    name = words_of(record.document, "name", record.notes)
    entry = None
    if not remote_id:
        record.notes.add("id", document.get("id"), "has no id that can be kept: set aside")
    elif not name:
        record.notes.add("name", "", "has no name: set aside")
    else:
        entry = _entry(record, name, entry_id(feed, remote_id), remote_id, rules)
    return ImportedService(
        entry=entry,
        notes=tuple(record.notes.all),
        unknown_terms=tuple(record.unknown_terms),
        unknown_areas=tuple(record.unknown_areas),
    )


def _entry(
    record: ImportedRecord, name: str, id: str, remote_id: str, rules: FeedRules
) -> ServiceEntry:
    document = dict(record.document)
    terms, ours = our_terms(document), is_ours(document)
    stated: dict[str, Any] = {c.name: () if c.is_list else None for c in OF_SERVICE}
    del stated["id"]
    stated |= {"name": name} | _said(record, ours=ours)
    stated |= listed_values(record, terms) | named_help(record, terms)
    stated |= _exact(record, terms)
    stated["status"] = record.read("status", terms.one("status"), "attributes: status") or (
        values.status(record)
    )
    stated["accessibility"] = access_of(record, terms)
    stated["areas_served"] = areas_of(record)
    if rules.default_area and not stated["areas_served"]:
        stated["areas_served"] = (rules.default_area,)
    if rules.default_kind and stated["kind"] == OTHER:
        stated["kind"] = rules.default_kind
    if not ours:
        stated["delivery"] = stated["delivery"] or _delivery(record)
    _without_contradictions(record, stated)
    rows = rows_of(record, terms)
    vendor = vendor_of(record, ours=ours)
    return ServiceEntry(id=id, values=stated, rows=rows, remote_id=remote_id, vendor=vendor)


def _said(record: ImportedRecord, *, ours: bool) -> dict[str, Any]:
    """Return what the standard has a field for."""
    document, notes = record.document, record.notes
    organisation, number = values.organisation(record)
    if not organisation:
        text = f"not stated: the service is kept, of an organisation “{NOT_STATED}”"
        notes.add("organization", "", text)
    youngest, oldest = values.ages(record)
    said: dict[str, Any] = {
        "organisation": organisation or NOT_STATED,
        "organisation_number": number,
        "description": words_of(document, "description", notes),
        "age_from_months": youngest,
        "age_under_months": oldest,
        "phone": values.phone(record),
        "email": values.email(record),
        "url": values.web_address(record),
        "cost": values.cost(record),
        "accreditation": words_of(document, "accreditations", notes, "accreditation"),
        "assured_on": values.day(record, "assured_date"),
        "languages": _languages(record),
    }
    if not ours:
        # Ours say these in words made from terms and details, which are read exactly.
        said["eligibility_note"] = _eligibility(record)
        said["referral_note"] = words_of(document, "application_process", notes, "referral_note")
        said["waiting_weeks"] = values.wait(record)
    return said


def _eligibility(record: ImportedRecord) -> str | None:
    said = [words_of(record.document, "eligibility_description", record.notes, "eligibility_note")]
    said += [
        words_of(group, "eligibility", record.notes, "eligibility_note")
        for group in objects(record.document, "eligibility")
    ]
    return "; ".join(dict.fromkeys(text for text in said if text)) or None


def _languages(record: ImportedRecord) -> tuple[str, ...]:
    found = objects(record.document, "languages")
    names = (text_of(each.get("name")) or text_of(each.get("code")) for each in found)
    return listed(names)


def _delivery(record: ImportedRecord) -> tuple[str, ...]:
    """Return how it is delivered, where the feed says so in a word of 1.0 or by a virtual place."""
    places = [*objects(record.document, "service_at_locations")]
    schedules = [*objects(record.document, "schedules")]
    for place in places:
        schedules += objects(place, "schedules")
    said = [text_of(each.get("attending_type")) for each in (record.document, *schedules)]
    kinds = [
        location.get("location_type")
        for each in places
        if isinstance(location := each.get("location"), dict)
    ]
    found = [_ATTENDING[word] for text in said if (word := text.casefold()) in _ATTENDING]
    return tuple(dict.fromkeys([*found, *(["online"] if "virtual" in kinds else [])]))


def _exact(record: ImportedRecord, terms: OurTerms) -> dict[str, Any]:
    found = {
        column: record.read(column, terms.one(column), f"attributes: {column}")
        for column in _EXACT
        if terms.one(column)
    }
    return {column: value for column, value in found.items() if value is not None}


def _without_contradictions(record: ImportedRecord, stated: dict[str, Any]) -> None:
    """Leave out what cannot hold at once, as the directory file refuses it."""
    for low, high in (("age_from_months", "age_under_months"), ("starts_on", "ends_on")):
        first, second = stated[low], stated[high]
        if first is not None and second is not None and not first < second:
            record.notes.add(high, second, f"is not above {low}: neither is stated")
            stated[low] = stated[high] = None
    if stated["waiting_as_of"] and stated["waiting_weeks"] is None:
        record.notes.add("waiting_as_of", stated["waiting_as_of"], "without a wait: left out")
        stated["waiting_as_of"] = None
    for fact in set(stated["requires"]) & set(stated["excludes"]):
        record.notes.add("excludes", fact, "is required too: neither is stated")
        for role in ("requires", "excludes"):
            stated[role] = tuple(each for each in stated[role] if each != fact)
