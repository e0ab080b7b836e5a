"""What the terms of a record say: ours exactly, those of others by the table of terms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from directory.exchange.openreferral.importer_record import ImportedRecord
from directory.exchange.openreferral.importer_text import text_of
from directory.exchange.openreferral.taxonomy import BASE, role_taxonomy
from directory.exchange.openreferral.upgrade_schema import Document, objects, one
from directory.model.criteria import ROLES

_LISTS = {"delivery": "delivery", "route": "referral_routes"} | {
    role_taxonomy(role): role for role in ROLES
}
"""Our taxonomies of which a service may name several terms, and the column of each."""
_SINGLE = ("programme", "kind", "status")
_SAID_OTHERWISE = frozenset({"recommendation"})
OTHER = "other"


@dataclass(slots=True, kw_only=True)
class OurTerms:
    """What the terms of our own taxonomies say of a service, or of one of its locations."""

    values: dict[str, list[str]] = field(default_factory=dict)
    """For each column, the ids or values that are named."""
    others: list[Document] = field(default_factory=list)
    """Terms of other taxonomies."""

    def one(self, column: str) -> str | None:
        """Return the first that is named for a column; None where there is none."""
        return next(iter(self.values.get(column, ())), None)


def our_terms(document: Document) -> OurTerms:
    """Return what the attributes of a service or location say in our own taxonomies."""
    found = OurTerms()
    for attribute in objects(document, "attributes"):
        term = one(attribute, "taxonomy_term") or attribute
        uri = text_of(term.get("term_uri"))
        taxonomy, _, id = uri.removeprefix(f"{BASE}/").partition("/")
        if not uri.startswith(f"{BASE}/"):
            found.others.append(term)
        elif taxonomy == "detail":
            value = text_of(attribute.get("value"))
            found.values.setdefault(id, []).extend([value] if value else [])
        elif taxonomy not in _SAID_OTHERWISE:
            column = _LISTS.get(taxonomy, taxonomy)
            found.values.setdefault(column, []).append(id)
    return found


def listed_values(record: ImportedRecord, terms: OurTerms) -> dict[str, Any]:
    """Return the columns of several words: each term that this directory knows, each once."""
    values: dict[str, Any] = {}
    for column in _LISTS.values():
        read = (
            record.read(column, id, f"attributes: {column}") for id in terms.values.get(column, ())
        )
        values[column] = tuple(dict.fromkeys(word for words in read if words for word in words))
    return values


def named_help(record: ImportedRecord, terms: OurTerms) -> dict[str, Any]:
    """Return programme and kind: as our terms say, or the table of terms; never from words."""
    values = {
        column: record.read(column, terms.one(column), f"attributes: {column}")
        for column in ("programme", "kind")
    }
    meanings = [*_meanings(record, terms)]
    programmes = [*dict.fromkeys(programme for _, _, programme in meanings if programme)]
    kinds = [*dict.fromkeys(kind for _, kind, _ in meanings if kind)]
    if not values["programme"] and len(programmes) == 1:
        values["programme"] = programmes[0]
    if len(programmes) > 1:
        record.notes.add("attributes", ", ".join(programmes), "several programmes: none is stated")
    if not values["kind"]:
        values["kind"] = _kind(record, kinds)
    names = (text_of(term.get("name")) or _ids(term) for term in terms.others)
    if left := [*dict.fromkeys(str(name)[:200] for name in names if name)]:
        record.left_over["terms"] = left
    return values


def _kind(record: ImportedRecord, kinds: list[str]) -> str:
    if not kinds:
        record.notes.add("attributes", "", "no term that the table of terms knows: kind is other")
        return OTHER
    if len(kinds) > 1:
        text = f"terms of several kinds: the first is taken, {kinds[0]}"
        record.notes.add("attributes", ", ".join(kinds), text)
    return kinds[0]


def _meanings(
    record: ImportedRecord, terms: OurTerms
) -> Iterator[tuple[str, str | None, str | None]]:
    for term in terms.others:
        name = text_of(term.get("name"))
        if meaning := record.mapping.of(*_ids(term), name=name):
            yield name, meaning.kind, meaning.programme
        elif known := name or next(iter(_ids(term)), ""):
            record.unknown_terms.append(known[:200])


def _ids(term: Document) -> list[str]:
    return [text for key in ("term_uri", "uri", "id") if (text := text_of(term.get(key)))]
