"""Taking a directory file into the database, all of it or nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from directory.actions.audit import hold_directory, record
from directory.actions.batches import batches
from directory.actions.copies import release_copies_of_gone
from directory.actions.happenings import log_happenings
from directory.actions.words import write_words
from directory.clock import date_in_england
from directory.db import Base, Criterion, Organisation, Service, ServiceArea, Venue
from directory.db.entries import entries_of, gone_ids, stored_ids
from directory.importing.columns import ROLES
from directory.importing.entries import Entry, Row
from directory.importing.happenings import happenings
from directory.importing.planning import Plan, plan_beside

_LISTED = {*ROLES, "areas_served", "organisation", "organisation_number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where a venue is: grid metres, the code of its authority, and how it was located."""

    easting: int
    northing: int
    authority: str | None
    located_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where entries come from: this directory's own file, or a feed of another.

    `sample` marks them as made up. An import touches nothing that has another origin.
    """

    feed: str | None = None
    sample: bool = False

    def detail(self) -> dict[str, bool | str]:
        """Return what the audit event says of it."""
        return {"feed": self.feed} if self.feed else {"sample": self.sample}


OWN_FILE = Origin()
Locate = Callable[[str], Point | None]


def plan_entries(session: Session, entries: Iterable[Entry], feed: str | None = None) -> Plan:
    """Return what taking the entries would do to the directory as it is now; write nothing."""
    known, gone = stored_ids(session, feed), gone_ids(session, feed)
    return plan_beside(entries, lambda ids: entries_of(session, ids), known, gone)


def take_entries(
    session: Session,
    entries: Iterable[Entry],
    locate: Locate,
    *,
    actor: str,
    now: datetime,
    origin: Origin = OWN_FILE,
) -> Plan:
    """Take the entries of a whole file, or feed, and return what that did; the caller commits.

    A file that says what the directory says already changes nothing, and leaves no audit event.
    """
    hold_directory(session)
    plan = plan_entries(session, entries, origin.feed)
    if not plan.is_empty:
        take_plan(session, plan, locate, actor=actor, now=now, origin=origin)
    return plan


def take_plan(
    session: Session,
    plan: Plan,
    locate: Locate,
    *,
    actor: str,
    now: datetime,
    origin: Origin = OWN_FILE,
) -> None:
    """Carry out an import as planned; the caller commits, so that it is all or nothing.

    Nothing is deleted: a service that is no longer in the file is marked with the day on which
    that was first seen.
    """
    changed = [entry for entry, _ in plan.changed]
    is_first = _is_first(session, origin)
    _write(session, plan, changed, origin, now)
    _insert_parts(session, [*plan.added, *changed, *plan.moved], locate)
    write_words(session, plan.added, changed)
    _retire(session, plan.retired, now)
    release_copies_of_gone(session)
    if not is_first:  # nothing opened on the day when a directory is filled
        log_happenings(session, happenings(plan), now)
    detail = plan.counts() | origin.detail()
    action = "feed.pull" if origin.feed else "services.import"
    record(session, action, actor=actor, now=now, detail=detail)
    session.expire_all()


def _is_first(session: Session, origin: Origin) -> bool:
    before = select(Service.id).where(
        Service.feed_id == origin.feed, Service.is_sample == origin.sample
    )
    return session.scalar(before.limit(1)) is None


def _write(
    session: Session, plan: Plan, changed: list[Entry], origin: Origin, now: datetime
) -> None:
    organisations = _organisations(session, [*plan.added, *changed, *plan.moved])
    kept = {"is_sample": origin.sample, "feed_id": origin.feed, "changed_at": now}
    _clear(session, [entry.id for entry in (*changed, *plan.moved)])
    _insert(session, Service, (_service(e, organisations) | kept for e in plan.added))
    again = kept | {"gone_on": None}
    _update(session, (_service(entry, organisations) | again for entry in changed))
    _update(session, ({"id": e.id, "position": e.positions[0]} for e in plan.moved))


def _organisations(session: Session, entries: Iterable[Entry]) -> dict[tuple[str, str | None], int]:
    """Return the id of each organisation by name and number, the new ones added."""
    wanted = {_organisation_of(entry) for entry in entries}
    known = select(Organisation.name, Organisation.number, Organisation.id)
    found = {(name, number): id for name, number, id in session.execute(known)}
    new = [{"name": n, "number": c} for n, c in sorted(wanted - found.keys(), key=str)]
    _insert(session, Organisation, new)
    return {(name, number): id for name, number, id in session.execute(known)}


def _organisation_of(entry: Entry) -> tuple[str, str | None]:
    return entry.values["organisation"], entry.values["organisation_number"]


def _service(entry: Entry, organisations: dict[tuple[str, str | None], int]) -> dict[str, Any]:
    values = dict(entry.values)
    for name in _LISTED:
        del values[name]
    return values | {
        "id": entry.id,
        "organisation_id": organisations[_organisation_of(entry)],
        "position": entry.positions[0],
        "remote_id": entry.remote_id,
        "vendor": entry.vendor,
    }


def _clear(session: Session, ids: Iterable[str]) -> None:
    """Take away the venues, areas and criteria that are about to be written anew."""
    for some in batches(list(ids)):
        for table in (Venue, ServiceArea, Criterion):
            session.execute(delete(table).where(table.service_id.in_(some)))


def _insert_parts(session: Session, entries: list[Entry], locate: Locate) -> None:
    _insert(session, Venue, (_venue(e, row, locate) for e in entries for row in _told(e)))
    _insert(session, ServiceArea, (area for entry in entries for area in _areas(entry)))
    _insert(session, Criterion, (each for entry in entries for each in _criteria(entry)))


def _told(entry: Entry) -> Iterator[Row]:
    """Yield the rows that name a venue; a service may have none, online for one."""
    yield from (row for row in entry.rows if not row.venue.is_blank or len(entry.rows) > 1)


def _venue(entry: Entry, row: Row, locate: Locate) -> dict[str, Any]:
    venue = row.venue
    point = locate(venue.postcode) if venue.postcode else None
    return {
        "service_id": entry.id,
        "position": row.position,
        "name": venue.name,
        "address": venue.address,
        "postcode": venue.postcode,
        "hide_address": venue.hide_address,
        "easting": point.easting if point else None,
        "northing": point.northing if point else None,
        "authority": point.authority if point else None,
        "located_by": point.located_by if point else None,
    }


def _areas(entry: Entry) -> Iterator[dict[str, Any]]:
    for position, code in enumerate(entry.values["areas_served"]):
        yield {"service_id": entry.id, "position": position, "code": code}


def _criteria(entry: Entry) -> Iterator[dict[str, Any]]:
    for role in ROLES:
        for position, fact in enumerate(entry.values[role]):
            yield {"service_id": entry.id, "role": role, "position": position, "fact": fact}


def _retire(session: Session, ids: Iterable[str], now: datetime) -> None:
    gone = {"gone_on": date_in_england(now), "changed_at": now}
    for some in batches(list(ids)):
        session.execute(update(Service).where(Service.id.in_(some)).values(gone))


def _insert(session: Session, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert by the table: its class would make a statement of every set of empty columns."""
    statement = insert(Base.metadata.tables[table.__tablename__])
    for some in batches(rows):
        session.execute(statement, some)


def _update(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Change services by their ids; every row has the same columns."""
    for some in batches(rows):
        session.execute(update(Service), some)
