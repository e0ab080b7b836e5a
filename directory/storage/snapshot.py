"""What a match goes by, as columns: whom services take, where they are, and whether they run."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import numpy as np
from sqlalchemy import case, func, or_, select

from directory.model.assurance import late_on, months_between_checks
from directory.model.columns import DELIVERY
from directory.model.criteria import ROLES
from directory.model.service_status import STATUSES, states_on
from directory.storage.column_store import (
    STORES,
    ColumnStore,
    Day,
    Flags,
    Number,
    Numbers,
    PartTable,
    PartWords,
    StoredColumn,
    VenueLists,
    Words,
    WordSets,
    by_row,
    day_number,
    stored,
)
from directory.storage.column_store.columns import Read
from directory.storage.geocoded import BY_ADDRESS
from directory.storage.models import Criterion, Service, ServiceArea, Venue

__all__ = ["NO_AGE", "STORES", "Flags", "Numbers", "Snapshot", "day_number"]

NO_AGE = -1000
"""Stands for an age that is not stated; no child has it."""

_CRITERIA = PartTable(
    query=select(Criterion.service_id, Criterion.role, Criterion.fact).order_by(
        Criterion.service_id, Criterion.role, Criterion.position
    ),
    service_id=Criterion.service_id,
)
AREAS = PartTable(
    query=select(ServiceArea.service_id, ServiceArea.code).order_by(
        ServiceArea.service_id, ServiceArea.position
    ),
    service_id=ServiceArea.service_id,
)
_IS_HIDDEN = Venue.hide_address.is_(True)


class PlacedVenue(NamedTuple):
    """A row of VENUES."""

    easting: int | None
    northing: int | None
    postcode: str | None
    hidden_in: str | None = None
    is_hidden: bool = False
    is_named: bool = True
    by_address: bool = False


class AreaRow(NamedTuple):
    """A row of AREAS."""

    code: str


def _told(cell: Any) -> Any:
    return case((_IS_HIDDEN, None), else_=cell)


VENUES = PartTable(
    # Of a hidden venue nothing is read but its authority.
    query=select(
        Venue.service_id,
        _told(Venue.easting).label("easting"),
        _told(Venue.northing).label("northing"),
        _told(Venue.postcode).label("postcode"),
        case((_IS_HIDDEN, Venue.authority), else_=None).label("hidden_in"),
        _IS_HIDDEN.label("is_hidden"),
        # A row that states nothing of a venue stands for none.
        or_(
            Venue.name.is_not(None),
            Venue.address.is_not(None),
            Venue.postcode.is_not(None),
            Venue.hide_address.is_not(None),
        ).label("is_named"),
        _told(Venue.located_by == BY_ADDRESS).label("by_address"),
    ).order_by(Venue.service_id, Venue.position),
    service_id=Venue.service_id,
)


def located(rows: Sequence[Any]) -> list[Any]:
    """Return the rows of the venues that may be told and are located, in the order of points."""
    told = (row for row in rows if row.easting is not None and row.northing is not None)
    # Of venues at one point those without a postcode are last.
    return sorted(
        told, key=lambda row: (row.easting, row.northing, not row.postcode, row.postcode or "")
    )


def _points(rows: Sequence[Any]) -> list[tuple[int, int, bool]]:
    return [(row.easting, row.northing, bool(row.by_address)) for row in located(rows)]


def _hidden(rows: Sequence[Any]) -> tuple[str, ...]:
    return tuple(sorted({row.hidden_in or "" for row in rows if row.is_hidden}))


def _facts(role: str) -> PartWords:
    return PartWords(_CRITERIA, lambda rows: tuple(r.fact for r in rows if r.role == role))


PROGRAMME = Words(Service.programme)
GENERAL = Words(case((Service.programme.is_(None), Service.kind), else_=None))
STATUS = Read(Service.status, lambda status: STATUSES.index(status or "active"))
_STARTS_ON, _ENDS_ON = Day(Service.starts_on), Day(Service.ends_on)
CHECKED_ON = Day(func.coalesce(Service.assured_on, Service.taken_in_on))
"""The last check, or where there was none the day when the entry was first taken in."""
CHECK_MONTHS = Read(Service.kind, months_between_checks)
AGE_FROM = Number(Service.age_from_months, NO_AGE)
AGE_UNDER = Number(Service.age_under_months, NO_AGE)
WAYS = Words.listed(Service.delivery)
_CRITERIA_OF = {role: _facts(role) for role in ROLES}
_AREAS_SERVED = PartWords(AREAS, lambda rows: tuple(row.code for row in rows))
_POINTS = VenueLists(VENUES, _points, np.bool_)
_HIDDEN = PartWords(VENUES, _hidden)


class Snapshot:
    """Every service that may be shown, in the order of their ids: one place in each array."""

    COLUMNS: ClassVar[Collection[StoredColumn[Any]]] = (
        PROGRAMME, GENERAL, STATUS, _STARTS_ON, _ENDS_ON, AGE_FROM, AGE_UNDER, WAYS,
        CHECKED_ON, CHECK_MONTHS,
        *_CRITERIA_OF.values(), _AREAS_SERVED, _POINTS, _HIDDEN,
    )  # fmt: skip

    def __init__(self, store: ColumnStore) -> None:
        self.store = store
        self.version, self.ids = store.version, store.ids

    programme, general, delivery = stored(PROGRAMME), stored(GENERAL), stored(WAYS)
    status = stored(STATUS)
    """Places in STATUSES."""
    starts_on, ends_on = stored(_STARTS_ON), stored(_ENDS_ON)
    age_from, age_under = stored(AGE_FROM), stored(AGE_UNDER)
    checked_on, check_months = stored(CHECKED_ON), stored(CHECK_MONTHS)
    areas = stored(_AREAS_SERVED)
    venues = stored(_POINTS)
    """The venues that may be told and are located; beside each, whether that is by its address."""
    hidden = stored(_HIDDEN)
    """The authorities of hidden venues; an empty word for one that is not known."""

    def some(self, places: Numbers) -> "Snapshot":
        """Return some services alone; their places must be in order."""
        return Snapshot(self.store.some(places))

    @cached_property
    def criteria(self) -> Mapping[str, WordSets]:
        """Return for each role the facts that services name."""
        return {role: self.store[column] for role, column in _CRITERIA_OF.items()}

    @property
    def has_sample(self) -> bool:
        """Say whether what is shown is made up: all of it is, or nothing."""
        return self.store.is_sample and bool(self.ids)

    @cached_property
    def delivers(self) -> Mapping[str, Flags]:
        """Return for each way of delivery which services state it."""
        return {way: self.delivery.any_of(way) for way in DELIVERY}

    @cached_property
    def states(self) -> Mapping[str, Flags]:
        """Return for each role, and for areas, which services state anything of it."""
        return {r: facts.states for r, facts in self.criteria.items()} | {
            "areas": self.areas.states
        }

    @property
    def has_venue(self) -> Flags:
        """Return which services have a venue whose point may be told."""
        return self.venues.has

    @cached_property
    def by_address(self) -> Flags:
        """Return which services have such a venue whose point was found by its address."""
        found = np.zeros(len(self.ids), np.bool_)
        found[self.venues.service[self.venues.beside]] = True
        return found

    @property
    def has_hidden(self) -> Flags:
        """Return which services have a hidden venue."""
        return self.hidden.states

    @cached_property
    def somewhere(self) -> Flags:
        """Return of which services it is known where any venue is, be it by its authority alone."""
        known = [word for word in self.hidden.names.words if word]
        return self.has_venue | self.hidden.any_of(*known)

    def criteria_of(self, place: int) -> dict[str, tuple[str, ...]]:
        """Return the facts that a service names in each role in which it names any."""
        found = {role: facts.at(place) for role, facts in self.criteria.items()}
        return {role: facts for role, facts in found.items() if facts}

    def states_on(self, day: date) -> Numbers:
        """Return the `ServiceState` of each service on a day."""

        def find(places: Numbers) -> Numbers:
            of = (self.status[places], self.starts_on[places], self.ends_on[places])
            return states_on(*of, day)

        return self.store.derived(
            ("states", day), lambda: by_row(self.store, ("states", day), find)
        )

    def late_on(self, day: date) -> Flags:
        """Return which entries nobody checked for so long that they come after others on a day."""

        def find(places: Numbers) -> Flags:
            return late_on(self.checked_on[places], self.check_months[places], day)

        return self.store.derived(("late", day), lambda: by_row(self.store, ("late", day), find))

    def places_of(self, programmes: tuple[str, ...], kinds: tuple[str, ...]) -> Numbers:
        """Return the places of the services that deliver any of these programmes or kinds.

        A kind is that of a service of general help, which has no programme; none is in two parts.
        """

        def found() -> Numbers:
            return np.concatenate([self.programme.places(programmes), self.general.places(kinds)])

        return self.store.derived(("deliver", programmes, kinds), found)
