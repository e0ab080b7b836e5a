"""Counting for which recommendations families ask, and whether anything suitable was found.

Counted with a step that a worker takes, never with a look at a page, once in a visit for each
recommendation that applies. What was counted is remembered in the visit, which their browser
carries; the server keeps the sum. Why so: docs/decisions/unmet-asks.md.
"""

from collections.abc import Iterator, Mapping

from flask import Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from directory.application.commands.unmet_demand import count_asks as add_asks
from directory.application.match_query import FamilyQuery
from directory.domain.eligibility import tallies
from directory.infrastructure.clock import today
from directory.web import logs
from directory.web.choose.blueprint import blueprint
from directory.web.choose.view_support import knowledge, matched_child, question_of
from directory.web.extensions import current_settings, db
from directory.web.family_session import Visit, VisitFullError, change_visit, current_visit
from matcher import CaseError
from matcher.family_results import ChildOption

FIRST_FAILURE = 400


@blueprint.after_request
def count_asks(response: Response) -> Response:
    """Count what the family asks for now and did not before; a page never fails for it."""
    visit = current_visit() if _is_a_step(response) else None
    if visit is None or not current_settings().counts_asks:
        return response
    try:
        _count(visit)
    except (SQLAlchemyError, VisitFullError) as error:
        db.session.rollback()
        logs.log_failure(error)
    return response


def _is_a_step(response: Response) -> bool:
    return bool(
        request.method == "POST" and response.status_code < FIRST_FAILURE and g.get("visit_changed")
    )


def _count(visit: Visit) -> None:
    question = question_of(visit, limit=0)
    authority = _authority(question)
    if authority is None:
        return
    counted = visit.counted.get(authority, [])
    asks = _asks(question, counted)
    if not asks:
        return
    # First, since what the visit cannot remember would be counted again.
    change_visit(visit, counted={**visit.counted, authority: [*counted, *sorted(asks)]})
    add_asks(db.session, asks, authority, f"{today():%Y-%m}")
    db.session.commit()


def _authority(question: FamilyQuery) -> str | None:
    """Return the authority where the family lives, if it is certain."""
    place = question.place
    return place.authority if place and place.authority_share == 1 else None


def _asks(question: FamilyQuery, counted: list[str]) -> Mapping[str, bool]:
    """Return what applies to any child and was not counted, with whether anything was found.

    The same for several children is one ask, found where it is for any of them.
    """
    found: dict[str, bool] = {}
    for child, options in _applying(question, counted):
        items = [each.option.recommendation for each in options]
        search = question.search(options[0], child)
        for id, tally in tallies(db.session, knowledge(), items, search).items():
            found[id] = found.get(id, False) or tally.yes + tally.unknown > 0
    return found


def _applying(question: FamilyQuery, counted: list[str]) -> Iterator[tuple[int, list[ChildOption]]]:
    """Yield the options of each child that apply with the same carers."""
    for child in range(1, len(question.family.children) + 1):
        try:
            result = matched_child(question, child)
        except CaseError:  # it is told on the page
            continue
        groups: dict[tuple[int | None, ...], list[ChildOption]] = {}
        for each in result.options:
            option = each.option
            if option.status == "applies" and option.recommendation.id not in counted:
                groups.setdefault(tuple(n for n, _ in each.with_carers), []).append(each)
        yield from ((child, group) for group in groups.values())
