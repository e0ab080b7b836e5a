"""The ground as a scenario would make it: services shut, with another wait, or one more of them.

Everything else is worked out from it as from the real one, and nothing of it is stored. What is
opened states no criteria. It is taken to have trained staff, no wait, and an entry that was checked
on the day of the question; it has no end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from directory.covering.coming import coming
from directory.covering.ground import Ground, counties
from directory.covering.offers import NOT_STATED, Offers
from directory.covering.scenarios import Open, Scenario, ScenarioProblem
from directory.nearby.found import ServiceLine
from directory.nearby.snapshot import NO_AGE, NO_DAY, Flags, Numbers, Snapshot, day_number
from directory.places import PlaceError, Places
from directory.places.postcode import normalise

PREFIX = "on-paper:"
"""Begins the id of what is opened; the colon is in no id of a service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """One more service: its place among them all, what it is, and its point if it has any."""

    place: int
    change: Open
    point: tuple[int, int] | None


def on_paper(ground: Ground, scenario: Scenario, places: Places, on: date) -> Ground:
    """Return the ground with the changes of a scenario; kept until the directory changes.

    Changes of services that are not there any more, and of places that cannot be found, are left
    out: see `scenarios.gone` and `unplaced`.
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


def _on_paper(ground: Ground, scenario: Scenario, places: Places, on: date) -> Ground:
    opened = _opened(scenario, places, len(ground.snapshot.ids))
    snapshot = _with_opened(_shut(ground.snapshot, scenario.closed), opened)
    offers = _with_offers(_waiting(ground, scenario.waits, on), opened, on)
    people = ground.people
    postcodes = [_postcode(each.change) for each in opened if each.point]
    return Ground(
        snapshot=snapshot,
        offers=offers,
        people=people,
        coming=coming(snapshot, people.districts, counties()),
        travel=travel.beside(postcodes) if (travel := ground.travel) else None,
    )


def _opened(scenario: Scenario, places: Places, first: int) -> list[_Opened]:
    found = [each for each in scenario.opened if _has_place(each, places)]
    return [
        _Opened(place=place, change=change, point=_point(change, places))
        for place, change in enumerate(found, first)
    ]


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


def _postcode(change: Open) -> str | None:
    """Return where it opens, in the standard form; None where that is no postcode."""
    is_point = change.easting is not None or change.postcode is None
    return None if is_point else normalise(change.postcode or "")


def _shut(snapshot: Snapshot, closed: frozenset[str]) -> Snapshot:
    shut = snapshot.shut | np.isin(np.array(snapshot.ids, np.str_), sorted(closed))
    # What was kept when asked is of the services as they were.
    return replace(snapshot, shut=shut, delivering={})


def _with_opened(snapshot: Snapshot, opened: Sequence[_Opened]) -> Snapshot:
    """Return a snapshot with one more service for each opening, after all the others."""
    if not opened:
        return snapshot
    changes = [each.change for each in opened]
    days = np.full(len(opened), NO_DAY)
    return replace(
        snapshot,
        ids=[*snapshot.ids, *(f"{PREFIX}{number}" for number in range(1, len(opened) + 1))],
        of_programme=_more(snapshot.of_programme, [(e.change.programme, e.place) for e in opened]),
        general=_more(snapshot.general, [(each.change.kind, each.place) for each in opened]),
        shut=_flags(snapshot.shut, [False for _ in opened]),
        starts_on=np.append(snapshot.starts_on, days),
        ends_on=np.append(snapshot.ends_on, days),
        age_from=np.append(snapshot.age_from, [_age(each.age_from_months) for each in changes]),
        age_under=np.append(snapshot.age_under, [_age(each.age_under_months) for each in changes]),
        delivers={
            way: _flags(flags, [way in each.delivery for each in changes])
            for way, flags in snapshot.delivers.items()
        },
        states={
            name: _flags(flags, [name == "areas" and bool(e.areas_served) for e in changes])
            for name, flags in snapshot.states.items()
        },
        areas=_more(
            snapshot.areas, [(code, e.place) for e in opened for code in e.change.areas_served]
        ),
        has_hidden=_flags(snapshot.has_hidden, [False for _ in opened]),
        **_venues(snapshot, opened),
    )


def _venues(snapshot: Snapshot, opened: Sequence[_Opened]) -> dict[str, Any]:
    """Return the points with those of the openings after them, one for each that has a place."""
    placed = [(each.place, *each.point) for each in opened if each.point]
    service, easting, northing = np.array(placed, np.int64).reshape(-1, 3).T
    first = len(snapshot.venue_easting) + np.arange(len(placed))
    has = [each.point is not None for each in opened]
    return {
        "venue_service": np.append(snapshot.venue_service, service),
        "venue_first": np.append(snapshot.venue_first, first),
        "venue_easting": np.append(snapshot.venue_easting, easting),
        "venue_northing": np.append(snapshot.venue_northing, northing),
        "has_venue": _flags(snapshot.has_venue, has),
        # A team without a place is somewhere: what it serves is stated, and it comes to homes.
        "somewhere": _flags(snapshot.somewhere, has),
    }


def _more(
    places: Mapping[str, Numbers], named: Sequence[tuple[str | None, int]]
) -> dict[str, Numbers]:
    found = dict(places)
    for name, place in named:
        if name is not None:
            found[name] = np.append(found.get(name, np.empty(0, np.int64)), place)
    return found


def _flags(flags: Flags, more: Sequence[bool]) -> Flags:
    return np.append(flags, np.array(more, np.bool_))


def _age(months: int | None) -> int:
    return NO_AGE if months is None else months


def _waiting(ground: Ground, waits: Mapping[str, int], on: date) -> Offers:
    """Return the offers with another wait for some services."""
    offers, ids = ground.offers, ground.snapshot.ids
    lines, weeks = list(offers.lines), offers.waiting_weeks.copy()
    for place, id in enumerate(ids):
        if id in waits:
            weeks[place] = waits[id]
            lines[place] = lines[place]._replace(waiting_weeks=waits[id], waiting_as_of=on)
    return replace(offers, lines=lines, waiting_weeks=weeks)


def _with_offers(offers: Offers, opened: Sequence[_Opened], on: date) -> Offers:
    """Return the offers with those of the openings, each of an organisation of its own."""
    lines = [_line(number, each.change, on) for number, each in enumerate(opened, 1)]
    size = len(lines)
    return replace(
        offers,
        lines=[*offers.lines, *lines],
        organisation=np.append(offers.organisation, -1 - np.arange(size)),
        assured_on=np.append(offers.assured_on, np.full(size, day_number(on))),
        trained_staff=np.append(offers.trained_staff, np.ones(size, np.int64)),
        waiting_weeks=np.append(offers.waiting_weeks, np.zeros(size, np.int64)),
        places_per_year=np.append(offers.places_per_year, np.full(size, NOT_STATED)),
        named={
            role: np.vstack([named, np.zeros((size, named.shape[1]), np.bool_)])
            for role, named in offers.named.items()
        },
    )


def _line(number: int, change: Open, on: date) -> ServiceLine:
    stated: dict[str, Any] = dict.fromkeys(ServiceLine._fields)
    lists = {"referral_routes": (), "languages": (), "accessibility": ()}
    return ServiceLine(
        **stated
        | lists
        | {
            "id": f"{PREFIX}{number}",
            "name": f"On paper: opening {number}",
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
