"""Services, and services at their locations."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
from flask import Response, request

from directory.exchange.openreferral.exporter import moment
from directory.exchange.openreferral.exporter_terms import Document
from directory.storage.snapshot import Numbers
from directory.web.openreferral_api import filters
from directory.web.openreferral_api.blueprint import blueprint
from directory.web.openreferral_api.feed_index import NOT_KNOWN, FeedIndex
from directory.web.openreferral_api.query_params import QueryParams
from directory.web.openreferral_api.request_context import checked_id, current, first, known
from directory.web.openreferral_api.responses import USUAL, Listing, read_paging, send, send_list


@blueprint.get("/services")
def services() -> Response:
    """Return a list of services, each with its own fields and who provides it."""
    asked, feed = QueryParams(request.args), current()
    wanted = filters.read_service_filter(asked)
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


@blueprint.get("/services/<id>")
def service(id: str) -> Response:
    """Return one service with everything nested in it."""
    feed = current()
    place = known(feed.index.service(checked_id(id)), "service")
    return send(feed.state, first(list(feed.reader.services([place], full=True)), "service"))


@blueprint.get("/service_at_locations")
def service_at_locations() -> Response:
    """Return a list of services at their venues; a hidden venue is in none."""
    asked, feed = QueryParams(request.args), current()
    wanted = filters.read_service_filter(asked)
    around = filters.read_venue_filter(asked, feed.places)
    full, paging = asked.flag("full"), read_paging(asked)
    asked.settle()
    venues = filters.venues(feed.index, feed.asked_for(wanted), around)
    listing = Listing(
        size=len(venues),
        part=lambda start, stop: feed.reader.at_locations(venues[start:stop], full=full),
    )
    return send_list(feed.state, listing, paging)


@blueprint.get("/service_at_locations/<id>")
def service_at_location(id: str) -> Response:
    """Return one service at one of its venues."""
    feed, what = current(), "service at a location"
    venue = known(feed.index.at_location(checked_id(id)), what)
    found = list(feed.reader.at_locations(np.array([venue]), full=True))
    return send(feed.state, first(found, what))


def _minimal(index: FeedIndex, places: Numbers) -> Iterator[Document]:
    """Yield ids, and when each changed where that is known."""
    for place, changed in zip(places.tolist(), index.changed[places].tolist(), strict=True):
        known = changed != NOT_KNOWN
        at = moment(datetime.fromtimestamp(changed / 1_000_000, UTC)) if known else None
        yield {"id": index.uuid(place)} | ({"modified_date": at} if at else {})
