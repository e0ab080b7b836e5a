"""Services whose words say that their address must not be found, whatever the file leaves out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from directory.model.service_entry import ServiceEntry, VenueEntry, VenueRow

_SAYS = re.compile(
    r"\brefuges?\b|\bsafe[ -]?houses?\b|\bwom[ae]n['\u2019\u02bc]?s['\u2019]? aid\b", re.IGNORECASE
)
"""A refugee is none; "Women's Aid" runs refuges."""
_WORDS = ("name", "organisation", "description")


def says_hidden(texts: Iterable[str | None]) -> bool:
    """Say whether any of some texts says refuge, safe house or Women's Aid."""
    return any(text and _SAYS.search(text) for text in texts)


def is_of_refuge(values: Mapping[str, Any], venues: Iterable[VenueEntry]) -> bool:
    """Say whether a service, by its name, provider, description or venues, is of a refuge."""
    words = (values.get(name) for name in _WORDS)
    return says_hidden((*words, *(venue.name for venue in venues)))


def hidden_by_words(entry: ServiceEntry) -> ServiceEntry:
    """Return an entry with its venues hidden where its words say so, and nobody said no."""
    if not any(map(_is_open, entry.venues)) or not is_of_refuge(entry.values, entry.venues):
        return entry
    return replace(entry, rows=tuple(map(_hidden, entry.rows)))


def _is_open(venue: VenueEntry) -> bool:
    """Say whether a venue tells where it is, and nothing says whether it is to be hidden."""
    return venue.hide_address is None and not venue.is_blank


def _hidden(row: VenueRow) -> VenueRow:
    if not _is_open(row.venue):
        return row
    return replace(row, venue=replace(row.venue, hide_address=True))
