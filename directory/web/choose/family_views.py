"""The family: its children and carers, where it lives, and what would serve several of them."""

from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from directory.infrastructure.clock import today
from directory.web.base_form import error_list
from directory.web.choose.blueprint import blueprint
from directory.web.choose.family_page import family_page
from directory.web.choose.options.option_presenter import STRENGTHS
from directory.web.choose.person_labels import carer_names
from directory.web.choose.questions.apply_answer import (
    with_sibling,
    without_carer,
    without_child,
    without_loose_ends,
)
from directory.web.choose.questions.carers_form import ChildrenForm, ticked
from directory.web.choose.questions.forms import filled_form, sent_form
from directory.web.choose.questions.location_form import FamilyWhereForm, where_filled
from directory.web.choose.questions.question_order import ids_about, sections_of
from directory.web.choose.view_support import (
    UNPROCESSABLE,
    Reply,
    in_visit,
    knowledge,
    number_in,
)
from directory.web.family_session import SessionCarer, SessionChild, Visit, change_visit
from matcher import CaseError
from matcher.facts import Role

MOST_CHILDREN, MOST_CARERS = 12, 6
PAIR = "with-child-"


@blueprint.get("/family")
@in_visit
def family(visit: Visit) -> Reply:
    """Show the children, the carers, and what would serve more than one child."""
    return _family(visit, where_filled(visit))


@blueprint.post("/family")
@in_visit
def family_where(visit: Visit) -> Reply:
    """Take where the family lives, and whether there are proceedings."""
    form = FamilyWhereForm()
    if not form.validate():
        return _family(visit, form), UNPROCESSABLE
    change_visit(visit, **form.answers())
    return redirect(url_for("choose.family"), 303)


@blueprint.post("/family/child")
@in_visit
def add_child(visit: Visit) -> Reply:
    """Add a child of whom nothing is known yet, or of whom the same is, and ask about it."""
    if len(visit.children) >= MOST_CHILDREN:
        return redirect(url_for("choose.family"), 303)
    number = len(visit.children) + 1
    if "same" in request.form:
        change_visit(visit, **with_sibling(visit, knowledge().facts))
    else:
        change_visit(visit, children=[*visit.children, SessionChild()])
    return redirect(url_for("choose.child_questions", number=number), 303)


@blueprint.post("/family/carer")
@in_visit
def add_carer(visit: Visit) -> Reply:
    """Add someone who would take part, by role, and ask about them; for an only child at once."""
    role = request.form.get("role", "")
    if role not in knowledge().facts.role or len(visit.carers) >= MOST_CARERS:
        return redirect(url_for("choose.family"), 303)
    carer = SessionCarer(role=role, for_children=[1] if len(visit.children) == 1 else [])
    _keep_carers(visit, [*visit.carers, carer])
    return redirect(url_for("choose.carer_questions", number=len(visit.carers) + 1), 303)


@blueprint.post("/child/<int:number>/remove")
@in_visit
def remove_child(visit: Visit, number: int) -> Reply:
    """Take a child out of the visit; the last one stays, since clearing is for that."""
    number_in(visit.children, number)
    if len(visit.children) > 1:
        change_visit(visit, **without_child(visit, number))
    return redirect(url_for("choose.family"), 303)


@blueprint.post("/carer/<int:number>/remove")
@in_visit
def remove_carer(visit: Visit, number: int) -> Reply:
    """Take a carer out of the visit."""
    number_in(visit.carers, number)
    change_visit(visit, **without_carer(visit, number))
    return redirect(url_for("choose.family"), 303)


@blueprint.get("/carer/<int:number>/questions")
@in_visit
def carer_questions(visit: Visit, number: int) -> Reply:
    """Show every question about a carer, and about the carer with each child."""
    carer = visit.carers[number_in(visit.carers, number)]
    facts = knowledge().facts
    about = filled_form(facts, ids_about(facts, "carer"), carer.facts, today())
    known = {child: carer.with_child.get(child, {}) for child in carer.for_children}
    pairs = {
        child: filled_form(facts, _pair_ids(carer, child), known[child], today(), _prefix(child))
        for child in known
    }
    chosen = ticked([str(child) for child in carer.for_children], "children")
    return _carer(visit, number, about, pairs, ChildrenForm(visit, _role(carer), **chosen))


@blueprint.post("/carer/<int:number>/questions")
@in_visit
def carer_answers(visit: Visit, number: int) -> Reply:
    """Take the answers about a carer."""
    at, facts = number_in(visit.carers, number), knowledge().facts
    carer = visit.carers[at]
    about = sent_form(facts, ids_about(facts, "carer"))
    pairs = {
        child: sent_form(facts, _pair_ids(carer, child), _prefix(child))
        for child in carer.for_children
    }
    children = ChildrenForm(visit, _role(carer))
    if not all([form.validate() for form in (about, *pairs.values())]):
        return _carer(visit, number, about, pairs, children), UNPROCESSABLE
    carer = replace(
        carer,
        for_children=sorted(children.numbers()) if len(visit.children) > 1 else [1],
        facts=about.answers(),
        with_child={child: known for child, form in pairs.items() if (known := form.answers())},
    )
    _keep_carers(visit, [*visit.carers[:at], carer, *visit.carers[at + 1 :]])
    return redirect(url_for("choose.family"), 303)


@blueprint.get("/family/questions")
@in_visit
def family_questions(visit: Visit) -> Reply:
    """Show every question about the family as a whole."""
    facts = knowledge().facts
    form = filled_form(facts, ids_about(facts, "family"), visit.family, today())
    return _shared(visit, form)


@blueprint.post("/family/questions")
@in_visit
def family_answers(visit: Visit) -> Reply:
    """Take the answers about the family as a whole."""
    facts = knowledge().facts
    form = sent_form(facts, ids_about(facts, "family"))
    if not form.validate():
        return _shared(visit, form), UNPROCESSABLE
    change_visit(visit, family=form.answers(), asking=None)
    return redirect(url_for("choose.family"), 303)


def _family(visit: Visit, where: FamilyWhereForm) -> str:
    known = knowledge()
    try:
        page = family_page(visit, known)
    except CaseError:
        abort(400)
    return render_template(
        "choose/family.html",
        visit=visit,
        where=where,
        page=page,
        carers=carer_names(visit, known.facts),
        roles=known.facts.roles,
        strengths={r.id: STRENGTHS[r.strength].title for r in known.recommendations},
        refs={r.id: f"{r.citation.source} {r.citation.ref}" for r in known.recommendations},
        can_add_child=len(visit.children) < MOST_CHILDREN,
        can_add_carer=len(visit.carers) < MOST_CARERS,
        error_list=error_list(where),
        other="other" in request.args,
    )


def _keep_carers(visit: Visit, carers: list[SessionCarer]) -> None:
    changed = replace(visit, carers=carers, asking=None)
    change_visit(changed, **without_loose_ends(changed, knowledge().facts))


def _pair_ids(carer: SessionCarer, child: int) -> frozenset[str]:
    """Return what is asked of a carer with a child: not what the role itself says."""
    role = _role(carer)
    said = set(role.sets) - set(carer.with_child.get(child, {})) if role else set()
    return ids_about(knowledge().facts, "pair") - said


def _role(carer: SessionCarer) -> Role | None:
    return knowledge().facts.role.get(carer.role or "")


def _prefix(child: int) -> str:
    return f"{PAIR}{child}-"


def _carer(
    visit: Visit, number: int, about: Any, pairs: dict[int, Any], children: ChildrenForm
) -> str:
    name = carer_names(visit, knowledge().facts)[number - 1]
    return render_template(
        "choose/questions.html",
        visit=visit,
        form=about,
        sections=sections_of(about.groups()),
        people=children.children if len(visit.children) > 1 else None,
        pairs=pairs,
        heading=f"Everything about {name}",
        back=url_for("choose.family"),
        error_list=error_list(about, *pairs.values()),
    )


def _shared(visit: Visit, form: Any) -> str:
    return render_template(
        "choose/questions.html",
        visit=visit,
        form=form,
        sections=sections_of(form.groups()),
        heading="Everything about the family as a whole",
        back=url_for("choose.family"),
        error_list=error_list(form),
    )
