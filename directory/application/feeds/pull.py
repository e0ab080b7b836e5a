"""Pulling a feed: staged first, politely and resumable, then taken in by one transaction.

Stopped at any moment, the directory is as it was before, or as it is after.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.application.commands.audit import hold_directory
from directory.application.commands.feed_enrichment import write_stated
from directory.application.commands.feed_staging import begin_pull
from directory.application.commands.feeds import (
    LARGEST_LOSS,
    RefusedError,
    give_up_pull,
    note_outcome,
    note_version,
    plan_feed,
    take_feed,
)
from directory.application.feeds.detail_fetch import read_details, waiting_count
from directory.application.feeds.errors import BusyError, FeedError
from directory.application.feeds.list_fetch import read_list
from directory.application.feeds.source import FeedSource, source_of
from directory.application.feeds.staged_reader import ReadContext, StagedEntries, read_staged
from directory.model.import_plan import ImportPlan
from directory.storage import Feed, FeedPull, FeedRecord, Service

T = TypeVar("T")


class ProgressWatch(Protocol):
    """Shows how far something has come while it is gone through."""

    def __call__(self, items: Iterable[T], label: str, count: int | None) -> Iterable[T]:
        """Return the items; `count` is how many there will be, None where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """How a feed is to be pulled, and by whom."""

    actor: str
    now: datetime
    dry_run: bool = False
    allow_shrink: bool = False
    refresh: bool = False
    """Ask for every record again, whatever says that it is unchanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullResult:
    """What a pull did, or would do."""

    plan: ImportPlan
    repaired: int
    """Records of which something was repaired or left out."""
    set_aside: int


def no_progress(items: Iterable[T], label: str, count: int | None) -> Iterable[T]:
    """Show no progress."""
    return items


def pull_feed(
    engine: Engine,
    feed_id: str,
    reading: ReadContext,
    wish: PullRequest,
    watch: ProgressWatch = no_progress,
) -> PullResult:
    """Fetch a feed and take it in, or say what that would do.

    Raises FeedError in words where it cannot be read or is not taken; the directory is then as it
    was, and the outcome is kept with the feed.
    """
    with Session(engine) as session, _outcome_kept(session, feed_id, wish):
        feed = session.get(Feed, feed_id)
        if feed is None:
            raise FeedError(f"there is no feed {feed_id}")
        with source_of(feed.source) as source:
            pull = _begin(session, source, feed_id, wish)
            pages = read_list(session, source, pull, refresh=wish.refresh)
            for _ in watch(pages, f"{feed_id}: pages", None):
                pass
            number = pull.number
            _check_list(session, pull, wish)
            details = read_details(session, source, pull)
            count = waiting_count(session, pull) if source.has_details else 0
            came = watch(details, f"{feed_id}: services", count)
            troubled = {each.remote_id for each in came if each.trouble and not each.is_gone}
        read = read_staged(session, pull, reading, troubled)
        if not wish.dry_run:
            _hold(session, pull, number)
        plan = _carry_out(session, feed_id, read, reading, wish)
        session.commit()
    repaired = len({each.record for each in read.problems})
    return PullResult(plan=plan, repaired=repaired, set_aside=len(read.set_aside))


def _hold(session: Session, pull: FeedPull, number: int) -> None:
    """Keep others from the directory, unless another pull has changed what is staged meanwhile."""
    hold_directory(session)
    session.refresh(pull)
    if pull.number != number or pull.is_finished:
        raise BusyError


def _begin(session: Session, source: FeedSource, feed_id: str, wish: PullRequest) -> FeedPull:
    try:
        pull = begin_pull(session, feed_id, wish.now, afresh=wish.refresh)
    except IntegrityError:
        raise BusyError from None
    if pull.next_page == 1:
        note_version(session, feed_id, source.version())
    session.commit()
    return pull


def _check_list(session: Session, pull: FeedPull, wish: PullRequest) -> None:
    """Stop before the missing are asked for one by one, where they are far too many."""
    listed = select(FeedRecord.remote_id).where(
        FeedRecord.feed_id == pull.feed_id, FeedRecord.listed_in == pull.number
    )
    if session.scalar(listed.limit(1)) is None:
        raise RefusedError("the feed gave no services: nothing is changed")
    there = select(func.count()).where(Service.feed_id == pull.feed_id, Service.gone_on.is_(None))
    before = session.scalar(there) or 0
    lost = session.scalar(there.where(Service.remote_id.not_in(listed))) or 0
    if lost > before * LARGEST_LOSS and not wish.allow_shrink:
        raise RefusedError(
            f"the feed lists {before - lost} of the {before} services that were there: nothing is "
            "changed. If that is right, pull again with --allow-shrink"
        )


def _carry_out(
    session: Session, feed_id: str, read: StagedEntries, reading: ReadContext, wish: PullRequest
) -> ImportPlan:
    if wish.dry_run:
        return plan_feed(
            session, feed_id, read.entries, read.set_aside, allow_shrink=wish.allow_shrink
        )
    plan = take_feed(
        session,
        feed_id,
        read.entries,
        read.problems,
        read.set_aside,
        reading.locate,
        actor=wish.actor,
        now=wish.now,
        allow_shrink=wish.allow_shrink,
    )
    write_stated(session, feed_id, read.stated)
    return plan


@contextmanager
def _outcome_kept(session: Session, feed_id: str, wish: PullRequest) -> Iterator[None]:
    """Keep in words why a pull took nothing in, and raise it as FeedError."""
    try:
        yield
    except BusyError:
        raise  # the other pull says what came of it
    except (FeedError, RefusedError) as error:
        session.rollback()
        if isinstance(error, RefusedError):
            # What was refused as a whole is not what the next try should go on with.
            give_up_pull(session, feed_id)
        note_outcome(session, feed_id, f"not taken in: {error}", wish.now)
        session.commit()
        raise FeedError(str(error)) from None
