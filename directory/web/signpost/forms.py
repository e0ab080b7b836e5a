"""The two forms of signpost: what goes on the sheet, and how the family can be reached safely."""

from collections.abc import Mapping
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from directory.geo import Place, PlaceError
from directory.storage import reference_data
from directory.web.base_form import BaseForm
from directory.web.extensions import current_settings
from directory.web.signpost.contact import ANSWERS, QUESTIONS, WAYS
from directory.web.signpost.languages import ENGLISH, LANGUAGES


class VisitForm(BaseForm):
    """A form that belongs to one visit: an old page must not change another family's sheet."""

    visit = HiddenField()


class SheetForm(VisitForm):
    """Where to look for practical help, and the language of the sheet."""

    postcode = StringField("Family’s postcode", widget=GovTextInput())
    language = RadioField(
        "Language of the sheet",
        widget=GovRadioInput(),
        choices=[SelectChoice(id, name) for id, name in LANGUAGES.items()],
        default=ENGLISH,
        validators=[InputRequired("Select the language of the sheet")],
    )

    def __init__(self, *args: Any, needs_postcode: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_postcode = needs_postcode

    def validate_postcode(self, field: StringField) -> None:
        """Refuse what cannot be located, and none where the sheet would be empty without it."""
        field.data = (field.data or "").strip()
        if not field.data and self.needs_postcode:
            raise ValidationError("Enter a postcode, or add a service to the sheet first")
        try:
            field.data = place.postcode if (place := place_of(field.data)) else ""
        except PlaceError as error:
            raise ValidationError(str(error)) from None


def _radios(label: str, answers: Mapping[str, str], error: str) -> RadioField:
    return RadioField(
        label,
        widget=GovRadioInput(),
        choices=[SelectChoice(value, words) for value, words in answers.items()],
        validators=[InputRequired(error)],
    )


class ContactForm(VisitForm):
    """The questions of safe contact; each has to be answered, if only with "don't know"."""

    phone = _radios(
        "Could they see the family’s phone?", ANSWERS, "Select whether they could see the phone"
    )
    post = _radios(
        "Could they see the family’s post?", ANSWERS, "Select whether they could see the post"
    )
    screen = _radios(
        "Could they see this screen?", ANSWERS, "Select whether they could see this screen"
    )
    paper = _radios(
        "Is it safe for the family to take paper home?", ANSWERS, "Select whether paper is safe"
    )
    way = _radios("What way of contact has the family agreed to?", WAYS, "Select a way of contact")

    def answers(self) -> dict[str, str]:
        """Return what was answered, by question."""
        return {name: self[name].data for name in QUESTIONS}


def place_of(postcode: str) -> Place | None:
    """Return where a postcode is, or None for an empty one. Raises PlaceError."""
    return reference_data.places_in(current_settings().places).find(postcode) if postcode else None
