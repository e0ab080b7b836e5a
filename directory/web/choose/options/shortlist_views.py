"""The shortlist: services put together by the worker, and what was noted of options."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for

from directory.domain.service.service_text import say_distance
from directory.infrastructure.clock import today
from directory.web.choose.blueprint import blueprint
from directory.web.choose.options.option_notes import note_text
from directory.web.choose.options.option_presenter import STATUSES, number_of
from directory.web.choose.options.service_fit import ServiceFit, fits_for
from directory.web.choose.options.service_list import ACCEPTS
from directory.web.choose.view_support import Reply, in_visit, knowledge, number_in, question_of
from directory.web.family_session import Visit, VisitFullError
from directory.web.number_params import whole_number
from directory.web.sheet_list import MOST_LISTED, ListFullError, put_on_list, take_off_list
from matcher import Knowledge

ANCHOR = re.compile(r"service-\d{1,3}")
"""The place of a service on the page of an option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsableOption:
    """An option for which a service may be used."""

    place: int
    title: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFit:
    """How a service stands for one child."""

    number: int
    accepts: str
    accepts_words: str
    why: tuple[str, ...]
    options: tuple[UsableOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlisted:
    """A service on the shortlist."""

    id: str
    name: str
    organisation: str
    distance: str | None
    state: str | None
    """That it takes nobody, or ends; None where it simply runs."""
    children: tuple[ChildFit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedOption:
    """What was noted of an option for a child."""

    child: int
    place: int
    title: str
    set_aside: str | None
    prefers: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistPage:
    """The whole page."""

    services: tuple[Shortlisted, ...]
    gone: tuple[str, ...]
    """The ids of services that the directory shows no more."""
    best_child: int
    """For whom most of the services may be used: whom a comparison begins with."""
    prefers: tuple[NotedOption, ...]
    set_aside: tuple[NotedOption, ...]
    other_notes: tuple[NotedOption, ...]
    has_sample: bool


@blueprint.get("/shortlist")
@in_visit
def shortlist(visit: Visit) -> Reply:
    """Show the shortlist."""
    return show_shortlist(visit)


@blueprint.post("/shortlist")
@in_visit
def change_shortlist(visit: Visit) -> Reply:
    """Put a service on the shortlist or take it off, and lead back to where that was asked."""
    return redirect(_back(visit) if _changed(visit) else url_for("choose.shortlist", full=1), 303)


def show_shortlist(visit: Visit, problem: str | None = None) -> str:
    """Return the page of the shortlist."""
    return render_template(
        "choose/shortlist.html",
        visit=visit,
        page=shortlist_page(visit, knowledge()),
        most=MOST_LISTED,
        full="full" in request.args,
        error_list=[{"text": problem, "href": "#services"}] if problem else [],
    )


def shortlist_page(visit: Visit, knowledge: Knowledge) -> ShortlistPage:
    """Return what the page shows."""
    fits = family_fits(visit, visit.shortlist, knowledge)
    noted = tuple(_noted(visit, knowledge))
    shown = [fit.listed.service.id for fit in fits[0]] if fits else []
    return ShortlistPage(
        services=tuple(_service([own[at] for own in fits], knowledge) for at in range(len(shown))),
        gone=tuple(id for id in visit.shortlist if id not in shown),
        best_child=best_child(fits),
        prefers=tuple(each for each in noted if each.prefers),
        set_aside=tuple(each for each in noted if each.set_aside),
        other_notes=tuple(each for each in noted if not (each.prefers or each.set_aside)),
        has_sample=any(fit.listed.service.is_sample for own in fits for fit in own),
    )


def family_fits(
    visit: Visit, ids: Sequence[str], knowledge: Knowledge
) -> tuple[tuple[ServiceFit, ...], ...]:
    """Return how the services stand for each child of a visit, child by child."""
    question = question_of(visit)
    numbers = range(1, len(visit.children) + 1)
    return tuple(fits_for(question, number, ids, knowledge) for number in numbers) if ids else ()


def best_child(fits: Sequence[Sequence[ServiceFit]]) -> int:
    """Return the child for whom most of the services deliver an option; the first of several."""
    numbers = range(1, len(fits) + 1)
    return max(numbers, key=lambda n: sum(bool(fit.options) for fit in fits[n - 1]), default=1)


def _service(fits: Sequence[ServiceFit], knowledge: Knowledge) -> Shortlisted:
    listed = fits[0].listed
    return Shortlisted(
        id=listed.service.id,
        name=listed.service.name,
        organisation=listed.organisation,
        distance=say_distance(listed.distance_miles),
        state=listed.service.runs.line(today()),
        children=tuple(_for_child(fit, knowledge) for fit in fits),
    )


def _for_child(fit: ServiceFit, knowledge: Knowledge) -> ChildFit:
    accepts = fit.listed.accepts
    return ChildFit(
        number=fit.child,
        accepts=accepts,
        accepts_words=ACCEPTS[accepts],
        why=fit.listed.why if accepts == "no" else (),
        options=tuple(
            UsableOption(
                place=number_of(each.option.recommendation.id, knowledge),
                title=each.option.recommendation.title,
                status=STATUSES[each.option.status],
            )
            for each in fit.options
        ),
    )


def _noted(visit: Visit, knowledge: Knowledge) -> Iterator[NotedOption]:
    for thought in sorted(visit.thoughts, key=lambda each: each.child):
        item = knowledge.recommendation.get(thought.recommendation)
        if item:
            yield NotedOption(
                child=thought.child,
                place=number_of(item.id, knowledge),
                title=item.title,
                set_aside=note_text(thought, knowledge),
                prefers=thought.prefers,
                words=thought.words,
            )


def _changed(visit: Visit) -> bool:
    """Change the list as the form asks; return whether that was possible."""
    added, removed = request.form.get("add", ""), request.form.get("remove", "")
    if removed:
        take_off_list(removed, made_for=visit.id)
    elif added and not _is_listed(visit, added):
        return False
    elif added:
        try:
            put_on_list(added, made_for=visit.id)
        except (ListFullError, VisitFullError):
            return False
    return True


def _is_listed(visit: Visit, id: str) -> bool:
    return bool(fits_for(question_of(visit), 1, [id], knowledge()))


def _back(visit: Visit) -> str:
    """Return the address of the page with the button: a child's, an option's, or the shortlist."""
    number, place = (whole_number(request.form, name) for name in ("child", "place"))
    if number is None:
        return url_for("choose.shortlist")
    number_in(visit.children, number)
    if place is None:
        return url_for("choose.child_options", number=number, _anchor="applies")
    at = request.form.get("at", "")
    anchor = at if ANCHOR.fullmatch(at) else "services"
    return url_for("choose.option", number=number, place=place, _anchor=anchor)
