"""Where the family lives, how far to look, and whether there are care proceedings."""

from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from directory.application.match_query import USUAL_MILES
from directory.geo import PlaceError
from directory.infrastructure.clock import today
from directory.web.base_form import BaseForm
from directory.web.choose.questions.age_fields import DayField
from directory.web.choose.view_support import places
from directory.web.family_session import Visit

MILES = (2, 5, 10, 15, 25, 50, 100)


class WhereForm(BaseForm):
    """Where to look for services."""

    postcode = StringField(
        "Family’s postcode",
        description="It is not kept, and no map or address service is asked.",
        widget=GovTextInput(),
    )
    within_miles = SelectField(
        "How far to look",
        widget=GovSelect(),
        choices=[SelectChoice(str(n), f"{n} miles") for n in MILES],
        default=f"{USUAL_MILES:.0f}",
        validate_choice=False,
    )

    def validate_postcode(self, field: Any) -> None:
        """Demand a postcode that can be found; raises ValidationError in words."""
        text = (field.data or "").strip()
        try:
            if text:
                places().find(text)
        except PlaceError as error:
            raise ValidationError(str(error)) from None

    def answers(self) -> dict[str, Any]:
        """Return what a visit keeps of it."""
        text = self.within_miles.data or ""
        return {
            "postcode": (self.postcode.data or "").strip(),
            "within_miles": float(text) if text in map(str, MILES) else USUAL_MILES,
        }


class FamilyWhereForm(WhereForm):
    """The same, with the day when care proceedings were issued."""

    proceedings_on = DayField(
        "Day when care proceedings were issued",
        description="Only if there are proceedings: Waymark then says what fits inside 26 weeks. "
        "For example, 14 5 2026",
    )

    def validate_proceedings_on(self, field: Any) -> None:
        """Demand a day that has come."""
        if field.data and field.data > today():
            raise ValidationError(f"{field.label.text} must be today or in the past")

    def answers(self) -> dict[str, Any]:
        """Return what a visit keeps of it."""
        day = self.proceedings_on.data
        return super().answers() | {"proceedings_on": day.isoformat() if day else None}


def where_filled(visit: Visit) -> FamilyWhereForm:
    """Return the questions filled with what a visit holds."""
    return FamilyWhereForm(
        formdata=None,
        data={
            "postcode": visit.postcode,
            "within_miles": f"{visit.within_miles:.0f}",
            "proceedings_on": day_of(visit.proceedings_on),
        },
    )


def day_of(text: str | None) -> date | None:
    """Return the day that a visit keeps as text."""
    return date.fromisoformat(text) if text else None
