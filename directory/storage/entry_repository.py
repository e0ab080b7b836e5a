"""The directory as entries: what is stored, in the form in which files state it.

It is read as plain columns, some rows at a time: a whole council's directory is compared with a
file in memory, where objects of the tables would take three times the room.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.model.criteria import ROLES
from directory.model.service_entry import STATED, ServiceEntry, ServiceValues, VenueEntry, VenueRow
from directory.storage.models import Criterion, Organisation, Service, ServiceArea, Venue

AT_ONCE = 2000
MOST_SHARED = 20_000
"""Texts and lists that many entries have in common are kept once; more would be single ones."""
_LISTED = {*ROLES, "areas_served"}
_ORGANISATION = {"organisation": Organisation.name, "organisation_number": Organisation.number}
_PLAIN = [name for name in STATED if name not in _LISTED]
_PLACE = {name: place for place, name in enumerate(_PLAIN)}
_BESIDE = ("id", "position", "remote_id", "vendor", "changed_at")
_STATED = [_ORGANISATION.get(name) or getattr(Service, name) for name in _PLAIN]
_QUERY: Any = select(*(getattr(Service, name) for name in _BESIDE), *_STATED).join(Organisation)
Lists = dict[tuple[str, str], tuple[str, ...]]
"""The words of a list by the id of the service and the name of the column."""


def stored_entries(
    session: Session, feed: str | None = None, *, every_feed: bool = False
) -> dict[str, ServiceEntry]:
    """Return every service by its id, in four queries however many there are.

    Those of the directory's own file, of one feed, or of all there are.
    """
    query = _QUERY.order_by(Service.position, Service.id)
    if not every_feed:
        query = query.where(Service.feed_id == feed)
    return {entry.id: entry for entry, _ in _entries(session, query)}


def stored_versions(session: Session, feed: str | None = None) -> dict[str, int]:
    """Return the ids of the services of one origin in their order, each with the version of the
    directory in which it last changed; 0 where none was kept."""
    found = select(Service.id, Service.changed_in).where(Service.feed_id == feed)
    rows = session.execute(found.order_by(Service.position, Service.id))
    return {id: changed_in or 0 for id, changed_in in rows}


def entries_of(session: Session, ids: Collection[str]) -> dict[str, ServiceEntry]:
    """Return some services by their ids, in four queries however many are asked for."""
    query = _QUERY.where(Service.id.in_(ids))
    return {entry.id: entry for entry, _ in _entries(session, query, ids)}


def own_entries(
    session: Session, ids: Collection[str]
) -> dict[str, tuple[ServiceEntry, datetime | None]]:
    """Return services of the directory's own file, each with when it last changed.

    In four queries however many are asked for; one that is gone, or that another stands for, is
    left out.
    """
    query = _QUERY.where(
        Service.id.in_(ids),
        Service.feed_id.is_(None),
        Service.gone_on.is_(None),
        Service.same_as.is_(None),
    )
    return {entry.id: (entry, changed_at) for entry, changed_at in _entries(session, query, ids)}


def gone_ids(session: Session, feed: str | None = None) -> set[str]:
    """Return the ids of the services that were missing from the last file, or from the feed."""
    gone = select(Service.id).where(Service.gone_on.is_not(None), Service.feed_id == feed)
    return set(session.scalars(gone))


def _entries(
    session: Session, query: Any, ids: Collection[str] | None = None
) -> Iterator[tuple[ServiceEntry, datetime | None]]:
    shared: dict[Any, Any] = {}
    venues, lists = _venues(session, ids, shared), _lists(session, ids, shared)
    for id, position, remote_id, vendor, changed_at, *plain in _found(session, query):
        nowhere = (VenueRow(position=position, venue=VenueEntry()),)
        entry = ServiceEntry(
            id=id,
            values=_stated(id, _once(plain, shared), lists),
            rows=venues.pop(id, nowhere),
            remote_id=remote_id,
            vendor=vendor,
        )
        yield entry, changed_at


def _stated(id: str, plain: Sequence[Any], lists: Lists) -> ServiceValues:
    return ServiceValues(
        tuple(
            [
                lists.pop((id, name), ()) if name in _LISTED else plain[_PLACE[name]]
                for name in STATED
            ]
        )
    )


def _venues(
    session: Session, ids: Collection[str] | None, shared: dict[Any, Any]
) -> dict[str, tuple[VenueRow, ...]]:
    query = select(
        Venue.service_id,
        Venue.position,
        Venue.name,
        Venue.address,
        Venue.postcode,
        Venue.hide_address,
    ).order_by(Venue.service_id, Venue.position)
    found = _found(session, _of(Venue, query, ids))
    return {
        id: tuple([_row(each, shared) for each in rows])
        for id, rows in groupby(found, lambda each: each[0])
    }


def _row(found: Sequence[Any], shared: dict[Any, Any]) -> VenueRow:
    name, address, postcode = _once(found[2:5], shared)
    venue = VenueEntry(name=name, address=address, postcode=postcode, hide_address=found[5])
    return VenueRow(position=found[1], venue=venue)


def _lists(session: Session, ids: Collection[str] | None, shared: dict[Any, Any]) -> Lists:
    criteria = select(Criterion.service_id, Criterion.role, Criterion.fact)
    criteria = criteria.order_by(Criterion.service_id, Criterion.role, Criterion.position)
    areas = select(ServiceArea.service_id, ServiceArea.code)
    areas = areas.order_by(ServiceArea.service_id, ServiceArea.position)
    lists = {
        (id, role): _together([each[2] for each in facts], shared)
        for (id, role), facts in groupby(
            _found(session, _of(Criterion, criteria, ids)), lambda each: (each[0], each[1])
        )
    }
    found = _found(session, _of(ServiceArea, areas, ids))
    for id, codes in groupby(found, lambda each: each[0]):
        lists[(id, "areas_served")] = _together([each[1] for each in codes], shared)
    return lists


def _together(words: Sequence[str], shared: dict[Any, Any]) -> tuple[str, ...]:
    [kept] = _once([tuple(words)], shared)
    assert isinstance(kept, tuple)
    return kept


def _once(values: Sequence[Any], shared: dict[Any, Any]) -> list[Any]:
    """Return values with each text, or list of words, that was seen before in place of its copy."""
    if len(shared) > MOST_SHARED:
        shared.clear()
    return [
        shared.setdefault(value, value) if type(value) in (str, tuple) else value
        for value in values
    ]


def _found(session: Session, query: Any) -> Iterator[Any]:
    yield from session.execute(query.execution_options(yield_per=AT_ONCE))


def _of(
    table: type[Venue] | type[Criterion] | type[ServiceArea],
    query: Any,
    ids: Collection[str] | None,
) -> Any:
    """Return a query of what belongs to these services; None = to any."""
    return query if ids is None else query.where(table.service_id.in_(ids))
