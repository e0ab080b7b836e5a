"""What is asked: where, of what, for which children, and what counts as suitable."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from matcher.ages import ADULT_MONTHS

What = Literal["recommendation", "programme", "kind"]
Columns = Literal["authority", "ward", "band"]
USUAL_MILES = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTarget:
    """A recommendation, a programme or a kind of help, by its id."""

    what: What
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachLimit:
    """How far a venue may be.

    Attributes:
        miles: in a straight line.
        minutes: by the table of travel times, in whose place miles count only where it says
            nothing, and then as silence; None where miles alone count.
    """

    miles: float = USUAL_MILES
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuitabilityTerms:
    """For which children, and what a service must be; None and empty ask for nothing.

    Attributes:
        on: the day of the answer.
        within: how far a venue may be.
        from_months, under_months: ages of children, the upper end exclusive.
        abuse, carers: ids of facts, any of which the child has; for a recommendation, those among
            its own. Of a programme or a kind they are judged only if they are given.
        assured_months: the entry was checked within so many months.
        trained: it states staff who are trained in the programme.
        wait_weeks: the wait that it states is at most so many weeks.
    """

    on: date
    within: ReachLimit = ReachLimit()
    from_months: int = 0
    under_months: int = ADULT_MONTHS
    abuse: frozenset[str] = frozenset()
    carers: frozenset[str] = frozenset()
    assured_months: int | None = None
    trained: bool = False
    wait_weeks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapQuery:
    """One question of a commissioner, as the page, the API and the command all read it.

    Attributes:
        areas: codes of authorities; none for all.
        rows: what each row is.
        columns: None: authorities where there are several and not many, bands of age otherwise.
    """

    areas: tuple[str, ...] = ()
    rows: What = "recommendation"
    columns: Columns | None = None
    terms: SuitabilityTerms
