"""Answers of the feed: one document, a page of a list, or a list line by line."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from flask import Response, request, stream_with_context

from directory.exchange.openreferral.exporter_terms import Document, term_document
from directory.exchange.openreferral.taxonomy import taxonomies
from directory.web.openreferral_api.query_params import QueryParams
from directory.web.security import let_keep
from matcher import Knowledge

USUAL, MOST = 50, 500
"""How many things a page holds, where nothing is asked, and at most."""
MOST_PAGES = 10_000_000
LINES_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list: how long it is, and what gives its documents from one place up to another."""

    size: int
    part: Callable[[int, int], Iterable[Document]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of a list is asked for; or all of it, line by line."""

    page: int
    per_page: int
    by_line: bool


def read_paging(asked: QueryParams, usual: int = USUAL) -> Paging:
    """Return which page is asked for; both spellings of the size of a page are known."""
    return Paging(
        page=asked.whole("page", default=1, most=MOST_PAGES),
        per_page=asked.whole("per_page", "perPage", default=usual, most=max(usual, MOST)),
        by_line=asked.one_of("format", "json", "ndjson") == "ndjson",
    )


def send_list(state: str, listing: Listing, paging: Paging) -> Response:
    """Return a page of a list, or all of it as lines that are read while they are sent."""
    if paging.by_line:
        return _kept(state, lambda: _lines(listing))
    return _kept(state, lambda: _json(page_of(listing, paging)))


def send(state: str, document: Document) -> Response:
    """Return one document."""
    return _kept(state, lambda: _json(document))


def page_of(listing: Listing, paging: Paging) -> Document:
    """Return one page of a list in the envelope of the standard."""
    size, per_page = listing.size, paging.per_page
    start = (paging.page - 1) * per_page
    contents = list(listing.part(start, min(start + per_page, size))) if start < size else []
    pages = -(-size // per_page)
    return {
        "total_items": size,
        "total_pages": pages,
        "page_number": paging.page,
        "size": len(contents),
        "first_page": paging.page == 1,
        "last_page": paging.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


@lru_cache(maxsize=4)
def state_of(knowledge: Knowledge) -> str:
    """Return a text that is another one as soon as our taxonomies are."""
    terms = [term_document(t) for each in taxonomies(knowledge).values() for t in each.terms]
    return hashlib.sha256(json.dumps(terms).encode()).hexdigest()


def _kept(state: str, make: Callable[[], Response]) -> Response:
    """Return an answer that may be kept; nothing is made where the caller has it already."""
    # Of the address too, so that an error, or another page, is never taken for this answer.
    tag = hashlib.sha256(f"{request.full_path} {state}".encode()).hexdigest()[:32]
    has_it = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if has_it else make()
    response.set_etag(tag, weak=True)
    return let_keep(response)


def _json(document: Document) -> Response:
    return Response(json.dumps(document, ensure_ascii=False), mimetype="application/json")


def _lines(listing: Listing) -> Response:
    lines = stream_with_context(_in_parts(listing))
    return Response(lines, mimetype="application/x-ndjson")


def _in_parts(listing: Listing) -> Iterator[str]:
    for start in range(0, listing.size, LINES_AT_ONCE):
        documents = listing.part(start, min(start + LINES_AT_ONCE, listing.size))
        yield "".join(f"{json.dumps(document, ensure_ascii=False)}\n" for document in documents)
