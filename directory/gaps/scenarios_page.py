"""Scenarios on paper: the kept ones, a form for another, and each before and after.

A scenario changes nothing in the directory. It says nothing of a family.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory import bridge
from directory.actions.scenarios import (
    NAME_HINT,
    BadNameError,
    NoSuchScenarioError,
    TooManyScenariosError,
    drop_scenario,
    free_name,
    keep_scenario,
)
from directory.clock import date_in_england, in_utc, now, today
from directory.covering.comparing import compared, say_change, scenario_said, targets_compared
from directory.covering.on_paper import on_paper, unplaced
from directory.covering.report import say_where
from directory.covering.scenarios import (
    Scenario,
    ScenarioError,
    gone,
    plain,
    read_scenario,
)
from directory.db import Scenario as KeptScenario
from directory.extensions import current_settings, db
from directory.gaps.asking import Asking, Problem, asking
from directory.gaps.form import form_of
from directory.gaps.journey import blueprint
from directory.gaps.scenario_form import (
    SLOTS,
    ScenarioAsked,
    meant,
    read_form,
    services_offered,
    what_offered,
)
from directory.gaps.telling import told
from directory.importing.columns import DELIVERY
from directory.importing.values import Vocabulary
from directory.places import Places

UNPROCESSABLE = 422
ACTOR = "commissioner"
MOST_PLACES = 12
"""Authorities that are named beneath a row; the others are counted."""
DELIVERED = {
    "home": "At home",
    "venue": "At a venue",
    "online": "Online",
    "phone": "By phone",
    "group": "In a group",
}
MOST_ROWS = 2**31 - 1
"""The largest number that every database has room for."""
USUAL_WAIT = 18
"""Weeks: a wait to count by, offered where a scenario changes waits and none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A kept scenario in the list."""

    number: int
    name: str
    changes: int
    made_on: date


@blueprint.get("/scenarios")
def scenarios() -> str:
    """List the kept scenarios, and ask for another."""
    return _list(asking(), ScenarioAsked(), [])


@blueprint.post("/scenarios")
def kept_scenario() -> Response | tuple[str, int]:
    """Keep a scenario and show it, or say everything that is wrong with it."""
    asked, typed = asking(), read_form(request.form)
    found = meant(typed, asked.ground, _words(asked))
    problems = [*_name_problems(typed.name), *found.problems]
    if problems or found.scenario is None:
        return _list(asked, typed, problems), UNPROCESSABLE
    try:
        number = keep_scenario(
            db.session, typed.name, plain(found.scenario), actor=ACTOR, now=now()
        )
    except BadNameError as error:  # somebody took the name meanwhile
        return _list(asked, typed, [{"text": str(error), "href": "#name"}]), UNPROCESSABLE
    db.session.commit()
    values: dict[str, Any] = {**asked.address.values(), "number": number}
    return redirect(url_for("gaps.scenario", **values), 303)


def _name_problems(name: str) -> list[Problem]:
    try:
        free_name(db.session, name)
    except (BadNameError, TooManyScenariosError) as error:
        return [{"text": str(error), "href": "#name"}]
    return []


@blueprint.get("/scenarios/<int:number>")
def scenario(number: int) -> str:
    """Show what a scenario changes: the sentence, then before and after."""
    kept = db.session.get(KeptScenario, number) if number <= MOST_ROWS else None
    if kept is None:
        abort(404)
    asked = asking()
    try:
        read = read_scenario(kept.changes, _words(asked))
    except ScenarioError as error:
        return _shown(asked, kept, {"unreadable": error.problems})
    return _shown(asked, kept, _answer(asked, read))


@blueprint.post("/scenarios/<int:number>/drop")
def dropped_scenario(number: int) -> Response:
    """Forget a scenario, and lead back to the list."""
    if number > MOST_ROWS:
        abort(404)
    try:
        drop_scenario(db.session, number, actor=ACTOR, now=now())
    except NoSuchScenarioError:
        abort(404)
    db.session.commit()
    return redirect(url_for("gaps.scenarios"), 303)


def _answer(asked: Asking, read: Scenario) -> dict[str, object]:
    ground, knowledge, terms = asked.ground, asked.knowledge, asked.question.terms
    places = _places()
    after = on_paper(ground, read, places, terms.on)
    targets = targets_compared(ground, knowledge, read)
    rows = compared(ground, after, knowledge, targets, terms, asked.chosen)
    lost = [*gone(read, frozenset(ground.snapshot.ids)), *unplaced(read, places)]
    return {
        "headline": scenario_said(rows, terms, say_where(ground, asked.chosen), knowledge),
        "rows": rows,
        "changes": [say_change(change, ground, knowledge) for change in read.changes],
        "lost": {problem.change: problem.problem for problem in lost},
        "waits_only_asked": bool(read.waits) and terms.wait_weeks is None,
    }


def _shown(asked: Asking, kept: KeptScenario, answer: dict[str, object]) -> str:
    return render_template(
        "gaps/scenario.html",
        kept=kept,
        where=say_where(asked.ground, asked.chosen),
        most_places=MOST_PLACES,
        usual_wait=USUAL_WAIT,
        several=len(asked.chosen) > 1,
        form_of=form_of(asked),
        error_list=asked.problems,
        **{**told(asked), **answer},
    )


def _list(asked: Asking, typed: ScenarioAsked, problems: list[Problem]) -> str:
    everything = [*asked.problems, *problems]
    return render_template(
        "gaps/scenarios.html",
        lines=_lines(),
        typed=typed,
        blank=ScenarioAsked(),
        slots=SLOTS,
        name_hint=NAME_HINT,
        services=services_offered(asked.ground),
        offered=what_offered(asked.knowledge),
        delivered=[(way, DELIVERED[way]) for way in DELIVERY],
        every=asked.every,
        error_list=everything,
        errors=_by_field(problems),
        **told(asked),
    )


def _by_field(problems: Sequence[Problem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem["href"].removeprefix("#"), []).append(problem["text"])
    return found


def _lines() -> list[Line]:
    kept = db.session.scalars(select(KeptScenario).order_by(KeptScenario.id.desc()))
    return [
        Line(
            number=each.id,
            name=each.name,
            changes=len(json.loads(each.changes)),
            made_on=date_in_england(in_utc(each.made_at)),
        )
        for each in kept
    ]


def _places() -> Places:
    return bridge.places_in(current_settings().places)


def _words(asked: Asking) -> Vocabulary:
    return bridge.vocabulary(asked.knowledge, _places(), today())
