"""Counting for which recommendations families ask, and whether anything suitable was found.

Counted with a step that a worker takes, never with a look at a page, once in a visit for each
recommendation that applies. What was counted is remembered in the visit, which their browser
carries; the server keeps the sum. Why so: docs/decisions/unmet-asks.md.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask import Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from directory import logs
from directory.actions.asks import count_ask
from directory.answering import FamilyQuestion
from directory.choose import blueprint
from directory.choose.visiting import knowledge, question_of
from directory.clock import today
from directory.extensions import current_settings, db
from directory.nearby import nearby_services
from directory.visits import Visit, VisitFullError, change_visit, current_visit
from matcher import CaseError
from matcher.together import ChildOption, match_child

FIRST_FAILURE = 400


class Ask(NamedTuple):
    """One recommendation that is asked for, and whether a service takes the child, or may."""

    recommendation: str
    found: bool


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
    asks = dict(_asks(question, counted))
    if not asks:
        return
    # First, since what the visit cannot remember would be counted again.
    change_visit(visit, counted={**visit.counted, authority: [*counted, *sorted(asks)]})
    month = f"{today():%Y-%m}"
    for recommendation, found in asks.items():
        count_ask(db.session, recommendation, authority, month, found)
    db.session.commit()


def _authority(question: FamilyQuestion) -> str | None:
    """Return the authority where the family lives, if it is certain."""
    place = question.place
    return place.authority if place and place.authority_share == 1 else None


def _asks(question: FamilyQuestion, counted: list[str]) -> Iterator[Ask]:
    """Yield what applies to any child and was not counted; the same for several is one ask."""
    for id, options in _applying(question).items():
        if id not in counted:
            yield Ask(id, any(_is_found(question, option) for option in options))


def _applying(question: FamilyQuestion) -> Mapping[str, list[ChildOption]]:
    found: dict[str, list[ChildOption]] = {}
    for child in range(1, len(question.family.children) + 1):
        try:
            options = match_child(question.family, child, knowledge(), question.on).options
        except CaseError:  # it is told on the page
            continue
        for each in options:
            if each.option.status == "applies":
                found.setdefault(each.option.recommendation.id, []).append(each)
    return found


def _is_found(question: FamilyQuestion, option: ChildOption) -> bool:
    item = option.option.recommendation
    found = nearby_services(db.session, knowledge(), [item], question.search(option))[item.id]
    return found.tally.yes + found.tally.unknown > 0
