"""Adding feeds, taking them in whole, and saying which services of two sources are one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import hold_directory, record, version_to_come
from directory.application.commands.batches import batches
from directory.application.commands.feed_staging import RecordNote
from directory.application.commands.hide_addresses import (
    own_hidden_places,
    without_hidden_places,
)
from directory.application.commands.services import Origin, take_entries
from directory.application.commands.venue_points import Locate
from directory.model.import_plan import ImportPlan, plan_import
from directory.model.service_entry import ServiceEntry
from directory.storage import DifferentServices, Feed, FeedProblem, FeedPull, FeedRecord, Service
from directory.storage.entry_repository import gone_ids, stored_entries

LARGEST_LOSS = 0.5
"""A pull that lacks more than this share of the services that were there is not taken."""


class RefusedError(Exception):
    """What was asked would lose or hide too much; nothing was written."""


def add_feed(session: Session, id: str, source: str, *, actor: str, now: datetime) -> None:
    """Add a feed, which is fetched when it is pulled. Raises RefusedError for a name in use."""
    if session.get(Feed, id) is not None:
        raise RefusedError(f"there is a feed {id} already: choose another name")
    session.add(Feed(id=id, source=source, added_at=now))
    session.flush()
    record(session, "feed.add", actor=actor, now=now, detail={"feed": id})


def note_outcome(session: Session, feed_id: str, outcome: str, now: datetime) -> None:
    """Keep what a try came to that took nothing in; the directory is not touched."""
    tried = {"tried_at": now, "outcome": outcome}
    session.execute(update(Feed).where(Feed.id == feed_id).values(tried))


def note_version(session: Session, feed_id: str, version: str | None) -> None:
    """Keep the version of the standard that a feed says it follows."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(version=version))


def plan_feed(
    session: Session, feed_id: str, entries: Iterable[ServiceEntry], set_aside: Iterable[str],
    *, allow_shrink: bool = False,
) -> ImportPlan:  # fmt: skip
    """Return what taking a feed would do; write nothing.

    A service that is stored and whose record was set aside this time stays as it is. Raises
    RefusedError where the feed is empty, or lost more than LARGEST_LOSS.
    """
    kept = _with_set_aside(session, feed_id, entries, set_aside, allow_shrink=allow_shrink)
    return plan_import(kept, stored_entries(session, feed_id), gone_ids(session, feed_id))


def take_feed(
    session: Session,
    feed_id: str,
    entries: Iterable[ServiceEntry],
    problems: Sequence[RecordNote],
    set_aside: Iterable[str],
    locate: Locate,
    *,
    actor: str,
    now: datetime,
    allow_shrink: bool = False,
) -> ImportPlan:
    """Take a whole feed in, with what was repaired and how it went; the caller commits.

    All of it or nothing. Nothing is deleted: a service that the feed no longer names is marked.
    Raises RefusedError as `plan_feed` does.
    """
    hold_directory(session)
    kept = _with_set_aside(session, feed_id, entries, set_aside, allow_shrink=allow_shrink)
    origin = Origin(feed=feed_id)
    plan = take_entries(session, kept, locate, actor=actor, now=now, origin=origin)
    _write_problems(session, feed_id, problems)
    counts = ", ".join(f"{count} {name}" for name, count in plan.counts().items())
    done = {"tried_at": now, "pulled_at": now, "outcome": f"taken in: {counts}"}
    session.execute(update(Feed).where(Feed.id == feed_id).values(done))
    _finish(session, feed_id)
    return plan


def _with_set_aside(
    session: Session, feed_id: str, entries: Iterable[ServiceEntry], set_aside: Iterable[str],
    *, allow_shrink: bool,
) -> list[ServiceEntry]:  # fmt: skip
    stored, gone = stored_entries(session, feed_id), gone_ids(session, feed_id)
    kept = [*without_hidden_places(entries, own_hidden_places(session))]
    if not kept:
        raise RefusedError("the feed gave no service that can be taken: nothing is changed")
    named = {entry.id for entry in kept}
    there = stored.keys() - gone
    lost = len(there - named - {*set_aside})
    if lost > len(there) * LARGEST_LOSS and not allow_shrink:
        raise RefusedError(
            f"the feed lacks {lost} of the {len(there)} services that were there: nothing is "
            "changed. If that is right, pull again with --allow-shrink"
        )
    return kept + [stored[id] for id in {*set_aside} & there - named]


def _write_problems(session: Session, feed_id: str, problems: Sequence[RecordNote]) -> None:
    session.execute(delete(FeedProblem).where(FeedProblem.feed_id == feed_id))
    for some in batches([*problems]):
        rows = [
            {"feed_id": feed_id, "record": each.record, "field": each.note.field}
            | {"found": each.note.found, "became": each.note.became}
            for each in some
        ]
        session.execute(insert(FeedProblem), rows)


def _finish(session: Session, feed_id: str) -> None:
    """Close the pull and drop what is staged of records that the feed no longer lists."""
    pull = session.get(FeedPull, feed_id)
    if pull is not None:
        pull.is_finished = True
        old = FeedRecord.feed_id == feed_id, FeedRecord.listed_in != pull.number
        session.execute(delete(FeedRecord).where(*old))


def give_up_pull(session: Session, feed_id: str) -> None:
    """Let the next pull begin anew: what is staged was refused as a whole."""
    session.execute(update(FeedPull).where(FeedPull.feed_id == feed_id).values(is_finished=True))


def decide_same(
    session: Session, service_id: str, same_as: str, *, actor: str, now: datetime
) -> None:
    """Say that two entries are one service: `same_as` stands for it, the other is not shown.

    Raises RefusedError where either cannot be.
    """
    hold_directory(session)
    service, stands_in = _shown(session, service_id), _shown(session, same_as)
    if service_id == same_as:
        raise RefusedError("these are one entry: name two")
    if stands_in.is_sample and not service.is_sample:
        raise RefusedError(f"{same_as} is made up, and not shown beside real services")
    if stands_in.same_as:
        raise RefusedError(f"{same_as} is itself the same as {stands_in.same_as}: name that one")
    copies = select(Service.id).where(Service.same_as == service_id)
    if others := [*session.scalars(copies)]:
        raise RefusedError(f"{service_id} stands for {', '.join(others)}: decide these first")
    service.same_as, service.changed_at = same_as, now
    service.changed_in = version_to_come(session, now)
    session.execute(delete(DifferentServices).where(*_pair(service_id, same_as)))
    session.flush()
    detail = {"service": service_id, "same_as": same_as}
    record(session, "feed.same", actor=actor, now=now, detail=detail)


def decide_different(
    session: Session, service_id: str, other_id: str, *, actor: str, now: datetime
) -> None:
    """Say that two entries are two services, which takes back that they are one.

    They are not proposed again. Raises RefusedError where either is not there.
    """
    hold_directory(session)
    service, other = _shown(session, service_id), _shown(session, other_id)
    if service_id == other_id:
        raise RefusedError("these are one entry: name two")
    for one, two in ((service, other), (other, service)):
        if one.same_as == two.id:
            one.same_as, one.changed_at = None, now
            one.changed_in = version_to_come(session, now)
    first, second = sorted((service_id, other_id))
    if session.get(DifferentServices, (first, second)) is None:
        session.add(
            DifferentServices(service_id=first, other_id=second, decided_at=now, decided_by=actor)
        )
    session.flush()
    detail = {"service": service_id, "other": other_id}
    record(session, "feed.different", actor=actor, now=now, detail=detail)


def _pair(one: str, other: str) -> tuple[ColumnElement[bool], ...]:
    first, second = sorted((one, other))
    return DifferentServices.service_id == first, DifferentServices.other_id == second


def _shown(session: Session, id: str) -> Service:
    service = session.get(Service, id)
    if service is None:
        raise RefusedError(f"there is no service {id}")
    if service.gone_on is not None:
        raise RefusedError(f"{id} is gone from its file or feed")
    return service
