"""The services of one page of a search: what each states, how far it is, and why it is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.eligibility.reachability import nearest_miles
from directory.domain.search.match_reasons import ReasonRow, Reasons
from directory.domain.search.search import Results
from directory.domain.search.service_order import TRAINING
from directory.domain.service.freshness import Freshness, freshness
from directory.geo import to_wgs84
from directory.model.service_line import ServiceLine
from directory.storage import Feed, Organisation, Service
from directory.storage.snapshot import Snapshot
from matcher import Knowledge

MOST_HELPLINES = 5
"""Helplines at the end of a page."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One service as it is listed. None, or no words, means that it is not stated."""

    service: ServiceLine
    organisation: str
    description: str | None
    feed: str | None
    """The title of the feed that states it; None for the directory's own."""
    distance_miles: float | None
    points: tuple[Point, ...]
    """Latitude and longitude of its venues, those that are hidden left out."""
    freshness: Freshness
    is_training: bool
    """It stands apart, as training for workers."""
    why: tuple[str, ...]
    meets: tuple[tuple[str, str], ...]
    """The filters, by their ids, and the values that are asked for and that it states."""
    not_stated: tuple[str, ...]
    """The filters, by their ids, that are asked for and that it says nothing of."""


def page_lines(
    session: Session, knowledge: Knowledge, results: Results, first: int, count: int
) -> tuple[ResultRow, ...]:
    """Return the services of one page, from the place `first` of what is listed: one query."""
    return _lines(session, knowledge, results, results.listed[first : first + count].tolist())


def helpline_lines(
    session: Session, knowledge: Knowledge, results: Results
) -> tuple[ResultRow, ...]:
    """Return the helplines with which every page ends."""
    return _lines(session, knowledge, results, results.helplines[:MOST_HELPLINES].tolist())


def _lines(
    session: Session, knowledge: Knowledge, results: Results, places: list[int]
) -> tuple[ResultRow, ...]:
    snapshot = results.arrays.snapshot
    rows = _rows(session, [snapshot.ids[at] for at in places])
    miles = nearest_miles(snapshot, results.reached, places) if results.reached else {}
    reasons = Reasons(knowledge, results)
    return tuple(
        _line(rows[snapshot.ids[at]], at, miles.get(at), reasons, results)
        for at in places
        if snapshot.ids[at] in rows
    )


def _rows(session: Session, ids: Sequence[str]) -> dict[str, ReasonRow]:
    columns = [getattr(Service, name) for name in ServiceLine._fields]
    query = (
        select(Organisation.name, Service.description, Feed.title, *columns)
        .join_from(Service, Organisation)
        .outerjoin(Feed, Service.feed_id == Feed.id)
        .where(Service.id.in_(ids))
    )
    return {
        id: ReasonRow(ServiceLine._make((id, *values)), organisation, description, feed)
        for organisation, description, feed, id, *values in session.execute(query)
    }


def _line(
    row: ReasonRow, at: int, miles: float | None, reasons: Reasons, results: Results
) -> ResultRow:
    return ResultRow(
        service=row.service,
        organisation=row.organisation,
        description=row.description,
        feed=row.feed,
        distance_miles=miles,
        points=_points(results.arrays.snapshot, at),
        freshness=freshness(row.service.assured_on, results.asked.on),
        is_training=bool(results.parts[at] == TRAINING),
        why=tuple(reasons.of(row, at, miles)),
        meets=tuple(
            (id, choice.value)
            for id, chosen in results.chosen.items()
            for choice in chosen
            if choice.verdict.yes[at]
        ),
        not_stated=tuple(id for id, v in results.verdicts.items() if v.open[at]),
    )


def _points(snapshot: Snapshot, at: int) -> tuple[Point, ...]:
    found = (to_wgs84(*point) for point in snapshot.venues.points_at(at))
    return tuple((round(lat, 5), round(lon, 5)) for lat, lon in found)
