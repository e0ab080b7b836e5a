"""The form on which somebody tells what is wrong, and what it refuses to keep."""

import re

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from directory.application.commands.corrections import WRONG
from directory.web.base_form import BaseForm

LONGEST_TEXT, LONGEST_ROLE = 500, 60
LONGEST_NUMBER = 8
"""Digits of a number that stand for nobody: a company has eight, a child's NHS number ten."""
_NUMBER = re.compile(r"\+?\(?\d[\d ().\u2010-\u2013-]*\d")
_PHONE = re.compile(r"(?:0|44|0044)0?\d{9,10}")


class WrongForm(BaseForm):
    """What is wrong, a few words about it, and by whom it is told: a role, never a name."""

    what = RadioField(
        "What is wrong?",
        widget=GovRadioInput(),
        choices=[SelectChoice(id, words) for id, words in WRONG.items()],
        validators=[InputRequired("Select what is wrong")],
    )
    text = TextAreaField("What should it say?", widget=GovTextArea())
    role = StringField("Your role (optional)", widget=GovTextInput())

    @property
    def words(self) -> str | None:
        """Return what was written; None where nothing was."""
        return _tidy(self.text.data) or None

    @property
    def role_words(self) -> str | None:
        """Return the role of who tells; None where none was given."""
        return " ".join(_tidy(self.role.data).split()) or None

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse what may point to a person, too much of it, and none where it is needed."""
        words = _tidy(field.data)
        if not words and self.what.data == "other":
            raise ValidationError("Say what is wrong")
        if len(words) > LONGEST_TEXT:
            raise ValidationError(f"What it should say must be {LONGEST_TEXT} characters or less")
        _refuse_address(words, "Take out the e-mail address: say where a new one is published")
        if any(map(_points_to_a_person, _NUMBER.findall(words))):
            raise ValidationError(
                "Take out the long number: it may be that of a person. "
                "Write a telephone number with its 0 or +44"
            )

    def validate_role(self, field: StringField) -> None:
        """Refuse what is no role."""
        words = self.role_words or ""
        if len(words) > LONGEST_ROLE:
            raise ValidationError(f"Your role must be {LONGEST_ROLE} characters or less")
        _refuse_address(words, "Enter your role without an e-mail address")
        if re.search(r"\d", words):
            raise ValidationError("Enter your role in words, without numbers")


def _tidy(text: str | None) -> str:
    """Return text without signs that do not print: they would reach a terminal."""
    lines = (text or "").replace("\r\n", "\n")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in lines).strip()


def _refuse_address(words: str, problem: str) -> None:
    if "@" in words:
        raise ValidationError(problem)


def _points_to_a_person(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return len(digits) > LONGEST_NUMBER and not _PHONE.fullmatch(digits)
