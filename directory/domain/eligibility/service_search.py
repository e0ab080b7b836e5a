"""Finding the services for each option of a match."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from directory.domain.eligibility.acceptance import acceptance
from directory.domain.eligibility.explanations import Explanations, ServiceReasons
from directory.domain.eligibility.ranking import (
    MAY,
    NO,
    accepts_of,
    place_of,
    rank,
    tier_start,
    tiers,
)
from directory.domain.eligibility.reachability import Reach, least_miles, nearest_miles, reach
from directory.domain.eligibility.results import (
    FoundServices,
    ListedService,
    ServiceTally,
)
from directory.geo import Distances, Place
from directory.model.service_line import ServiceLine
from directory.storage import Base
from directory.storage.column_store import STORES
from directory.storage.snapshot import Flags, Numbers, Snapshot
from matcher import Knowledge
from matcher.conditions import FactValue
from matcher.knowledge import Recommendation
from matcher.programme_index import answers, deliverers

REFUSED_LISTED = 2
"""How many that would not take the family are listed, with the reason, for each option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityQuery:
    """What is asked of the directory: for whom, from where, how far, how many for each option.

    With several cases, of a child with one carer each, a service takes the child as well as it
    does with any of them.
    """

    cases: tuple[Mapping[str, FactValue], ...]
    place: Place | None
    within_miles: float
    on: date
    limit: int
    age_slack: int = 0
    """By how many months the child may be older than the age that is known."""
    distances: Distances = dataclasses.field(default_factory=Distances, compare=False, repr=False)
    """What was measured for the same answer already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """The whole directory as it stands for one search."""

    snapshot: Snapshot
    reached: Reach
    by_case: tuple[Numbers, ...]
    ranks: Numbers
    """The best of all cases, service by service."""


def nearby_services(
    session: Session,
    knowledge: Knowledge,
    wanted: Iterable[Recommendation],
    search: EligibilityQuery,
) -> dict[str, FoundServices]:
    """Return what was found for each recommendation by its id.

    One query reads what is listed, and one row tells whether the arrays are current.
    """
    field = _field(STORES.current(session, Snapshot), search)
    ranked = {item.id: _ranked(field, knowledge, item) for item in wanted}
    shown = {id: _shown(ranks, search.limit) for id, ranks in ranked.items()}
    places = {at for ats in shown.values() for at in ats}
    listed = _listed(session, knowledge, field, search, places, field.reached.at_venue)
    return {
        id: FoundServices(
            listed=tuple(listed[at] for at in shown[id] if at in listed),
            tally=(tally := _tally(ranks)),
            next_miles=None if tally.yes else _next_miles(field, knowledge, id),
        )
        for id, ranks in ranked.items()
    }


def tallies(
    session: Session,
    knowledge: Knowledge,
    wanted: Iterable[Recommendation],
    search: EligibilityQuery,
) -> dict[str, ServiceTally]:
    """Return how many services fit for each recommendation by its id, reading none of them."""
    field = _field(STORES.current(session, Snapshot), search)
    return {item.id: _tally(_ranked(field, knowledge, item)) for item in wanted}


def listed_services(
    session: Session, knowledge: Knowledge, ids: Iterable[str], search: EligibilityQuery
) -> tuple[ListedService, ...]:
    """Return services that are named by their ids as they stand for a family, in that order.

    Wherever they are: the distance asked bounds nothing here. Those that the directory does not
    show are left out. `limit` plays no part.
    """
    field = _field(STORES.current(session, Snapshot), search)
    places = (field.snapshot.store.place_of(id) for id in dict.fromkeys(ids))
    wanted = [place for place in places if place is not None]
    listed = _listed(session, knowledge, field, search, set(wanted), field.snapshot.has_venue)
    return tuple(listed[at] for at in wanted if at in listed)


def delivers(service: ServiceLine, item: Recommendation, knowledge: Knowledge) -> bool:
    """Say whether a service is among those that answer a recommendation."""
    return answers(knowledge, item, service.programme, service.kind)


def _field(snapshot: Snapshot, search: EligibilityQuery) -> _Field:
    reached = reach(snapshot, search.place, search.within_miles, search.distances)
    late = snapshot.late_on(search.on)
    by_case = tuple(
        rank(acceptance(snapshot, known, search.on, search.age_slack), reached, late)
        for known in search.cases
    )
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


def _tally(ranks: Numbers) -> ServiceTally:
    begins = tiers(ranks)
    return ServiceTally(
        yes=begins[MAY], unknown=begins[NO] - begins[MAY], no=len(ranks) - begins[NO]
    )


def _next_miles(field: _Field, knowledge: Knowledge, id: str) -> float | None:
    """Return how far the nearest accepting venue is, where nobody within reach accepts."""
    places = _candidates(field.snapshot, knowledge, id)
    accepting = places[field.ranks[places] < tier_start(MAY)]
    return least_miles(field.snapshot, field.reached, accepting)


def _listed(
    session: Session,
    knowledge: Knowledge,
    field: _Field,
    search: EligibilityQuery,
    shown: set[int],
    measured: Flags,
) -> dict[int, ListedService]:
    """Return services by their places; `measured` says to which the distance is told."""
    reached, snapshot, places = field.reached, field.snapshot, sorted(shown)
    miles = nearest_miles(snapshot, reached, [at for at in places if measured[at]])
    whys = [
        Explanations(knowledge.facts, snapshot, reached, known, search.on, search.age_slack)
        for known in search.cases
    ]
    best = {at: _best_cases(field, at) for at in places}
    return {
        at: ListedService(
            service=line,
            organisation=organisation,
            accepts=accepts_of(int(field.ranks[at])),
            distance_miles=miles.get(at),
            cases=best[at],
            reasons=ServiceReasons(whys[best[at][0]], line, at, miles.get(at)),
        )
        for at, line, organisation in _lines(session, snapshot, places)
    }


def _best_cases(field: _Field, at: int) -> tuple[int, ...]:
    """Return the cases with which a service takes the family as well as with any."""
    if len(field.by_case) == 1:
        return (0,)
    rank = field.ranks[at]
    return tuple(place for place, ranks in enumerate(field.by_case) if ranks[at] == rank)


def _lines(
    session: Session, snapshot: Snapshot, places: list[int]
) -> Iterator[tuple[int, ServiceLine, str]]:
    """Yield what is shown of each service, in one query."""
    place_of = {snapshot.ids[at]: at for at in places}
    for name, *values in session.execute(_LINES, {"ids": [*place_of]}):
        yield place_of[values[0]], ServiceLine._make(values), name


_SERVICE, _ORGANISATION = (Base.metadata.tables[name] for name in ("service", "organisation"))
# Of the tables, not the classes, and made once: hundreds of rows are read for every answer.
_LINES = (
    select(_ORGANISATION.c.name, *(_SERVICE.c[name] for name in ServiceLine._fields))
    .join_from(_SERVICE, _ORGANISATION)
    .where(_SERVICE.c.id.in_(bindparam("ids", expanding=True)))
)
