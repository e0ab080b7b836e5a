"""Beginning with a family, and ending: the few questions that open every case."""

from typing import Any

from flask import redirect, render_template, request, url_for
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from directory.choose import blueprint
from directory.choose.questions.forms import error_list, filled_form, put_problems, sent_form
from directory.choose.questions.sections import opening_ids, sections_of
from directory.choose.questions.where import WhereForm
from directory.choose.visiting import UNPROCESSABLE, Reply, knowledge
from directory.clock import today
from directory.forms import BaseForm
from directory.visits import Carer, Child, Visit, current_visit, forget_visit, keep_visit, new_visit
from matcher import CaseError
from matcher.case import read_case

EXIT_TO = "https://www.bbc.co.uk/weather"
"""Where "exit this page" leads: a page that anybody may be looking at."""


class RolesForm(BaseForm):
    """Who would take part, by role only."""

    roles = SelectMultipleField(
        "Who would take part",
        description="Tick everyone who would take part in support. By role only: no names.",
        widget=GovCheckboxesInput(),
        validate_choice=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = knowledge().facts.roles
        self.roles.choices = [SelectChoice(role.id, role.label) for role in known]

    def carers(self) -> list[Carer]:
        """Return a carer for each role that was ticked."""
        ticked = set(self.roles.data or ())
        return [
            Carer(role=role.id, for_children=[1])
            for role in knowledge().facts.roles
            if role.id in ticked
        ]


@blueprint.get("/")
def enter() -> Reply:
    """Ask the few questions that open every case; every one may be left blank."""
    visit = current_visit()
    if visit is not None and visit.children:
        return redirect(url_for("choose.family"), 303)
    facts = knowledge().facts
    form = filled_form(facts, opening_ids(facts), {}, today())
    return _enter(form, RolesForm(formdata=None), WhereForm(formdata=None))


@blueprint.post("/")
def begin() -> Reply:
    """Begin a visit with one child, and show the options.

    A start page that was left open does not replace the family that is open now.
    """
    open_now = current_visit()
    if open_now is not None and open_now.children:
        return _to_other_family()
    facts = knowledge().facts
    form, roles, where = sent_form(facts, opening_ids(facts)), RolesForm(), WhereForm()
    if not (form.validate() & where.validate()):
        return _enter(form, roles, where), UNPROCESSABLE
    answers = form.answers()
    try:
        read_case(answers, facts, today())
    except CaseError as error:
        put_problems(form, error.problems)
        return _enter(form, roles, where), UNPROCESSABLE
    keep_visit(_begun(answers, roles.carers(), where))
    return redirect(url_for("choose.child_options", number=1), 303)


@blueprint.post("/clear")
def clear() -> Reply:
    """Drop everything that the visit holds, if it is the one that the page was of."""
    visit = current_visit()
    if visit is not None and request.form.get("visit") != visit.id:
        return _to_other_family()
    forget_visit()
    return redirect(url_for("choose.enter", cleared=1), 303)


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


def _begun(answers: dict[str, Any], carers: list[Carer], where: WhereForm) -> Visit:
    about = knowledge().facts.about
    child = Child(facts={id: value for id, value in answers.items() if about[id] != "family"})
    family = {id: value for id, value in answers.items() if about[id] == "family"}
    visit = new_visit()
    return Visit(id=visit.id, children=[child], carers=carers, family=family, **where.answers())


def _enter(form: Any, roles: RolesForm, where: WhereForm) -> str:
    return render_template(
        "choose/enter.html",
        form=form,
        roles=roles,
        where=where,
        sections=sections_of(form.groups()),
        error_list=error_list(form, where),
        notice=next((name for name in ("ended", "cleared") if name in request.args), None),
    )
