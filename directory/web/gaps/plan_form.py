"""The form that asks what to buy: an authority, a budget or a number of children, and costs."""

from collections.abc import Iterator
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from directory.application.commands.named_drafts import NAME_HINT
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.need.plan_params import COSTS, GOALS, PLAN_FIELDS
from directory.web.base_form import BaseForm, TokenlessForm, choices_of

CHOOSE_AREA = "Choose one authority"


class PlanForm(TokenlessForm):
    """What is asked of a plan. The number fields are those of `PLAN_FIELDS`, put in below."""

    area = SelectField("Authority", id="plan-area", widget=GovSelect(), validate_choice=False)

    @property
    def goals(self) -> Iterator[Any]:
        """Yield the fields of what is wanted."""
        return (self[each.name] for each in GOALS)

    @property
    def costs(self) -> Iterator[tuple[Any, bool]]:
        """Yield the fields of costs, and whether each is of money."""
        return ((self[each.name], each.is_money) for each in COSTS)

    @property
    def has_costs(self) -> bool:
        """Return whether a cost was given."""
        return any(field.data for field, _ in self.costs)


class PlanNameForm(BaseForm):
    """The name to keep a plan under."""

    name = StringField(
        "Name of the plan", id="plan-name", description=NAME_HINT, widget=GovTextInput()
    )


for _each in PLAN_FIELDS:
    setattr(PlanForm, _each.name, StringField(_each.label, widget=GovTextInput()))


def plan_form(asked: GapRequest, typed: dict[str, str]) -> PlanForm:
    """Return the form as a request left it, one authority chosen where one is."""
    area = asked.chosen[0].code if len(asked.chosen) == 1 else ""
    form = PlanForm(formdata=None, data={**typed, "area": area})
    form.area.choices = [
        SelectChoice("", CHOOSE_AREA),
        *choices_of({each.code: each.name for each in asked.every}),
    ]
    return form
