"""The directory as entries: what is stored, in the form in which files state it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db.models import Criterion, Organisation, Service, ServiceArea, Venue
from directory.importing.columns import OF_SERVICE, ROLES
from directory.importing.entries import Entry, Row, VenueEntry

_LISTED = {*ROLES, "areas_served"}
_PLAIN = [
    column.name
    for column in OF_SERVICE
    if column.name not in {"id", "organisation", "organisation_number", *_LISTED}
]


def stored_entries(
    session: Session, feed: str | None = None, *, every_feed: bool = False
) -> dict[str, Entry]:
    """Return every service by its id, in four queries however many there are.

    Those of the directory's own file, of one feed, or of all there are.
    """
    rows = _rows(session)
    lists = _lists(session)
    query = select(Service, Organisation).join(Organisation).order_by(Service.position, Service.id)
    if not every_feed:
        query = query.where(Service.feed_id == feed)
    return {
        service.id: _entry(service, organisation, rows[service.id], lists[service.id])
        for service, organisation in session.execute(query)
    }


def gone_ids(session: Session, feed: str | None = None) -> set[str]:
    """Return the ids of the services that were missing from the last file, or from the feed."""
    gone = select(Service.id).where(Service.gone_on.is_not(None), Service.feed_id == feed)
    return set(session.scalars(gone))


def _rows(session: Session) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for venue in session.scalars(select(Venue).order_by(Venue.service_id, Venue.position)):
        entry = VenueEntry(
            name=venue.name,
            address=venue.address,
            postcode=venue.postcode,
            hide_address=venue.hide_address,
        )
        rows[venue.service_id].append(Row(position=venue.position, venue=entry))
    return rows


def _lists(session: Session) -> dict[str, dict[str, list[str]]]:
    lists: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for criterion in session.scalars(select(Criterion).order_by(Criterion.position)):
        lists[criterion.service_id][criterion.role].append(criterion.fact)
    for area in session.scalars(select(ServiceArea).order_by(ServiceArea.position)):
        lists[area.service_id]["areas_served"].append(area.code)
    return lists


def _entry(
    service: Service, organisation: Organisation, rows: Iterable[Row], lists: dict[str, list[str]]
) -> Entry:
    values: dict[str, Any] = {name: getattr(service, name) for name in _PLAIN}
    values |= {"organisation": organisation.name, "organisation_number": organisation.number}
    values |= {name: tuple(lists.get(name, ())) for name in _LISTED}
    nowhere = [Row(position=service.position, venue=VenueEntry())]
    return Entry(
        id=service.id,
        values=values,
        rows=tuple(rows) or tuple(nowhere),
        remote_id=service.remote_id,
        vendor=service.vendor,
    )
