"""What this directory adds to one feed: meanings, overlays, and what was said of contacts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.exchange.openreferral.feed_rules import FeedRules
from directory.exchange.openreferral.importer_term_map import TermMeaning
from directory.exchange.openreferral.private_addresses import FeedContacts
from directory.storage import EntryOverlay, FeedContact, FeedRule
from directory.storage.feed_enrichment import AREA, TERM, WHOLE


def rules_of(session: Session, feed_id: str) -> FeedRules:
    """Return what the terms and names of a feed mean here."""
    terms: dict[str, TermMeaning] = {}
    areas: dict[str, str] = {}
    kind = area = None
    for rule in session.scalars(select(FeedRule).where(FeedRule.feed_id == feed_id)):
        if rule.what == TERM:
            terms[rule.key] = TermMeaning(kind=rule.kind, programme=rule.programme)
        elif rule.what == AREA and rule.area:
            areas[rule.key] = rule.area
        elif rule.what == WHOLE:
            kind, area = rule.kind, rule.area
    return FeedRules(terms=terms, areas=areas, default_kind=kind, default_area=area)


def overlays_of(session: Session, feed_id: str) -> dict[str, dict[str, str]]:
    """Return the cells that hold for entries of a feed, by their ids and columns."""
    mine = EntryOverlay.service_id.startswith(f"{feed_id}~", autoescape=True)
    found: dict[str, dict[str, str]] = {}
    for each in session.scalars(select(EntryOverlay).where(mine)):
        found.setdefault(each.service_id, {})[each.column] = each.value
    return found


def contacts_of(session: Session, feed_id: str) -> FeedContacts:
    """Return what was said of the addresses of a feed that were in doubt."""
    found = select(FeedContact.code, FeedContact.is_group).where(FeedContact.feed_id == feed_id)
    said = {code: is_group for code, is_group in session.execute(found)}
    return FeedContacts(
        feed_id,
        groups=frozenset(code for code, is_group in said.items() if is_group),
        persons=frozenset(code for code, is_group in said.items() if not is_group),
    )
