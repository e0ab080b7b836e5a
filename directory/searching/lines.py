"""The services of one page of a search: what each states, how far it is, and why it is there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db import Feed, Organisation, Service
from directory.nearby import ServiceLine
from directory.nearby.reach import nearest_points
from directory.nearby.snapshot import Snapshot
from directory.places import grid_miles, to_wgs84
from directory.searching.freshness import Freshness, freshness
from directory.searching.reasons import Reasons, Row
from directory.searching.search import Results
from matcher import Knowledge

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
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
    why: tuple[str, ...]
    meets: tuple[tuple[str, str], ...]
    """The filters, by their ids, and the values that are asked for and that it states."""
    not_stated: tuple[str, ...]
    """The filters, by their ids, that are asked for and that it says nothing of."""


def page_lines(
    session: Session, knowledge: Knowledge, results: Results, first: int, count: int
) -> tuple[Line, ...]:
    """Return the services of one page, from the place `first` of the results: one query."""
    places = results.places[first : first + count].tolist()
    snapshot = results.arrays.snapshot
    rows = _rows(session, [snapshot.ids[at] for at in places])
    miles = _miles(snapshot, results, places)
    reasons = Reasons(knowledge, results)
    return tuple(
        _line(rows[snapshot.ids[at]], at, miles.get(at), reasons, results)
        for at in places
        if snapshot.ids[at] in rows
    )


def _rows(session: Session, ids: Sequence[str]) -> dict[str, Row]:
    columns = [getattr(Service, name) for name in ServiceLine._fields]
    query = (
        select(Organisation.name, Service.description, Feed.title, *columns)
        .join_from(Service, Organisation)
        .outerjoin(Feed, Service.feed_id == Feed.id)
        .where(Service.id.in_(ids))
    )
    return {
        id: Row(ServiceLine._make((id, *values)), organisation, description, feed)
        for organisation, description, feed, id, *values in session.execute(query)
    }


def _line(row: Row, at: int, miles: float | None, reasons: Reasons, results: Results) -> Line:
    return Line(
        service=row.service,
        organisation=row.organisation,
        description=row.description,
        feed=row.feed,
        distance_miles=miles,
        points=_points(results.arrays.snapshot, at),
        freshness=freshness(row.service.assured_on, results.asked.on),
        why=tuple(reasons.of(row, at, miles)),
        meets=tuple(
            (id, choice.value)
            for id, chosen in results.chosen.items()
            for choice in chosen
            if choice.verdict.yes[at]
        ),
        not_stated=tuple(id for id, v in results.verdicts.items() if v.open[at]),
    )


def _miles(snapshot: Snapshot, results: Results, places: list[int]) -> dict[int, float]:
    place = results.asked.place
    near = [at for at in places if snapshot.has_venue[at]]
    if place is None or not near:
        return {}
    points = nearest_points(snapshot, place, np.array(near, dtype=np.int64))
    miles = grid_miles(place.lat, place.lon, *points)
    return dict(zip(near, np.round(miles, 1).tolist(), strict=True))


def _points(snapshot: Snapshot, at: int) -> tuple[Point, ...]:
    if not snapshot.has_venue[at]:
        return ()
    which = int(np.searchsorted(snapshot.venue_service, at))
    ends = np.append(snapshot.venue_first[1:], len(snapshot.venue_easting))
    mine = range(int(snapshot.venue_first[which]), int(ends[which]))
    found = (to_wgs84(snapshot.venue_easting[i], snapshot.venue_northing[i]) for i in mine)
    return tuple((round(lat, 5), round(lon, 5)) for lat, lon in found)
