"""The services of the feed as arrays, made once for each version of the directory.

Only services of the directory's own file are in it: what was taken from another directory is that
directory's to publish. They stand in the order of their ids, so that a list is the same while it
is paged, and a page far down is a slice as any other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db import Organisation, Service, Venue
from directory.nearby.beside import Beside
from directory.nearby.snapshot import Flags, Numbers, Snapshot
from directory.openreferral.ids import uuid_of
from directory.openreferral.outward import organisation_id
from directory.openreferral.outward_places import at_location_id

NOT_KNOWN = np.iinfo(np.int64).max
"""Stands for a time of change that was not kept: it counts as after any other."""
NO_POINT = -1
"""Stands for the grid point of a venue that could not be located."""


class Provider(NamedTuple):
    """An organisation: its number in the database, its name and what it is registered under."""

    key: int
    name: str
    number: str | None


class Lookup:
    """Finds the place of a uuid among many; kept small, since there is one for each service."""

    def __init__(self, uuids: Iterable[str]) -> None:
        found = np.array(list(uuids), dtype="S36")
        self._order = np.argsort(found)
        self._sorted = found[self._order]

    def find(self, uuid: str) -> int | None:
        """Return the place of a uuid; None where it is not among them."""
        wanted = np.bytes_(uuid.lower().encode())
        at = int(np.searchsorted(self._sorted, wanted))
        if at < len(self._sorted) and self._sorted[at] == wanted:
            return int(self._order[at])
        return None


@dataclass(frozen=True, kw_only=True)
class Index:
    """What the feed holds; the places of services are those of the snapshot."""

    snapshot: Snapshot
    own: Flags
    organisation: Numbers
    """For each service, the key of who provides it."""
    changed: Numbers
    """When each last changed, in microseconds from 1970; NOT_KNOWN where that was not kept."""
    words: dict[tuple[str, str], Numbers]
    """For a taxonomy and the id of a term, the places of the services that state it."""
    providers: Sequence[Provider]
    """Who provides any of them, by name."""
    venue_service: Numbers
    """For each venue that may be told, the place of its service; in their order."""
    venue_number: Numbers
    """Which venue of the service it is, of those that may be told, counted from 0."""
    venue_easting: Numbers
    venue_northing: Numbers

    def uuid(self, place: int) -> str:
        """Return the uuid of a service."""
        return uuid_of("service", self.snapshot.ids[place])

    @cached_property
    def services(self) -> Lookup:
        """Return what finds the place among all places of the snapshot."""
        return Lookup(self.uuid(at) if own else "" for at, own in enumerate(self.own.tolist()))

    @cached_property
    def at_locations(self) -> Lookup:
        """Return what finds the place of a service at a location among the venues."""
        pairs = zip(self.venue_service.tolist(), self.venue_number.tolist(), strict=True)
        return Lookup(at_location_id(self.uuid(at), number) for at, number in pairs)

    @cached_property
    def organisations(self) -> Lookup:
        """Return what finds the place of an organisation among the providers."""
        return Lookup(organisation_id(each.name, each.number) for each in self.providers)


def take_index(session: Session, snapshot: Snapshot) -> Index:
    """Read what the feed holds: three queries, however many services."""
    place = {id: at for at, id in enumerate(snapshot.ids)}
    organisation = np.zeros(len(place), dtype=np.int64)
    changed = np.full(len(place), NOT_KNOWN, dtype=np.int64)
    own = np.zeros(len(place), dtype=np.bool_)
    words: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in session.execute(_OWN):
        at = place.get(row.id)
        if at is None:
            continue
        own[at], organisation[at] = True, row.organisation_id
        changed[at] = NOT_KNOWN if row.changed_at is None else microseconds(row.changed_at)
        for key in _terms(row):
            words[key].append(at)
    return Index(
        snapshot=snapshot,
        own=own,
        organisation=organisation,
        changed=changed,
        words={key: np.array(sorted(ats), dtype=np.int64) for key, ats in words.items()},
        providers=_providers(session, set(organisation[own].tolist())),
        **_venues(session, place, own),
    )


_OWN = select(
    Service.id,
    Service.organisation_id,
    Service.kind,
    Service.status,
    Service.referral_routes,
    Service.changed_at,
).where(Service.feed_id.is_(None))


def microseconds(at: datetime) -> int:
    """Return a moment as a number; one without a zone, as SQLite keeps it, is in UTC."""
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1_000_000)


def _terms(row: Any) -> Iterable[tuple[str, str]]:
    return [
        ("kind", row.kind),
        ("status", row.status),
        *(("route", route) for route in row.referral_routes),
    ]


def _providers(session: Session, keys: set[int]) -> list[Provider]:
    rows = session.execute(select(Organisation.id, Organisation.name, Organisation.number))
    found = (Provider(*row) for row in rows if row.id in keys)
    return sorted(found, key=lambda each: (each.name, each.number or ""))


def _venues(session: Session, place: dict[str, int], own: Flags) -> dict[str, Numbers]:
    """Return the venues that may be told; of a hidden one not even the place in the list."""
    found: list[tuple[int, int, int, int]] = []
    number = -1
    for row in session.execute(_SHOWN):
        at = place.get(row.service_id)
        if at is None or not own[at]:
            continue
        number = number + 1 if found and found[-1][0] == at else 0
        easting = NO_POINT if row.easting is None else row.easting
        northing = NO_POINT if row.northing is None else row.northing
        found.append((at, number, easting, northing))
    table = np.array(found, dtype=np.int64).reshape(-1, 4)
    # Databases sort ids each in their own way; the snapshot's order is the same everywhere.
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    names = ("venue_service", "venue_number", "venue_easting", "venue_northing")
    return dict(zip(names, table.T, strict=True))


_SHOWN = (
    select(Venue.service_id, Venue.easting, Venue.northing)
    .where(
        Venue.hide_address.is_not(True),
        # A row that states nothing of a venue stands for none.
        Venue.name.is_not(None)
        | Venue.address.is_not(None)
        | Venue.postcode.is_not(None)
        | Venue.hide_address.is_not(None),
    )
    .order_by(Venue.service_id, Venue.position)
)

INDEXES = Beside(take_index)
