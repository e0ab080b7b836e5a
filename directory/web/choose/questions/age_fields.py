"""The child's age as one line of text, and days as people type them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovDateInput, GovTextInput
from wtforms import Field, StringField, ValidationError

from directory.infrastructure.clock import today
from directory.web.base_form import BaseForm
from directory.web.choose.questions.age_text import ChildAge, read_age
from directory.web.choose.view_support import knowledge
from matcher.age_bounds import years_with_bounds
from matcher.case import BORN_ON
from matcher.conditions import AGE

MONTHS_TOO = "Add the months, as in “{years}y 6m”: at this age they decide what fits"


class DayField(Field):
    """A day as three boxes; data is a date, or None where all three are empty."""

    widget = GovDateInput()
    data: Any = None
    raw_data: Any = None

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read three boxes, however many were sent."""
        super().process(formdata, *args, **kwargs)
        if self.raw_data is not None:
            self.raw_data = [*self.raw_data, "", "", ""][:3]

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read a day; raises ValueError in words for one that does not exist."""
        parts = [*(part.strip() for part in valuelist), "", "", ""][:3]
        self.data = None
        if not any(parts):
            return
        named = zip(("a day", "a month", "a year"), parts, strict=True)
        if empty := [name for name, part in named if not part]:
            raise ValueError(f"{self.label.text} must include {' and '.join(empty)}")
        if len(parts[2]) != 4:
            raise ValueError("Year must have 4 numbers, as in 2024")
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            raise ValueError(self._not_real())
        self.data = self._day(*map(int, parts))

    def _day(self, day: int, month: int, year: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(self._not_real()) from None

    def _not_real(self) -> str:
        return f"{self.label.text} must be a real date, as in 14 5 2024"

    @property
    def first_box(self) -> str:
        """Return the id that a problem leads to: no box has the name of the day."""
        return f"{self.id}-day"

    def _value(self) -> str:
        return ""  # the widget fills its three boxes itself


class AgeQuestion(BaseForm):
    """How old the child is, in whichever way people write it."""

    age_text = StringField(
        "Age or date of birth",
        description="14, 2y 6m, 14 5 2024, due 14 5 2027 or unborn 20 weeks",
        widget=GovTextInput(),
    )

    def validate_age_text(self, field: Any) -> None:
        """Demand an age that can be read; raises ValidationError in words."""
        try:
            age = read_age(field.data or "", today())
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if age and age.years_only and age.months is not None:
            years = age.months // 12
            if years in years_with_bounds(knowledge()):
                raise ValidationError(MONTHS_TOO.format(years=years))

    def age(self) -> Iterator[tuple[str, object]]:
        """Yield the age as a fact and its value; nothing where it is not known."""
        found = self.child_age()
        if found and found.born_on:
            yield BORN_ON, found.born_on.isoformat()
        elif found:
            yield AGE, found.months

    @property
    def is_years_only(self) -> bool:
        """Say whether months were left out."""
        found = self.child_age()
        return found is not None and found.years_only

    def child_age(self) -> ChildAge | None:
        """Return what was written; None where nothing was."""
        return read_age(self.age_text.data or "", today())


def age_filling(data: Mapping[str, object], on: date) -> dict[str, object]:
    """Return what fills the age question, from what is known."""
    born_on, months = data.get(BORN_ON), data.get(AGE)
    if isinstance(born_on, str):
        day = date.fromisoformat(born_on)
        written = f"{day.day} {day.month} {day.year}"
        return {"age_text": f"due {written}" if day > on else written}
    if isinstance(months, int) and months >= 0:
        return {"age_text": f"{months // 12}y {months % 12}m"}
    return {}
