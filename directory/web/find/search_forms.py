"""The forms beside the list: the filters, which stand in the address, and near where to look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovSelect, GovTextInput
from markupsafe import Markup
from wtforms import StringField

from directory.domain.search.filters import FILTERS
from directory.domain.search.search import Facet
from directory.infrastructure.text_format import count
from directory.web.base_form import (
    BaseForm,
    FlagField,
    TokenlessForm,
    boxes_field,
    choices_of,
    select_field,
)
from directory.web.filter_labels import LEGENDS, value_label
from directory.web.find.location_views import MILES, Near
from directory.web.find.query_params import LONGEST_WORDS, SearchParams
from matcher import Knowledge

_TALLY = Markup('{} <span class="waymark-tally">{}</span>')
BY_TALLY = ("language", "access")
"""Filters of many values: what is chosen comes first, then what most services have."""


class _SearchForm(TokenlessForm):
    """What every search asks; the filters of the directory are added to it."""

    q = StringField(
        "What are you looking for?",
        description="A need, a programme or a name. Nothing about a family.",
        widget=GovTextInput(),
        render_kw={"form": "filters", "maxlength": LONGEST_WORDS, "autocomplete": "off"},
    )
    years = StringField("Years", widget=GovTextInput())
    months = StringField("Months", widget=GovTextInput())
    unborn = FlagField("Not yet born", widget=GovCheckboxInput())
    stated = FlagField(
        "Hide what is not stated",
        description="Leaves out services that do not say what you ask for. They may still fit.",
        widget=GovCheckboxInput(),
    )


SearchForm: Any = type(
    "SearchForm",
    (_SearchForm,),
    {each.id: boxes_field(LEGENDS[each.id]) for each in FILTERS},
)


class NearForm(BaseForm):
    """A postcode, which stays out of the address, and how far around it to look."""

    postcode = StringField("Postcode", widget=GovTextInput())
    miles = select_field("Within", {str(n): count(n, "mile") for n in MILES})


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """One filter: its field, the tally of each box, and how many services do not state it."""

    field: Any
    tallies: list[dict[str, Markup]]
    silent: str | None


def near_form(near: Near | None) -> NearForm:
    """Return the form as the visitor left it."""
    kept = near or Near(postcode="")
    filled = {"postcode": kept.postcode, "miles": str(kept.miles)}
    form = NearForm(formdata=None, data=filled)
    whose = "From the family you entered. " if kept.is_family else ""
    form.postcode.description = f"{whose}It stays out of the web address."
    return form


def search_form(address: SearchParams) -> Any:
    """Return the form as the address asks; `filter_views` puts in what may be chosen."""
    typed = {"q": address.words, "years": address.years, "months": address.months}
    flags = {"unborn": address.is_unborn, "stated": address.stated_only}
    return SearchForm(formdata=None, data={**typed, **flags, **address.chosen})


def filter_views(form: Any, facets: Iterable[Facet], knowledge: Knowledge) -> Iterator[FilterView]:
    """Yield each filter that has any value, with what may be chosen of it put in its field."""
    for facet in facets:
        field = form[facet.id]
        found = _values(facet, field.data or (), knowledge)
        field.choices = choices_of({value: label for value, label, _ in found})
        if facet.id == "programme" and len(field.data or ()) < 2:
            _as_list(field, found)
        if found:
            yield FilterView(
                field=field,
                tallies=[{"html": _TALLY.format(label, number)} for _, label, number in found],
                silent=f"{facet.silent} do not say" if facet.silent else None,
            )


def _as_list(field: Any, found: Iterable[tuple[str, str, int]]) -> None:
    """Let one be chosen from a list: there are many, and seldom is more than one asked for."""
    named = {value: f"{label} ({number})" for value, label, number in found}
    field.widget, field.choices = GovSelect(), choices_of({"": "Any programme", **named})


def _values(
    facet: Facet, chosen: Iterable[str], knowledge: Knowledge
) -> list[tuple[str, str, int]]:
    """Return each value that any service has or that is chosen: what it is called, how many."""
    found = [
        (value, value_label(facet.id, value, knowledge), number)
        for value, number in facet.counts
        if number or value in chosen
    ]
    if facet.id in BY_TALLY:
        found.sort(key=lambda each: (each[0] not in chosen, -each[2], each[1]))
    return found
