"""What our own feed answers, as any other program would get it, so that it can be judged.

The app answers itself in this process: nothing goes over a network, and nothing is logged.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from flask import Response, current_app

from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import DETAILS, SERVICES, Endpoint, standard

NAME = "This directory"
MOST_SERVICES, PER_PAGE = 100, 25
"""Services of the feed whose documents are judged at most, and how many a page holds."""
MOST_OTHERS = 10
"""Records of any other list, as the official validator takes them."""


def own_documents() -> FeedDocuments:
    """Return answers of every endpoint; of the services pages spread evenly over the list."""
    pages: dict[str, list[Any]] = {}
    records: dict[str, list[Any]] = {DETAILS: [_ask("/")]}
    for endpoint in standard().endpoints:
        if endpoint.is_list:
            pages[endpoint.path] = list(_pages(endpoint))
            items = [item for page in pages[endpoint.path] for item in page["contents"]]
            most = MOST_SERVICES if endpoint.path == SERVICES else MOST_OTHERS
            records[endpoint.by_id] = [
                _ask(f"{endpoint.path}/{item['id']}") for item in items[:most]
            ]
    return FeedDocuments(source=NAME, pages=pages, records=records)


def spread(count: int, most: int) -> Sequence[int]:
    """Return at most so many places of a list of that length, evenly from the first on."""
    return [number * count // most for number in range(most)] if count > most else range(count)


def _pages(endpoint: Endpoint) -> Iterator[Any]:
    first = _ask(endpoint.path, per_page=PER_PAGE, page=1)
    yield first
    most = MOST_SERVICES // PER_PAGE if endpoint.path == SERVICES else 1
    for place in spread(first["total_pages"], most)[1:]:
        yield _ask(endpoint.path, per_page=PER_PAGE, page=place + 1)


def _ask(path: str, **asked: int) -> Any:
    # Of a context of its own: what an answer notes for its request must not touch this one.
    with current_app.app_context():
        context = current_app.test_request_context(f"/oruk{path}", query_string=asked)
        with context:
            answer = current_app.dispatch_request()
            assert isinstance(answer, Response)
            return json.loads(answer.get_data())
