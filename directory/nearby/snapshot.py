"""The directory as arrays, made once for each version of it.

A match asks every service whether it takes this family; over 100,000 services that is a few array
operations here and tens of thousands of rows in a query. The version in the database says when a
snapshot is out of date, so an answer is right the moment a service changes.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory.db import Criterion, DirectoryVersion, Service, ServiceArea, Venue
from directory.importing.columns import DELIVERY, ROLES

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO_AGE = -1000
"""Stands for an age that is not stated; no child has it."""
NO_DAY = 0
"""Stands for a day that is not stated."""


_NOWHERE: Numbers = np.array([], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Every service that may be shown now, in the order of their ids: one place in each array."""

    version: int
    ids: Sequence[str]
    of_programme: dict[str, Numbers]
    """For each programme, the places of the services that deliver it."""
    general: dict[str, Numbers]
    """For each kind, the places of the services of general help, with no programme."""
    shut: Flags
    """Closed or paused."""
    starts_on: Numbers
    ends_on: Numbers
    age_from: Numbers
    age_under: Numbers
    delivers: dict[str, Flags]
    criteria: dict[str, list[tuple[str, Numbers]]]
    """For each role, each fact and the places of the services that name it."""
    criteria_of: dict[int, dict[str, list[str]]]
    """For the place of a service, the facts it names in each role."""
    states: dict[str, Flags]
    """For each role, and for areas, whether a service states anything of it."""
    areas: dict[str, Numbers]
    """For each area code, the places of the services that serve it."""
    venue_service: Numbers
    """The places of the services with a venue that may be told, in order."""
    venue_first: Numbers
    """Where the venues of each of these begin among the points."""
    venue_easting: Numbers
    venue_northing: Numbers
    has_venue: Flags
    """Whether a service has a venue whose point may be told."""
    hidden_in: dict[str, Numbers]
    """For each authority, the places of the services with a hidden venue in it."""
    has_hidden: Flags
    somewhere: Flags
    """Whether it is known where any venue of a service is, be it by its authority alone."""
    delivering: dict[tuple[str, ...], Numbers] = field(default_factory=dict)
    """For programmes and kinds asked for together, the places of the services; kept when asked."""

    def places_of(self, programmes: tuple[str, ...], kinds: tuple[str, ...]) -> Numbers:
        """Return the places of the services that deliver any of these programmes or kinds."""
        key = (*programmes, "", *kinds)
        if key not in self.delivering:
            # No service is in two parts: it has one programme, or none and one kind.
            parts = [self.of_programme.get(name, _NOWHERE) for name in programmes]
            parts += [self.general.get(kind, _NOWHERE) for kind in kinds]
            self.delivering[key] = np.concatenate([_NOWHERE, *parts])
        return self.delivering[key]


class SnapshotKeeper:
    """Keeps the snapshot of each database until its directory changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Engine, Snapshot] = WeakKeyDictionary()

    def current(self, session: Session) -> Snapshot:
        """Return the snapshot of the directory as it is now: one small query if kept."""
        engine = session.get_bind().engine
        with self._lock:
            version, kept = _version(session), self._kept.get(engine)
            # Twice where an import ended while we read: half of it must not be kept.
            while kept is None or kept.version != version:
                kept = self._kept[engine] = take_snapshot(session, version)
                version = _version(session)
        return kept


SNAPSHOTS = SnapshotKeeper()
"""The one keeper of this process: whoever asks the directory shares its arrays."""


def _version(session: Session) -> int:
    return session.scalar(select(DirectoryVersion.number)) or 0


def day_number(day: date | None) -> int:
    """Return a date as a number that can be compared; NO_DAY for none."""
    return day.toordinal() if day else NO_DAY


def take_snapshot(session: Session, version: int) -> Snapshot:
    """Read the directory into arrays: four queries, however many services."""
    rows = _shown(session)
    place = {row.id: at for at, row in enumerate(rows)}
    criteria_of, criteria, states = _criteria(session, place)
    areas = _areas(session, place)
    states["areas"] = _flags(len(place), _joined(areas))
    return Snapshot(
        version=version,
        ids=[row.id for row in rows],
        of_programme=_places_by([row.programme for row in rows]),
        general=_places_by([None if row.programme else row.kind for row in rows]),
        shut=np.array([row.status in ("closed", "paused") for row in rows], dtype=np.bool_),
        starts_on=_numbers([day_number(row.starts_on) for row in rows]),
        ends_on=_numbers([day_number(row.ends_on) for row in rows]),
        age_from=_numbers([_age(row.age_from_months) for row in rows]),
        age_under=_numbers([_age(row.age_under_months) for row in rows]),
        delivers=_delivers([row.delivery for row in rows]),
        criteria_of=criteria_of,
        criteria=criteria,
        states=states,
        areas={code: _numbers(ats) for code, ats in areas.items()},
        **_venues(session, place),
    )


def _shown(session: Session) -> list[Any]:
    """Return the services of the last file by id; made-up ones only where there are no others."""
    columns = (
        Service.id, Service.programme, Service.kind, Service.status, Service.starts_on,
        Service.ends_on, Service.age_from_months, Service.age_under_months, Service.delivery,
        Service.is_sample,
    )  # fmt: skip
    shown = select(*columns).where(Service.gone_on.is_(None), Service.same_as.is_(None))
    rows = session.execute(shown).all()
    real = [row for row in rows if not row.is_sample]
    # Databases sort text each in their own way; an order of ours is the same everywhere.
    return sorted(real or rows, key=lambda row: str(row.id))


def _age(months: int | None) -> int:
    return NO_AGE if months is None else months


def _numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, dtype=np.int64)


def _places_by(names: Sequence[str | None]) -> dict[str, Numbers]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if name:
            places[name].append(at)
    return {name: _numbers(ats) for name, ats in places.items()}


def _flags(size: int, ats: Sequence[int]) -> Flags:
    flags = np.zeros(size, dtype=np.bool_)
    flags[_numbers(ats)] = True
    return flags


def _delivers(deliveries: list[tuple[str, ...]]) -> dict[str, Flags]:
    ways: dict[str, list[int]] = defaultdict(list)
    for at, delivery in enumerate(deliveries):
        for way in delivery:
            ways[way].append(at)
    return {way: _flags(len(deliveries), ways[way]) for way in DELIVERY}


def _criteria(
    session: Session, place: dict[str, int]
) -> tuple[dict[int, dict[str, list[str]]], dict[str, list[tuple[str, Numbers]]], dict[str, Flags]]:
    """Return the criteria by service, by role and fact, and whether a service states any."""
    of_service: dict[int, dict[str, list[str]]] = defaultdict(dict)
    found: dict[str, dict[str, list[int]]] = {role: defaultdict(list) for role in ROLES}
    columns = (Criterion.service_id, Criterion.role, Criterion.fact)
    for id, role, fact in session.execute(select(*columns).order_by(Criterion.position)):
        if id in place:
            found[role][fact].append(place[id])
            of_service[place[id]].setdefault(role, []).append(fact)
    return (
        dict(of_service),
        {role: [(f, _numbers(ats)) for f, ats in facts.items()] for role, facts in found.items()},
        {role: _flags(len(place), _joined(facts)) for role, facts in found.items()},
    )


def _joined(places: dict[str, list[int]]) -> list[int]:
    return [at for ats in places.values() for at in ats]


def _areas(session: Session, place: dict[str, int]) -> dict[str, list[int]]:
    areas: dict[str, list[int]] = defaultdict(list)
    for id, code in session.execute(select(ServiceArea.service_id, ServiceArea.code)):
        if id in place:
            areas[code].append(place[id])
    return areas


def _venues(session: Session, place: dict[str, int]) -> dict[str, Any]:
    """Return the points that may be told, and for hidden venues the authority alone."""
    columns = (
        Venue.service_id, Venue.easting, Venue.northing, Venue.hide_address, Venue.authority,
    )  # fmt: skip
    shown: list[tuple[int, int, int]] = []
    hidden: dict[str, list[int]] = defaultdict(list)
    for id, easting, northing, hide, authority in session.execute(select(*columns)):
        if id not in place:
            continue
        if hide:
            hidden[authority or ""].append(place[id])
        elif easting is not None and northing is not None:
            shown.append((place[id], easting, northing))
    points = np.array(sorted(shown), dtype=np.int64).reshape(-1, 3)
    services, first = np.unique(points[:, 0], return_index=True)
    known = [at for code, ats in hidden.items() if code for at in ats]
    return {
        "venue_service": services,
        "venue_first": first,
        "venue_easting": points[:, 1],
        "venue_northing": points[:, 2],
        "has_venue": _flags(len(place), services.tolist()),
        "hidden_in": {code: _numbers(ats) for code, ats in hidden.items() if code},
        "has_hidden": _flags(len(place), _joined(hidden)),
        "somewhere": _flags(len(place), [*services.tolist(), *known]),
    }
