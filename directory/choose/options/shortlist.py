"""The shortlist: services put together by the worker, and what was noted of options."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for

from directory.choose import blueprint
from directory.choose.options.fits import Fit, fits_for
from directory.choose.options.judging import thought_words
from directory.choose.options.options import STATUSES, number_of
from directory.choose.options.services import ACCEPTS
from directory.choose.visiting import Reply, in_visit, knowledge, number_in, question_of
from directory.stated import say_distance
from directory.visits import Visit, VisitFullError, change_visit
from matcher import Knowledge

MOST_SHORTLISTED = 20
"""More than anybody compares; each takes room in the visit."""
ANCHOR = re.compile(r"service-\d{1,3}")
"""The place of a service on the page of an option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class For:
    """An option for which a service may be used."""

    place: int
    title: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForChild:
    """How a service stands for one child."""

    number: int
    accepts: str
    accepts_words: str
    why: tuple[str, ...]
    options: tuple[For, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlisted:
    """A service on the shortlist."""

    id: str
    name: str
    organisation: str
    distance: str | None
    children: tuple[ForChild, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
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
    prefers: tuple[Noted, ...]
    set_aside: tuple[Noted, ...]
    other_notes: tuple[Noted, ...]
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
    added, removed = request.form.get("add"), request.form.get("remove")
    kept = [id for id in visit.shortlist if id not in (added, removed)]
    if added and (len(kept) >= MOST_SHORTLISTED or not _is_listed(visit, added)):
        return redirect(url_for("choose.shortlist", full=1), 303)
    try:
        change_visit(visit, shortlist=[*kept, added] if added else kept)
    except VisitFullError:
        return redirect(url_for("choose.shortlist", full=1), 303)
    return redirect(_back(visit), 303)


def show_shortlist(visit: Visit, problem: str | None = None) -> str:
    """Return the page of the shortlist."""
    return render_template(
        "choose/shortlist.html",
        visit=visit,
        page=shortlist_page(visit, knowledge()),
        most=MOST_SHORTLISTED,
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
) -> tuple[tuple[Fit, ...], ...]:
    """Return how the services stand for each child of a visit, child by child."""
    question = question_of(visit)
    numbers = range(1, len(visit.children) + 1)
    return tuple(fits_for(question, number, ids, knowledge) for number in numbers) if ids else ()


def best_child(fits: Sequence[Sequence[Fit]]) -> int:
    """Return the child for whom most of the services deliver an option; the first of several."""
    numbers = range(1, len(fits) + 1)
    return max(numbers, key=lambda n: sum(bool(fit.options) for fit in fits[n - 1]), default=1)


def _service(fits: Sequence[Fit], knowledge: Knowledge) -> Shortlisted:
    listed = fits[0].listed
    return Shortlisted(
        id=listed.service.id,
        name=listed.service.name,
        organisation=listed.organisation,
        distance=say_distance(listed.distance_miles),
        children=tuple(_for_child(fit, knowledge) for fit in fits),
    )


def _for_child(fit: Fit, knowledge: Knowledge) -> ForChild:
    accepts = fit.listed.accepts
    return ForChild(
        number=fit.child,
        accepts=accepts,
        accepts_words=ACCEPTS[accepts],
        why=fit.listed.why if accepts == "no" else (),
        options=tuple(
            For(
                place=number_of(each.option.recommendation.id, knowledge),
                title=each.option.recommendation.title,
                status=STATUSES[each.option.status],
            )
            for each in fit.options
        ),
    )


def _noted(visit: Visit, knowledge: Knowledge) -> Iterator[Noted]:
    for thought in sorted(visit.thoughts, key=lambda each: each.child):
        item = knowledge.recommendation.get(thought.recommendation)
        if item:
            yield Noted(
                child=thought.child,
                place=number_of(item.id, knowledge),
                title=item.title,
                set_aside=thought_words(thought, knowledge),
                prefers=thought.prefers,
                words=thought.words,
            )


def _is_listed(visit: Visit, id: str) -> bool:
    return bool(fits_for(question_of(visit), 1, [id], knowledge()))


def _back(visit: Visit) -> str:
    """Return the address of the page with the button: an option's, or the shortlist."""
    number, place = request.form.get("child", type=int), request.form.get("place", type=int)
    if number is None or place is None:
        return url_for("choose.shortlist")
    number_in(visit.children, number)
    at = request.form.get("at", "")
    anchor = at if ANCHOR.fullmatch(at) else "services"
    return url_for("choose.option", number=number, place=place, _anchor=anchor)
