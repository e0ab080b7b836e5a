"""The forms that every form of ours begins with, and the lines of an error summary."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovSelect, GovTextArea
from markupsafe import Markup
from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice

from matcher import Problem


class BaseForm(FlaskForm):
    """A form whose errors we word ourselves.

    The browser's own `required` bubbles are not read out reliably and cannot be
    styled or linked from a summary, so no field prints the attribute.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.flags.required = False

    def put_problems(self, problems: Iterable[Problem]) -> None:
        """Put each problem beside its field; one of no field is a problem of the form."""
        for problem in problems:
            field = self._fields.get(problem.field)
            if field is None:
                self.form_errors.append(problem.problem)
            else:
                field.errors = [*field.errors, problem.problem]


class TokenlessForm(BaseForm):
    """A form without a token: it stands in the address, or is a part of one that has it."""

    class Meta:
        """How WTForms is to treat it."""

        csrf = False


class FlagField(BooleanField):
    """A box of an address: ticked, it is 1."""

    def _value(self) -> str:
        return "1"


class GroupedSelect(GovSelect):
    """A list of which the choices stand in groups."""

    template = "grouped_select.html"

    def map_gov_params(self, field: SelectField, **kwargs: Any) -> dict[str, Any]:
        """Return what the template takes."""
        return {**super().map_gov_params(field, **kwargs), "groups": field.iter_groups()}


class LineByLine(GovTextArea):
    """An area of text that shows what is wrong with each of its lines."""

    def map_gov_params(self, field: TextAreaField, **kwargs: Any) -> dict[str, Any]:
        """Return what the template takes."""
        errors = {"errorMessage": {"html": Markup("<br>").join(field.errors)}}
        return {**super().map_gov_params(field, **kwargs), **(errors if field.errors else {})}


def grouped_choices(nothing: str, groups: Mapping[str, Mapping[str, str]]) -> list[SelectChoice]:
    """Return what may be chosen, in groups, after the choice of nothing."""
    return [
        SelectChoice("", nothing),
        *(
            SelectChoice(value, label, optgroup=group)
            for group, labels in groups.items()
            for value, label in labels.items()
        ),
    ]


def select_field(
    label: str, labels: Mapping[str, str] | None = None, hint: str = ""
) -> SelectField:
    """Return a list to choose one of; its choices may be put in later."""
    return SelectField(
        label,
        description=hint,
        widget=GovSelect(),
        choices=choices_of(labels or {}),
        validate_choice=False,
    )


def boxes_field(
    label: str, labels: Mapping[str, str] | None = None, hint: str = ""
) -> SelectMultipleField:
    """Return boxes to tick any of; they may be put in later."""
    return SelectMultipleField(
        label,
        description=hint,
        widget=GovCheckboxesInput(),
        choices=choices_of(labels or {}),
        validate_choice=False,
    )


def choices_of(labels: Mapping[str, str]) -> list[SelectChoice]:
    """Return what may be chosen, each value with its label."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def error_list(*forms: Any, of_form: str = "") -> list[dict[str, str]]:
    """Return the lines of an error summary, each leading to its field.

    `of_form` is the id that problems of a whole form lead to.
    """
    return [
        *(
            {"text": text, "href": f"#{getattr(field, 'first_box', field.id)}"}
            for form in forms
            for field in form
            for text in field.errors
        ),
        *({"text": text, "href": f"#{of_form}"} for form in forms for text in form.form_errors),
    ]
