"""How each service reaches this family: at home, at a venue near by, or from anywhere.

Boundaries do not hide a service one street away: a service that does not state its areas is listed
where it is near or does not say where it is, and that is said. A hidden address counts by its
authority alone; no distance to it is worked out.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from directory.nearby.snapshot import Flags, Numbers, Snapshot
from directory.places import Place, covers
from directory.places.areas import Answer
from directory.places.grid import METRES_PER_MILE

NEAR_MILES = 10.0
"""How near a venue suggests that a service with no stated area takes a family, however far the
search reaches."""
FAR = np.iinfo(np.int64).max
"""Stands for the distance of a service that has no venue to go to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """For each service: whether it serves the area, how near it comes, and whether it is listed."""

    serves: Flags
    serves_not: Flags
    area_open: Flags
    """Whether it serves the family is not known, and no venue near by suggests it; or whether it
    comes to them is not, since it does not say how it is delivered."""
    metres: Numbers
    """Straight-line grid metres to its nearest venue that may be told; FAR for none."""
    at_home: Flags
    at_venue: Flags
    """It has a venue within the distance asked, or one at all where the postcode is not known."""
    at_hidden: Flags
    """It has a hidden venue in the family's authority, or one at all where that is not known."""
    nowhere: Flags
    """Where its venues are is not known, not even the authority."""
    fits: Flags
    is_certain: bool
    """Whether the authority of the family is known, and not only likely."""


def reach(snapshot: Snapshot, place: Place | None, within_miles: float) -> Reach:
    """Return how every service reaches a family at `place`; None = postcode not known."""
    serves, serves_not = served(snapshot, place)
    metres = _distances(snapshot, place)
    at_venue = metres <= within_miles * METRES_PER_MILE if place else snapshot.has_venue
    at_hidden = _hidden_here(snapshot, place)
    is_certain = place is not None and place.authority_share == 1
    stated, nowhere = snapshot.states["areas"], ~snapshot.somewhere
    close = metres <= min(within_miles, NEAR_MILES) * METRES_PER_MILE
    near = (close | (at_hidden & is_certain)) & (place is not None)
    # Not "serves another area": it serves this one, it may, or it does not say and may be near.
    local = ~serves_not & (stated | at_venue | at_hidden | nowhere)
    at_home = snapshot.delivers["home"] & local
    from_afar = snapshot.delivers["online"] | snapshot.delivers["phone"]
    silent = ~np.logical_or.reduce(list(snapshot.delivers.values()))
    not_told = local & (nowhere | snapshot.has_hidden | silent)
    return Reach(
        serves=serves,
        serves_not=serves_not,
        area_open=(~serves & ~serves_not & (stated | ~near)) | (silent & ~(at_venue | at_hidden)),
        metres=metres,
        at_home=at_home,
        at_venue=at_venue,
        at_hidden=at_hidden,
        nowhere=nowhere,
        fits=at_home | at_venue | at_hidden | from_afar | not_told,
        is_certain=is_certain,
    )


def served(snapshot: Snapshot, place: Place | None) -> tuple[Flags, Flags]:
    """Return which services state an area that holds a place, and which only others."""
    stated = snapshot.states["areas"]
    if place is None:
        return np.zeros_like(stated), np.zeros_like(stated)
    # Nothing but the areas that a place lies in matters here, so neighbours share the answer.
    where = replace(place, postcode="", easting=0, northing=0, lat=0.0, lon=0.0, error_m=0)
    serves, may_serve = np.zeros_like(stated), np.zeros_like(stated)
    answers = _answers(tuple(snapshot.areas), where)
    for at, answer in zip(snapshot.areas.values(), answers, strict=True):
        if answer == "yes":
            serves[at] = True
        elif answer == "unknown":
            may_serve[at] = True
    return serves, stated & ~serves & ~may_serve


@lru_cache(maxsize=1 << 10)
def _answers(codes: tuple[str, ...], where: Place) -> tuple[Answer, ...]:
    return tuple(covers(code, where) for code in codes)


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


def _hidden_here(snapshot: Snapshot, place: Place | None) -> Flags:
    if place is None:
        return snapshot.has_hidden
    here = np.zeros_like(snapshot.has_hidden)
    if place.authority in snapshot.hidden_in:
        here[snapshot.hidden_in[place.authority]] = True
    return here


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
