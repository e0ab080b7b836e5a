"""Which services, and which of their venues, an address asks for."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy.orm import Session

from directory.domain.eligibility.reachability import reach
from directory.exchange.openreferral.taxonomy import TaxonomyTerm, taxonomies
from directory.geo import Distances, Place, PlaceError, Places
from directory.infrastructure.clock import date_in_england
from directory.storage.column_store import NO_POINT
from directory.storage.snapshot import Flags, Numbers
from directory.web.openreferral_api import text_search
from directory.web.openreferral_api.feed_index import FeedIndex, microseconds
from directory.web.openreferral_api.filter_flags import carrying, takes_ages, turned_since
from directory.web.openreferral_api.query_params import QueryParams
from matcher import Knowledge

MOST_METRES = 1_000_000
NOBODY = -1
"""The key of no organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFilter:
    """What is asked of services; None, or no words, = anything."""

    words: str | None
    organisation: str | None
    taxonomy: str
    term: str
    modified_after: datetime | None
    lowest_age: float | None
    highest_age: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueFilter:
    """Where venues are asked for: near a place, or in an area that holds it."""

    place: Place
    metres: float | None
    """How near; None = wherever the venue is, if the service may serve the place."""


def read_service_filter(asked: QueryParams) -> ServiceFilter:
    """Return what an address asks of services; `day` and times are taken and filter nothing.

    No service here states its hours, and what is not stated holds none out.
    """
    return ServiceFilter(
        words=asked.text("search"),
        organisation=asked.text("organization_id"),
        taxonomy=(asked.text("taxonomy_id") or "").lower(),
        term=(asked.text("taxonomy_term_id") or "").lower(),
        modified_after=asked.moment("modified_after"),
        lowest_age=asked.number("minimum_age"),
        highest_age=asked.number("maximum_age"),
    )


def read_venue_filter(asked: QueryParams, places: Places) -> VenueFilter | None:
    """Return where venues are asked for; None = anywhere."""
    postcode, metres = asked.text("postcode"), asked.number("proximity")
    if metres is not None and not 0 <= metres <= MOST_METRES:
        asked.refuse("proximity", f"should be metres, from 0 to {MOST_METRES}")
    if postcode is None:
        if metres is not None:
            asked.refuse("proximity", "is from a postcode: give postcode too")
        return None
    try:
        return VenueFilter(place=places.find(postcode), metres=metres)
    except PlaceError:
        # The words of the error may repeat the postcode, which may be a family's.
        asked.refuse("postcode", "is not a postcode of England that we know")
        return None


def services(
    session: Session, knowledge: Knowledge, index: FeedIndex, wanted: ServiceFilter, on: date
) -> Flags:
    """Return the services of the feed that are asked for on a day."""
    found: Flags = index.own & takes_ages(index.snapshot, wanted.lowest_age, wanted.highest_age)
    if after := wanted.modified_after:
        turned = turned_since(index.snapshot, date_in_england(after), on)
        found &= (index.changed >= microseconds(after)) | turned
    if wanted.organisation:
        provider = index.provider(session, wanted.organisation.lower())
        found &= index.organisation == (provider.key if provider else NOBODY)
    for terms in _terms(knowledge, wanted):
        found &= carrying(session, knowledge, index, terms)
    if wanted.words:
        found &= text_search.having(session, wanted.words)
    return found


def venues(index: FeedIndex, wanted: Flags, around: VenueFilter | None) -> Numbers:
    """Return the places of the venues that are asked for, of the services that are.

    A hidden venue is not among them, wherever it is.
    """
    found = wanted[index.venues.service]
    if around is None:
        return np.flatnonzero(found)
    if around.metres is None:
        serves_not = reach(index.snapshot, around.place, 0).serves_not
        return np.flatnonzero(found & ~serves_not[index.venues.service])
    some = np.flatnonzero(found & (index.venues.easting != NO_POINT))
    points = index.venues.easting[some], index.venues.northing[some]
    away = Distances().nearly(around.place.grid_point, *points, (around.metres,))
    return some[away <= around.metres]


def _terms(knowledge: Knowledge, wanted: ServiceFilter) -> list[list[TaxonomyTerm]]:
    """Return for each thing that is asked the terms of which one is enough."""
    known = taxonomies(knowledge).values()
    found = []
    if wanted.taxonomy:
        found.append([t for each in known if each.uuid == wanted.taxonomy for t in each.terms])
    if wanted.term:
        found.append([t for each in known for t in each.terms if t.uuid == wanted.term])
    return found
