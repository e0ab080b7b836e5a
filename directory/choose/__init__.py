"""Choose support with a family: one page to enter what is known, one to read the options.

Everything is posted and nothing is kept: what is known travels in the page itself.
"""

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import bridge
from directory.answering import answer, read_question
from directory.choose.asking import answer_form
from directory.choose.carrying import carried, passed_in
from directory.choose.forms import CaseForm, error_list, filled_form, put_problems, sent_form
from directory.choose.page import Turn, options_page
from directory.choose.sections import sections_of
from directory.clock import today
from directory.extensions import current_settings, db
from directory.places import Places
from matcher import CaseError, Knowledge
from matcher.conditions import AGE

blueprint = Blueprint("choose", __name__, url_prefix="/choose")

UNPROCESSABLE = 422
Reply = str | tuple[str, int] | Response


@blueprint.get("/")
def enter() -> Reply:
    """Ask what is known; every question may be left blank."""
    return _enter(filled_form(_knowledge().facts, {}, today()))


@blueprint.post("/options")
def options() -> Reply:
    """Show every option for what was entered."""
    form = sent_form(_knowledge().facts)
    if not form.validate():
        return _enter(form), UNPROCESSABLE
    try:
        return _options(form.question(), Turn())
    except CaseError as error:
        put_problems(form, error.problems)
        return _enter(form), UNPROCESSABLE


@blueprint.post("/answer")
def one_answer() -> Reply:
    """Take the answer to one question, or ask one again, and show the options anew."""
    facts = _knowledge().facts
    known, passed = _carried(), passed_in(request.form, facts)
    wanted = request.form.get("ask")
    if wanted in facts.by_id:
        return _options(known, Turn(ask=wanted, passed=passed))
    form = answer_form(facts, request.form.get("fact", ""))
    if form is None:
        abort(400)
    if not form.validate():
        return _options(known, Turn(form=form, passed=passed)), UNPROCESSABLE
    others = tuple(id for id in passed if id != form.fact.id)
    return _options(
        form.put(known), Turn(passed=others if form.given() else (*others, form.fact.id))
    )


@blueprint.post("/change")
def change() -> Reply:
    """Show the questions again, filled with what is known."""
    return _enter(filled_form(_knowledge().facts, _carried(), today()))


@blueprint.get("/options")
@blueprint.get("/answer")
@blueprint.get("/change")
def start_again() -> Reply:
    """Lead back to the questions: what was on the page is not kept, so it cannot be shown."""
    return redirect(url_for("choose.enter"))


def _enter(form: CaseForm) -> str:
    sections = sections_of(_knowledge().facts)
    return render_template(
        "choose/enter.html",
        form=form,
        sections=sections,
        age_group=_knowledge().facts.by_id[AGE].group,
        error_list=error_list(form),
    )


def _options(known: Mapping[str, object], turn: Turn) -> str:
    knowledge = _knowledge()
    question = read_question(known, knowledge, _places(), today())
    found = answer(db.session, knowledge, question)
    page = options_page(found, knowledge, known, turn)
    errors = error_list(turn.form) if turn.form else []
    return render_template("choose/options.html", page=page, error_list=errors)


def _carried() -> dict[str, object]:
    """Return what the page carried; a page that was tampered with is refused."""
    try:
        known = carried(request.form, _knowledge().facts)
        read_question(known, _knowledge(), _places(), today())
    except CaseError:
        abort(400)
    return known


def _knowledge() -> Knowledge:
    return bridge.knowledge_in(current_settings().data)


def _places() -> Places:
    settings = current_settings()
    return bridge.places_in(settings.places)
