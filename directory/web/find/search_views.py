"""The list: search words, filters with counts, and the services of one page with the reasons."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response as BaseResponse

from directory.application.commands.watched_searches import MOST_FOUND, WATCHED_FILTERS
from directory.domain.search.normalise import plain
from directory.domain.search.result_rows import ResultRow, helpline_lines, page_lines
from directory.domain.search.search import Results, search
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.synonyms import lexicon_in
from directory.domain.service.service_text import say_distance, say_rough
from directory.geo import Place, PlaceError
from directory.infrastructure.clock import today
from directory.infrastructure.text_format import count, lower_first
from directory.storage import reference_data
from directory.web.base_form import error_list
from directory.web.extensions import current_settings, db
from directory.web.filter_labels import FRESHNESS, LEGENDS, NOT_STATED, value_label
from directory.web.find.blueprint import blueprint
from directory.web.find.filter_suggestions import filter_suggestions
from directory.web.find.location_views import Near, current_near, moved_from_words, place_of
from directory.web.find.query_params import PER_PAGE, SearchParams, read_search_params
from directory.web.find.search_forms import NearForm, filter_views, near_form, search_form
from directory.web.find.search_suggestions import suggestions
from matcher import Knowledge, Problem
from matcher.ages import say_age


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedResult:
    """One service as the list shows it; None means that it is not stated."""

    line: ResultRow
    number: int
    state: str | None
    """Said at the top: that it is paused, ending or closed."""
    ages: str | None
    distance: str | None
    wait: str | None
    checked: str
    why: tuple[str, ...]
    silent: str | None


@blueprint.get("/")
def services() -> str | BaseResponse:
    """Show the services that answer what the address asks for."""
    address = read_search_params(request.args)
    return moved_from_words(address) or _listing(address, current_near())


def _listing(address: SearchParams, near: Near | None) -> str:
    form, where = search_form(address), near_form(near)
    place, age = _place(near, where), _age(address, form)
    settings = current_settings()
    knowledge = reference_data.knowledge_in(settings)
    asked = SearchQuery(
        words=address.words,
        age_months=age,
        place=place,
        within_miles=float(near.miles if near else 0),
        chosen=address.chosen,
        stated_only=address.stated_only,
        on=today(),
    )
    results = search(db.session, knowledge, lexicon_in(settings.data, knowledge), asked)
    pages = max(ceil(len(results.listed) / PER_PAGE), 1)
    page = min(address.page, pages)
    return render_template(
        "find/list.html",
        address=address,
        near=near,
        place=place,
        rough=say_rough(place),
        **_forms(form, where),
        results=results,
        filters=list(filter_views(form, results.facets, knowledge)),
        chosen=list(_chosen(address, knowledge)),
        exactly=list(_exactly(address, results, knowledge)),
        nowhere=list(_nowhere(address, results)),
        **_parts(results, page, asked, knowledge),
        suggestions=suggestions(results.arrays, knowledge),
        page=page,
        pages=pages,
        watched=_watched(address, results),
        totals=_totals(results),
        some_lack=_say_some_lack(results),
        only_near=_only_near(address, results),
        freshness=FRESHNESS,
    )


def _watched(address: SearchParams, results: Results) -> dict[str, list[str]]:
    """Return the filters of a search that can be watched; none where it finds too much."""
    if len(results.places) > MOST_FOUND:
        return {}
    chosen = {id: list(address.chosen.get(id, ())) for id in WATCHED_FILTERS}
    watched = {id: values for id, values in chosen.items() if values}
    return watched | {"stated": ["1"]} if watched and address.stated_only else watched


def _parts(results: Results, page: int, asked: SearchQuery, knowledge: Knowledge) -> dict[str, Any]:
    """Return what a page lists: services, then training for workers, and helplines at the end."""
    first = (page - 1) * PER_PAGE
    lines = page_lines(db.session, knowledge, results, first, PER_PAGE)
    helplines = helpline_lines(db.session, knowledge, results)
    listed = [_listed(line, first + at, asked, knowledge) for at, line in enumerate(lines, 1)]
    return {
        "first": first + 1,
        "listed": [each for each in listed if not each.line.is_training],
        "training": [each for each in listed if each.line.is_training],
        "helplines": [_listed(line, 0, asked, knowledge) for line in helplines],
        "has_sample": any(line.service.is_sample for line in (*lines, *helplines)),
    }


def _forms(form: Any, where: NearForm) -> dict[str, Any]:
    return {"form": form, "where": where, "error_list": error_list(where, form)}


def _place(near: Near | None, form: NearForm) -> Place | None:
    try:
        return place_of(near) if near else None
    except PlaceError as error:
        form.put_problems([Problem(field="postcode", problem=str(error))])
        return None


def _age(address: SearchParams, form: Any) -> int | None:
    try:
        return address.age_months
    except ValueError as error:
        form.put_problems([Problem(field="years", problem=str(error))])
        return None


def _chosen(
    address: SearchParams, knowledge: Knowledge
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield each value that is chosen: its filter, its label, and the address without it."""
    if address.is_unborn or address.years or address.months:
        yield "Child’s age", _age_label(address), dict(address.ageless())
    for id, values in address.chosen.items():
        for value in values:
            label = value_label(id, value, knowledge)
            yield LEGENDS[id], label, dict(address.without(id, value))


def _nowhere(
    address: SearchParams, results: Results
) -> Iterator[tuple[str, str | None, dict[str, object]]]:
    """Yield each word that no service has, one that may be meant, and the address that asks it."""
    for word, guess in results.words.nowhere if results.words else ():
        kept = [guess if plain(each) == word and guess else each for each in address.words.split()]
        meant: dict[str, object] = dict(replace(address, words=" ".join(kept)).values())
        yield _as_typed(address.words, word), guess, meant


def _only_near(address: SearchParams, results: Results) -> list[str]:
    """Return the words that nothing matches, where what is near them is listed."""
    words = results.words
    return [_as_typed(address.words, each) for each in words.only_near] if words else []


def _as_typed(words: str, found: str) -> str:
    """Return a plain word or phrase as it stands among the words that were typed."""
    typed, length = words.split(), len(found.split())
    pieces = (" ".join(typed[at : at + length]) for at in range(len(typed)))
    return next((piece for piece in pieces if plain(piece) == found), found)


def _exactly(
    address: SearchParams, results: Results, knowledge: Knowledge
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield words that a filter says better, what it is called, and the address that asks so."""
    languages = [v for facet in results.facets if facet.id == "language" for v, _ in facet.counts]
    for each in filter_suggestions(address, languages):
        if each.filter == "age":
            label = f"Child’s age: {each.value}"
        else:
            label = f"{LEGENDS[each.filter]}: {value_label(each.filter, each.value, knowledge)}"
        yield each.typed, label, dict(each.values)


def _age_label(address: SearchParams) -> str:
    try:
        months = address.age_months or 0
    except ValueError:
        return "An age that cannot be read"
    return "Not yet born" if months < 0 else f"Aged {say_age(months)}"


def _listed(line: ResultRow, number: int, asked: SearchQuery, knowledge: Knowledge) -> ListedResult:
    service = line.service
    silent = [NOT_STATED[id] for id in line.not_stated if id in NOT_STATED]
    return ListedResult(
        line=line,
        number=number,
        state=service.runs.line(asked.on),
        ages=service.ages.text,
        distance=say_distance(line.distance_miles),
        wait=service.wait_and_places,
        checked=FRESHNESS[line.freshness],
        why=(*line.why, *_meets(line, knowledge)),
        silent=", ".join(silent) or None,
    )


def _meets(line: ResultRow, knowledge: Knowledge) -> Iterator[str]:
    """Yield each filter that is asked for, and what the service states of it."""
    for id, value in line.meets:
        # A class of programmes is asked for, and one of them is delivered.
        said = line.service.programme or value if id == "programme" else value
        yield f"{lower_first(LEGENDS[id])}: {value_label(id, said, knowledge)}"


def _say_some_lack(results: Results) -> str | None:
    """Return the sentence that not all that is listed has all the words."""
    words = results.words
    if words is None or len(words.units) < 2 or not len(results.places):
        return None
    lacking = len(results.places) - int(words.all_of[results.places].sum())
    if lacking == len(results.places):
        return "No service has all of these words. These have some of them."
    having = len(results.places) - lacking
    has = "1 service has" if having == 1 else f"{having} services have"
    return f"{has} all of these words. The others have some of them." if lacking else None


def _totals(results: Results) -> str:
    """Return the sentence above the list."""
    found = len(results.places)
    words = count(found, "service")
    unsure = found - results.stated
    if unsure > 0:
        words += f": {results.stated} state all you ask for, {unsure} may fit but do not say"
    return words
