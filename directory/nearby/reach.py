"""How each service reaches this family: at home, at a venue near by, or from anywhere.

Boundaries do not hide a service one street away: a service that does not state its areas is listed,
and that is said. A hidden address counts by its authority alone; no distance to it is worked out.
"""

from dataclasses import dataclass

import numpy as np

from directory.nearby.snapshot import Flags, Numbers, Snapshot
from directory.places import Place, covers

METRES_IN_A_MILE = 1609.344
FAR = np.iinfo(np.int64).max
"""Stands for the distance of a service that has no venue to go to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """For each service: whether it serves the area, how far its nearest venue is, if it fits."""

    serves: Flags
    serves_not: Flags
    area_open: Flags
    """Whether it serves the family is not known, and no venue near by suggests it."""
    metres: Numbers
    """Straight-line grid metres to its nearest venue that may be told; FAR for none."""
    at_home: Flags
    at_venue: Flags
    from_afar: Flags
    fits: Flags


def reach(snapshot: Snapshot, place: Place | None, within_miles: float) -> Reach:
    """Return how every service reaches a family at `place`; None = postcode not known."""
    serves, serves_not = _area(snapshot, place)
    metres = _distances(snapshot, place)
    at_venue = _close(snapshot, place, metres, within_miles)
    nowhere = ~(snapshot.has_venue | snapshot.has_hidden)
    unstated = ~snapshot.states["areas"]
    # Not "serves another area": it serves this one, it may, or it does not say and is not far.
    local = ~serves_not & (~unstated | at_venue | nowhere)
    at_home = snapshot.delivers["home"] & local
    from_afar = snapshot.delivers["online"] | snapshot.delivers["phone"]
    said = np.logical_or.reduce(list(snapshot.delivers.values()))
    return Reach(
        serves=serves,
        serves_not=serves_not,
        area_open=~serves & ~serves_not & (~unstated | ~at_venue),
        metres=metres,
        at_home=at_home,
        at_venue=at_venue,
        from_afar=from_afar,
        fits=at_home | at_venue | from_afar | (nowhere & local & ~said),
    )


def _area(snapshot: Snapshot, place: Place | None) -> tuple[Flags, Flags]:
    stated = snapshot.states["areas"]
    serves, may_serve = np.zeros_like(stated), np.zeros_like(stated)
    for code, at in snapshot.areas.items():
        answer = covers(code, place) if place else "unknown"
        if answer == "yes":
            serves[at] = True
        elif answer == "unknown":
            may_serve[at] = True
    return serves, stated & ~serves & ~may_serve


def _distances(snapshot: Snapshot, place: Place | None) -> Numbers:
    metres = np.full(len(snapshot.ids), FAR, dtype=np.int64)
    if place is not None and len(snapshot.venue_service):
        away = _away(snapshot, place, slice(None))
        metres[snapshot.venue_service] = np.minimum.reduceat(away, snapshot.venue_first)
    return metres


def _away(snapshot: Snapshot, place: Place, some: slice) -> Numbers:
    aside = snapshot.venue_easting[some] - place.easting
    along = snapshot.venue_northing[some] - place.northing
    return np.sqrt(aside * aside + along * along).astype(np.int64)


def _close(snapshot: Snapshot, place: Place | None, metres: Numbers, within_miles: float) -> Flags:
    """Return which services have a venue within the distance, or in this authority if hidden."""
    if place is None:
        return snapshot.has_venue | snapshot.has_hidden
    close: Flags = metres <= within_miles * METRES_IN_A_MILE
    here = snapshot.hidden_authority.get(place.authority or "")
    if place.authority and here is not None:
        close[here] = True
    return close


def nearest_points(snapshot: Snapshot, place: Place, ats: Numbers) -> tuple[Numbers, Numbers]:
    """Return the grid points of the nearest venue of each service; each must have one."""
    which = np.searchsorted(snapshot.venue_service, ats)
    ends = np.append(snapshot.venue_first[1:], len(snapshot.venue_easting))
    spans = zip(snapshot.venue_first[which].tolist(), ends[which].tolist(), strict=True)
    best = [
        b + int(np.argmin(_away(snapshot, place, slice(b, e)))) if e - b > 1 else b
        for b, e in spans
    ]
    return snapshot.venue_easting[best], snapshot.venue_northing[best]
