"""Ages and days as people type them: a date of birth, years and months, or a due date."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovDateInput, GovRadioInput, GovTextInput
from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from directory.clock import today
from directory.forms import BaseForm
from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS, completed_months
from matcher.case import BORN_ON
from matcher.conditions import AGE

OLDEST_YEARS = ADULT_MONTHS // 12 - 1
BORN, YEARS, UNBORN, UNKNOWN = "born", "age", "unborn", "unknown"
WAYS = {
    BORN: "Date of birth",
    YEARS: "Age in years and months",
    UNBORN: "Not born yet",
    UNKNOWN: "Don’t know",
}
FIELDS = {BORN: ("born_on",), YEARS: ("years", "months"), UNBORN: ("due_on",), UNKNOWN: ()}
MISSING = {
    BORN: "Enter the date of birth, or choose “Don’t know”",
    YEARS: "Enter the age in years and months, or choose “Don’t know”",
    UNBORN: "Enter the due date, or choose “Don’t know”: about is good enough",
}


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

    def _value(self) -> str:
        return ""  # the widget fills its three boxes itself


class NumberField(StringField):
    """A short whole number typed as text; data is an int, or None where it is empty."""

    widget = GovTextInput()

    def __init__(self, label: str, *, most: int, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.most = most

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number; raises ValueError in words for one that does not fit."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdigit()) or len(text) > 4 or int(text) > self.most:
            raise ValueError(f"{self.label.text} must be a whole number, 0 to {self.most}")
        self.data = int(text)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)


MONTHS_TOO = "Enter the months too, 0 to 11: they can decide what applies"
"""Years alone would stand for a child of that very birthday, which nobody said."""


class AgeQuestion(BaseForm):
    """How old the child is, in whichever way that is known."""

    age_kind = RadioField(
        "How old is the child?",
        widget=GovRadioInput(),
        choices=[SelectChoice(value, label) for value, label in WAYS.items()],
        validate_choice=False,
    )
    born_on = DayField("Date of birth", description="For example, 14 5 2024")
    years = NumberField("Years", most=OLDEST_YEARS)
    months = NumberField("Months", most=11)
    due_on = DayField("Due date", description="About is good enough. For example, 14 5 2027")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field, then the age: what was typed for another way than the one chosen."""
        super().validate(*args, **kwargs)
        way = self._settle_way()
        for other in FIELDS.keys() - {way} if way else ():
            for name in FIELDS[other]:
                self[name].errors = []
        if not way and self._typed():
            self.age_kind.errors = ["Choose one way to give the age"]
        elif not any(self[name].errors for names in FIELDS.values() for name in names):
            self._check_age(way)
        return not self.errors

    def age(self) -> Iterator[tuple[str, object]]:
        """Yield the age as a fact and its value; nothing where it is not known."""
        match self.age_kind.data:
            case "born" if self.born_on.data:
                yield BORN_ON, self.born_on.data.isoformat()
            case "unborn" if self.due_on.data:
                yield BORN_ON, self.due_on.data.isoformat()
            case "age":
                yield AGE, (self.years.data or 0) * 12 + (self.months.data or 0)

    def _typed(self) -> list[str]:
        """Return the ways in which something was typed, whichever of them was chosen."""
        return [way for way, names in FIELDS.items() if any(map(self._is_filled, names))]

    def _is_filled(self, name: str) -> bool:
        return any(str(text).strip() for text in self[name].raw_data or ())

    def _settle_way(self) -> str:
        """Return the way chosen; where none was, the only one that was filled in is taken."""
        if self.age_kind.data in WAYS:
            return str(self.age_kind.data)
        typed = self._typed()
        self.age_kind.data = typed[0] if len(typed) == 1 else None
        return self.age_kind.data or ""

    def _check_age(self, way: str) -> None:
        if way in MISSING and way not in self._typed():
            self[FIELDS[way][0]].errors = [MISSING[way]]
        elif way == YEARS and not self._is_filled("months"):
            self.months.errors = [MONTHS_TOO]
        elif way == BORN:
            self.born_on.errors = list(_problems_of_birth(self.born_on.data, today()))
        elif way == UNBORN:
            self.due_on.errors = list(_problems_of_due_date(self.due_on.data, today()))


def age_filling(data: Mapping[str, object], on: date) -> dict[str, object]:
    """Return what fills the age question, from what is known."""
    born_on, months = data.get(BORN_ON), data.get(AGE)
    if isinstance(born_on, str):
        day = date.fromisoformat(born_on)
        return (
            {"age_kind": UNBORN, "due_on": day} if day > on else {"age_kind": BORN, "born_on": day}
        )
    if isinstance(months, int) and months >= 0:
        return {"age_kind": YEARS, "years": months // 12, "months": months % 12}
    return {}


def _problems_of_birth(day: date, on: date) -> Iterator[str]:
    if day > on:
        yield "Date of birth must be today or in the past: if the child is not born, say so"
    elif completed_months(day, on) >= ADULT_MONTHS:
        yield "The child must be under 18: the guidance is about children under 18"


def _problems_of_due_date(day: date, on: date) -> Iterator[str]:
    if day <= on:
        yield (
            "Due date must be after today: give the date of birth if the baby is born, "
            "or tomorrow’s date if the baby is late"
        )
    elif completed_months(day, on) < YOUNGEST_MONTHS:
        yield "Due date must be within 9 months from today"
