"""Services, and services at their locations."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
from flask import Response, request

from directory.nearby.snapshot import Numbers
from directory.openreferral.outward import moment
from directory.openreferral.outward_terms import Document
from directory.oruk import filtering
from directory.oruk.asking import Asked
from directory.oruk.feed import current, first, place_in
from directory.oruk.index import NOT_KNOWN, Index
from directory.oruk.sending import USUAL, Listing, read_paging, send, send_list


def services() -> Response:
    """Return a list of services, each with its own fields and who provides it."""
    asked, feed = Asked(request.args), current()
    wanted = filtering.read_wanted(asked)
    full, minimal = asked.flag("full"), asked.flag("minimal")
    # The standard wants all of it in one answer, so that a reader can see what has gone.
    paging = read_paging(asked, usual=max(USUAL, len(feed.index.own)) if minimal else USUAL)
    asked.settle()
    places = np.flatnonzero(feed.asked_for(wanted))
    if minimal:
        listing = Listing(size=len(places), part=lambda a, b: _minimal(feed.index, places[a:b]))
    else:
        listing = feed.services(places, full=full)
    return send_list(feed.state, listing, paging)


def service(id: str) -> Response:
    """Return one service with everything nested in it."""
    feed = current()
    place = place_in(feed.index.services, id, "service")
    return send(feed.state, first(list(feed.reader.services([place], full=True)), "service"))


def service_at_locations() -> Response:
    """Return a list of services at their venues; a hidden venue is in none."""
    asked, feed = Asked(request.args), current()
    wanted = filtering.read_wanted(asked)
    around = filtering.read_around(asked, feed.places)
    full, paging = asked.flag("full"), read_paging(asked)
    asked.settle()
    venues = filtering.venues(feed.index, feed.asked_for(wanted), around)
    listing = Listing(
        size=len(venues),
        part=lambda start, stop: feed.reader.at_locations(venues[start:stop], full=full),
    )
    return send_list(feed.state, listing, paging)


def service_at_location(id: str) -> Response:
    """Return one service at one of its venues."""
    feed, what = current(), "service at a location"
    venue = place_in(feed.index.at_locations, id, what)
    found = list(feed.reader.at_locations(np.array([venue]), full=True))
    return send(feed.state, first(found, what))


def _minimal(index: Index, places: Numbers) -> Iterator[Document]:
    """Yield ids, and when each changed where that is known."""
    for place, changed in zip(places.tolist(), index.changed[places].tolist(), strict=True):
        known = changed != NOT_KNOWN
        at = moment(datetime.fromtimestamp(changed / 1_000_000, UTC)) if known else None
        yield {"id": index.uuid(place)} | ({"modified_date": at} if at else {})
