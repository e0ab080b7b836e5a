"""One option for one child, in full: what it involves, the time, every service, the judgement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flask import abort, render_template

from directory.application.match_query import FamilyQuery
from directory.application.match_services import ChildAnswer, may_be_used
from directory.domain.eligibility import FoundServices, nearby_services
from directory.domain.service.fidelity_text import VERDICTS
from directory.web.base_form import error_list
from directory.web.choose.answer_text import has_sample, rough
from directory.web.choose.blueprint import blueprint
from directory.web.choose.options.option_notes import (
    OptionNoteForm,
    filled_note_form,
    note_in,
    note_text,
    wants_clearing,
    with_note,
    without_note,
)
from directory.web.choose.options.option_presenter import STATUSES, OptionView, option_view
from directory.web.choose.options.service_detail import ServiceDetail, service_detail
from directory.web.choose.questions.location_form import day_of
from directory.web.choose.timing.option_times import OptionTimingText, rows_said
from directory.web.choose.view_support import (
    UNPROCESSABLE,
    Reply,
    in_visit,
    knowledge,
    matched_child,
    number_in,
    question_of,
)
from directory.web.extensions import db
from directory.web.family_session import Visit
from matcher import Knowledge
from matcher.compiled_rules import compiled_rules
from matcher.family_results import ChildOption, ChildResult
from matcher.programmes import Programme
from matcher.timing import proceedings_end

LISTED_IN_FULL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionPage:
    """The whole page."""

    number: int
    place: int
    shown: OptionView
    status: str
    time: OptionTimingText | None
    taking: tuple[ServiceDetail, ...]
    refusing: tuple[ServiceDetail, ...]
    programmes: tuple[Programme, ...]
    """Those of which somebody else than the guideline says something."""
    set_aside: str | None
    rough: str | None
    has_sample: bool


@blueprint.get("/child/<int:number>/option/<int:place>")
@in_visit
def option(visit: Visit, number: int, place: int) -> Reply:
    """Show one option in full."""
    number_in(visit.children, number)
    return _page(visit, number, place)


@blueprint.post("/child/<int:number>/option/<int:place>")
@in_visit
def judge(visit: Visit, number: int, place: int) -> Reply:
    """Take what is thought of an option."""
    number_in(visit.children, number)
    id = recommendation_at(place)
    if wants_clearing():
        without_note(visit, number, id)
        return note_in(number, place)
    form = OptionNoteForm()
    if form.validate() and with_note(visit, form, number, id):
        return note_in(number, place)
    return _page(visit, number, place, form), UNPROCESSABLE


def recommendation_at(place: int) -> str:
    """Return the id of a recommendation by its place among all; there is none = 404."""
    rules = compiled_rules(knowledge()).rules
    if not 1 <= place <= len(rules):
        abort(404)
    return rules[place - 1].recommendation.id


def _page(visit: Visit, number: int, place: int, form: OptionNoteForm | None = None) -> str:
    page = option_page(visit, number, place, knowledge())
    return render_template(
        "choose/option.html",
        visit=visit,
        page=page,
        verdicts=VERDICTS,
        form=form or filled_note_form(page.shown.thought),
        error_list=error_list(form) if form else [],
    )


def option_page(visit: Visit, number: int, place: int, knowledge: Knowledge) -> OptionPage:
    """Return what the page of one option shows."""
    question = question_of(visit, limit=LISTED_IN_FULL)
    result = matched_child(question, number)
    id = recommendation_at(place)
    each = next(one for one in result.options if one.option.recommendation.id == id)
    found = _found(each, question, number, knowledge)
    answer = ChildAnswer(
        question=question, child=number, result=result, found={id: found} if found else {}
    )
    shown = option_view(each, answer, visit, knowledge)
    offers = tuple(_offers(found, each, visit, knowledge, question)) if found else ()
    return OptionPage(
        number=number,
        place=place,
        shown=shown,
        status=STATUSES[each.option.status],
        time=_time(each, answer, visit, knowledge),
        taking=tuple(offer for offer in offers if offer.accepts != "no"),
        refusing=tuple(offer for offer in offers if offer.accepts == "no"),
        programmes=tuple(_programmes(each, found, knowledge)),
        set_aside=note_text(shown.thought, knowledge),
        rough=rough(answer),
        has_sample=has_sample(answer),
    )


def _found(
    each: ChildOption, question: FamilyQuery, child: int, knowledge: Knowledge
) -> FoundServices | None:
    """Return the services of an option that may be used; of a near match, to ask them."""
    if not (may_be_used(each.option) or each.option.near_match):
        return None
    item = each.option.recommendation
    found = nearby_services(db.session, knowledge, [item], question.search(each, child))
    return found[item.id]


def _offers(
    found: FoundServices,
    each: ChildOption,
    visit: Visit,
    knowledge: Knowledge,
    question: FamilyQuery,
) -> Iterator[ServiceDetail]:
    item = each.option.recommendation
    for listed in found.listed:
        yield service_detail(listed, item, knowledge, visit.shortlist, question.on)


def _time(
    each: ChildOption, answer: ChildAnswer, visit: Visit, knowledge: Knowledge
) -> OptionTimingText | None:
    """Return how the option stands to the child's time, as the page of time says it."""
    issued = day_of(visit.proceedings_on)
    alone: ChildResult = replace(answer.result, options=(each,))
    rows = rows_said(
        replace(answer, result=alone), knowledge, proceedings_end(issued) if issued else None
    )
    return rows[0] if rows else None


def _programmes(
    each: ChildOption, found: FoundServices | None, knowledge: Knowledge
) -> Iterator[Programme]:
    """Yield the programmes that the option names, then others that are delivered here."""
    here = (listed.service.programme for listed in (found.listed if found else ()))
    ids: Iterable[str | None] = (*each.option.recommendation.programmes, *here)
    for id in dict.fromkeys(ids):
        programme = knowledge.programme.get(id or "")
        if programme and _says_anything(programme):
            yield programme


def _says_anything(programme: Programme) -> bool:
    says = (programme.ages, programme.dose, programme.ratings, programme.uk_delivery)
    return bool(any(says) or programme.warns_when)
