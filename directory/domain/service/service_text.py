"""What a service states of itself, line by line; None where it states nothing."""

from collections.abc import Callable
from datetime import date

from directory.geo import Place
from directory.geo.grid import METRES_PER_MILE
from directory.infrastructure.text_format import count, long_date, upper_first
from directory.model.capacity import say_capacity
from directory.model.service_line import ServiceLine
from matcher.ages import completed_months
from matcher.delivery_requirements import say_settings

ROUTES = {
    "self": "the family itself",
    "professional": "any professional",
    "early_help": "early help",
    "social_care": "children’s social care",
    "court": "the court",
}
ROUGHLY = {
    "terminated": "This postcode is no longer in use",
    "sector": "Only the neighbourhood of this postcode is known here",
    "outcode": "Only the first half of this postcode is known here",
}
Stated = tuple[str, str | None]
"""What a line is called, and what is stated."""


def stated_lines(service: ServiceLine, on: date) -> tuple[Stated, ...]:
    """Return what the entry of a service says that a worker decides by."""
    return tuple((label, say(service, on)) for label, say in _LINES.items())


def quality_lines(service: ServiceLine, on: date) -> tuple[Stated, ...]:
    """Return who delivers it: what no family asks, and a worker may."""
    return tuple((label, say(service, on)) for label, say in _QUALITY.items())


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
    "Wait": lambda service, on: service.wait.text,
    "Places": lambda service, on: upper_first(say_capacity(service.capacity) or "") or None,
    "Length": _length,
    "Ages": lambda service, on: service.ages.text,
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


def say_distance(miles: float | None) -> str | None:
    """Return a distance as it stands beside a name; None where it is not known."""
    if miles is None:
        return None
    return f"{miles} miles" if miles >= 0.1 else "under 0.1 miles"


def say_rough(place: Place | None) -> str | None:
    """Return how roughly a postcode was located, where that is not to the postcode itself."""
    if place is None or place.located_by == "postcode":
        return None
    how, miles = ROUGHLY[place.located_by], max(place.error_m / METRES_PER_MILE, 0.1)
    return (
        f"{how}. Distances may be wrong by about {miles:.1f} miles, and an authority may be missed."
    )


def say_checked(day: date | None, by: str | None, on: date) -> str | None:
    """Return when an entry was last checked, and by whom; None where it is not stated."""
    if day is None:
        return None
    return f"{long_date(day)}, {ago(day, on)}{f', by: {by}' if by else ''}"


def ago(day: date, on: date) -> str:
    """Return how long before a date a day was: "today", "6 weeks ago", "2 years ago"."""
    days, months = (on - day).days, completed_months(day, on)
    if days <= 0:
        return "today"
    if days < 14:
        return f"{count(days, 'day')} ago"
    if months < 3:
        return f"{days // 7} weeks ago"
    return f"{months} months ago" if months < 24 else f"{months // 12} years ago"


def web_page(url: str | None) -> str | None:
    """Return an address that may be linked; None for what is no web page."""
    return url if (url or "").startswith(("https://", "http://")) else None
