"""The forms of account. Passwords are never put back into a page."""

from collections.abc import Mapping
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovPasswordInput,
    GovRadioInput,
    GovTextInput,
)
from rapidfuzz import process
from wtforms import PasswordField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp, StopValidation, ValidationError

from directory.infrastructure.password_hash import LONGEST, password_problem
from directory.model.roles import ROLE_MEANINGS, AccountRole
from directory.web.base_form import BaseForm, LineByLine
from directory.web.extensions import current_settings

LONGEST_LINE = 200
LIKE = 60
"""How alike two names must be, of 100, for one to be suggested for the other."""
_EMAIL = Regexp(
    r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$", message="Enter an e-mail address, like name@council.gov.uk"
)


def email_field(label: str = "E-mail address") -> StringField:
    """Return a field for an e-mail address."""
    return StringField(
        label,
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter an e-mail address"),
            Length(max=LONGEST_LINE, message="Enter a shorter e-mail address"),
            _EMAIL,
        ],
    )


class SignInForm(BaseForm):
    """An e-mail address and a password."""

    email = email_field()
    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password"), Length(max=10 * LONGEST)],
    )


class CodeForm(BaseForm):
    """The six digits that an app shows now."""

    code = StringField(
        "One-time code",
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter the code"),
            Regexp(r"^\s*(\d\s*){6}$", message="The code is 6 digits, like 123456"),
        ],
    )


class EmailForm(BaseForm):
    """An e-mail address, to which a link is sent."""

    email = email_field()


class PasswordForm(BaseForm):
    """A new password; `email` is whose it is to be."""

    password = PasswordField(
        "New password", widget=GovPasswordInput(), validators=[InputRequired("Enter a password")]
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what is easy to guess, or was stolen elsewhere."""
        breached = current_settings().accounts.breached_passwords
        problem = password_problem(field.data or "", self._email, breached)
        if problem:
            raise ValidationError(problem)


class PersonForm(BaseForm):
    """The role of an account, and for a provider whose entries it keeps."""

    role = RadioField(
        "Role",
        widget=GovRadioInput(),
        choices=[SelectChoice(role, role.capitalize()) for role in AccountRole],
        validators=[InputRequired("Select a role")],
    )
    organisations = TextAreaField("Organisations", widget=LineByLine())

    def __init__(self, *args: Any, known: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = known

    @property
    def names(self) -> list[str]:
        """Return the organisations that were written, one to a line."""
        lines = (self.organisations.data or "").splitlines()
        return [" ".join(line.split()) for line in lines if line.strip()]

    @property
    def organisation_ids(self) -> list[int]:
        """Return their ids; none for a role that keeps no entries of its own."""
        is_provider = self.role.data == AccountRole.PROVIDER
        return [self._known[name] for name in self.names] if is_provider else []

    def validate_organisations(self, field: TextAreaField) -> None:
        """Ask for an organisation where the role needs one, each as the directory names it."""
        if self.role.data != AccountRole.PROVIDER:
            return
        if not self.names:
            raise ValidationError("Write the organisations whose entries this person keeps")
        field.errors = [self._unknown(name) for name in self.names if name not in self._known]
        if field.errors:
            raise StopValidation

    def _unknown(self, name: str) -> str:
        close = process.extractOne(name, self._known.keys(), score_cutoff=LIKE)
        like = f": did you mean “{close[0]}”?" if close else ""
        return f"The directory has no organisation “{name}”{like}"


class NewPersonForm(PersonForm):
    """A person to be invited."""

    name = StringField(
        "Name",
        widget=GovTextInput(),
        validators=[InputRequired("Enter a name"), Length(max=LONGEST_LINE)],
    )
    email = email_field()


MEANINGS = {role: f"{meaning[0].upper()}{meaning[1:]}" for role, meaning in ROLE_MEANINGS.items()}
