"""The family: its children and carers, where it lives, and what would serve several of them."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from directory.choose import blueprint
from directory.choose.names import carer_names, child_words
from directory.choose.options.options import STRENGTHS
from directory.choose.questions.forms import error_list, filled_form, sent_form
from directory.choose.questions.sections import ids_about, sections_of
from directory.choose.questions.taking_part import ChildrenForm, ticked
from directory.choose.questions.telling import without_carer, without_child, without_loose_ends
from directory.choose.questions.where import FamilyWhereForm, where_filled
from directory.choose.visiting import (
    UNPROCESSABLE,
    Reply,
    family_in,
    in_visit,
    knowledge,
    number_in,
)
from directory.clock import today
from directory.visits import Carer, Child, Visit, change_visit
from matcher import CaseError
from matcher.facts import Role
from matcher.together import FamilyResult, match_family

MOST_CHILDREN, MOST_CARERS = 12, 6
PAIR = "with-child-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLine:
    """A child as the page of the family lists it."""

    number: int
    words: str
    applies: int
    needs_information: int
    act_first: int


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
    """Add a child of whom nothing is known yet, and ask about it."""
    if len(visit.children) >= MOST_CHILDREN:
        return redirect(url_for("choose.family"), 303)
    change_visit(visit, children=[*visit.children, Child()])
    return redirect(url_for("choose.child_questions", number=len(visit.children) + 1), 303)


@blueprint.post("/family/carer")
@in_visit
def add_carer(visit: Visit) -> Reply:
    """Add someone who would take part, by role, and ask about them; for an only child at once."""
    role = request.form.get("role", "")
    if role not in knowledge().facts.role or len(visit.carers) >= MOST_CARERS:
        return redirect(url_for("choose.family"), 303)
    carer = Carer(role=role, for_children=[1] if len(visit.children) == 1 else [])
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
    try:
        aside = {(t.child, t.recommendation) for t in visit.thoughts if t.reason is not None}
        result = match_family(family_in(visit), knowledge(), today(), set_aside=aside)
    except CaseError:
        abort(400)
    return render_template(
        "choose/family.html",
        visit=visit,
        where=where,
        children=_lines(visit, result),
        carers=carer_names(visit, knowledge().facts),
        roles=knowledge().facts.roles,
        result=result,
        strengths={r.id: STRENGTHS[r.strength].title for r in knowledge().recommendations},
        refs={r.id: f"{r.citation.source} {r.citation.ref}" for r in knowledge().recommendations},
        can_add_child=len(visit.children) < MOST_CHILDREN,
        can_add_carer=len(visit.carers) < MOST_CARERS,
        error_list=error_list(where),
        other="other" in request.args,
    )


def _lines(visit: Visit, result: FamilyResult) -> list[ChildLine]:
    lines = []
    for number, (child, found) in enumerate(zip(visit.children, result.children, strict=True), 1):
        statuses = [each.option.status for each in found.options]
        lines.append(
            ChildLine(
                number=number,
                words=child_words(child.facts),
                applies=statuses.count("applies"),
                needs_information=statuses.count("needs_information"),
                act_first=len(found.act_first),
            )
        )
    return lines


def _keep_carers(visit: Visit, carers: list[Carer]) -> None:
    changed = replace(visit, carers=carers, asking=None)
    change_visit(changed, **without_loose_ends(changed, knowledge().facts))


def _pair_ids(carer: Carer, child: int) -> frozenset[str]:
    """Return what is asked of a carer with a child: not what the role itself says."""
    role = _role(carer)
    said = set(role.sets) - set(carer.with_child.get(child, {})) if role else set()
    return ids_about(knowledge().facts, "pair") - said


def _role(carer: Carer) -> Role | None:
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
