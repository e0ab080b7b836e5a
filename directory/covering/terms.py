"""What is asked: of what, for which children, and what counts as suitable and within reach."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from matcher.ages import ADULT_MONTHS

What = Literal["recommendation", "programme", "kind"]
USUAL_MILES = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A recommendation, a programme or a kind of help, by its id."""

    what: What
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """How far a venue may be.

    Attributes:
        miles: in a straight line.
        minutes: by the table of travel times, in whose place miles count only where it says
            nothing, and then as silence; None where miles alone count.
    """

    miles: float
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """For which children, and what a service must be; None and empty ask for nothing.

    Attributes:
        on: the day of the answer.
        within_miles: how far a venue may be, in a straight line.
        within_minutes: how far by the table of travel times, if that is to count.
        from_months, under_months: ages of children, the upper end exclusive.
        abuse, carers: ids of facts, any of which the child has; for a recommendation, those among
            its own. Of a programme or a kind they are judged only if they are given.
        assured_months: the entry was checked within so many months.
        trained: it states staff who are trained in the programme.
        wait_weeks: the wait that it states is at most so many weeks.
    """

    on: date
    within_miles: float = USUAL_MILES
    within_minutes: int | None = None
    from_months: int = 0
    under_months: int = ADULT_MONTHS
    abuse: frozenset[str] = frozenset()
    carers: frozenset[str] = frozenset()
    assured_months: int | None = None
    trained: bool = False
    wait_weeks: int | None = None

    @property
    def within(self) -> Within:
        """Return how far a venue may be."""
        return Within(miles=self.within_miles, minutes=self.within_minutes)
