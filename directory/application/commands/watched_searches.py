"""Searches that are watched: their filters alone, nothing of a child, a place or typed words."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.search.filters import FILTERS
from directory.domain.search.search import search
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.synonyms import Lexicon
from matcher import Knowledge

WATCHED_FILTERS = tuple(each.id for each in FILTERS if each.id not in ("running", "checked"))
"""Not those of which the passing of time alone changes what they find."""
MOST_FOUND = 500
"""Services that a search may find to be watched: of more, every day would bring a letter."""
Filters = Mapping[str, Sequence[str]]
FindServices = Callable[[str, date], frozenset[str]]
"""What finds the ids of services that a watched search is about."""


def search_subject(chosen: Filters, *, stated_only: bool) -> str:
    """Return a search as it is kept; empty where no filter that can be watched is chosen."""
    kept = {id: sorted(chosen[id]) for id in WATCHED_FILTERS if chosen.get(id)}
    return json.dumps({"filters": kept, "stated": stated_only}, sort_keys=True) if kept else ""


def filters_of(subject: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values by filter of a search that is kept."""
    return {id: tuple(values) for id, values in json.loads(subject)["filters"].items()}


def finder_of(session: Session, knowledge: Knowledge, lexicon: Lexicon) -> FindServices:
    """Return what finds the services of a watched search in the directory as it is now."""

    def find(subject: str, on: date) -> frozenset[str]:
        asked = SearchQuery(
            chosen=filters_of(subject), stated_only=json.loads(subject)["stated"], on=on
        )
        found = search(session, knowledge, lexicon, asked)
        ids = found.arrays.snapshot.ids
        return frozenset(ids[at] for at in found.places.tolist())

    return find
