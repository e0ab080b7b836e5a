"""The ground as a scenario would make it: services shut, with another wait, or one more of them.

Everything else is worked out from it as from the real one, and nothing of it is stored. What is
opened states no criteria. It is taken to have trained staff, no wait, and an entry that was checked
on the day of the question; it has no end.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData, analysis_data
from directory.domain.coverage.scenarios.scenario import Open, Scenario, ScenarioProblem
from directory.domain.coverage.service_columns import (
    LINES,
    ORGANISATION,
    TRAINED_STAFF,
    WAITING_WEEKS,
)
from directory.domain.search.filter_columns import ASSURED_ON
from directory.geo import PlaceError, Places
from directory.geo.postcode import normalise
from directory.model.service_line import ServiceLine
from directory.model.service_status import STATUSES
from directory.storage.column_store.store import Cells, ColumnStore
from directory.storage.snapshot import (
    AGE_FROM,
    AGE_UNDER,
    AREAS,
    GENERAL,
    PROGRAMME,
    STATUS,
    VENUES,
    WAYS,
    AreaRow,
    PlacedVenue,
)

_CLOSED = STATUSES.index("closed")
PREFIX = "on-paper:"
"""Begins the id of what is opened; the colon is in no id of a service."""


def with_scenario(
    ground: AnalysisData, scenario: Scenario, places: Places, on: date
) -> AnalysisData:
    """Return the ground with the changes of a scenario; kept until the directory changes.

    Changes of services that are not there any more, and of places that cannot be found, are left
    out: see `scenario.gone` and `unplaced`.
    """
    return ground.keep(("on paper", scenario, on), lambda: _on_paper(ground, scenario, places, on))


def unplaced(scenario: Scenario, places: Places) -> list[ScenarioProblem]:
    """Return a problem for each opening whose postcode cannot be found now."""
    return [
        ScenarioProblem(
            change=number,
            column="postcode",
            value=change.postcode,
            problem="is no postcode that can be found now: take this change out",
        )
        for number, change in enumerate(scenario.changes, 1)
        if isinstance(change, Open) and not _has_place(change, places)
    ]


def _on_paper(ground: AnalysisData, scenario: Scenario, places: Places, on: date) -> AnalysisData:
    store = _changed(ground.snapshot.store, scenario, on)
    opened = [each for each in scenario.opened if _has_place(each, places)]
    # In the order of their ids, as all services are.
    by_id = dict(sorted((f"{PREFIX}{number}", each) for number, each in enumerate(opened, 1)))
    if by_id:
        store = store.beside(list(by_id), _cells(by_id, places, on))
    table = ground.travel.table if ground.travel else None
    return analysis_data(type(ground.offers)(store), ground.people, table)


def _changed(store: ColumnStore, scenario: Scenario, on: date) -> ColumnStore:
    """Return the services with those that are closed, and with the waits that become others."""
    status, weeks, lines = (store[each].copy() for each in (STATUS, WAITING_WEEKS, LINES))
    wanted = {id: store.place_of(id) for id in (*scenario.closed, *scenario.waits)}
    found = {id: place for id, place in wanted.items() if place is not None}
    for id, place in found.items():
        if id in scenario.closed:
            status[place] = _CLOSED
        if id in scenario.waits:
            weeks[place] = scenario.waits[id]
            lines[place] = lines[place]._replace(waiting_weeks=scenario.waits[id], waiting_as_of=on)
    values = {STATUS: status, WAITING_WEEKS: weeks, LINES: lines}
    return store.changed(values, np.array(sorted(found.values()), np.int64))


def _has_place(change: Open, places: Places) -> bool:
    return change.postcode is None or _point(change, places) is not None


def _point(change: Open, places: Places) -> tuple[int, int] | None:
    if change.easting is not None and change.northing is not None:
        return change.easting, change.northing
    if change.postcode is None:
        return None
    try:
        place = places.find(change.postcode)
    except PlaceError:
        return None
    return place.easting, place.northing


def _venue(change: Open, places: Places) -> list[PlacedVenue]:
    """Return where it opens; a point has no postcode, so nothing is told by that."""
    if (point := _point(change, places)) is None:
        return []
    is_point = change.easting is not None or change.postcode is None
    return [PlacedVenue(*point, None if is_point else normalise(change.postcode or ""))]


def _cells(opened: Mapping[str, Open], places: Places, on: date) -> Cells:
    """Return what the openings state, each of an organisation of its own."""
    changes = list(opened.values())
    lines = [_line(id, change, on) for id, change in opened.items()]
    return {
        PROGRAMME: [each.programme for each in changes],
        GENERAL: [None if each.programme else each.kind for each in changes],
        AGE_FROM: [each.age_from_months for each in changes],
        AGE_UNDER: [each.age_under_months for each in changes],
        WAYS: [";".join(each.delivery) for each in changes],
        AREAS: [[AreaRow(code) for code in each.areas_served] for each in changes],
        VENUES: [_venue(each, places) for each in changes],
        LINES: lines,
        ORGANISATION: [-1 - number for number in range(len(changes))],
        ASSURED_ON: [on for _ in changes],
        TRAINED_STAFF: [1 for _ in changes],
        WAITING_WEEKS: [0 for _ in changes],
    }


def _line(id: str, change: Open, on: date) -> ServiceLine:
    stated: dict[str, Any] = dict.fromkeys(ServiceLine._fields)
    lists = {"referral_routes": (), "languages": (), "accessibility": ()}
    return ServiceLine(
        **stated
        | lists
        | {
            "id": id,
            "name": f"On paper: opening {id.removeprefix(PREFIX)}",
            "programme": change.programme,
            "kind": change.kind or "other",
            "status": "active",
            "age_from_months": change.age_from_months,
            "age_under_months": change.age_under_months,
            "delivery": change.delivery,
            "waiting_weeks": 0,
            "waiting_as_of": on,
            "trained_staff": 1,
            "assured_on": on,
            "is_sample": False,
        }
    )
