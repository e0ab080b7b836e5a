"""Taking a directory file into the database, all of it or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import hold_directory, record, version_to_come
from directory.application.commands.batches import batches
from directory.application.commands.change_log import log_changes
from directory.application.commands.duplicates import release_copies_of_gone
from directory.application.commands.hide_addresses import hide_in_feeds
from directory.application.commands.import_preview import lost_share, plan_entries
from directory.application.commands.search_index import write_words
from directory.application.commands.service_versions import keep_versions
from directory.application.commands.venue_points import (
    Locate,
    VenuePoint,
    forget_hidden,
    point_of,
    points_by_address,
)
from directory.infrastructure.clock import date_in_england
from directory.model.change_events import change_events
from directory.model.criteria import ROLES
from directory.model.import_plan import WHOLE_FILE, ImportPlan, ImportWish
from directory.model.problems import refused
from directory.model.service_entry import ServiceEntry, VenueRow
from directory.storage import (
    Base,
    Criterion,
    Organisation,
    Service,
    ServiceArea,
    Venue,
)

_LISTED = {*ROLES, "areas_served", "organisation", "organisation_number"}


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
LookOver = Callable[[ImportPlan], None]


def take_entries(
    session: Session,
    entries: Iterable[ServiceEntry],
    locate: Locate,
    *,
    actor: str,
    now: datetime,
    origin: Origin = OWN_FILE,
    wish: ImportWish = WHOLE_FILE,
    look_over: LookOver = lambda _: None,
) -> ImportPlan:
    """Take the entries of a file, or feed, and return what that did; the caller commits.

    One that changes nothing leaves no audit event.
    `look_over` is shown the plan first, and may raise. Raises FileError where too many would go.
    """
    hold_directory(session)
    plan = plan_entries(session, entries, origin.feed, wish)
    if not (origin.feed or wish.allow_shrink) and (lost := lost_share(session, plan)):
        raise refused(lost)
    look_over(plan)
    if not plan.is_empty:
        take_plan(session, plan, locate, actor=actor, now=now, origin=origin)
    return plan


def take_plan(
    session: Session,
    plan: ImportPlan,
    locate: Locate,
    *,
    actor: str,
    now: datetime,
    origin: Origin = OWN_FILE,
) -> None:
    """Carry out an import as planned; the caller commits, so that it is all or nothing."""
    source = f"feed {origin.feed}" if origin.feed else "directory file"
    carry_out(session, plan, locate, source=source, actor=actor, now=now, origin=origin)
    action = "feed.pull" if origin.feed else "services.import"
    record(session, action, actor=actor, now=now, detail={**plan.counts(), **origin.detail()})
    session.expire_all()


def carry_out(
    session: Session,
    plan: ImportPlan,
    locate: Locate,
    *,
    source: str,
    actor: str,
    now: datetime,
    origin: Origin = OWN_FILE,
) -> None:
    """Write what a plan says, with what readers are told and what editors can bring back.

    The caller leaves the audit event. Nothing is deleted: a service that is no longer in the file
    is marked with the day on which that was first seen.
    """
    changed = [entry for entry, _ in plan.changed]
    is_first = _is_first(session, origin)
    version = version_to_come(session, now)
    marks: dict[str, Any] = {"changed_at": now, "changed_in": version}
    _write(session, plan, changed, origin, marks)
    _insert_parts(session, [*plan.added, *changed], locate)
    _move(session, plan.moved)
    write_words(session, plan.added, changed)
    _retire(session, plan.retired, {"gone_on": date_in_england(now)} | marks)
    if plan.retired:
        release_copies_of_gone(session, version)
    if not origin.feed and any(v.hide_address for e in [*plan.added, *changed] for v in e.venues):
        hide_in_feeds(session, actor=actor, now=now)
    if not is_first:  # nothing opened on the day when a directory is filled
        log_changes(session, change_events(plan), now)
        keep_versions(session, plan, version, source=source, actor=actor, now=now)


def _is_first(session: Session, origin: Origin) -> bool:
    mine = Service.feed_id == origin.feed, Service.is_sample == origin.sample
    before = select(Service.id).where(*mine)
    return session.scalar(before.limit(1)) is None


def _write(
    session: Session,
    plan: ImportPlan,
    changed: list[ServiceEntry],
    origin: Origin,
    marks: Mapping[str, Any],
) -> None:
    organisations = _organisations(session, [*plan.added, *changed])
    kept = {"is_sample": origin.sample, "feed_id": origin.feed, **marks}
    new = kept | {"taken_in_on": date_in_england(marks["changed_at"])}
    _clear(session, [entry.id for entry in changed])
    _insert(session, Service, (_service(e, organisations) | new for e in plan.added))
    again = kept | {"gone_on": None}
    _update(session, (_service(entry, organisations) | again for entry in changed))


def _organisations(
    session: Session, entries: Iterable[ServiceEntry]
) -> dict[tuple[str, str | None], int]:
    """Return the id of each organisation by name and number, the new ones added."""
    wanted = {_organisation_of(entry) for entry in entries}
    found = _known_organisations(session, wanted)
    new = [{"name": n, "number": c} for n, c in sorted(wanted - found.keys(), key=str)]
    _insert(session, Organisation, new)
    return found | _known_organisations(session, wanted - found.keys())


def _known_organisations(
    session: Session, wanted: set[tuple[str, str | None]]
) -> dict[tuple[str, str | None], int]:
    """Return the ids of those that are stored; one edit must not read a whole country's names."""
    known = select(Organisation.name, Organisation.number, Organisation.id)
    return {
        (name, number): id
        for some in batches(sorted({name for name, _ in wanted}))
        for name, number, id in session.execute(known.where(Organisation.name.in_(some)))
    }


def _organisation_of(entry: ServiceEntry) -> tuple[str, str | None]:
    return entry.values["organisation"], entry.values["organisation_number"]


def _service(
    entry: ServiceEntry, organisations: dict[tuple[str, str | None], int]
) -> dict[str, Any]:
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


def _insert_parts(session: Session, entries: list[ServiceEntry], locate: Locate) -> None:
    forget_hidden(session, entries)
    by_address = points_by_address(session)
    located = (_venue(e, row, locate, by_address) for e in entries for row in _told(e))
    _insert(session, Venue, located)
    _insert(session, ServiceArea, (area for entry in entries for area in _areas(entry)))
    _insert(session, Criterion, (each for entry in entries for each in _criteria(entry)))


def _told(entry: ServiceEntry) -> Iterator[VenueRow]:
    """Yield the rows that name a venue; a service may have none, online for one."""
    yield from (row for row in entry.rows if not row.venue.is_blank or len(entry.rows) > 1)


def _venue(
    entry: ServiceEntry, row: VenueRow, locate: Locate, by_address: Mapping[str, VenuePoint]
) -> dict[str, Any]:
    venue = row.venue
    point = point_of(venue, locate, by_address)
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


def _areas(entry: ServiceEntry) -> Iterator[dict[str, Any]]:
    for position, code in enumerate(entry.values["areas_served"]):
        yield {"service_id": entry.id, "position": position, "code": code}


def _criteria(entry: ServiceEntry) -> Iterator[dict[str, Any]]:
    for role in ROLES:
        for position, fact in enumerate(entry.values[role]):
            yield {"service_id": entry.id, "role": role, "position": position, "fact": fact}


def _move(session: Session, entries: Iterable[ServiceEntry]) -> None:
    """Give services, and the rows of their venues, other places in the file; nothing else changes.

    So nobody who keeps what they state has to read them anew.
    """
    moved = list(entries)
    _update(session, ({"id": e.id, "position": e.positions[0]} for e in moved))
    venues = select(Venue.service_id, Venue.id).order_by(Venue.service_id, Venue.position)
    for some in batches(moved):
        rows: dict[str, list[int]] = defaultdict(list)
        for id, venue in session.execute(venues.where(Venue.service_id.in_([e.id for e in some]))):
            rows[id].append(venue)
        # A service without a venue has a row in the file and none here.
        places = [
            {"id": venue, "position": row.position}
            for entry in some
            if entry.id in rows
            for venue, row in zip(rows[entry.id], _told(entry), strict=True)
        ]
        if places:
            session.execute(update(Venue), places)


def _retire(session: Session, ids: Iterable[str], gone: Mapping[str, Any]) -> None:
    for some in batches(list(ids)):
        session.execute(update(Service).where(Service.id.in_(some)).values(dict(gone)))


def _insert(session: Session, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert by the table: its class would make a statement of every set of empty columns."""
    statement = insert(Base.metadata.tables[table.__tablename__])
    for some in batches(rows):
        session.execute(statement, some)


def _update(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Change services by their ids; every row has the same columns."""
    for some in batches(rows):
        session.execute(update(Service), some)
