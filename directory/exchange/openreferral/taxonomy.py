"""Our own published taxonomies: how programmes, recommendations and criteria travel in a feed.

No taxonomy of the field names evidence-based programmes, kinds of harm or recommendations
(docs/open-referral.md). A term has a stable URI, `BASE/<taxonomy>/<id>`, and a uuid made from
it; both stay when the wording changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from directory.exchange.openreferral.ids import uuid_of
from directory.model.columns import COLUMNS, DELIVERY, KINDS, ROUTES
from directory.model.criteria import ROLES
from directory.model.service_status import STATUSES
from matcher import Knowledge

BASE = "https://waymark.example/taxonomy"
"""A name, not an address to be fetched: what it names must not move with the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyTerm:
    """One term: its id within its taxonomy, what it is called, and what it means."""

    taxonomy: str
    id: str
    name: str
    description: str

    @property
    def uri(self) -> str:
        """Return the URI that names this term everywhere."""
        return f"{BASE}/{self.taxonomy}/{self.id}"

    @property
    def uuid(self) -> str:
        """Return its uuid, for feeds."""
        return uuid_of("term", self.taxonomy, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """One taxonomy and its terms."""

    id: str
    name: str
    description: str
    terms: tuple[TaxonomyTerm, ...]

    @property
    def uri(self) -> str:
        """Return the URI that names this taxonomy everywhere."""
        return f"{BASE}/{self.id}"

    @property
    def uuid(self) -> str:
        """Return its uuid, for feeds."""
        return uuid_of("taxonomy", self.id)


NAMES = {
    "programme": ("Programmes", "What is delivered: classes of programmes, and named ones."),
    "recommendation": ("Recommendations", "Numbered statements of the guidance."),
    "kind": ("Kinds of help", "What kind of help a service is."),
    "status": ("Status", "Whether a service runs, in more words than the standard has."),
    "delivery": ("Delivery", "How a service is delivered."),
    "route": ("Referral routes", "Who may refer to a service."),
    "accepts-abuse": ("Takes families after", "Kinds of abuse or neglect, any of them."),
    "accepts-carers": ("Takes", "Who may take part, any of them."),
    "requires": ("Only if", "What must hold of the child or family."),
    "excludes": ("Not if", "What must not hold of the child or family."),
    "detail": ("Details", "What a service states and the standard has no field for, as a value."),
}
"""Every taxonomy by its id: its name and what its terms are."""

ALWAYS_DETAILS = (
    "eligibility_note", "starts_on", "ends_on", "referral_note", "waiting_weeks", "waiting_as_of",
    "capacity", "places_per_year", "cost_per_place", "accessibility", "trained_staff",
    "accreditation_expires", "weeks", "sessions", "on_call", "hours",
)  # fmt: skip
"""Columns of a service whose value always travels beside a term, as it stands in a cell."""
DETAILS = (
    *ALWAYS_DETAILS, "age_from_months", "age_under_months", "assured_by", "hide_address",
    "address", "postcode", "venue_name",
)  # fmt: skip
"""The columns that travel, or partly travel, as a value beside a term."""


@lru_cache(maxsize=4)
def taxonomies(knowledge: Knowledge) -> dict[str, Taxonomy]:
    """Return every taxonomy by its id, made from the knowledge files and the columns."""
    terms: dict[str, list[TaxonomyTerm]] = {id: [] for id in NAMES}
    for term in _terms(knowledge):
        terms[term.taxonomy].append(term)
    return {
        id: Taxonomy(id=id, name=name, description=says, terms=tuple(terms[id]))
        for id, (name, says) in NAMES.items()
    }


def role_taxonomy(role: str) -> str:
    """Return the taxonomy whose terms say a role of a fact: accepts_abuse, requires, ..."""
    return role.replace("_", "-")


def _terms(knowledge: Knowledge) -> Iterator[TaxonomyTerm]:
    for programme in knowledge.programmes:
        yield _term("programme", programme.id, programme.name, programme.summary)
    for item in knowledge.recommendations:
        says = f"{item.citation.source} {item.citation.ref}: {item.title}"
        yield _term("recommendation", item.id, item.title, says)
    for taxonomy, words in (
        ("kind", KINDS), ("status", STATUSES), ("delivery", DELIVERY), ("route", ROUTES),
    ):  # fmt: skip
        for word in words:
            name = word.replace("_", " ").capitalize()
            yield _term(taxonomy, word, name, f"{NAMES[taxonomy][0]}: {name.lower()}.")
    for role in ROLES:
        for fact in knowledge.facts.facts:
            if fact.type == "boolean":
                taxonomy = role_taxonomy(role)
                says = f"{NAMES[taxonomy][0]}: {fact.label}."
                yield _term(taxonomy, fact.id, fact.label, says)
    for column in COLUMNS:
        if column.name in DETAILS:
            name = column.name.replace("_", " ").capitalize()
            yield _term("detail", column.name, name, column.means)


def _term(taxonomy: str, id: str, name: str, description: str) -> TaxonomyTerm:
    return TaxonomyTerm(
        taxonomy=taxonomy, id=id, name=name, description=" ".join(description.split())
    )
