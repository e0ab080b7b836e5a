"""The newest events of the directory, or of one authority or programme."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Engine, or_, select
from sqlalchemy.orm import Session, joinedload, load_only

from directory.infrastructure.clock import today
from directory.storage import DirectoryVersion, Service, ServiceChange, Venue
from directory.web.find.history.areas import area_codes, concerns
from directory.web.find.history.events import Event, events_of, first_moment, last_day_soon
from directory.web.find.shown_services import shown
from matcher import Knowledge

MOST = 200
"""Events that a feed or the page tells at most: the newest."""
KEPT = timedelta(days=365)
"""How far back they are told."""
MOST_KEPT = 64
"""Answers that are kept."""
Conditions = list[ColumnElement[bool]]
_DATED = Service.status, Service.starts_on, Service.ends_on, Service.gone_on


class Moment(NamedTuple):
    """The directory as it is on a day in England; what is worked out of it is kept so long."""

    engine: Engine
    version: int
    """Counts on from the clock, in seconds, with every change of the directory."""
    day: date


def current_moment(session: Session) -> Moment:
    """Return the directory as it is now."""
    version = session.scalar(select(DirectoryVersion.number)) or 0
    return Moment(engine=session.get_bind().engine, version=version, day=today())


@lru_cache(maxsize=MOST_KEPT)
def occurring(moment: Moment) -> tuple[set[str], set[str | None]]:
    """Return the authorities and the programmes of the services that may be told of."""
    with Session(moment.engine) as session:
        of = shown(session)
        programmes = select(Service.programme).where(*of).distinct()
        return area_codes(session, of), set(session.scalars(programmes))


@lru_cache(maxsize=MOST_KEPT)
def newest_events(
    moment: Moment,
    knowledge: Knowledge,
    authority: str | None = None,
    programme: str | None = None,
) -> tuple[Event, ...]:
    """Return what happened, the newest first."""
    since = first_moment(moment.day - KEPT)
    with Session(moment.engine) as session:
        of = shown(session)
        if authority:
            of.append(concerns(authority))
        if programme:
            members = [each.id for each in knowledge.programmes if programme in each.classes]
            of.append(Service.programme.in_([programme, *members]))
        of.append(_has_news(of, since, moment.day))
        told = [event for some in _told(session, of, moment.day) for event in some]
    # An order of ours: databases sort text each in their own way.
    found = sorted(told, key=lambda event: (event.service.id, event.kind.name))
    found.sort(key=lambda event: event.at, reverse=True)
    return tuple(event for event in found[:MOST] if event.at > since)


def _has_news(of: Conditions, since: datetime, day: date) -> ColumnElement[bool]:
    """Return the condition that a service is of the newest rows of the log, or of a kind of day.

    Of each twice as many as are told: some say what another had said already.
    """
    logged = (
        select(ServiceChange.service_id)
        .join(Service, Service.id == ServiceChange.service_id)
        .where(ServiceChange.at > since, *of)
        .where(or_(Service.gone_on.is_(None), ServiceChange.what == "left"))
        .order_by(ServiceChange.at.desc(), ServiceChange.id.desc())
    )
    days = (
        Service.starts_on.between(day - KEPT, day),
        Service.ends_on.between(day - KEPT, day),
        Service.ends_on.between(day + timedelta(days=1), last_day_soon(day)),
    )
    dated = (
        select(Service.id)
        .where(*of, Service.gone_on.is_(None), is_near)
        .order_by(is_near.left.desc(), Service.id)
        for is_near in days
    )
    return or_(*(Service.id.in_(some.limit(2 * MOST)) for some in (logged, *dated)))


def _told(session: Session, of: Conditions, day: date) -> Iterator[Iterator[Event]]:
    """Yield what happened to each service."""
    ids = select(Service.id).where(*of)
    hiding = select(Venue.service_id).where(Venue.hide_address.is_(True), Venue.service_id.in_(ids))
    rows = select(ServiceChange).where(ServiceChange.service_id.in_(ids))
    logs, hidden = defaultdict[str, list[ServiceChange]](list), set(session.scalars(hiding))
    for row in session.scalars(rows.order_by(ServiceChange.at, ServiceChange.id)):
        logs[row.service_id].append(row)
    told = (
        load_only(Service.name, Service.is_sample, *_DATED),
        joinedload(Service.organisation),
        joinedload(Service.feed),
    )
    for service in session.scalars(select(Service).where(*of).options(*told)):
        yield events_of(service, logs[service.id], day, hides_address=service.id in hidden)
