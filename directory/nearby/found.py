"""What was found for one option, and how a service is listed."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

Accepts = Literal["yes", "unknown", "no"]


class ServiceLine(NamedTuple):
    """What a list shows of a service; the names are those of its columns.

    None, or no words, means that it is not stated. A tuple, since hundreds are made for one page.
    """

    id: str
    name: str
    programme: str | None
    kind: str
    status: str
    starts_on: date | None
    ends_on: date | None
    age_from_months: int | None
    age_under_months: int | None
    eligibility_note: str | None
    delivery: tuple[str, ...]
    referral_routes: tuple[str, ...]
    referral_note: str | None
    phone: str | None
    email: str | None
    url: str | None
    cost: str | None
    waiting_weeks: int | None
    waiting_as_of: date | None
    languages: tuple[str, ...]
    accessibility: tuple[str, ...]
    trained_staff: int | None
    accreditation: str | None
    accreditation_expires: date | None
    weeks: int | None
    sessions: int | None
    on_call: bool | None
    assured_on: date | None
    assured_by: str | None
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A service as it is listed for a family."""

    service: ServiceLine
    organisation: str
    accepts: Accepts
    why: tuple[str, ...]
    distance_miles: float | None
    cases: tuple[int, ...] = (0,)
    """The cases of the search, by their places, with which it takes the family as well as so."""

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
            "is_sample": service.is_sample,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many services fit nearby, by whether they take this family."""

    yes: int
    unknown: int
    no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The services for one option: the nearest that accept first, and how many there are."""

    listed: tuple[Listed, ...]
    tally: Tally
    next_miles: float | None
    """How far the nearest accepting venue is, where none is within the distance asked."""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
