"""The list: search words, filters with counts, and the services of one page with the reasons."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from flask import render_template, request
from werkzeug.wrappers import Response as BaseResponse

from directory import bridge
from directory.clock import today
from directory.extensions import current_settings, db
from directory.find.address import PER_PAGE, Address, read_address
from directory.find.exactly import asked_exactly
from directory.find.journey import blueprint
from directory.find.states import say_state
from directory.find.where import MILES, Near, current_near, moved_from_words, place_of
from directory.find.wording import FRESHNESS, LEGENDS, NOT_STATED, value_label
from directory.places import Place, PlaceError
from directory.searching.lexicon import lexicon_in
from directory.searching.lines import Line, page_lines
from directory.searching.plain import plain
from directory.searching.search import Asked, Facet, Results, search
from directory.stated import count, say_distance, say_rough, say_wait
from directory.wording import lower_first
from matcher import Knowledge
from matcher.ages import say_age
from matcher.local_ages import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a filter."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterShown:
    """One filter; `silent` says how many services do not state it."""

    id: str
    legend: str
    values: tuple[Value, ...]
    silent: str | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One service as the list shows it; None means that it is not stated."""

    line: Line
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
    address = read_address(request.args)
    return moved_from_words(address) or _listing(address, current_near())


def _listing(address: Address, near: Near | None) -> str:
    problems: list[dict[str, str]] = []
    place, age = _place(near, problems), _age(address, problems)
    settings = current_settings()
    knowledge = bridge.knowledge_in(settings.data)
    asked = Asked(
        words=address.words,
        age_months=age,
        place=place,
        within_miles=float(near.miles if near else 0),
        chosen=address.chosen,
        stated_only=address.stated_only,
        on=today(),
    )
    results = search(db.session, knowledge, lexicon_in(settings.data, knowledge), asked)
    pages = max(ceil(len(results.places) / PER_PAGE), 1)
    page = min(address.page, pages)
    first = (page - 1) * PER_PAGE
    lines = page_lines(db.session, knowledge, results, first, PER_PAGE)
    return render_template(
        "find/list.html",
        address=address,
        near=near,
        place=place,
        rough=say_rough(place),
        miles=MILES,
        results=results,
        filters=[_filter(facet, address, knowledge) for facet in results.facets],
        chosen=list(_chosen(address, knowledge)),
        exactly=list(_exactly(address, results, knowledge)),
        nowhere=list(_nowhere(address, results)),
        listed=[_listed(line, first + at, asked, knowledge) for at, line in enumerate(lines, 1)],
        first=first + 1,
        page=page,
        pages=pages,
        totals=_totals(results),
        freshness=FRESHNESS,
        has_sample=any(line.service.is_sample for line in lines),
        error_list=problems,
    )


def _place(near: Near | None, problems: list[dict[str, str]]) -> Place | None:
    try:
        return place_of(near) if near else None
    except PlaceError as error:
        problems.append({"text": str(error), "href": "#postcode"})
        return None


def _age(address: Address, problems: list[dict[str, str]]) -> int | None:
    try:
        return address.age_months
    except ValueError as error:
        problems.append({"text": str(error), "href": "#years"})
        return None


def _filter(facet: Facet, address: Address, knowledge: Knowledge) -> FilterShown:
    chosen = address.chosen.get(facet.id, ())
    values = [
        Value(
            value=value,
            label=value_label(facet.id, value, knowledge),
            count=number,
            is_chosen=value in chosen,
        )
        for value, number in facet.counts
        if number or value in chosen
    ]
    if facet.id in ("language", "access"):
        values.sort(key=lambda each: (not each.is_chosen, -each.count, each.label))
    return FilterShown(
        id=facet.id,
        legend=LEGENDS[facet.id],
        values=tuple(values),
        silent=f"{facet.silent} do not say" if facet.silent else None,
        is_open=bool(chosen),
    )


def _chosen(address: Address, knowledge: Knowledge) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield each value that is chosen: its filter, its label, and the address without it."""
    if address.is_unborn or address.years or address.months:
        yield "Child’s age", _age_label(address), dict(address.ageless())
    for id, values in address.chosen.items():
        for value in values:
            label = value_label(id, value, knowledge)
            yield LEGENDS[id], label, dict(address.without(id, value))


def _nowhere(
    address: Address, results: Results
) -> Iterator[tuple[str, str | None, dict[str, object]]]:
    """Yield each word that no service has, one that may be meant, and the address that asks it."""
    for word, guess in results.words.nowhere if results.words else ():
        kept = [guess if plain(each) == word and guess else each for each in address.words.split()]
        yield word, guess, dict(replace(address, words=" ".join(kept)).values())


def _exactly(
    address: Address, results: Results, knowledge: Knowledge
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield words that a filter says better, what it is called, and the address that asks so."""
    languages = [v for facet in results.facets if facet.id == "language" for v, _ in facet.counts]
    for each in asked_exactly(address, languages):
        if each.filter == "age":
            label = f"Child’s age: {each.value}"
        else:
            label = f"{LEGENDS[each.filter]}: {value_label(each.filter, each.value, knowledge)}"
        yield each.typed, label, dict(each.values)


def _age_label(address: Address) -> str:
    try:
        months = address.age_months or 0
    except ValueError:
        return "An age that cannot be read"
    return "Not yet born" if months < 0 else f"Aged {say_age(months)}"


def _listed(line: Line, number: int, asked: Asked, knowledge: Knowledge) -> Listed:
    service = line.service
    silent = [NOT_STATED[id] for id in line.not_stated if id in NOT_STATED]
    low, high = service.age_from_months, service.age_under_months
    return Listed(
        line=line,
        number=number,
        state=say_state(service.status, service.starts_on, service.ends_on, asked.on),
        ages=None if low is None and high is None else in_words(low, high),
        distance=say_distance(line.distance_miles),
        wait=say_wait(service.waiting_weeks, service.waiting_as_of),
        checked=FRESHNESS[line.freshness],
        why=(*line.why, *_meets(line, knowledge)),
        silent=", ".join(silent) or None,
    )


def _meets(line: Line, knowledge: Knowledge) -> Iterator[str]:
    """Yield each filter that is asked for, and what the service states of it."""
    for id, value in line.meets:
        # A class of programmes is asked for, and one of them is delivered.
        said = line.service.programme or value if id == "programme" else value
        yield f"{lower_first(LEGENDS[id])}: {value_label(id, said, knowledge)}"


def _totals(results: Results) -> str:
    """Return the sentence above the list."""
    found = len(results.places)
    words = count(found, "service")
    unsure = found - results.stated
    if unsure > 0:
        words += f": {results.stated} state all you ask for, {unsure} may fit but do not say"
    return words
