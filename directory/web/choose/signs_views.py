"""The signs of abuse or neglect in NG76 1.3: what was seen of one child, and the steps to take.

"Suspect" and "consider" are levels of alert here, kept apart from how strongly a programme is
recommended. Nothing is counted: no number of signs adds up to a level.
"""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from directory.application.match_services import contacts_of
from directory.web.choose.blueprint import blueprint
from directory.web.choose.person_labels import child_name
from directory.web.choose.view_support import (
    Reply,
    in_visit,
    knowledge,
    matched_child,
    number_in,
    question_of,
)
from directory.web.extensions import db
from directory.web.family_session import SessionChild, Visit, change_visit
from matcher import CaseError, Knowledge
from matcher.conditions import facts_of
from matcher.facts import Fact
from matcher.knowledge import ActFirst
from matcher.signs import SignsSeen, signs_seen
from matcher.signs_data import Sign, SignGroup, SignLevel, SignStep

OWN_STEPS = ("fgm", "trafficking", "missing", "self-harm")
"""What to act on first that stands on this page too, since NG76 1.3 speaks of it."""
SIGNS, IS_SO = "signs", "is_so"
THEN = "{}_then"
"""The hidden fields that say what was ticked when the form was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignGroupView:
    """A group of signs; one in which something was ticked is open."""

    group: SignGroup
    signs: tuple[Sign, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLevelView:
    """A level of alert at which something was seen, and what to do; each step stands once."""

    level: SignLevel
    signs: tuple[Sign, ...]
    steps: tuple[SignStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSteps:
    """Something with steps of its own, and whether it is known to be so."""

    notice: ActFirst
    fact: Fact
    known: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TickedSigns:
    """What was ticked when a form was made, and when it was sent.

    What became known elsewhere while the form lay open is neither taken away nor put back.
    """

    then: Set[str]
    now: Set[str]

    @property
    def added(self) -> Set[str]:
        """Return what was ticked in the form."""
        return self.now - self.then

    @property
    def taken(self) -> Set[str]:
        """Return what the ticks were taken away from in the form."""
        return self.then - self.now


@blueprint.get("/child/<int:number>/signs")
@in_visit
def signs(visit: Visit, number: int) -> Reply:
    """Show the checklist of signs for one child, and what to do about those seen."""
    child = visit.children[number_in(visit.children, number)]
    known = knowledge()
    seen = _seen(child.signs)
    question = question_of(visit)
    result = matched_child(question, number)
    contacts = contacts_of(db.session, known, question, result.act_first)
    return render_template(
        "choose/signs.html",
        visit=visit,
        number=number,
        heading=f"Checklist of signs: {child_name(number)}",
        groups=_groups(known, child.signs),
        ticked=frozenset(child.signs),
        levels=tuple(_levels(seen)),
        own_steps=own_steps(child.facts, known),
        then=_then(child, known),
        act_first=result.act_first,
        contacts=tuple(contacts.values()),
    )


@blueprint.post("/child/<int:number>/signs", endpoint="signs_seen")
@in_visit
def save_signs(visit: Visit, number: int) -> Reply:
    """Keep what was ticked and what the ticks were taken away from."""
    at = number_in(visit.children, number)
    child = visit.children[at]
    ticks, is_so = _sent(SIGNS), _sent(IS_SO)
    seen = _seen((set(child.signs) - ticks.taken) | ticks.added)
    facts = _facts_after(child, is_so, knowledge())
    ids = [sign.id for sign in (*seen.suspect, *seen.consider, *seen.elsewhere)]
    children = [*visit.children]
    children[at] = replace(child, signs=ids, facts=facts)
    change_visit(visit, children=children)
    return redirect(url_for("choose.signs", number=number, saved=1), 303)


def own_steps(facts: Mapping[str, Any], knowledge: Knowledge) -> tuple[OwnSteps, ...]:
    """Return what has steps of its own, in the order of the page, and what is known of it."""
    notices = {notice.id: notice for notice in knowledge.act_first}
    shown = []
    for id in OWN_STEPS:
        [fact] = facts_of(notices[id].when)
        shown.append(
            OwnSteps(notice=notices[id], fact=knowledge.facts.by_id[fact], known=facts.get(fact))
        )
    return tuple(shown)


def _seen(ids: Collection[str]) -> SignsSeen:
    """Return the signs with these ids; a form that names another was not made by this page."""
    try:
        return signs_seen(ids, knowledge())
    except CaseError:
        abort(400)


def _sent(name: str) -> TickedSigns:
    form = request.form
    return TickedSigns(then=set(form.getlist(THEN.format(name))), now=set(form.getlist(name)))


def _then(child: SessionChild, knowledge: Knowledge) -> dict[str, list[str]]:
    """Return the hidden fields of a form that is made now."""
    own = [each.fact.id for each in own_steps(child.facts, knowledge)]
    so = [id for id in own if child.facts.get(id) is True]
    return {THEN.format(SIGNS): child.signs, THEN.format(IS_SO): so}


def _facts_after(child: SessionChild, is_so: TickedSigns, knowledge: Knowledge) -> dict[str, Any]:
    """Return what is known of a child once the boxes with steps of their own are saved.

    A tick says "yes". Taking a tick away leaves "not known": only a question answered says "no",
    and that answer stays. What the signs answer is not kept here: it follows from them.
    """
    facts = dict(child.facts)
    for each in own_steps(facts, knowledge):
        id = each.fact.id
        if id in is_so.added:
            facts[id] = True
        elif id in is_so.taken and facts.get(id) is True:
            del facts[id]
    return facts


def _groups(knowledge: Knowledge, ticked: Collection[str]) -> tuple[SignGroupView, ...]:
    shown = []
    for group in knowledge.sign_groups:
        found = tuple(sign for sign in knowledge.signs if sign.group == group.id)
        is_open = any(sign.id in ticked for sign in found)
        shown.append(SignGroupView(group=group, signs=found, is_open=is_open))
    return tuple(shown)


def _levels(seen: SignsSeen) -> Iterator[AlertLevelView]:
    """Yield the levels seen, "suspect" first, each with the steps that none before it has."""
    left = list(seen.steps)
    by_level: tuple[tuple[SignLevel, tuple[Sign, ...]], ...] = (
        ("suspect", seen.suspect),
        ("consider", seen.consider),
        ("elsewhere", seen.elsewhere),
    )
    for level, found in by_level:
        if found:
            steps = tuple(step for step in left if level in step.levels)
            left = [step for step in left if step not in steps]
            yield AlertLevelView(level=level, signs=found, steps=steps)
