"""A service as lists show it: the columns that a reader decides by, in one tuple."""

from datetime import date
from typing import NamedTuple

from directory.model.age_range import AgeRange
from directory.model.capacity import say_capacity
from directory.model.cost import Cost
from directory.model.service_status import ServiceStatus
from directory.model.wait import Wait


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
    capacity: str | None
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

    @property
    def runs(self) -> ServiceStatus:
        """Return whether it runs."""
        return ServiceStatus.of(self)

    @property
    def ages(self) -> AgeRange:
        """Return the ages it takes."""
        return AgeRange.of(self)

    @property
    def price(self) -> Cost:
        """Return what a family pays."""
        return Cost(self.cost)

    @property
    def wait_and_places(self) -> str | None:
        """Return the wait and whether there are places; None where neither is stated."""
        places = say_capacity(self.capacity)
        return f"{self.wait.text or 'not stated'}; {places}" if places else self.wait.text

    @property
    def wait(self) -> Wait:
        """Return how long a family waits."""
        return Wait.of(self)
