"""The form that takes a caseload: the file, and what is asked of it."""

from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovTextInput
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from directory.exchange.caseload_file.cell_parsers import day
from directory.exchange.caseload_file.census import Census
from directory.exchange.statistics.authorities import upper_names
from directory.infrastructure.clock import today
from directory.web.base_form import BaseForm, boxes_field, choices_of, select_field

NO_FILE = "Choose a file first"


class CaseloadForm(BaseForm):
    """A caseload, and how it is to be counted."""

    file = FileField(
        "Your caseload",
        description="CSV, CSV packed with gzip, or XLSX, up to 10 megabytes and 100,000 rows. "
        "One row for each child, without names",
        widget=GovFileInput(),
        validators=[FileRequired(NO_FILE)],
    )
    authority = select_field(
        "Services of which council’s area",
        hint="Places are counted of services that take families from there",
    )
    on = StringField(
        "Day of the count",
        description="Ages are worked out for this day. For example, 14/5/2026. "
        "Leave it empty for today",
        widget=GovTextInput(),
    )
    assume = boxes_field(
        "If the file uses codes of the children in need census",
        hint="The census does not say these. "
        "Tick one only if you know that it is so of your records",
    )
    rounded = boxes_field(
        "If you pass the numbers on", {"yes": "Round every number of children to the nearest 5"}
    )

    def __init__(self, census: Census, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        names = sorted(upper_names().items(), key=lambda each: each[1])
        self.authority.choices = choices_of({"": "All that this directory holds", **dict(names)})
        self.assume.choices = choices_of({each.id: each.label for each in census.assumptions})
        self.hints = [{"hint": {"text": each.hint}} for each in census.assumptions]

    @property
    def assumed(self) -> set[str]:
        """Return the ids of the assumptions that are ticked."""
        return {choice.value for choice in self.assume.choices}.intersection(self.assume.data or ())

    @property
    def day(self) -> date:
        """Return the day of the count. Raises ValueError for one that does not exist."""
        text = (self.on.data or "").strip()
        return day(text) if text else today()

    def validate_authority(self, field: SelectField) -> None:
        """Demand a council of the list, or none."""
        if field.data and field.data not in upper_names():
            raise ValidationError("Choose a council from the list")

    def validate_on(self, field: StringField) -> None:
        """Demand a day that exists."""
        try:
            assert self.day
        except ValueError:
            raise ValidationError(
                "Day of the count must be a date that exists, such as 14/5/2026"
            ) from None
