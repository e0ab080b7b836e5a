"""The feeds of this directory, each with what its entries lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from directory.storage import Feed, Service, ServiceArea


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSummary:
    """A feed: how many entries came from it, and of how many the kind or the area is not known."""

    id: str
    title: str
    entries: int
    without_kind: int
    without_area: int
    pulled_at: datetime | None
    outcome: str | None


def feed_summaries(session: Session) -> Sequence[FeedSummary]:
    """Return every feed, by its name."""
    return [_summary(session, feed) for feed in session.scalars(select(Feed).order_by(Feed.id))]


def _summary(session: Session, feed: Feed) -> FeedSummary:
    has_area = select(ServiceArea.code).where(ServiceArea.service_id == Service.id).exists()
    return FeedSummary(
        id=feed.id,
        title=feed.title or feed.id,
        entries=_count(session, feed.id),
        without_kind=_count(session, feed.id, Service.kind == "other"),
        without_area=_count(session, feed.id, ~has_area),
        pulled_at=feed.pulled_at,
        outcome=feed.outcome,
    )


def _count(session: Session, feed_id: str, *conditions: ColumnElement[bool]) -> int:
    listed = Service.feed_id == feed_id, Service.gone_on.is_(None)
    found = select(func.count()).select_from(Service).where(*listed, *conditions)
    return session.scalar(found) or 0
