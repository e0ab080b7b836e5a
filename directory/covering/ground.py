"""Everything that an answer rests on, made once for each version of the directory and its figures.

An import of figures counts as a change of the directory, so an answer is right the moment a service
or a figure changes, and what is kept is never older than either.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.covering.coming import Coming, coming
from directory.covering.offers import Offers, take_offers
from directory.covering.people import People, take_people
from directory.covering.travel import TRAVEL, Travel, TravelTable, take_table, take_travel
from directory.db import FigureSource
from directory.nearby.snapshot import SNAPSHOTS, Snapshot
from directory.places import Places
from directory.places.outcodes import district_counties
from directory.places.paths import fallback_file

MOST_KEPT = 400
"""Answers that are kept: the largest take a megabyte each over the whole country."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """The services, whom they come to, and the children.

    `travel` is how long they need to the venues; None where no table was taken in.
    """

    snapshot: Snapshot
    offers: Offers
    people: People
    coming: Coming
    travel: Travel | None
    kept: dict[Hashable, object] = field(default_factory=dict)
    """What was worked out of it, by what was asked."""

    def keep(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what was found under a key before, or find it and keep it."""
        if (known := self.kept.get(key)) is not None:
            return known  # type: ignore[return-value]
        found = find()
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()  # another request may do so at any moment, so nothing is read twice
        self.kept[key] = found
        return found


class _Keeper:
    """Keeps the ground of each database until its directory or its figures change."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Engine, tuple[Places, Ground]] = WeakKeyDictionary()
        self._people: WeakKeyDictionary[Engine, tuple[Places, datetime | None, People]] = (
            WeakKeyDictionary()
        )
        self._tables: WeakKeyDictionary[
            Engine, tuple[People, datetime | None, TravelTable | None]
        ] = WeakKeyDictionary()

    def current(self, session: Session, places: Places) -> Ground:
        snapshot = SNAPSHOTS.current(session)
        engine = session.get_bind().engine
        with self._lock:
            kept = self._kept.get(engine)
            if kept is None or kept[0] is not places or kept[1].snapshot is not snapshot:
                people = self._people_in(session, engine, places)
                table = self._table_in(session, engine, people)
                kept = self._kept[engine] = places, take_ground(session, snapshot, people, table)
        return kept[1]

    def _people_in(self, session: Session, engine: Engine, places: Places) -> People:
        """Return the children, read again only when other figures were taken in."""
        taken_at = _taken_at(session, "population")
        kept = self._people.get(engine)
        if kept is None or kept[0] is not places or kept[1] != taken_at:
            kept = self._people[engine] = places, taken_at, take_people(session, places)
        return kept[2]

    def _table_in(self, session: Session, engine: Engine, people: People) -> TravelTable | None:
        """Return the times of travel, read again only when others, or other people, were taken."""
        taken_at = _taken_at(session, TRAVEL)
        kept = self._tables.get(engine)
        if kept is None or kept[0] is not people or kept[1] != taken_at:
            kept = self._tables[engine] = people, taken_at, take_table(session, people.codes)
        return kept[2]


def _taken_at(session: Session, what: str) -> datetime | None:
    source = session.get(FigureSource, what)
    return source.taken_at if source else None


_KEEPER = _Keeper()


def current_ground(session: Session, places: Places) -> Ground:
    """Return the ground of a database as it is now: one small query if kept."""
    return _KEEPER.current(session, places)


def take_ground(
    session: Session, snapshot: Snapshot, people: People, table: TravelTable | None = None
) -> Ground:
    """Read the services, and to whom of the children they come."""
    return Ground(
        snapshot=snapshot,
        offers=take_offers(session, snapshot),
        people=people,
        coming=coming(snapshot, people.districts, counties()),
        travel=take_travel(session, snapshot, table) if table else None,
    )


@lru_cache(maxsize=1)
def counties() -> dict[str, str]:
    """Return the county of each district that lies in one."""
    return district_counties(fallback_file())
