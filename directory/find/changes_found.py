"""The newest things that happened in the directory, or in one authority or programme."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, exists, or_, select
from sqlalchemy.orm import Session

from directory.clock import date_in_england, in_utc
from directory.db import DirectoryVersion, Feed, Organisation, Service, ServiceChange, Venue
from directory.find.changes_areas import touches
from directory.find.changes_history import (
    Dated,
    Event,
    Logged,
    first_moment,
    last_day_soon,
    story,
)
from matcher import Knowledge

MOST = 200
"""Events that a feed or the page tells at most: the newest."""
KEPT = timedelta(days=365)
"""How far back they are told."""
MOST_KEPT = 64
"""Answers that are kept."""
Conditions = list[ColumnElement[bool]]
T = TypeVar("T")
Moment = tuple[int, date]
"""The version of the directory, and the day in England."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of which authority and which programme; None for all there are."""

    authority: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event with what a reader needs to know of the service."""

    event: Event
    name: str
    organisation: str
    source: str | None
    """The title of the feed that states it; None for the directory's own."""
    is_sample: bool


def shown(session: Session) -> Conditions:
    """Return what holds of services that may be told of; made-up ones only where alone."""
    real = select(Service.id).where(
        Service.is_sample.is_(False), Service.gone_on.is_(None), Service.same_as.is_(None)
    )
    is_real = [Service.is_sample.is_(False)] if session.scalar(real.limit(1)) else []
    return [Service.same_as.is_(None), *is_real]


class Keeper:
    """Keeps answers about each database until its directory changes or a day begins."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Engine, tuple[Moment, dict[Hashable, Any]]] = (
            WeakKeyDictionary()
        )

    def keep(self, session: Session, now: datetime, key: Hashable, find: Callable[[], T]) -> T:
        """Return what was found under a key before, or find it: one small query if kept."""
        engine, moment = session.get_bind().engine, (_version(session), date_in_england(now))
        with self._lock:
            of, kept = self._kept.get(engine, (moment, {}))
            if of != moment or len(kept) >= MOST_KEPT:
                kept = {}
            self._kept[engine] = (moment, kept)
        if key not in kept:
            kept[key] = find()
        found: T = kept[key]
        return found


KEEPER = Keeper()
"""The one keeper of this process."""


def told(session: Session, knowledge: Knowledge, asked: Asked, now: datetime) -> list[Told]:
    """Return what happened, the newest first, found or kept."""
    return KEEPER.keep(session, now, asked, lambda: _find(session, knowledge, asked, now))


def _find(session: Session, knowledge: Knowledge, asked: Asked, now: datetime) -> list[Told]:
    # Five queries, however much it is.
    of = [*shown(session), *_conditions(knowledge, asked)]
    since = first_moment(date_in_england(now) - KEPT)  # the same all day
    newest = _newest_logged(session, of, since)
    of.append(_telling(of, newest, now))
    logs = _logs(session, of)
    events = [
        event
        for row in _services(session, of)
        for event in story(_as_dated(row), logs[row.id], now)
        if event.at > since
    ]
    # An order of ours: databases sort text each in their own way.
    events.sort(key=lambda each: (each.service_id, each.saying))
    events.sort(key=lambda each: each.at, reverse=True)
    return _with_names(session, events[:MOST])


def changed_at(session: Session) -> datetime:
    """Return when the directory last changed: its version counts on from the clock."""
    return datetime.fromtimestamp(_version(session), UTC)


def _version(session: Session) -> int:
    return session.scalar(select(DirectoryVersion.number)) or 0


def _conditions(knowledge: Knowledge, asked: Asked) -> Conditions:
    conditions: Conditions = []
    if asked.authority:
        conditions.append(touches(asked.authority))
    if asked.programme:
        members = [p.id for p in knowledge.programmes if asked.programme in p.classes]
        conditions.append(Service.programme.in_([asked.programme, *members]))
    return conditions


def _newest_logged(session: Session, of: Conditions, since: datetime) -> set[str]:
    """Return the services of the newest rows of the log.

    Twice as many rows as are told: some say what a day had said already.
    """
    rows = (
        select(ServiceChange.service_id)
        .join(Service, Service.id == ServiceChange.service_id)
        .where(ServiceChange.at > since, *of)
        .where(or_(Service.gone_on.is_(None), ServiceChange.what == "left"))
        .order_by(ServiceChange.at.desc(), ServiceChange.id.desc())
        .limit(2 * MOST)
    )
    return set(session.scalars(rows))


def _telling(of: Conditions, logged: set[str], now: datetime) -> ColumnElement[bool]:
    """Return the condition that a service has something new to tell, in the log or by a day.

    Of each kind of day the newest: twice as many as are told, since some were told already.
    """
    today = date_in_england(now)
    days = (
        (Service.starts_on, today - KEPT, today),
        (Service.ends_on, today - KEPT, today),
        (Service.ends_on, today + timedelta(days=1), last_day_soon(today)),
    )
    newest = (
        select(Service.id)
        .where(*of, Service.gone_on.is_(None), day.between(first, last))
        .order_by(day.desc(), Service.id)
        .limit(2 * MOST)
        for day, first, last in days
    )
    return or_(Service.id.in_(logged), *(Service.id.in_(some) for some in newest))


def _services(session: Session, of: Conditions) -> Iterable[Any]:
    hidden = exists().where(Venue.service_id == Service.id, Venue.hide_address.is_(True))
    columns = (Service.id, Service.status, Service.starts_on, Service.ends_on, Service.gone_on)
    return session.execute(select(*columns, hidden.label("has_hidden")).where(*of))


def _as_dated(row: Any) -> Dated:
    return Dated(
        id=row.id,
        status=row.status,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_gone=row.gone_on is not None,
        has_hidden=row.has_hidden,
    )


def _logs(session: Session, of: Conditions) -> dict[str, list[Logged]]:
    """Return the log of each service, in the order of time."""
    rows = (
        select(ServiceChange)
        .where(ServiceChange.service_id.in_(select(Service.id).where(*of)))
        .order_by(ServiceChange.at, ServiceChange.id)
    )
    logs: dict[str, list[Logged]] = defaultdict(list)
    for row in session.scalars(rows):
        logged = Logged(at=in_utc(row.at), what=row.what, columns=row.columns)
        logs[row.service_id].append(logged)
    return logs


def _with_names(session: Session, events: list[Event]) -> list[Told]:
    query = (
        select(
            Service.id,
            Service.name,
            Organisation.name.label("organisation"),
            Feed.title,
            Service.is_sample,
        )
        .join_from(Service, Organisation)
        .outerjoin(Feed, Service.feed_id == Feed.id)
        .where(Service.id.in_({event.service_id for event in events}))
    )
    known = {row.id: row for row in session.execute(query)}
    return [_as_told(event, known[event.service_id]) for event in events]


def _as_told(event: Event, row: Any) -> Told:
    return Told(
        event=event,
        name=row.name,
        organisation=row.organisation,
        source=row.title,
        is_sample=row.is_sample,
    )
