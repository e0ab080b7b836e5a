"""The services of the feed as columns.

Only services of the directory's own file are in it: what was taken from another directory is that
directory's to publish. They stand in the order of their ids, so that a list is the same while it
is paged, and a page far down is a slice as any other.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from directory.domain.search.filter_columns import STATED
from directory.exchange.openreferral.exporter import organisation_id
from directory.exchange.openreferral.exporter_venues import at_location_id
from directory.exchange.openreferral.ids import uuid_of
from directory.storage import Organisation, Service
from directory.storage.column_store import (
    NO_POINT,
    ColumnStore,
    FlagColumn,
    Number,
    StoredColumn,
    VenueLists,
    by_row,
    followed,
    stored,
)
from directory.storage.column_store.columns import Read
from directory.storage.snapshot import VENUES, Flags, Numbers, Snapshot

NOT_KNOWN = np.iinfo(np.int64).max
"""Stands for a time of change that was not kept: it counts as after any other."""
_UUID = "S16"
"""A uuid as an array holds it."""


class Provider(NamedTuple):
    """An organisation: its number in the database, its name and what it is registered under."""

    key: int
    name: str
    number: str | None


def microseconds(at: datetime) -> int:
    """Return a moment as a number; one without a zone, as SQLite keeps it, is in UTC."""
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1_000_000)


def _moment(cell: str | datetime | None) -> int:
    if cell is None:
        return NOT_KNOWN
    return microseconds(datetime.fromisoformat(cell) if isinstance(cell, str) else cell)


def _shown(rows: Sequence[Any]) -> list[tuple[int, int, int]]:
    """Return the venues that may be told; of a hidden one not even the place in the list."""
    shown = [(row.easting, row.northing) for row in rows if row.is_named and not row.is_hidden]
    points = ((NO_POINT, NO_POINT) if None in point else point for point in shown)
    return [(*point, number) for number, point in enumerate(points)]


_OWN = FlagColumn(Service.feed_id.is_(None))
_ORGANISATION = Number(Service.organisation_id, 0)
_CHANGED = Read(type_coerce(Service.changed_at, String), _moment)
_VENUES = VenueLists(VENUES, _shown)
_TERMS = {"kind": STATED["kind"], "status": STATED["running"], "route": STATED["route"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtLocations:
    """The uuids of services at their venues, with the key of the service and the venue's number."""

    uuid: Any
    key: Numbers
    number: Numbers

    def beside(self, more: "_AtLocations") -> "_AtLocations":
        """Return these, and more after them."""
        return _AtLocations(
            uuid=np.append(self.uuid, more.uuid),
            key=np.append(self.key, more.key),
            number=np.append(self.number, more.number),
        )


class FeedIndex:
    """What the feed holds; the places of services are those of the snapshot."""

    COLUMNS: ClassVar[Collection[StoredColumn[Any]]] = (
        *Snapshot.COLUMNS, _OWN, _ORGANISATION, _CHANGED, _VENUES, *_TERMS.values(),
    )  # fmt: skip

    def __init__(self, store: ColumnStore) -> None:
        self.store, self.snapshot = store, Snapshot(store)

    own = stored(_OWN)
    organisation = stored(_ORGANISATION)
    """For each service, the key of who provides it."""
    changed = stored(_CHANGED)
    """When each last changed, in microseconds from 1970; NOT_KNOWN where that was not kept."""
    venues = stored(_VENUES)
    """The venues that may be told; beside each its number among those of its service."""

    def stating(self, taxonomy: str, term: str) -> Flags:
        """Return the services that state a kind of help, a status or a route."""
        return self.store[_TERMS[taxonomy]].any_of(term)

    def uuid(self, place: int) -> str:
        """Return the uuid of a service."""
        return uuid_of("service", self.snapshot.ids[place])

    def service(self, uuid: str) -> int | None:
        """Return the place of a service of the feed by its uuid; None where there is none."""

        def find(places: Numbers) -> Any:
            return _uuids(self.uuid(at) if self.own[at] else None for at in places.tolist())

        found = np.flatnonzero(by_row(self.store, "uuids", find) == UUID(uuid).bytes)
        return int(found[0]) if len(found) else None

    def at_location(self, uuid: str) -> int | None:
        """Return the place, among the venues, of a service at a location by its uuid."""
        known = followed(self.store, "uuids at locations", self._with_locations)
        for at in np.flatnonzero(known.uuid == UUID(uuid).bytes):
            [*places] = np.flatnonzero(self.store.keys == known.key[at])
            if places:
                return int(self.venues.first[places[0]] + known.number[at])
        return None

    def _with_locations(self, kept: _AtLocations | None, places: Numbers) -> _AtLocations:
        places = places[self.own[places]]
        venues = self.venues.of(places)
        service, number = self.venues.service[venues], self.venues.beside[venues]
        pairs = zip(service.tolist(), number.tolist(), strict=True)
        more = _AtLocations(
            uuid=_uuids(at_location_id(self.uuid(at), n) for at, n in pairs),
            key=self.store.keys[service],
            number=number,
        )
        return kept.beside(more) if kept else more

    def providers(self, session: Session) -> Sequence[Provider]:
        """Return who provides any of the services, by name."""
        return self.store.derived("providers", lambda: _providers(session, self._provide()))

    def provider(self, session: Session, uuid: str) -> Provider | None:
        """Return who provides services by the uuid of the organisation; None for nobody."""
        found = (p for p in self.providers(session) if organisation_id(p.name, p.number) == uuid)
        return next(found, None)

    def _provide(self) -> set[int]:
        return set(np.unique(self.organisation[self.own]).tolist())


def _uuids(made: Iterable[str | None]) -> Any:
    return np.array([UUID(each).bytes if each else b"" for each in made], _UUID)


def _providers(session: Session, keys: set[int]) -> list[Provider]:
    rows = session.execute(select(Organisation.id, Organisation.name, Organisation.number))
    found = (Provider(*row) for row in rows if row.id in keys)
    return sorted(found, key=lambda each: (each.name, each.number or ""))
