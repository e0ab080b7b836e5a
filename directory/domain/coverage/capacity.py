"""How many places a year the services that answer a recommendation state, in an authority.

A service that states no number is counted as silent, never as nought; so is one that does not say
which area it serves. A service that answers several recommendations is counted at each of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.coverage.service_columns import NOT_STATED, PlacesColumns
from directory.domain.eligibility.acceptance import running
from directory.exchange.statistics.authorities import authorities
from directory.geo.areas import LARGER_AREAS, REPLACED, codes_of
from directory.infrastructure.text_format import count
from directory.storage import Venue
from directory.storage.column_store import STORES
from directory.storage.snapshot import Flags, Snapshot
from matcher import Knowledge
from matcher.programme_index import deliverers

ENGLAND = next(iter(LARGER_AREAS))
_KNOWN_KINDS = ("E06", "E07", "E08", "E09", "E10", "E12", "E92", "W", "S", "N")
"""Areas of which it is known whether they cover an authority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What services that run, and serve an authority, state for one recommendation."""

    places: int
    """Places a year, of those that state a number."""
    stating: int
    silent: int
    """Services that serve the authority and state no number."""
    area_open: int
    """Services that may serve the authority and do not say so; none of their places count."""

    @property
    def says(self) -> str:
        """Return it in words: "48 places a year stated by 2 services, 1 does not say"."""
        if not (self.stating or self.silent or self.area_open):
            return "no service in this directory"
        parts = []
        if self.stating:
            parts.append(
                f"{count(self.places, 'place')} a year stated by {count(self.stating, 'service')}"
            )
        if self.silent:
            parts.append(_more(self.silent, "how many places", bool(parts)))
        if self.area_open:
            parts.append(_more(self.area_open, "which area", bool(parts)))
        return ", ".join(parts)


def capacities(
    session: Session, knowledge: Knowledge, on: date, authority: str | None = None
) -> Mapping[str, Capacity]:
    """Return the capacity for each recommendation by its id; three queries.

    `authority` is the code of a district, or of a county with all its districts, of any vintage;
    without one every service that runs counts. Raises KeyError for a code that is none of these.
    """
    columns = STORES.current(session, PlacesColumns)
    snapshot, offered = columns.snapshot, columns.places_per_year
    runs = ~running(snapshot, on).refused
    serves, may = _serving(session, snapshot, authority)
    counts, opens = runs & serves, runs & may & ~serves
    found = {}
    for item in knowledge.recommendations:
        answering = snapshot.places_of(deliverers(knowledge, item.id), item.kinds)
        here = offered[answering[counts[answering]]]
        stated = here[here != NOT_STATED]
        found[item.id] = Capacity(
            places=int(stated.sum()),
            stating=len(stated),
            silent=len(here) - len(stated),
            area_open=int(np.count_nonzero(opens[answering])),
        )
    return found


def districts_of(authority: str) -> frozenset[str]:
    """Return the districts of an authority by their codes of today.

    Raises KeyError for a code that is no authority of England.
    """
    wanted = codes_of(authority)
    found = {code for code, each in authorities().items() if {code, each.upper} & wanted}
    if not found:
        raise KeyError(authority)
    return frozenset(found)


def _more(services: int, what: str, follows: bool) -> str:
    does = "does" if services == 1 else "do"
    return f"{services if follows else count(services, 'service')} {does} not say {what}"


def _serving(session: Session, snapshot: Snapshot, authority: str | None) -> tuple[Flags, Flags]:
    """Return which services serve an authority, and which may and do not say."""
    if authority is None:
        return np.ones_like(snapshot.has_venue), np.zeros_like(snapshot.has_venue)
    districts = districts_of(authority)
    covering = _covering(districts)
    serves, may = np.zeros_like(snapshot.has_venue), np.zeros_like(snapshot.has_venue)
    for code in snapshot.areas.used:
        if codes_of(code) & covering:
            serves |= snapshot.areas.any_of(code)
        elif code in REPLACED or not code.startswith(_KNOWN_KINDS):
            may |= snapshot.areas.any_of(code)
    silent = ~snapshot.states["areas"]
    here, anywhere = _venues(session, snapshot, districts)
    from_afar = snapshot.delivers["online"] | snapshot.delivers["phone"]
    return serves | (silent & here), may | (silent & (from_afar | ~anywhere))


def _covering(districts: frozenset[str]) -> frozenset[str]:
    """Return every code of an area that holds one of the districts, or is one."""
    known = [authorities()[code] for code in districts]
    codes = {code for each in known for code in (each.code, each.upper, each.region)}
    return frozenset({ENGLAND}.union(*map(codes_of, codes)))


def _venues(session: Session, snapshot: Snapshot, districts: frozenset[str]) -> tuple[Flags, Flags]:
    """Return which services have a venue in the districts, and which have one that is known."""
    codes = frozenset().union(*map(codes_of, districts))
    place = {id: at for at, id in enumerate(snapshot.ids)}
    here, anywhere = np.zeros_like(snapshot.has_venue), np.zeros_like(snapshot.has_venue)
    for id, code in session.execute(select(Venue.service_id, Venue.authority)):
        if id in place and code:
            anywhere[place[id]] = True
            here[place[id]] |= code in codes
    return here, anywhere
