"""What became of the feeds that were added: when each was taken in, and what was repaired in it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.exchange.openreferral.importer_notes import ADDRESS, ImportNote
from directory.infrastructure.clock import date_in_england, in_utc
from directory.infrastructure.text_format import long_date
from directory.storage import Feed, FeedProblem

MOST_KINDS, MOST_RECORDS, MOST_NOTES = 20, 20, 200
"""What is named one by one; the rest is counted."""
SET_ASIDE = "set aside"
_TAKEN = "taken in: "
# Not a part of a date or postcode, which stands for the form of one.
_NUMBER = re.compile(r"(?<![\w-])\+?\d[\d ,]{2,}(?![\w-])")
_PLACE = re.compile(r"address|location|postcode|postal|venue|latitude", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """What the last pull repaired, left out or set aside: by kind, then record by record."""

    records: int
    set_aside: int
    kinds: Sequence[tuple[str, int]]
    """What was done, most often first, and how often."""
    more_kinds: int
    by_record: Sequence[tuple[str, Counter[str]]]
    """The first records, each with what was done to it and how often."""
    is_cut: bool
    """Whether more was done than is told record by record."""


def feeds(session: Session) -> list[tuple[Feed, str]]:
    """Return every feed by its name, each with what became of it in a line."""
    return [(feed, state_of(feed)) for feed in session.scalars(select(Feed).order_by(Feed.id))]


def state_of(feed: Feed) -> str:
    """Return when a feed was last taken in, and what the last try came to."""
    # Where the feed is may be a path of this machine, or hold a key.
    outcome = ADDRESS.sub("(e-mail address)", feed.outcome or "").replace(feed.source, "the source")
    if not feed.tried_at:
        return "Not taken in yet"
    if feed.pulled_at == feed.tried_at:
        return f"Taken in on {_day(feed.tried_at)}: {outcome.removeprefix(_TAKEN)}"
    before = f"Taken in on {_day(feed.pulled_at)}" if feed.pulled_at else "Never taken in"
    return f"{before}. Last tried on {_day(feed.tried_at)}: {outcome}"


def repairs_of(session: Session, feed_id: str) -> Repairs:
    """Return what the last pull of a feed repaired, in three queries."""
    of_feed = FeedProblem.feed_id == feed_id
    kinds, by_record = _kinds(session, feed_id), _by_record(session, feed_id)
    records = select(func.count(FeedProblem.record.distinct())).where(of_feed)
    return Repairs(
        records=session.scalar(records) or 0,
        set_aside=session.scalar(records.where(FeedProblem.became.contains(SET_ASIDE))) or 0,
        kinds=kinds[:MOST_KINDS],
        more_kinds=max(len(kinds) - MOST_KINDS, 0),
        by_record=by_record,
        is_cut=sum(count for _, count in kinds) > sum(said.total() for _, said in by_record),
    )


def _kinds(session: Session, feed_id: str) -> list[tuple[str, int]]:
    found = (
        select(FeedProblem.field, FeedProblem.became, func.count())
        .where(FeedProblem.feed_id == feed_id)
        .group_by(FeedProblem.field, FeedProblem.became)
        .order_by(FeedProblem.field, FeedProblem.became)
    )
    counts: Counter[str] = Counter()
    for field, became, count in session.execute(found):
        # "read as 0191 496 0000" is one kind, whatever the number.
        counts[_said(field, "", _NUMBER.sub("…", became))] += count
    return counts.most_common()


def _by_record(session: Session, feed_id: str) -> Sequence[tuple[str, Counter[str]]]:
    found = select(FeedProblem).where(FeedProblem.feed_id == feed_id).order_by(FeedProblem.id)
    records: dict[str, Counter[str]] = {}
    for each in session.scalars(found.limit(MOST_NOTES)):
        said = _said(each.field, each.found, each.became)
        records.setdefault(each.record, Counter())[said] += 1
    return [(_plain(record), said) for record, said in [*records.items()][:MOST_RECORDS]]


def _said(field: str, found: str, became: str) -> str:
    # What stood for a place may be that of a refuge.
    shown = "" if _PLACE.search(field) else found
    note = ImportNote(field=field, found=_plain(shown), became=_plain(became))
    return str(note) if field else note.became


def _plain(text: str) -> str:
    return ADDRESS.sub("(e-mail address)", text)


def _day(moment: datetime) -> str:
    return long_date(date_in_england(in_utc(moment)))
