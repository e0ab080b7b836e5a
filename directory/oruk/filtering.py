"""Which services, and which of their venues, an address asks for."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy.orm import Session

from directory.clock import date_in_england
from directory.nearby.reach import reach
from directory.nearby.snapshot import Flags, Numbers
from directory.openreferral.taxonomy import Term, taxonomies
from directory.oruk import words
from directory.oruk.asking import Asked
from directory.oruk.flags import carrying, takes_ages, turned_since
from directory.oruk.index import NO_POINT, Index, microseconds
from directory.places import Place, PlaceError, Places
from matcher import Knowledge

MOST_METRES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of services; None, or no words, = anything."""

    words: str | None
    organisation: str | None
    taxonomy: str
    term: str
    modified_after: datetime | None
    lowest_age: float | None
    highest_age: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Where venues are asked for: near a place, or in an area that holds it."""

    place: Place
    metres: float | None
    """How near; None = wherever the venue is, if the service may serve the place."""


def read_wanted(asked: Asked) -> Wanted:
    """Return what an address asks of services; `day` and times are taken and filter nothing.

    No service here states its hours, and what is not stated holds none out.
    """
    return Wanted(
        words=asked.text("search"),
        organisation=asked.text("organization_id"),
        taxonomy=(asked.text("taxonomy_id") or "").lower(),
        term=(asked.text("taxonomy_term_id") or "").lower(),
        modified_after=asked.moment("modified_after"),
        lowest_age=asked.number("minimum_age"),
        highest_age=asked.number("maximum_age"),
    )


def read_around(asked: Asked, places: Places) -> Around | None:
    """Return where venues are asked for; None = anywhere."""
    postcode, metres = asked.text("postcode"), asked.number("proximity")
    if metres is not None and not 0 <= metres <= MOST_METRES:
        asked.refuse("proximity", f"should be metres, from 0 to {MOST_METRES}")
    if postcode is None:
        if metres is not None:
            asked.refuse("proximity", "is from a postcode: give postcode too")
        return None
    try:
        return Around(place=places.find(postcode), metres=metres)
    except PlaceError:
        # The words of the error may repeat the postcode, which may be a family's.
        asked.refuse("postcode", "is not a postcode of England that we know")
        return None


def services(
    session: Session, knowledge: Knowledge, index: Index, wanted: Wanted, on: date
) -> Flags:
    """Return the services of the feed that are asked for on a day."""
    found = index.own & takes_ages(index.snapshot, wanted.lowest_age, wanted.highest_age)
    if after := wanted.modified_after:
        turned = turned_since(index.snapshot, date_in_england(after), on)
        found &= (index.changed >= microseconds(after)) | turned
    if wanted.organisation:
        found &= _provided_by(index, wanted.organisation)
    for terms in _terms(knowledge, wanted):
        found &= carrying(session, knowledge, index, terms)
    if wanted.words:
        found &= words.having(session, wanted.words)
    return found


def venues(index: Index, wanted: Flags, around: Around | None) -> Numbers:
    """Return the places of the venues that are asked for, of the services that are.

    A hidden venue is not among them, wherever it is.
    """
    found = wanted[index.venue_service]
    if around is None:
        return np.flatnonzero(found)
    if around.metres is None:
        serves_not = reach(index.snapshot, around.place, 0).serves_not
        return np.flatnonzero(found & ~serves_not[index.venue_service])
    aside = index.venue_easting - around.place.easting
    along = index.venue_northing - around.place.northing
    near = aside * aside + along * along <= around.metres * around.metres
    return np.flatnonzero(found & near & (index.venue_easting != NO_POINT))


def _provided_by(index: Index, uuid: str) -> Flags:
    at = index.organisations.find(uuid)
    if at is None:
        return np.zeros_like(index.own)
    flags: Flags = index.organisation == index.providers[at].key
    return flags


def _terms(knowledge: Knowledge, wanted: Wanted) -> list[list[Term]]:
    """Return for each thing that is asked the terms of which one is enough."""
    known = taxonomies(knowledge).values()
    found = []
    if wanted.taxonomy:
        found.append([t for each in known if each.uuid == wanted.taxonomy for t in each.terms])
    if wanted.term:
        found.append([t for each in known for t in each.terms if t.uuid == wanted.term])
    return found
