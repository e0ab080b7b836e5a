"""The form of what is counted, which the pages of gaps share: one field for each parameter."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovSelect,
    GovTextInput,
)
from wtforms import StringField
from wtforms.fields.choices import SelectChoice

from directory.domain.coverage.children import facts_asked
from directory.domain.coverage.gap_params import AGES, query_params, say_number
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.gap_text import say_miles
from directory.domain.coverage.report import FEW_AUTHORITIES
from directory.infrastructure.text_format import count
from directory.web.base_form import FlagField, TokenlessForm, boxes_field, choices_of, select_field

MILES = (1, 2, 3, 5, 10, 15, 20, 30)
MINUTES = (10, 15, 20, 30, 45, 60)
ASSURED_MONTHS = (3, 6, 12, 24)
WAIT_WEEKS = (4, 8, 12, 18, 26)
ROWS = {
    "recommendation": "Recommendations", "programme": "Programmes", "kind": "Kinds of help",
}  # fmt: skip
COLUMNS = {"": "As fits best", "authority": "Authorities", "ward": "Wards", "band": "Ages"}


class GapForm(TokenlessForm):
    """What is counted, as a request left it."""

    area = boxes_field("Authorities")
    rows = select_field("Rows", ROWS)
    columns = select_field("Columns", COLUMNS)
    miles = select_field("Venue within")
    minutes = select_field("By the table of travel times")
    from_years = StringField("Years", widget=GovTextInput())
    from_months = StringField("Months", widget=GovTextInput())
    under_years = StringField("Years", widget=GovTextInput())
    under_months = StringField("Months", widget=GovTextInput())
    abuse = boxes_field("Kind of abuse")
    carer = boxes_field("Who would take part")
    assured = select_field("Entry checked")
    wait = select_field("Wait")
    trained = FlagField("With trained staff", widget=GovCheckboxInput())


F = TypeVar("F", bound=GapForm)


def gap_form(asked: GapRequest, typed: Mapping[str, str], form_class: type[F]) -> F:
    """Return the form of a request, each problem beside its field.

    What is chosen is what counts, whether or not it is among what is offered; of ages that cannot
    be read it is what was typed.
    """
    terms, query = asked.terms, asked.query
    wrong = {problem.field for problem in asked.problems}
    ages = {name: typed.get(name, "") for name in AGES if wrong.intersection(AGES)}
    usual = {"miles": say_number(terms.within.miles), "rows": query.rows}
    form = form_class(formdata=None, data=usual | query_params(query) | ages)
    _offer_areas(form, asked)
    form.miles.choices = _numbers(MILES, terms.within.miles, say_miles)
    form.minutes.choices = _numbers(
        MINUTES, terms.within.minutes, lambda n: count(n, "minute"), "Not asked: miles count"
    )
    form.assured.choices = _numbers(
        ASSURED_MONTHS,
        terms.assured_months,
        lambda n: f"Within {count(n, 'month')}",
        "At any time, or never",
    )
    form.wait.choices = _numbers(
        WAIT_WEEKS, terms.wait_weeks, lambda n: f"At most {count(n, 'week')}", "Any, or not stated"
    )
    for field, group in ((form.abuse, "abuse"), (form.carer, "carer")):
        facts = facts_asked(asked.knowledge, group)
        field.choices = choices_of({fact.id: fact.label for fact in facts})
    if asked.ground.travel is None and "minutes" not in wrong:
        del form.minutes
    form.put_problems(asked.problems)
    return form


def _offer_areas(form: GapForm, asked: GapRequest) -> None:
    """Offer boxes where authorities are few or several are chosen, and a list of many to one."""
    form.area.choices = choices_of({each.code: each.name for each in asked.every})
    if not 0 < len(asked.every) <= FEW_AUTHORITIES and len(asked.query.areas) < 2:
        form.area.widget = GovSelect()
        form.area.label.text = "Authority"
        form.area.choices.insert(0, SelectChoice("", "All of England"))


def _numbers(
    offered: Iterable[int],
    chosen: float | None,
    say: Callable[[Any], str],
    nothing: str | None = None,
) -> list[SelectChoice]:
    """Return what is offered, with what is chosen in its place among it."""
    numbers = sorted({*offered, *([] if chosen is None else [chosen])})
    labels = {} if nothing is None else {"": nothing}
    return choices_of(labels | {say_number(n): say(n) for n in numbers})
