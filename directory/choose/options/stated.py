"""What a service states of itself, line by line; None where it states nothing."""

from collections.abc import Callable
from datetime import date

from directory.choose.options.services import count, say_checked, say_wait
from directory.nearby import ServiceLine
from directory.wording import long_date
from matcher.asks import say_settings
from matcher.local_ages import in_words

ROUTES = {
    "self": "the family itself",
    "professional": "any professional",
    "early_help": "early help",
    "social_care": "children’s social care",
    "court": "the court",
}
Stated = tuple[str, str | None]
"""What a line is called, and what is stated."""


def stated_lines(service: ServiceLine, on: date) -> tuple[Stated, ...]:
    """Return what the entry of a service says that a worker decides by."""
    return tuple((label, say(service, on)) for label, say in _LINES.items())


def quality_lines(service: ServiceLine, on: date) -> tuple[Stated, ...]:
    """Return who delivers it: what no family asks, and a worker may."""
    return tuple((label, say(service, on)) for label, say in _QUALITY.items())


def _ages(service: ServiceLine, on: date) -> str | None:
    low, high = service.age_from_months, service.age_under_months
    return None if low is None and high is None else in_words(low, high)


def _wait(service: ServiceLine, on: date) -> str | None:
    return say_wait(service.waiting_weeks, service.waiting_as_of)


def _length(service: ServiceLine, on: date) -> str | None:
    parts = [(service.weeks, "week"), (service.sessions, "session")]
    return ", ".join(count(n, noun) for n, noun in parts if n is not None) or None


def _delivery(service: ServiceLine, on: date) -> str | None:
    return ", ".join(say_settings(service.delivery)) or None


def _routes(service: ServiceLine, on: date) -> str | None:
    return ", ".join(ROUTES.get(word, word) for word in service.referral_routes) or None


def _trained(service: ServiceLine, on: date) -> str | None:
    staff = service.trained_staff
    return None if staff is None else str(staff)


def _accreditation(service: ServiceLine, on: date) -> str | None:
    expires = service.accreditation_expires
    if expires is None:
        return service.accreditation
    words = f"{'ran out' if expires < on else 'runs out'} on {long_date(expires)}"
    return f"{service.accreditation}, {words}" if service.accreditation else words


def _on_call(service: ServiceLine, on: date) -> str | None:
    return {None: None, True: "yes, day and night", False: "no"}[service.on_call]


def _checked(service: ServiceLine, on: date) -> str | None:
    return say_checked(service.assured_on, service.assured_by, on)


Say = Callable[[ServiceLine, date], str | None]
_LINES: dict[str, Say] = {
    "Wait": _wait,
    "Length": _length,
    "Ages": _ages,
    "Delivered": _delivery,
    "Cost": lambda service, on: service.cost,
    "Who may refer": _routes,
    "How to refer": lambda service, on: service.referral_note,
    "Languages": lambda service, on: ", ".join(service.languages) or None,
    "Accessibility": lambda service, on: (
        ", ".join(word.replace("-", " ") for word in service.accessibility) or None
    ),
    "Entry checked": _checked,
}
_QUALITY: dict[str, Say] = {
    "Trained staff": _trained,
    "Licence or accreditation": _accreditation,
    "On call": _on_call,
}
