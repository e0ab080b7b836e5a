"""Scenarios on paper: the kept ones, a form for another, and each before and after.

A scenario changes nothing in the directory. It says nothing of a family.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, redirect, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.named_drafts import (
    BadNameError,
    NoSuchDraftError,
    NotYoursError,
    TooManyDraftsError,
    free_name,
)
from directory.application.commands.scenarios import SCENARIO, drop_scenario, keep_scenario
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.scenarios.comparison import (
    compare_scenario,
    say_change,
    scenario_said,
    targets_compared,
)
from directory.domain.coverage.scenarios.overlay import unplaced, with_scenario
from directory.domain.coverage.scenarios.scenario import (
    Scenario,
    ScenarioError,
    gone,
    plain,
    read_scenario,
)
from directory.geo import Places
from directory.infrastructure.clock import date_in_england, in_utc, now, today
from directory.model.cell_types import Vocabulary
from directory.storage import SavedScenario as KeptScenario
from directory.storage import reference_data
from directory.web.extensions import current_settings, db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.draft_owner import MOST_ROWS, actor, keeps_all
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.scenario_form import ScenarioForm, services_offered
from directory.web.gaps.template_context import gaps_page
from matcher import Problem

UNPROCESSABLE = 422
MOST_PLACES = 12
"""Authorities that are named beneath a row; the others are counted."""
USUAL_WAIT = 18
"""Weeks: a wait to count by, offered where a scenario changes waits and none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioLine:
    """A kept scenario in the list."""

    number: int
    name: str
    changes: int
    made_on: date


@blueprint.get("/scenarios")
def scenarios() -> str:
    """List the kept scenarios, and ask for another."""
    asked = gap_request()
    return _list(asked, ScenarioForm(asked))


@blueprint.post("/scenarios")
def kept_scenario() -> Response | tuple[str, int]:
    """Keep a scenario and show it, or say everything that is wrong with it."""
    asked = gap_request()
    form = ScenarioForm(asked)
    read = form.scenario(asked.ground, _words(asked))
    try:
        free_name(db.session, SCENARIO, form.name.data or "")
        if read is None:
            return _list(asked, form), UNPROCESSABLE
        changes = plain(read)
        number = keep_scenario(db.session, form.name.data, changes, actor=actor(), now=now())
    except (BadNameError, TooManyDraftsError) as error:
        form.put_problems([Problem(field="name", problem=str(error))])
        return _list(asked, form), UNPROCESSABLE
    db.session.commit()
    typed: dict[str, Any] = request.args.to_dict(flat=False)
    return redirect(url_for("gaps.scenario", **typed, number=number), 303)


@blueprint.get("/scenarios/<int:number>")
def scenario(number: int) -> str:
    """Show what a scenario changes: the sentence, then before and after."""
    kept = db.session.get(KeptScenario, number) if number <= MOST_ROWS else None
    if kept is None:
        abort(404)
    asked = gap_request()
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
        drop_scenario(db.session, number, actor=actor(), any_of=keeps_all(), now=now())
    except NoSuchDraftError:
        abort(404)
    except NotYoursError:
        abort(403)
    db.session.commit()
    return redirect(url_for("gaps.scenarios"), 303)


def _answer(asked: GapRequest, read: Scenario) -> dict[str, Any]:
    ground, knowledge, terms = asked.ground, asked.knowledge, asked.terms
    places = _places()
    after = with_scenario(ground, read, places, terms.on)
    targets = targets_compared(ground, knowledge, read)
    rows = compare_scenario(ground, after, knowledge, targets, terms, asked.chosen)
    lost = [*gone(read, frozenset(ground.snapshot.ids)), *unplaced(read, places)]
    return {
        "headline": scenario_said(rows, terms, asked.where, knowledge),
        "rows": rows,
        "changes": [say_change(change, ground, knowledge) for change in read.changes],
        "lost": {problem.change: problem.problem for problem in lost},
        "waits_only_asked": bool(read.waits) and terms.wait_weeks is None,
    }


def _shown(asked: GapRequest, kept: KeptScenario, answer: dict[str, Any]) -> str:
    return gaps_page(
        "gaps/scenario.html",
        asked,
        kept=kept,
        most_places=MOST_PLACES,
        usual_wait=USUAL_WAIT,
        several=len(asked.chosen) > 1,
        may_drop=keeps_all() or kept.made_by == actor(),
        **answer,
    )


def _list(asked: GapRequest, form: ScenarioForm) -> str:
    return gaps_page(
        "gaps/scenarios.html",
        asked,
        form,
        *form.parts,
        form=form,
        lines=_lines(),
        services=services_offered(asked.ground),
    )


def _lines() -> list[ScenarioLine]:
    kept = db.session.scalars(select(KeptScenario).order_by(KeptScenario.id.desc()))
    return [
        ScenarioLine(
            number=each.id,
            name=each.name,
            changes=len(json.loads(each.changes)),
            made_on=date_in_england(in_utc(each.made_at)),
        )
        for each in kept
    ]


def _places() -> Places:
    return reference_data.places_in(current_settings().places)


def _words(asked: GapRequest) -> Vocabulary:
    return reference_data.vocabulary(asked.knowledge, _places(), today())
