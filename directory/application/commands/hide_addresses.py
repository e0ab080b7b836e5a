"""Hiding the addresses that are stored, and that by what is known should not be found.

Entries whose words say refuge, safe house or Women's Aid, where nobody said that the address may
be shown; and venues of feeds that are a place which this directory's own file hides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import hold_directory, record, version_to_come
from directory.application.commands.batches import batches
from directory.application.commands.search_index import write_words
from directory.exchange.directory_file.address_leaks import HiddenPlaces
from directory.model.hidden_by_words import hidden_by_words
from directory.model.service_entry import HELD_BACK, ServiceEntry, VenueEntry
from directory.storage import GeocodedAddress, Service, Venue
from directory.storage.entry_repository import entries_of, stored_entries
from directory.storage.geocoded import in_one_line

_COLUMNS = (Venue.name, Venue.address, Venue.postcode, Venue.hide_address)


def own_hidden_places(session: Session) -> HiddenPlaces:
    """Return the places that the directory's own file hides, of services that are gone too."""
    own = select(*_COLUMNS).join_from(Venue, Service).where(Service.feed_id.is_(None))
    found = session.execute(own.where(Venue.hide_address.is_(True)))
    return HiddenPlaces(_venue(each) for each in found)


def without_hidden_places(
    entries: Iterable[ServiceEntry], places: HiddenPlaces
) -> Iterator[ServiceEntry]:
    """Yield entries of a feed with nothing of a venue that this directory's own file hides."""
    for entry in entries:
        if places and any(map(places.hide, entry.venues)):
            rows = (
                replace(row, venue=HELD_BACK) if places.hide(row.venue) else row
                for row in entry.rows
            )
            entry = replace(entry, rows=tuple(rows))
        yield entry


def hide_by_words(session: Session, *, actor: str, now: datetime) -> int:
    """Hide every stored venue whose entry says that it must not be found; return how many.

    The caller commits. It leaves an audit event where it hides any.
    """
    hold_directory(session)
    wanted: dict[str, ServiceEntry] = {}
    for id, entry in stored_entries(session, every_feed=True).items():
        if (hidden := hidden_by_words(entry)) is not entry:
            wanted[id] = hidden
    return _hide(session, wanted, actor=actor, now=now)


def hide_in_feeds(session: Session, *, actor: str, now: datetime) -> int:
    """Hide every stored venue of a feed that the directory's own file hides; return how many.

    The caller commits. It leaves an audit event where it hides any.
    """
    places = own_hidden_places(session)
    if not places:
        return 0
    others = select(Service.id, *_COLUMNS).join_from(Venue, Service)
    shown = others.where(Service.feed_id.is_not(None), Venue.hide_address.is_not(True))
    ids = {id for id, *venue in session.execute(shown) if places.hide(_venue(venue))}
    found = entries_of(session, ids)
    wanted = {
        id: replace(entry, rows=tuple(
            replace(row, venue=replace(row.venue, hide_address=True))
            if places.hide(row.venue) else row
            for row in entry.rows
        ))
        for id, entry in found.items()
    }  # fmt: skip
    return _hide(session, wanted, actor=actor, now=now)


def _hide(session: Session, entries: dict[str, ServiceEntry], *, actor: str, now: datetime) -> int:
    """Store that the venues of these entries are hidden, and forget what told where they are."""
    hidden = 0
    for id, entry in entries.items():
        for row in entry.rows:
            if row.venue.hide_address:
                here = Venue.service_id == id, Venue.position == row.position
                shown = Venue.hide_address.is_not(True)
                done = session.execute(
                    update(Venue).where(*here, shown).values(hide_address=True).returning(Venue.id)
                )
                hidden += len(done.all())
    if hidden:
        _forget(session, entries.values())
        marks = {"changed_at": now, "changed_in": version_to_come(session, now)}
        for some in batches(list(entries)):
            session.execute(update(Service).where(Service.id.in_(some)).values(marks))
        write_words(session, [], entries.values())
        record(session, "venue.hide", actor=actor, now=now, detail={"venues": hidden})
        session.expire_all()
    return hidden


def _forget(session: Session, entries: Iterable[ServiceEntry]) -> None:
    venues = (venue for entry in entries for venue in entry.venues if venue.hide_address)
    for some in batches(in_one_line(venue.address) for venue in venues if venue.address):
        session.execute(delete(GeocodedAddress).where(GeocodedAddress.address.in_(some)))


def _venue(values: Sequence[Any]) -> VenueEntry:
    name, address, postcode, hide_address = values
    return VenueEntry(name=name, address=address, postcode=postcode, hide_address=hide_address)
