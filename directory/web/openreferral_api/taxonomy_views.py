"""Our taxonomies and their terms: they are the same whatever the directory holds."""

from collections.abc import Iterable

from flask import Response, request

from directory.exchange.openreferral.exporter_terms import (
    Document,
    taxonomy_document,
    term_document,
)
from directory.exchange.openreferral.taxonomy import Taxonomy, TaxonomyTerm, taxonomies
from directory.web.openreferral_api.blueprint import blueprint
from directory.web.openreferral_api.query_params import QueryParams
from directory.web.openreferral_api.request_context import checked_id, knowledge_now, not_here
from directory.web.openreferral_api.responses import Listing, read_paging, send, send_list, state_of
from directory.web.openreferral_api.text_search import holds


@blueprint.get("/taxonomies")
def taxonomy_list() -> Response:
    """Return a list of our taxonomies, without their terms."""
    asked = QueryParams(request.args)
    found = [each for each in _all() if _is_found(asked, each)]
    documents = [taxonomy_document(each, with_terms=False) for each in found]
    return _send_list(asked, documents)


@blueprint.get("/taxonomies/<id>")
def taxonomy(id: str) -> Response:
    """Return one taxonomy with its terms."""
    wanted = checked_id(id)
    for each in _all():
        if each.uuid == wanted:
            return send(state_of(knowledge_now()), taxonomy_document(each, with_terms=True))
    raise not_here("taxonomy")


@blueprint.get("/taxonomy_terms")
def taxonomy_terms() -> Response:
    """Return a list of terms. None of ours stands under another, so all of them are top terms."""
    asked = QueryParams(request.args)
    wanted, parent = asked.text("taxonomy_id"), asked.text("parent_id")
    asked.flag("top_only")
    found = [] if parent else [each for each in _all() if wanted in (None, each.uuid)]
    terms = [term for each in found for term in each.terms if _is_found(asked, term)]
    return _send_list(asked, [term_document(term) for term in terms])


@blueprint.get("/taxonomy_terms/<id>")
def taxonomy_term(id: str) -> Response:
    """Return one term."""
    wanted = checked_id(id)
    for term in (term for each in _all() for term in each.terms):
        if term.uuid == wanted:
            return send(state_of(knowledge_now()), term_document(term))
    raise not_here("term")


def _all() -> Iterable[Taxonomy]:
    return taxonomies(knowledge_now()).values()


def _is_found(asked: QueryParams, each: Taxonomy | TaxonomyTerm) -> bool:
    words = asked.text("search")
    return not words or holds(words, each.name, each.description)


def _send_list(asked: QueryParams, documents: list[Document]) -> Response:
    paging = read_paging(asked)
    asked.settle()
    listing = Listing(size=len(documents), part=lambda start, stop: documents[start:stop])
    return send_list(state_of(knowledge_now()), listing, paging)
