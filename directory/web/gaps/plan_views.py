"""What to buy in one authority, within a budget or to reach so many children."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from directory.domain.coverage.gap_request import GapRequest
from directory.domain.need.area_plan import AreaPlan, area_plan
from directory.domain.need.plan_params import NAMES, PlanAsk, read_plan_ask
from directory.domain.need.plan_text import (
    plan_notes,
    say_bound,
    say_plan,
    say_pounds,
    say_purchase,
    say_uncosted,
)
from directory.domain.need.purchase_plan import PlanError
from directory.web.extensions import db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.need_chains import chains
from directory.web.gaps.plan_form import CHOOSE_AREA, PlanForm, PlanNameForm, plan_form
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import gaps_page
from matcher import Problem


@blueprint.get("/plan")
def plan() -> str:
    """Show what to buy, or ask for what is missing."""
    return plan_page(gap_request(*NAMES))


def plan_page(asked: GapRequest, problems: Sequence[Problem] = ()) -> str:
    """Return the page for a request; `problems` are of a name to keep the plan under."""
    typed = {name: request.args[name] for name in NAMES if request.args.get(name)}
    form = plan_form(asked, typed)
    ask, wrong = read_plan_ask(typed)
    form.put_problems(wrong)
    if not wrong and ask.is_asked and len(asked.chosen) != 1:
        form.put_problems([Problem(field="area", problem=CHOOSE_AREA)])
    name_form = PlanNameForm()
    name_form.put_problems(problems)
    return gaps_page(
        "gaps/plan.html",
        asked,
        form,
        name_form,
        form=form,
        name_form=name_form,
        plan_typed=typed,
        found=_found(asked, ask, form),
        **PLAN_WORDS,
    )


PLAN_WORDS: Mapping[str, Any] = {
    "plan_notes": plan_notes,
    "say_bound": say_bound,
    "say_plan": say_plan,
    "say_pounds": say_pounds,
    "say_purchase": say_purchase,
    "say_uncosted": say_uncosted,
}
"""What the templates of plans speak with."""


def _found(asked: GapRequest, ask: PlanAsk, form: PlanForm) -> AreaPlan | None:
    if not ask.is_asked or any(field.errors for field in form):
        return None
    try:
        return area_plan(db.session, asked, chains(), ask)
    except PlanError as error:
        form.put_problems([Problem(field="target", problem=str(error))])
        return None
