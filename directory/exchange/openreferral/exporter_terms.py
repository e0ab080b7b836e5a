"""What an entry states as terms of our taxonomies, and the taxonomies themselves, as documents."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from directory.exchange.openreferral.ages import months_from, months_under, years_from, years_under
from directory.exchange.openreferral.ids import uuid_of
from directory.exchange.openreferral.taxonomy import (
    ALWAYS_DETAILS,
    NAMES,
    Taxonomy,
    TaxonomyTerm,
    role_taxonomy,
    taxonomies,
)
from directory.model.cell_types import written
from directory.model.criteria import ROLES
from directory.model.service_entry import ServiceEntry
from matcher import Knowledge
from matcher.programme_index import answers

Document = dict[str, Any]
Stated = tuple[str, str, str | None]
"""A taxonomy, the id of a term of it, and the value beside it, if it has one."""


def taxonomy_document(taxonomy: Taxonomy, *, with_terms: bool) -> Document:
    """Return a taxonomy as a document, with its terms or without."""
    found: Document = {
        "id": taxonomy.uuid,
        "name": taxonomy.name,
        "description": taxonomy.description,
        "uri": taxonomy.uri,
    }
    if with_terms:
        found["taxonomy_terms"] = [term_document(term) for term in taxonomy.terms]
    return found


def term_document(term: TaxonomyTerm) -> Document:
    """Return a term as a document."""
    return {
        "id": term.uuid,
        "name": term.name,
        "description": term.description,
        "taxonomy": NAMES[term.taxonomy][0],
        "taxonomy_id": uuid_of("taxonomy", term.taxonomy),
        "term_uri": term.uri,
    }


def attributes(
    knowledge: Knowledge, stated: Iterator[Stated], link_type: str, link_id: str
) -> list[Document]:
    """Return the attributes that tie what is stated to a service or a location."""
    return [
        {
            "id": uuid_of("attribute", link_id, taxonomy, id),
            "link_id": link_id,
            "link_type": link_type,
            "taxonomy_term_id": (term := _known_term(knowledge, taxonomy, id))["id"],
            "taxonomy_term": term,
        }
        | ({} if value is None else {"value": value})
        for taxonomy, id, value in stated
    ]


def stated_by_service(knowledge: Knowledge, entry: ServiceEntry) -> Iterator[Stated]:
    """Yield what a service states, but for its venues."""
    values = entry.values
    programme, kind = values["programme"], values["kind"]
    if programme:
        yield "programme", programme, None
    for id in answered(knowledge, programme, kind):
        yield "recommendation", id, None
    yield "kind", kind, None
    yield "status", values["status"], None
    for taxonomy, column in _LISTED.items():
        for word in values[column]:
            yield taxonomy, word, None
    yield from _details(entry)


@lru_cache(maxsize=1 << 12)
def answered(knowledge: Knowledge, programme: str | None, kind: str) -> tuple[str, ...]:
    """Return the recommendations that such a service answers, by their ids."""
    items = knowledge.recommendations
    return tuple(item.id for item in items if answers(knowledge, item, programme, kind))


_LISTED = {"delivery": "delivery", "route": "referral_routes"} | {
    role_taxonomy(role): role for role in ROLES
}
"""The taxonomies of which a service may name several terms, each with its column."""


def _details(entry: ServiceEntry) -> Iterator[Stated]:
    values = entry.values
    for column in _ages_that_years_lose(entry):
        yield "detail", column, written(values[column])
    for column in ALWAYS_DETAILS:
        if cell := written(values[column]):
            yield "detail", column, cell
    # An address in place of a role names a person.
    if values["assured_by"] and "@" not in values["assured_by"]:
        yield "detail", "assured_by", values["assured_by"]
    if kept_back := sum(bool(venue.hide_address) for venue in entry.venues):
        yield "detail", "hide_address", str(kept_back)


def _ages_that_years_lose(entry: ServiceEntry) -> Iterator[str]:
    low, high = entry.values["age_from_months"], entry.values["age_under_months"]
    if low is not None and months_from(years_from(low)) != low:
        yield "age_from_months"
    if high is not None and months_under(years_under(high)) != high:
        yield "age_under_months"


@lru_cache(maxsize=1 << 12)
def _known_term(knowledge: Knowledge, taxonomy: str, id: str) -> Document:
    terms = {term.id: term for term in taxonomies(knowledge)[taxonomy].terms}
    # The knowledge may have lost what an entry still states; its name for it stays.
    gone = TaxonomyTerm(
        taxonomy=taxonomy, id=id, name=id, description=f"No longer described: {id}."
    )
    return term_document(terms.get(id, gone))
