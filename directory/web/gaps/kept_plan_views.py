"""Plans of what to buy that are kept, and up to four of them side by side."""

from collections.abc import Iterable, Mapping
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
)
from directory.application.commands.plans import asked_of, drop_plan, keep_plan
from directory.domain.coverage.gap_query import GapTarget
from directory.domain.need.area_plan import AreaPlan, area_plan
from directory.domain.need.plan_params import NAMES, read_plan_ask
from directory.domain.need.purchase_plan import PlanError
from directory.infrastructure.clock import date_in_england, in_utc, now
from directory.storage import SavedPlan
from directory.web.extensions import db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.draft_owner import MOST_ROWS, actor, keeps_all
from directory.web.gaps.need_chains import chains
from directory.web.gaps.plan_views import PLAN_WORDS, plan_page
from directory.web.gaps.request_context import gap_request, gap_request_of
from directory.web.gaps.template_context import gaps_page
from matcher import Problem

UNPROCESSABLE = 422
MOST_COMPARED = 4
TOO_MANY = f"Choose up to {MOST_COMPARED} plans to compare"
NO_LONGER = "What it asks cannot be answered any more: open it to see why"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A kept plan in the list, and the address that works it out."""

    number: int
    name: str
    made_on: date
    address: str
    is_chosen: bool
    may_drop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPlan:
    """A plan beside others; `found` is None, with the reason, where it cannot be worked out."""

    name: str
    address: str
    found: AreaPlan | None
    problem: str | None

    def children(self, target: GapTarget) -> float | None:
        """Return whom it reaches of one programme; None where it is not planned for."""
        rows = zip(self.found.rows, self.found.plan.by_group, strict=True) if self.found else ()
        return next((reached for row, reached in rows if row.target == target), None)


@blueprint.post("/plan")
def kept_plan() -> Response | tuple[str, int]:
    """Keep what was asked under a name, or say what is wrong with it."""
    asked = gap_request(*NAMES)
    ask, wrong = read_plan_ask({name: request.args.get(name) for name in NAMES})
    if wrong or asked.problems or not ask.is_asked or len(asked.chosen) != 1:
        return plan_page(asked), UNPROCESSABLE
    params = {name: values for name, values in request.args.lists() if any(values)}
    try:
        name = request.form.get("name", "")
        number = keep_plan(db.session, name, params, actor=actor(), now=now())
    except (BadNameError, TooManyDraftsError) as error:
        return plan_page(asked, [Problem(field="name", problem=str(error))]), UNPROCESSABLE
    db.session.commit()
    return redirect(url_for("gaps.plans", plan=number), 303)


@blueprint.get("/plans")
def plans() -> str | tuple[str, int]:
    """List the kept plans, and set those that were chosen side by side."""
    chosen = [number for number in request.args.getlist("plan") if number.isascii()]
    kept = db.session.scalars(select(SavedPlan).order_by(SavedPlan.id.desc())).all()
    wanted = [each for each in kept if str(each.id) in chosen]
    problem = TOO_MANY if len(wanted) > MOST_COMPARED else None
    compared = [] if problem else [_compared(each) for each in reversed(wanted)]
    page = gaps_page(
        "gaps/plans.html",
        gap_request("plan"),
        lines=[_line(each, is_chosen=each in wanted) for each in kept],
        compared=compared,
        targets=_targets(compared),
        problem=problem,
        **PLAN_WORDS,
    )
    return (page, UNPROCESSABLE) if problem else page


@blueprint.post("/plans/<int:number>/drop")
def dropped_plan(number: int) -> Response:
    """Forget a plan, and lead back to the list."""
    if number > MOST_ROWS:
        abort(404)
    try:
        drop_plan(db.session, number, actor=actor(), any_of=keeps_all(), now=now())
    except NoSuchDraftError:
        abort(404)
    except NotYoursError:
        abort(403)
    db.session.commit()
    return redirect(url_for("gaps.plans"), 303)


def _compared(kept: SavedPlan) -> ComparedPlan:
    params, found, problem = asked_of(kept), None, None
    asked = gap_request_of(params, *NAMES)
    ask, wrong = read_plan_ask({name: params.get(name, [""])[0] for name in NAMES})
    if wrong or asked.problems or len(asked.chosen) != 1:
        problem = NO_LONGER
    else:
        try:
            found = area_plan(db.session, asked, chains(), ask)
        except PlanError as error:
            problem = str(error)
    return ComparedPlan(name=kept.name, address=_address(params), found=found, problem=problem)


def _targets(compared: Iterable[ComparedPlan]) -> list[GapTarget]:
    """Return the programmes of which any plan reaches somebody, each once."""
    found: dict[GapTarget, None] = {}
    for each in compared:
        for row in each.found.rows if each.found else ():
            if each.children(row.target):
                found.setdefault(row.target)
    return list(found)


def _line(kept: SavedPlan, *, is_chosen: bool) -> PlanLine:
    return PlanLine(
        number=kept.id,
        name=kept.name,
        made_on=date_in_england(in_utc(kept.made_at)),
        address=_address(asked_of(kept)),
        is_chosen=is_chosen,
        may_drop=keeps_all() or kept.made_by == actor(),
    )


def _address(params: Mapping[str, Any]) -> str:
    return url_for("gaps.plan", **params)
