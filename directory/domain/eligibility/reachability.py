"""How each service reaches this family: at home, at a venue near by, or from anywhere.

Boundaries do not hide a service one street away: a service that does not state its areas is listed
where it is near or does not say where it is, and that is said. A hidden address counts by its
authority alone; no distance to it is worked out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from directory.geo import Place, covers
from directory.geo.areas import Answer
from directory.geo.distance import Distances, GridPoint, Metres
from directory.geo.grid import GRID_PART, METRES_PER_MILE
from directory.storage.column_store import FAR
from directory.storage.snapshot import Flags, Numbers, Snapshot

NEAR_MILES = 10.0
"""How near a venue suggests that a service with no stated area takes a family, however far the
search reaches."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Away:
    """How far every venue is from one place."""

    here: GridPoint
    by_venue: Metres
    """In the order of the snapshot's venues; see `Distances.nearly`."""
    distances: Distances


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """For each service: whether it serves the area, how near it comes, and whether it is listed."""

    serves: Flags
    serves_not: Flags
    area_open: Flags
    """Whether it serves the family is not known, and no venue near by suggests it; or whether it
    comes to them is not, since it does not say how it is delivered."""
    metres: Numbers
    """Whole metres to its nearest venue that may be told; FAR for none. See `Distances.nearly`."""
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
    away: Away | None
    """None where the postcode is not known."""


def reach(
    snapshot: Snapshot,
    place: Place | None,
    within_miles: float,
    distances: Distances | None = None,
) -> Reach:
    """Return how every service reaches a family at `place`; None = postcode not known."""
    serves, serves_not = served(snapshot, place)
    within = within_miles * METRES_PER_MILE
    near_by = min(within, NEAR_MILES * METRES_PER_MILE)
    away = _away(snapshot, place, (within, near_by), distances or Distances()) if place else None
    metres = _to_nearest(snapshot, away)
    at_venue = metres <= within if place else snapshot.has_venue
    at_hidden = _hidden_here(snapshot, place)
    is_certain = place is not None and place.authority_share == 1
    stated, nowhere = snapshot.states["areas"], ~snapshot.somewhere
    close = metres <= near_by
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
        metres=metres.astype(np.int64),
        at_home=at_home,
        at_venue=at_venue,
        at_hidden=at_hidden,
        nowhere=nowhere,
        fits=at_home | at_venue | at_hidden | from_afar | not_told,
        is_certain=is_certain,
        away=away,
    )


def served(snapshot: Snapshot, place: Place | None) -> tuple[Flags, Flags]:
    """Return which services state an area that holds a place, and which only others."""
    stated = snapshot.states["areas"]
    if place is None:
        return np.zeros_like(stated), np.zeros_like(stated)
    # Nothing but the areas that a place lies in matters here, so neighbours share the answer.
    where = replace(place, postcode="", easting=0, northing=0, lat=0.0, lon=0.0, error_m=0)
    areas = snapshot.areas
    answers = _answers(tuple(areas.names.words), where)
    serves = areas.any_of(*answers["yes"])
    may_serve = areas.any_of(*answers["unknown"])
    return serves, stated & ~serves & ~may_serve


@lru_cache(maxsize=1 << 10)
def _answers(codes: tuple[str, ...], where: Place) -> Mapping[Answer, tuple[str, ...]]:
    """Return the areas by whether they hold a place."""
    found: dict[Answer, list[str]] = {"yes": [], "unknown": [], "no": []}
    for code in codes:
        found[covers(code, where)].append(code)
    return {answer: tuple(codes) for answer, codes in found.items()}


def _away(snapshot: Snapshot, place: Place, edges: tuple[float, ...], distances: Distances) -> Away:
    venues = snapshot.venues
    by_venue = distances.nearly(place.grid_point, venues.easting, venues.northing, edges)
    return Away(here=place.grid_point, by_venue=by_venue, distances=distances)


def _to_nearest(snapshot: Snapshot, away: Away | None) -> Metres:
    if away is None:
        return np.full(len(snapshot.ids), FAR, float)
    return snapshot.venues.least(away.by_venue)


def _hidden_here(snapshot: Snapshot, place: Place | None) -> Flags:
    if place is None:
        return snapshot.has_hidden
    return snapshot.hidden.any_of(*([place.authority] if place.authority else []))


def least_miles(snapshot: Snapshot, reached: Reach, ats: Numbers) -> float | None:
    """Return the geodesic miles to the nearest venue of any of some services, to a tenth of one."""
    if not len(ats):
        return None
    metres = reached.metres[ats]
    least = ats[metres <= metres.min() * (1 + 2 * GRID_PART)].tolist()
    return min(nearest_miles(snapshot, reached, least).values(), default=None)


def nearest_miles(snapshot: Snapshot, reached: Reach, ats: list[int]) -> dict[int, float]:
    """Return the geodesic miles to the nearest venue of each service, to a tenth of one.

    Services without a venue that may be told are left out, and all where no postcode is known.
    """
    away, ats = reached.away, [at for at in ats if snapshot.has_venue[at]]
    if away is None or not ats:
        return {}
    venues = snapshot.venues
    nearest = venues.nearest(away.by_venue, np.array(ats, np.int64))
    miles = away.distances.miles(away.here, venues.easting[nearest], venues.northing[nearest])
    return dict(zip(ats, np.round(miles, 1).tolist(), strict=True))
