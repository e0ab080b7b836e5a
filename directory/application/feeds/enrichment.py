"""A feed read anew from what is staged, with what this directory adds to it: nobody is asked.

First as a preview; then applied at once to every entry that carries a term or a name.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.application.commands.feed_enrichment import (
    drop_overlay,
    drop_rule,
    set_overlay,
    set_rule,
    write_stated,
)
from directory.application.commands.feeds import RefusedError
from directory.application.commands.hide_addresses import (
    own_hidden_places,
    without_hidden_places,
)
from directory.application.commands.import_preview import plan_entries
from directory.application.commands.services import Origin, take_entries
from directory.application.feeds.feed_additions import rules_of
from directory.application.feeds.staged_reader import ReadContext, StagedEntries, read_staged
from directory.exchange.openreferral.feed_rules import FeedRules, TermWorklist
from directory.exchange.openreferral.importer_term_map import TermMeaning
from directory.model.import_plan import ImportPlan, ImportWish
from directory.model.service_entry import ServiceEntry
from directory.storage import FeedPull
from directory.storage.feed_enrichment import AREA, TERM, WHOLE

ONLY_CHANGE = ImportWish(merge=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a term, the name of an area, or the whole of a feed is said to mean."""

    what: str
    """TERM, AREA or WHOLE."""
    key: str = ""
    kind: str | None = None
    programme: str | None = None
    area: str | None = None

    def added_to(self, rules: FeedRules) -> FeedRules:
        """Return the rules with this one."""
        if self.what == TERM:
            meaning = TermMeaning(kind=self.kind, programme=self.programme)
            return rules.with_term(self.key, meaning)
        if self.what == AREA:
            return rules.with_area(self.key, self.area or "")
        return rules.with_default(kind=self.kind, area=self.area)


def worklist_of(session: Session, feed_id: str, reading: ReadContext) -> TermWorklist:
    """Return the terms and area names of a feed that are not understood, each with its count."""
    return _read(session, feed_id, reading).worklist


def preview(session: Session, feed_id: str, reading: ReadContext, meaning: Meaning) -> ImportPlan:
    """Return what a meaning would change in the directory; write nothing."""
    rules = meaning.added_to(rules_of(session, feed_id))
    read = _read(session, feed_id, reading, rules)
    return plan_entries(session, _shown(session, read), feed_id, ONLY_CHANGE)


def say_meaning(
    session: Session,
    feed_id: str,
    reading: ReadContext,
    meaning: Meaning,
    *,
    actor: str,
    now: datetime,
) -> ImportPlan:
    """Keep a meaning, and change all that carry it; the caller commits.

    Raises RefusedError where there is no such feed, or nothing of it is staged.
    """
    set_rule(
        session, feed_id, meaning.what, meaning.key, kind=meaning.kind,
        programme=meaning.programme, area=meaning.area, actor=actor, now=now,
    )  # fmt: skip
    return _take_again(session, feed_id, reading, actor=actor, now=now)


def forget_meaning(
    session: Session,
    feed_id: str,
    reading: ReadContext,
    what: str,
    key: str,
    *,
    actor: str,
    now: datetime,
) -> ImportPlan | None:
    """Take back what was said of a term, a name or the whole, and change all that carry it.

    None where nothing was said. The caller commits. Raises RefusedError as `say_meaning` does.
    """
    if not drop_rule(session, feed_id, what, key, actor=actor, now=now):
        return None
    return _take_again(session, feed_id, reading, actor=actor, now=now)


def enrich(
    session: Session,
    feed_id: str,
    reading: ReadContext,
    cells: Mapping[str, Mapping[str, str]],
    *,
    actor: str,
    now: datetime,
) -> ImportPlan:
    """Keep cells that hold of entries in place of what their feed states; the caller commits.

    Raises RefusedError as `set_overlay` does.
    """
    set_overlay(session, feed_id, cells, reading.vocabulary, actor=actor, now=now)
    return _take_again(session, feed_id, reading, actor=actor, now=now, only=cells)


def give_back(
    session: Session, feed_id: str, reading: ReadContext, id: str, *, actor: str, now: datetime
) -> ImportPlan:
    """Let what the feed states hold again of one entry; the caller commits.

    Raises RefusedError where nothing of the feed is staged.
    """
    drop_overlay(session, feed_id, id, actor=actor, now=now)
    return _take_again(session, feed_id, reading, actor=actor, now=now, only=[id])


def _take_again(
    session: Session,
    feed_id: str,
    reading: ReadContext,
    *,
    actor: str,
    now: datetime,
    only: Collection[str] | None = None,
) -> ImportPlan:
    """Take what is staged once more, of every entry or only of those with these ids."""
    read = _read(session, feed_id, reading, only=only)
    plan = take_entries(
        session,
        _shown(session, read),
        reading.locate,
        actor=actor,
        now=now,
        origin=Origin(feed=feed_id),
        wish=ONLY_CHANGE,
    )
    write_stated(session, feed_id, read.stated, only=only)
    return plan


def _shown(session: Session, read: StagedEntries) -> list[ServiceEntry]:
    return [*without_hidden_places(read.entries, own_hidden_places(session))]


def _read(
    session: Session,
    feed_id: str,
    reading: ReadContext,
    rules: FeedRules | None = None,
    only: Collection[str] | None = None,
) -> StagedEntries:
    pull = session.get(FeedPull, feed_id)
    if pull is None or not pull.is_finished:
        raise RefusedError(f"pull it first: waymark feed pull {feed_id}")
    return read_staged(session, pull, reading, (), rules, only)


__all__ = [
    "AREA", "TERM", "WHOLE", "Meaning", "enrich", "forget_meaning", "give_back", "preview",
    "say_meaning", "worklist_of",
]  # fmt: skip
