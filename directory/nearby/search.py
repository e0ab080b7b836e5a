"""Finding the services for each option of a match."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db import Organisation, Service
from directory.nearby.acceptance import acceptance
from directory.nearby.found import Accepts, Found, Listed, ServiceLine, Tally
from directory.nearby.reach import FAR, Reach, nearest_points, reach
from directory.nearby.snapshot import Numbers, Snapshot, SnapshotKeeper
from directory.nearby.why import Why
from directory.places import Place, grid_miles
from matcher import Knowledge
from matcher.conditions import FactValue
from matcher.knowledge import Recommendation

ACCEPTS: tuple[Accepts, ...] = ("yes", "unknown", "no")
YES, UNKNOWN, NO = range(3)
REFUSED_LISTED = 2
"""How many that would not take the family are listed, with the reason, for each option."""

_keeper = SnapshotKeeper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is asked of the directory: for whom, from where, how far, how many for each option."""

    known: Mapping[str, FactValue]
    place: Place | None
    within_miles: float
    on: date
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """The whole directory as it stands for one search."""

    snapshot: Snapshot
    reached: Reach
    accepts: Numbers
    order: Numbers
    """Metres to a venue within the distance asked; with none, -1 where the service comes to the
    home in its area, and FAR for the rest, a hidden venue among them."""


def nearby_services(
    session: Session, knowledge: Knowledge, wanted: Iterable[Recommendation], search: Search
) -> dict[str, Found]:
    """Return what was found for each recommendation by its id.

    One query reads what is listed, and one row tells whether the arrays are current.
    """
    field = _field(_keeper.current(session), search)
    ranked = {item.id: _ranked(field, knowledge, item) for item in wanted}
    shown = {id: _shown(field, places, search.limit) for id, places in ranked.items()}
    listed = _listed(
        session, knowledge, field, search, sorted({a for s in shown.values() for a in s})
    )
    return {
        id: Found(
            listed=tuple(listed[at] for at in shown[id] if at in listed),
            tally=_tally(field, places),
            next_miles=_next_miles(field, knowledge, search, knowledge.recommendation[id], places),
        )
        for id, places in ranked.items()
    }


def _field(snapshot: Snapshot, search: Search) -> _Field:
    accepted = acceptance(snapshot, search.known, search.on)
    reached = reach(snapshot, search.place, search.within_miles)
    refused = accepted.refused | reached.serves_not
    open_ = accepted.open | reached.area_open
    accepts = np.where(refused, NO, np.where(open_, UNKNOWN, YES))
    comes = reached.at_home & reached.serves
    order = np.where(reached.at_venue, reached.metres, np.where(comes, -1, FAR))
    return _Field(snapshot=snapshot, reached=reached, accepts=accepts, order=order)


@lru_cache(maxsize=1 << 10)
def _deliverers(knowledge: Knowledge, id: str) -> tuple[str, ...]:
    """Return the programmes that answer a recommendation: its own, and any others of its class."""
    named = set(knowledge.recommendation[id].programmes)
    others = {p.id for p in knowledge.programmes if named & set(p.classes)}
    return tuple(sorted(named | others))


def _candidates(snapshot: Snapshot, knowledge: Knowledge, item: Recommendation) -> Numbers:
    nothing = np.array([], dtype=np.int64)
    parts = [snapshot.of_programme.get(p, nothing) for p in _deliverers(knowledge, item.id)]
    parts += [snapshot.general.get(kind, nothing) for kind in item.kinds]
    # No service is in two parts: it has one programme, or none and one kind.
    return np.concatenate([nothing, *parts])


def _ranked(field: _Field, knowledge: Knowledge, item: Recommendation) -> Numbers:
    """Return the places of the services that fit: accepting first, then nearest, then by id."""
    places = _candidates(field.snapshot, knowledge, item)
    places = places[field.reached.fits[places]]
    return places[np.lexsort((places, field.order[places], field.accepts[places]))]


def _shown(field: _Field, places: Numbers, limit: int) -> list[int]:
    refused = field.accepts[places] == NO
    return [*places[~refused][:limit].tolist(), *places[refused][:REFUSED_LISTED].tolist()]


def _tally(field: _Field, places: Numbers) -> Tally:
    counts = np.bincount(field.accepts[places], minlength=3)
    return Tally(yes=int(counts[YES]), unknown=int(counts[UNKNOWN]), no=int(counts[NO]))


def _next_miles(
    field: _Field, knowledge: Knowledge, search: Search, item: Recommendation, near: Numbers
) -> float | None:
    """Return how far the nearest accepting venue is, where nobody within reach accepts."""
    if search.place is None or (field.accepts[near] == YES).any():
        return None
    places = _candidates(field.snapshot, knowledge, item)
    places = places[(field.accepts[places] == YES) & (field.reached.metres[places] < FAR)]
    if not len(places):
        return None
    nearest = int(places[np.argmin(field.reached.metres[places])])
    return _miles(field.snapshot, search.place, [nearest])[nearest]


def _miles(snapshot: Snapshot, place: Place, places: list[int]) -> dict[int, float]:
    """Return the geodesic miles from a place to the nearest venue of each service."""
    if not places:
        return {}
    points = nearest_points(snapshot, place, np.array(places, dtype=np.int64))
    miles = grid_miles(place.lat, place.lon, *points)
    return dict(zip(places, np.round(miles, 1).tolist(), strict=True))


def _listed(
    session: Session, knowledge: Knowledge, field: _Field, search: Search, places: list[int]
) -> dict[int, Listed]:
    reached, snapshot = field.reached, field.snapshot
    near = [at for at in places if reached.at_venue[at]]
    miles = _miles(snapshot, search.place, near) if search.place else {}
    why = Why(knowledge.facts, snapshot, reached, search.known, search.on)
    return {
        at: Listed(
            service=line,
            organisation=organisation,
            accepts=ACCEPTS[field.accepts[at]],
            why=tuple(why.lines(line, at, miles.get(at))),
            distance_miles=miles.get(at),
        )
        for at, line, organisation in _lines(session, snapshot, places)
    }


def _lines(
    session: Session, snapshot: Snapshot, places: list[int]
) -> Iterator[tuple[int, ServiceLine, str]]:
    """Yield what is shown of each service, in one query."""
    place_of = {snapshot.ids[at]: at for at in places}
    columns = [getattr(Service, name) for name in ServiceLine._fields]
    query = select(Organisation.name, *columns).join_from(Service, Organisation)
    for name, *values in session.execute(query.where(Service.id.in_(place_of))):
        yield place_of[values[0]], ServiceLine._make(values), name
