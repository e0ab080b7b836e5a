"""What the terms and area names of one feed mean here, and what holds of all its entries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from directory.exchange.openreferral.importer_record import READERS
from directory.exchange.openreferral.importer_term_map import TermMeaning, rule_key
from directory.model.cell_types import Vocabulary, written
from directory.model.columns import COLUMNS
from directory.model.service_entry import ServiceEntry, ServiceValues

ENRICHED = (
    "programme", "kind", "age_from_months", "age_under_months", "areas_served", "accepts_abuse",
    "accepts_carers", "requires", "excludes",
)  # fmt: skip
"""Columns of which something may hold that the feed does not state."""
_LISTS = {column.name for column in COLUMNS if column.is_list}
__all__ = [
    "ENRICHED",
    "NO_RULES",
    "FeedRules",
    "TermWorklist",
    "overlaid",
    "rule_key",
    "stated_apart",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRules:
    """Meanings by term and by name of an area, in the form of `rule_key`, and for the whole."""

    terms: Mapping[str, TermMeaning] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    default_kind: str | None = None
    default_area: str | None = None

    def with_term(self, term: str, meaning: TermMeaning) -> "FeedRules":
        """Return the rules with one term more, or another meaning of it."""
        return replace(self, terms={**self.terms, rule_key(term): meaning})

    def with_area(self, name: str, code: str) -> "FeedRules":
        """Return the rules with one name of an area more."""
        return replace(self, areas={**self.areas, rule_key(name): code})

    def with_default(self, *, kind: str | None, area: str | None) -> "FeedRules":
        """Return the rules with what holds of every entry that states none."""
        return replace(self, default_kind=kind, default_area=area)


NO_RULES = FeedRules()


@dataclass(slots=True)
class TermWorklist:
    """The terms and area names that were not understood, and of how many entries each is."""

    terms: Counter[str] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)

    def add(self, terms: Iterable[str], areas: Iterable[str]) -> None:
        """Count those of one entry, each once."""
        self.terms.update(set(terms))
        self.areas.update(set(areas))


def overlaid(entry: ServiceEntry, cells: Mapping[str, str], vocabulary: Vocabulary) -> ServiceEntry:
    """Return an entry with these cells in place of what its feed states; one that cannot be read
    any more, as of a programme that is gone, is passed over."""
    values = dict(entry.values)
    for column, cell in cells.items():
        try:
            values[column] = (
                READERS[column](cell, vocabulary) if cell else () if column in _LISTS else None
            )
        except ValueError:
            continue
    return replace(entry, values=ServiceValues.of(values) or values)


def stated_apart(entry: ServiceEntry, plain: ServiceEntry) -> dict[str, str]:
    """Return what a feed itself states, by column, where the entry holds something else."""
    return {
        column: written(plain.values[column])
        for column in ENRICHED
        if entry.values[column] != plain.values[column]
    }
