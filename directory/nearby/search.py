"""Finding the services for each option of a match."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db import Organisation, Service
from directory.nearby.acceptance import acceptance
from directory.nearby.found import Found, Listed, ServiceLine, Tally
from directory.nearby.ranking import MAY, NO, accepts_of, place_of, rank, tier_start, tiers
from directory.nearby.reach import FAR, Reach, nearest_points, reach
from directory.nearby.snapshot import SNAPSHOTS, Flags, Numbers, Snapshot
from directory.nearby.why import Why
from directory.places import Place, grid_miles
from matcher import Knowledge
from matcher.conditions import FactValue
from matcher.delivering import answers, deliverers
from matcher.knowledge import Recommendation

REFUSED_LISTED = 2
"""How many that would not take the family are listed, with the reason, for each option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is asked of the directory: for whom, from where, how far, how many for each option.

    With several cases, of a child with one carer each, a service takes the child as well as it
    does with any of them.
    """

    cases: tuple[Mapping[str, FactValue], ...]
    place: Place | None
    within_miles: float
    on: date
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """The whole directory as it stands for one search."""

    snapshot: Snapshot
    reached: Reach
    by_case: tuple[Numbers, ...]
    ranks: Numbers
    """The best of all cases, service by service."""


def nearby_services(
    session: Session, knowledge: Knowledge, wanted: Iterable[Recommendation], search: Search
) -> dict[str, Found]:
    """Return what was found for each recommendation by its id.

    One query reads what is listed, and one row tells whether the arrays are current.
    """
    field = _field(SNAPSHOTS.current(session), search)
    ranked = {item.id: _ranked(field, knowledge, item) for item in wanted}
    shown = {id: _shown(ranks, search.limit) for id, ranks in ranked.items()}
    places = {at for ats in shown.values() for at in ats}
    listed = _listed(session, knowledge, field, search, places, field.reached.at_venue)
    return {
        id: Found(
            listed=tuple(listed[at] for at in shown[id] if at in listed),
            tally=(tally := _tally(ranks)),
            next_miles=None if tally.yes else _next_miles(field, knowledge, search, id),
        )
        for id, ranks in ranked.items()
    }


def tallies(
    session: Session, knowledge: Knowledge, wanted: Iterable[Recommendation], search: Search
) -> dict[str, Tally]:
    """Return how many services fit for each recommendation by its id, reading none of them."""
    field = _field(SNAPSHOTS.current(session), search)
    return {item.id: _tally(_ranked(field, knowledge, item)) for item in wanted}


def listed_services(
    session: Session, knowledge: Knowledge, ids: Iterable[str], search: Search
) -> tuple[Listed, ...]:
    """Return services that are named by their ids as they stand for a family, in that order.

    Wherever they are: the distance asked bounds nothing here. Those that the directory does not
    show are left out. `limit` plays no part.
    """
    field = _field(SNAPSHOTS.current(session), search)
    place = {id: at for at, id in enumerate(field.snapshot.ids)}
    wanted = [place[id] for id in dict.fromkeys(ids) if id in place]
    listed = _listed(session, knowledge, field, search, set(wanted), field.snapshot.has_venue)
    return tuple(listed[at] for at in wanted if at in listed)


def delivers(service: ServiceLine, item: Recommendation, knowledge: Knowledge) -> bool:
    """Say whether a service is among those that answer a recommendation."""
    return answers(knowledge, item, service.programme, service.kind)


def _field(snapshot: Snapshot, search: Search) -> _Field:
    reached = reach(snapshot, search.place, search.within_miles)
    by_case = tuple(rank(acceptance(snapshot, known, search.on), reached) for known in search.cases)
    ranks = reduce(np.minimum, by_case)
    return _Field(snapshot=snapshot, reached=reached, by_case=by_case, ranks=ranks)


def _candidates(snapshot: Snapshot, knowledge: Knowledge, id: str) -> Numbers:
    kinds = knowledge.recommendation[id].kinds
    return snapshot.places_of(deliverers(knowledge, id), kinds)


def _ranked(field: _Field, knowledge: Knowledge, item: Recommendation) -> Numbers:
    """Return the ranks of the services that fit, in order."""
    places = _candidates(field.snapshot, knowledge, item.id)
    return np.sort(field.ranks[places[field.reached.fits[places]]])


def _shown(ranks: Numbers, limit: int) -> list[int]:
    refused = tiers(ranks)[NO]
    listed = [ranks[: min(limit, refused)], ranks[refused : refused + REFUSED_LISTED]]
    return place_of(np.concatenate(listed))


def _tally(ranks: Numbers) -> Tally:
    begins = tiers(ranks)
    return Tally(yes=begins[MAY], unknown=begins[NO] - begins[MAY], no=len(ranks) - begins[NO])


def _next_miles(field: _Field, knowledge: Knowledge, search: Search, id: str) -> float | None:
    """Return how far the nearest accepting venue is, where nobody within reach accepts."""
    if search.place is None:
        return None
    places = _candidates(field.snapshot, knowledge, id)
    accepting = field.ranks[places] < tier_start(MAY)
    places = places[accepting & (field.reached.metres[places] < FAR)]
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
    session: Session,
    knowledge: Knowledge,
    field: _Field,
    search: Search,
    shown: set[int],
    measured: Flags,
) -> dict[int, Listed]:
    """Return services by their places; `measured` says to which the distance is told."""
    reached, snapshot, places = field.reached, field.snapshot, sorted(shown)
    near = [at for at in places if measured[at]]
    miles = _miles(snapshot, search.place, near) if search.place else {}
    whys = [Why(knowledge.facts, snapshot, reached, known, search.on) for known in search.cases]
    best = {at: _best_cases(field, at) for at in places}
    return {
        at: Listed(
            service=line,
            organisation=organisation,
            accepts=accepts_of(int(field.ranks[at])),
            why=tuple(whys[best[at][0]].lines(line, at, miles.get(at))),
            distance_miles=miles.get(at),
            cases=best[at],
        )
        for at, line, organisation in _lines(session, snapshot, places)
    }


def _best_cases(field: _Field, at: int) -> tuple[int, ...]:
    """Return the cases with which a service takes the family as well as with any."""
    rank = field.ranks[at]
    return tuple(place for place, ranks in enumerate(field.by_case) if ranks[at] == rank)


def _lines(
    session: Session, snapshot: Snapshot, places: list[int]
) -> Iterator[tuple[int, ServiceLine, str]]:
    """Yield what is shown of each service, in one query."""
    place_of = {snapshot.ids[at]: at for at in places}
    columns = [getattr(Service, name) for name in ServiceLine._fields]
    query = select(Organisation.name, *columns).join_from(Service, Organisation)
    for name, *values in session.execute(query.where(Service.id.in_(place_of))):
        yield place_of[values[0]], ServiceLine._make(values), name
