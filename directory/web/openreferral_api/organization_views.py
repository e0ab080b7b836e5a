"""Who provides services."""

from collections.abc import Iterator, Sequence

import numpy as np
from flask import Response, request

from directory.exchange.openreferral.exporter import organization as document_of
from directory.exchange.openreferral.exporter_terms import Document
from directory.web.openreferral_api.blueprint import blueprint
from directory.web.openreferral_api.feed_index import Provider
from directory.web.openreferral_api.query_params import QueryParams
from directory.web.openreferral_api.request_context import FeedRequest, checked_id, current, known
from directory.web.openreferral_api.responses import Listing, read_paging, send, send_list
from directory.web.openreferral_api.text_search import holds


@blueprint.get("/organizations")
def organizations() -> Response:
    """Return a list of organisations; with their services where that is asked for."""
    asked, feed = QueryParams(request.args), current()
    words, paging = asked.text("search"), read_paging(asked)
    full, full_service = asked.flag("full"), asked.flag("full_service")
    asked.settle()
    found = [p for p in feed.index.providers(feed.session) if not words or holds(words, p.name)]
    listing = Listing(
        size=len(found),
        part=lambda start, stop: _documents(
            feed, found[start:stop], full=full or full_service, full_service=full_service
        ),
    )
    return send_list(feed.state, listing, paging)


@blueprint.get("/organizations/<id>")
def organization(id: str) -> Response:
    """Return one organisation and its services: their ids alone, or all of each."""
    asked, feed = QueryParams(request.args), current()
    full_service = asked.flag("full_service")
    asked.settle()
    provider = known(feed.index.provider(feed.session, checked_id(id)), "organisation")
    [found] = _documents(feed, [provider], full=True, full_service=full_service)
    return send(feed.state, found)


def _documents(
    feed: FeedRequest, providers: Sequence[Provider], *, full: bool, full_service: bool
) -> Iterator[Document]:
    for provider in providers:
        document = document_of(provider.name, provider.number, full=full)
        yield document | ({"services": _services(feed, provider, full_service)} if full else {})


def _services(feed: FeedRequest, provider: Provider, full: bool) -> list[Document]:
    index = feed.index
    places = np.flatnonzero(index.own & (index.organisation == provider.key)).tolist()
    if full:
        return list(feed.reader.services(places, full=True))
    return [{"id": index.uuid(place)} for place in places]
