"""What every page of choose begins with: the visit that is open, and what is asked of it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.application.match_query import FamilyQuery
from directory.application.match_services import ChildAnswer, answer_child
from directory.geo import PlaceError, Places
from directory.infrastructure.clock import today
from directory.storage import reference_data
from directory.web.extensions import current_settings, db
from directory.web.family_session import SessionChild, Visit, current_visit
from matcher import Knowledge
from matcher.family import Carer, Family
from matcher.family_matching import match_child
from matcher.family_results import ChildResult
from matcher.signs import signs_seen

Reply = str | tuple[str, int] | Response
Rest = ParamSpec("Rest")
Page = Callable[Concatenate[Visit, Rest], Reply]
UNPROCESSABLE = 422
LISTED = 3
"""Services listed for each option on the page of options; its own page lists more."""


def in_visit(page: Page[Rest]) -> Callable[Rest, Reply]:
    """Give a page the visit that is open; with none, or a form of another, lead to the start.

    A form carries the id of its visit: a page left open from an earlier family must not write
    into the one that is open now.
    """

    @wraps(page)
    def opened(*args: Rest.args, **kwargs: Rest.kwargs) -> Reply:
        visit = current_visit()
        if visit is None or not visit.children:
            return redirect(url_for("choose.enter", ended=1), 303)
        if request.method == "POST" and request.form.get("visit") != visit.id:
            return redirect(url_for("choose.family", other=1), 303)
        return page(visit, *args, **kwargs)

    return opened


def number_in(people: Sequence[object], number: int) -> int:
    """Return the place of a person counted from 1; the page of one who is not there is 404."""
    if not 1 <= number <= len(people):
        abort(404)
    return number - 1


def question_of(visit: Visit, *, limit: int = LISTED) -> FamilyQuery:
    """Return what a visit asks of the matcher and the directory."""
    try:
        place = places().find(visit.postcode) if visit.postcode else None
    except PlaceError:
        place = None
    return FamilyQuery(
        family=family_in(visit),
        on=today(),
        place=place,
        within_miles=visit.within_miles,
        limit=limit,
        years_only=frozenset(
            number for number, child in enumerate(visit.children, 1) if child.years_only
        ),
    )


def matched_child(question: FamilyQuery, number: int) -> ChildResult:
    """Return the match of one child, made once in a request for each state of the family."""
    made: list[tuple[Family, int, ChildResult]] = g.setdefault("matched_children", [])
    for family, child, result in made:
        if child == number and family == question.family:
            return result
    result = match_child(question.family, number, knowledge(), question.on)
    made.append((question.family, number, result))
    return result


def answered_child(question: FamilyQuery, number: int) -> ChildAnswer:
    """Return the answer for one child, its match made once in a request."""
    result = matched_child(question, number)
    return answer_child(db.session, knowledge(), question, number, result)


def family_in(visit: Visit) -> Family:
    """Return the family of a visit, as the matcher takes it."""
    roles = knowledge().facts.role
    return Family(
        shared=visit.family,
        children=tuple(
            {**child.facts, **answered_by_signs(child, knowledge())} for child in visit.children
        ),
        carers=tuple(
            Carer(
                role=roles.get(carer.role or ""),
                for_children=frozenset(carer.for_children),
                facts=carer.facts,
                with_child=carer.with_child,
            )
            for carer in visit.carers
        ),
    )


def answered_by_signs(child: SessionChild, knowledge: Knowledge) -> dict[str, bool]:
    """Return what the signs seen of a child answer; it counts before what is answered elsewhere."""
    return signs_seen(child.signs, knowledge).implies


def knowledge() -> Knowledge:
    """Return the knowledge that answers."""
    return reference_data.knowledge_in(current_settings())


def places() -> Places:
    """Return the postcodes that are known."""
    return reference_data.places_in(current_settings().places)


def wants_part() -> bool:
    """Say whether the page's own script asks, which puts the part in place by itself."""
    return request.headers.get("X-Requested-With") == "waymark"
