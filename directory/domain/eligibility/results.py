"""What was found for one option, and how a service is listed."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from directory.domain.eligibility.explanations import ServiceReasons
from directory.model.service_line import ServiceLine

Accepts = Literal["yes", "unknown", "no"]


@dataclass(frozen=True, kw_only=True)
class ListedService:
    """A service as it is listed for a family; one for all options that it is listed for."""

    service: ServiceLine
    organisation: str
    accepts: Accepts
    distance_miles: float | None
    cases: tuple[int, ...] = (0,)
    """The cases of the search, by their places, with which it takes the family as well as so."""
    reasons: ServiceReasons | None = field(default=None, compare=False, repr=False)
    """Worded when asked: most pages show few of the services that they count."""

    @cached_property
    def why(self) -> tuple[str, ...]:
        """Return why it is listed so, in words."""
        return tuple(self.reasons.lines()) if self.reasons else ()

    @cached_property
    def turns_on(self) -> tuple[str, ...]:
        """Return the facts not known here that it names; an age not known is among them."""
        return self.reasons.turns_on() if self.reasons else ()

    def as_data(self) -> dict[str, Any]:
        """Return the service as JSON-ready data, in the form that `docs/api.md` fixes."""
        service = self.service
        return {
            "id": service.id,
            "name": service.name,
            "organisation": self.organisation,
            "accepts": self.accepts,
            "why": list(self.why),
            "distance_miles": self.distance_miles,
            "assured_on": _iso(service.assured_on),
            "assured_by": service.assured_by,
            "programme": service.programme,
            "waiting_weeks": service.waiting_weeks,
            "waiting_as_of": _iso(service.waiting_as_of),
            "phone": service.phone,
            "url": service.url,
            "referral_routes": list(service.referral_routes),
            "referral_note": service.referral_note,
            "is_sample": service.is_sample,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTally:
    """How many services fit nearby, by whether they take this family."""

    yes: int
    unknown: int
    no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServices:
    """The services for one option: the nearest that accept first, and how many there are."""

    listed: tuple[ListedService, ...]
    tally: ServiceTally
    next_miles: float | None
    """How far the nearest accepting venue is, where none is within the distance asked."""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
