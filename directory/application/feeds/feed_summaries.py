"""The feeds of this directory, each with what its entries lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from directory.application.worklists import LACKS, ListedEntry, listed_entries
from directory.storage import Feed, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSummary:
    """A feed: how many entries came from it, and of how many something is not known (`LACKS`)."""

    id: str
    title: str
    entries: int
    lacking: Mapping[str, int]
    """How many lack each thing of `LACKS`."""
    pulled_at: datetime | None
    outcome: str | None


def feed_summaries(session: Session) -> Sequence[FeedSummary]:
    """Return every feed, by its name."""
    return [feed_summary(session, feed) for feed in session.scalars(select(Feed).order_by(Feed.id))]


def feed_entries(
    session: Session, feed_id: str, lack: str | None, most: int
) -> Sequence[ListedEntry]:
    """Return entries of a feed: all, or those that lack one thing of `LACKS`."""
    conditions = [Service.feed_id == feed_id, *([LACKS[lack]] if lack else [])]
    return listed_entries(session, conditions, most, live=Service.gone_on.is_(None))


def feed_summary(session: Session, feed: Feed) -> FeedSummary:
    """Return one feed, with what its entries lack."""
    return FeedSummary(
        id=feed.id,
        title=feed.title or feed.id,
        entries=_count(session, feed.id),
        lacking={what: _count(session, feed.id, lacks) for what, lacks in LACKS.items()},
        pulled_at=feed.pulled_at,
        outcome=feed.outcome,
    )


def _count(session: Session, feed_id: str, *conditions: ColumnElement[bool]) -> int:
    listed = Service.feed_id == feed_id, Service.gone_on.is_(None)
    found = select(func.count()).select_from(Service).where(*listed, *conditions)
    return session.scalar(found) or 0
