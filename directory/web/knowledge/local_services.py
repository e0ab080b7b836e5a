"""Which services deliver what is recommended: how many, and where Find lists them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain.search.search import search
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.synonyms import lexicon_in
from directory.infrastructure.clock import today
from directory.infrastructure.settings import Settings
from matcher import Knowledge
from matcher.knowledge import Recommendation

__all__ = ["FindLink", "links_to_find", "programme_link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindLink:
    """What Find is asked, and how many services it lists."""

    filter: str
    value: str
    says: str
    services: int


def links_to_find(
    session: Session, knowledge: Knowledge, settings: Settings, item: Recommendation
) -> tuple[FindLink, ...]:
    """Return a link for each programme and kind of help that answers a recommendation."""
    asked = [("programme", id, knowledge.programme[id].name) for id in item.programmes]
    asked += [("kind", kind, kind.replace("_", " ").capitalize()) for kind in item.kinds]
    return tuple(_link(session, knowledge, settings, *each) for each in asked)


def programme_link(session: Session, knowledge: Knowledge, settings: Settings, id: str) -> FindLink:
    """Return the link for one programme."""
    return _link(session, knowledge, settings, "programme", id, knowledge.programme[id].name)


def _link(
    session: Session, knowledge: Knowledge, settings: Settings, filter: str, value: str, says: str
) -> FindLink:
    asked = SearchQuery(chosen={filter: (value,)}, on=today())
    found = search(session, knowledge, lexicon_in(settings.data, knowledge), asked)
    return FindLink(filter=filter, value=value, says=says, services=len(found.places))
