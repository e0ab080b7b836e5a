"""Beginning with a family, and ending: the few questions that open every case."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.infrastructure.clock import today
from directory.web.base_form import error_list
from directory.web.choose.blueprint import blueprint
from directory.web.choose.questions.forms import filled_form, put_problems, sent_form
from directory.web.choose.questions.location_form import WhereForm
from directory.web.choose.questions.question_order import opening_ids, sections_of
from directory.web.choose.questions.start_form import PeopleForm
from directory.web.choose.view_support import UNPROCESSABLE, Reply, in_visit, knowledge, wants_part
from directory.web.family_session import (
    WARNED_AFTER_SECONDS,
    SessionChild,
    Visit,
    current_visit,
    forget_visit,
    keep_visit,
    new_visit,
)
from directory.web.sheet_list import list_before_family
from matcher import CaseError
from matcher.case import read_case

EXIT_TO = "https://www.bbc.co.uk/weather"
"""Where "exit this page" leads: a page that anybody may be looking at."""


@blueprint.get("/")
def enter() -> Reply:
    """Ask the few questions that open every case; every one may be left blank."""
    visit = current_visit()
    if visit is not None and visit.children:
        return redirect(url_for("choose.family"), 303)
    facts = knowledge().facts
    form = filled_form(facts, opening_ids(facts), {}, today())
    return _enter(form, PeopleForm(formdata=None), WhereForm(formdata=None))


@blueprint.post("/")
def begin() -> Reply:
    """Begin a visit with one child, and show the options.

    A start page that was left open does not replace the family that is open now.
    """
    open_now = current_visit()
    if open_now is not None and open_now.children:
        return _to_other_family()
    facts = knowledge().facts
    form, people, where = sent_form(facts, opening_ids(facts)), PeopleForm(), WhereForm()
    if not (form.validate() & where.validate()):
        return _enter(form, people, where), UNPROCESSABLE
    answers = form.answers() | people.safety()
    try:
        read_case(answers, facts, today())
    except CaseError as error:
        put_problems(form, error.problems)
        return _enter(form, people, where), UNPROCESSABLE
    keep_visit(_begun(answers, form.is_years_only, people, where))
    return redirect(url_for("choose.child_options", number=1), 303)


@blueprint.post("/clear")
def clear() -> Reply:
    """Drop everything that the visit holds, if it is the one that the page was of."""
    visit = current_visit()
    if visit is not None and request.form.get("visit") != visit.id:
        return _to_other_family()
    forget_visit()
    return redirect(url_for("choose.enter", cleared=1), 303)


@blueprint.post("/stay")
@in_visit
def stay(visit: Visit) -> Reply:
    """Touch the visit, so that it lasts another 30 minutes."""
    keep_visit(visit)
    if wants_part():
        return Response(status=204)
    return redirect(url_for("choose.family"), 303)


@blueprint.app_template_global()
def visit_warned_after() -> int:
    """Return the seconds after which a page warns that the visit is about to end."""
    return WARNED_AFTER_SECONDS


@blueprint.get("/leave")
def leave() -> Reply:
    """Drop everything and go to a page that anybody may be looking at."""
    forget_visit()
    return redirect(EXIT_TO, 302)


@blueprint.get("/options")
@blueprint.get("/answer")
@blueprint.get("/change")
def start_again() -> Reply:
    """Lead addresses that were once given out to the start."""
    return redirect(url_for("choose.enter"))


def _to_other_family() -> Response:
    """Lead from a page of another family to the one that is open, of which nothing was changed."""
    return redirect(url_for("choose.family", other=1), 303)


def _begun(
    answers: dict[str, Any], years_only: bool, people: PeopleForm, where: WhereForm
) -> Visit:
    about = knowledge().facts.about
    own = {id: value for id, value in answers.items() if about[id] != "family"}
    child = SessionChild(facts=own | people.child_facts(), years_only=years_only)
    family = {id: value for id, value in answers.items() if about[id] == "family"}
    visit = new_visit()
    return Visit(
        id=visit.id,
        children=[child],
        carers=people.carers(),
        family=family,
        shortlist=list_before_family(),
        **where.answers(),
    )


def _enter(form: Any, people: PeopleForm, where: WhereForm) -> str:
    return render_template(
        "choose/enter.html",
        form=form,
        people=people,
        where=where,
        sections=sections_of(form.groups()),
        error_list=error_list(form, where),
        notice=next((name for name in ("ended", "cleared") if name in request.args), None),
    )
