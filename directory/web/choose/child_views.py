"""The page of options for one child, and the answers that change it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from directory.application.match_query import FamilyQuery
from directory.application.match_services import ChildAnswer
from directory.domain.eligibility.contact_points import (
    ContactPoint,
    contact_points,
    contacts_without_directory,
)
from directory.infrastructure.clock import today
from directory.web.base_form import error_list
from directory.web.choose.blueprint import blueprint
from directory.web.choose.child_page import ChildPage, child_page
from directory.web.choose.person_labels import carer_names
from directory.web.choose.questions.apply_answer import (
    AGE_FACTS,
    taking_part,
    with_answer,
    without_loose_ends,
)
from directory.web.choose.questions.carers_form import CarersForm, carers_of, ticked
from directory.web.choose.questions.forms import NOT_KNOWN, filled_form, put_problems, sent_form
from directory.web.choose.questions.question_order import child_ids, sections_of
from directory.web.choose.questions.single_question import answer_form, asked_about, asked_from
from directory.web.choose.view_support import (
    UNPROCESSABLE,
    Reply,
    answered_child,
    family_in,
    in_visit,
    knowledge,
    number_in,
    question_of,
    wants_part,
)
from directory.web.extensions import db
from directory.web.family_session import AskedQuestion, SessionChild, Visit, change_visit
from matcher import CaseError
from matcher.family import STAGE, cases_of

YES_NO = (("yes", "Yes"), ("no", "No"), (NOT_KNOWN, "Don’t know"))
INDENTS = re.compile(r"\n\s+")
"""What makes templates readable, and pages longer."""


@blueprint.get("/child/<int:number>")
@in_visit
def child_options(visit: Visit, number: int) -> Reply:
    """Show every option for one child."""
    number_in(visit.children, number)
    return _options(visit, number)


@blueprint.post("/child/<int:number>/answer")
@in_visit
def answer_one(visit: Visit, number: int) -> Reply:
    """Take the answer to one question; the page's own script asks for the changed part alone."""
    number_in(visit.children, number)
    asked = _asked(visit)
    form = answer_form(knowledge().facts, asked)
    if not form.validate():
        return _options(visit, number, form, asked), UNPROCESSABLE
    changed = _told(visit, number, asked, form)
    if changed is None:
        return _options(visit, number, form, asked), UNPROCESSABLE
    if wants_part():
        return _options(changed, number)
    return redirect(url_for("choose.child_options", number=number, _anchor="question"), 303)


@blueprint.post("/child/<int:number>/ask")
@in_visit
def ask_one(visit: Visit, number: int) -> Reply:
    """Bring up one question instead of the best one."""
    number_in(visit.children, number)
    changed = change_visit(visit, asking=_asked(visit))
    if wants_part():
        return _options(changed, number)
    return redirect(url_for("choose.child_options", number=number, _anchor="question"), 303)


@blueprint.get("/child/<int:number>/questions")
@in_visit
def child_questions(visit: Visit, number: int) -> Reply:
    """Show every question about a child, filled with what is known."""
    facts = knowledge().facts
    known = visit.children[number_in(visit.children, number)].facts
    form = filled_form(facts, child_ids(facts), known, today())
    return _questions(
        visit, number, form, CarersForm(visit, **ticked(carers_of(visit, number), "carers"))
    )


@blueprint.post("/child/<int:number>/questions")
@in_visit
def child_answers(visit: Visit, number: int) -> Reply:
    """Take the answers to every question about a child."""
    facts = knowledge().facts
    at = number_in(visit.children, number)
    form, people = sent_form(facts, child_ids(facts)), CarersForm(visit)
    if not form.validate():
        return _questions(visit, number, form, people), UNPROCESSABLE
    ids = child_ids(facts) | {"child.born_on"}
    kept = {id: value for id, value in visit.children[at].facts.items() if id not in ids}
    child = replace(
        visit.children[at],
        facts={**kept, **form.answers()},
        years_only=form.is_years_only,
    )
    children = [*visit.children[:at], child, *visit.children[at + 1 :]]
    changed = replace(visit, children=children, asking=None)
    changed = replace(changed, **taking_part(changed, number, people.numbers()))
    change_visit(changed, **without_loose_ends(changed, facts))
    try:
        cases_of(family_in(changed), number, facts, today())
    except CaseError as error:
        change_visit(visit)
        put_problems(form, error.problems)
        return _questions(visit, number, form, people), UNPROCESSABLE
    return redirect(url_for("choose.child_options", number=number), 303)


def _told(visit: Visit, number: int, asked: AskedQuestion, form: Any) -> Visit | None:
    """Return the visit with the answer kept; None where it cannot be so, said in the form."""
    facts, given = knowledge().facts, form.given()
    passed = [each for each in visit.passed if each != asked]
    changed = change_visit(
        visit,
        asking=None,
        passed=passed if given else [*passed, asked],
        **with_answer(visit, facts, asked, given),
    )
    if asked.fact in AGE_FACTS:
        changed = change_visit(changed, children=_aged(changed, asked.child or 1, form))
    try:
        cases_of(family_in(changed), number, facts, today())
    except CaseError as error:
        change_visit(visit)
        put_problems(form, error.problems)
        return None
    return changed


def _aged(visit: Visit, number: int, form: Any) -> list[SessionChild]:
    """Return the children, of this one whether its age is known in whole years alone."""
    children = [*visit.children]
    children[number - 1] = replace(children[number - 1], years_only=form.is_years_only)
    return children


def _options(
    visit: Visit, number: int, form: Any = None, asked: AskedQuestion | None = None
) -> str:
    question = question_of(visit)
    found = answered_child(question, number)
    page: ChildPage = child_page(
        visit, found, knowledge(), _who_to_ring(question, found), form, asked
    )
    template = "choose/answers.html" if wants_part() else "choose/child.html"
    errors = error_list(form) if form else []
    html = render_template(
        template,
        page=page,
        visit=visit,
        answers=YES_NO,
        error_list=errors,
        is_part=wants_part(),
    )
    return INDENTS.sub("\n", html)


def _who_to_ring(question: FamilyQuery, found: ChildAnswer) -> Iterable[ContactPoint]:
    known = knowledge()
    wanted = [contact.id for contact in known.contacts if contact.is_always_shown]
    if not found.is_looked_up:
        return contacts_without_directory(known, wanted, question.place).values()
    return contact_points(db.session, known, wanted, question.place, question.on).values()


def _questions(visit: Visit, number: int, form: Any, people: CarersForm) -> str:
    return render_template(
        "choose/questions.html",
        visit=visit,
        form=form,
        sections=sections_of(form.groups()),
        people=people.carers if visit.carers else None,
        differs=_differing(visit, number),
        remove=_removing(visit, number),
        heading=f"Everything about child {number}",
        back=url_for("choose.child_options", number=number),
        error_list=error_list(form),
    )


def _removing(visit: Visit, number: int) -> str | None:
    """Return where a child of whom nothing is known yet can be taken out again."""
    if visit.children[number - 1].facts or len(visit.children) == 1:
        return None
    return url_for("choose.remove_child", number=number)


def _differing(visit: Visit, number: int) -> list[str]:
    """Return the carers with whom something else is said of the stage than of the child."""
    names = carer_names(visit, knowledge().facts)
    return [
        name
        for name, carer in zip(names, visit.carers, strict=True)
        if STAGE in carer.with_child.get(number, {})
    ]


def _asked(visit: Visit) -> AskedQuestion:
    """Return which question a form is about; of nobody who is not in the family."""
    asked = asked_from(request.form.get("asked", ""))
    if asked is None or asked.fact not in knowledge().facts.by_id:
        abort(400)
    if asked.child is not None:
        number_in(visit.children, asked.child)
    if asked.carer is not None:
        number_in(visit.carers, asked.carer)
    return asked_about(knowledge().facts, asked.fact, asked.child, asked.carer)
