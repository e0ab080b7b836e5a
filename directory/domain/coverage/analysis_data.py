"""Everything that an answer rests on, made once for each version of the directory and its figures.

An import of figures counts as a change of the directory, so an answer is right the moment a service
or a figure changes, and what is kept is never older than either.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.domain.coverage.population import AreaPopulation, read_population
from directory.domain.coverage.service_areas import ServiceAreas
from directory.domain.coverage.service_columns import ServiceColumns, TravelColumns
from directory.domain.coverage.travel_times import (
    TRAVEL,
    TravelTable,
    VenueTravelTimes,
    read_travel_table,
    venue_travel_times,
)
from directory.geo import Places
from directory.geo.outcodes import district_counties
from directory.geo.paths import fallback_file
from directory.storage import FigureSource
from directory.storage.column_store import KEPT, STORES, followed
from directory.storage.snapshot import Numbers, Snapshot

BYTES_A_SERVICE = 300
NO_ROWS: Numbers = np.empty(0, np.int64)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnalysisData:
    """The services, whom they come to, and the children.

    `travel` is how long they need to the venues; None where no table was taken in.
    """

    offers: ServiceColumns
    people: AreaPopulation
    coming: ServiceAreas
    travel: VenueTravelTimes | None

    @property
    def snapshot(self) -> Snapshot:
        """Return what a match goes by."""
        return self.offers.snapshot

    @property
    def nbytes(self) -> int:
        """Return about how much is its own of a scenario that is kept."""
        return len(self.snapshot.ids) * BYTES_A_SERVICE

    def keep(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what was found under a key before, or find it and keep it."""
        return KEPT.keep((self.snapshot.store.token, *self._figures, key), find)

    def keep_of(self, rows: Numbers, key: Hashable, find: Callable[[], T]) -> T:
        """Return the same of what rests on some services alone, by the keys of their rows.

        It holds until one of them changes, or another figure is taken in.
        """
        digest = blake2b(rows.tobytes(), digest_size=16).digest()
        line = self.snapshot.store.line.number
        return KEPT.keep((line, digest, *self._figures, key), find)

    def follow(self, key: Hashable, extend: Callable[[T | None, "AnalysisData"], T]) -> T:
        """Return what is found of each service by itself; `extend` adds what is of some of them."""
        store = self.snapshot.store
        return followed(
            store, (*self._figures, key), lambda kept, places: extend(kept, self.some(places))
        )

    def some(self, places: Numbers) -> "AnalysisData":
        """Return the same of some services alone; their places must be in order."""
        if len(places) == len(self.snapshot.ids):
            return self
        offers = type(self.offers)(self.snapshot.store.some(places))
        return analysis_data(offers, self.people, self.travel.table if self.travel else None)

    @property
    def _figures(self) -> tuple[object, object]:
        return self.people, self.travel.table if self.travel else None


class _Keeper:
    """Keeps the figures of each database until others are taken in."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._people: WeakKeyDictionary[Engine, tuple[Places, datetime | None, AreaPopulation]] = (
            WeakKeyDictionary()
        )
        self._tables: WeakKeyDictionary[
            Engine, tuple[AreaPopulation, datetime | None, TravelTable | None]
        ] = WeakKeyDictionary()

    def current(
        self, session: Session, places: Places
    ) -> tuple[AreaPopulation, TravelTable | None]:
        engine = session.get_bind().engine
        with self._lock:
            people = self._people_in(session, engine, places)
            return people, self._table_in(session, engine, people)

    def _people_in(self, session: Session, engine: Engine, places: Places) -> AreaPopulation:
        """Return the children, read again only when other figures were taken in."""
        taken_at = _taken_at(session, "population")
        kept = self._people.get(engine)
        if kept is None or kept[0] is not places or kept[1] != taken_at:
            kept = self._people[engine] = places, taken_at, read_population(session, places)
        return kept[2]

    def _table_in(
        self, session: Session, engine: Engine, people: AreaPopulation
    ) -> TravelTable | None:
        """Return the times of travel, read again only when others, or other people, were taken."""
        taken_at = _taken_at(session, TRAVEL)
        kept = self._tables.get(engine)
        if kept is None or kept[0] is not people or kept[1] != taken_at:
            kept = self._tables[engine] = people, taken_at, read_travel_table(session, people.codes)
        return kept[2]


def _taken_at(session: Session, what: str) -> datetime | None:
    source = session.get(FigureSource, what)
    return source.taken_at if source else None


_KEEPER = _Keeper()


def current_analysis_data(session: Session, places: Places) -> AnalysisData:
    """Return the ground of a database as it is now: a few small queries if kept."""
    people, table = _KEEPER.current(session, places)
    offers = STORES.current(session, TravelColumns if table else ServiceColumns)
    return offers.store.derived(
        ("ground", people, table), lambda: analysis_data(offers, people, table)
    )


def analysis_data(
    offers: ServiceColumns, people: AreaPopulation, table: TravelTable | None = None
) -> AnalysisData:
    """Return services beside figures."""
    return AnalysisData(
        offers=offers,
        people=people,
        coming=ServiceAreas(offers.snapshot, people.districts, counties()),
        travel=venue_travel_times(offers.store, table) if table else None,
    )


@lru_cache(maxsize=1)
def counties() -> dict[str, str]:
    """Return the county of each district that lies in one."""
    return district_counties(fallback_file())
