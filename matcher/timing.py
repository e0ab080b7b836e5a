"""How an option's window stands to a wait and to the length of the work, as dates.

Nothing is guessed: where a wait, a length or a date of birth is not known, what follows from it is
None. Dates of a child not yet born are counted from the due date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.ages import ADULT_MONTHS, date_reaching
from matcher.conditions import AGE, FactValue, kleene_truth
from matcher.result import Option, Reason, Window
from matcher.truth import Truth

__all__ = [
    "PROCEEDINGS_WEEKS",
    "Course",
    "Timing",
    "UpcomingOpening",
    "closing_soon",
    "opening_next",
    "proceedings_end",
    "timing",
]

PROCEEDINGS_WEEKS = 26
"""Weeks within which the court is to dispose of an application for a care or supervision order,
beginning with the day on which it was issued; the court may extend them by up to 8 weeks at a time.
Section 32 of the Children Act 1989, as amended by section 14 of the Children and Families Act 2014:
https://www.legislation.gov.uk/ukpga/1989/41/section/32
"""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How long a family waits for the work and how long the work takes; None = not stated.

    Raises ValueError for a number of weeks below 0.
    """

    waiting_weeks: int | None
    weeks: int | None

    def __post_init__(self) -> None:
        """Refuse what no service can mean."""
        if (self.waiting_weeks or 0) < 0 or (self.weeks or 0) < 0:
            raise ValueError("a number of weeks is 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What a window, a wait and a length come to, if the work is asked for on the day given."""

    window: Window
    course: Course
    starts_on: date | None
    """When the wait is over, or the window opens if that is later; None = the wait is not known."""
    ends_on: date | None
    ask_by: date | None
    """The last day to ask so that the work starts before the window closes."""
    starts_inside: bool | None
    ends_inside: bool | None
    """Whether the work starts, and ends, before the window closes; None = cannot be said."""
    too_late: bool
    """Whether the last day to ask is past; also where the window has closed, whatever the wait."""
    proceedings_end: date | None
    fits_proceedings: bool | None
    """Whether the work ends by the last day of proceedings; None where either is not known."""

    @property
    def opens_on(self) -> date | None:
        """Return the first day of the window; None = not known, or (if dated) no lower limit."""
        return self.window.opens_on

    @property
    def closes_on(self) -> date | None:
        """Return the first day after the window; None = not known, or (if dated) no limit."""
        return self.window.closes_on

    @property
    def dated(self) -> bool:
        """Say whether the window has dates, because the date of birth is known."""
        return self.opens_on is not None or self.closes_on is not None

    @property
    def until_adult(self) -> bool:
        """Say whether nothing but the 18th birthday closes the window."""
        return self.window.under_months >= ADULT_MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class UpcomingOpening:
    """An option that opens when the child is older."""

    option: Option
    opens_on: date | None
    """None = no date of birth."""
    within_months: int
    """Completed months of age that the child still lacks: it opens within so many months."""
    open_questions: bool
    """Whether it depends on facts that are not known, too."""


def proceedings_end(issued_on: date) -> date:
    """Return the last of the 26 weeks' days, of which the day of issue is the first.

    Raises OverflowError where that is beyond the calendar.
    """
    return issued_on + timedelta(weeks=PROCEEDINGS_WEEKS) - _DAY


def timing(window: Window, on: date, course: Course, proceedings_end: date | None = None) -> Timing:
    """Return how a course asked for on a day stands to a window and to the end of proceedings.

    Raises OverflowError where a date is beyond the calendar.
    """
    closes_on = window.closes_on
    starts_on = _expected_start(window, on, course)
    ends_on = _later(starts_on, course.weeks)
    ask_by = None
    if closes_on is not None and course.waiting_weeks is not None:
        ask_by = closes_on - _DAY - timedelta(weeks=course.waiting_weeks)
    starts_inside = _before(starts_on, closes_on)
    return Timing(
        window=window,
        course=course,
        starts_on=starts_on,
        ends_on=ends_on,
        ask_by=ask_by,
        starts_inside=starts_inside,
        # What starts too late ends too late, however long it takes.
        ends_inside=False if starts_inside is False else _before(ends_on, closes_on),
        too_late=starts_inside is False or (closes_on is not None and closes_on <= on),
        proceedings_end=proceedings_end,
        fits_proceedings=ends_on <= proceedings_end if ends_on and proceedings_end else None,
    )


def opening_next(
    options: Iterable[Option],
    known: Mapping[str, FactValue],
    on: date,
    within_months: int = 24,
) -> tuple[UpcomingOpening, ...]:
    """Return the options that only the child's age rules out for now, the first to open first.

    `known` holds the answers that the options were worked out from. Without an age, none is
    returned, nor what would wait for a need that nobody has raised. `within_months` is how far
    ahead to look, the last day included.
    """
    openings = (_opening(option, known) for option in options if not option.unraised)
    near = [each for each in openings if each and _is_near(each, on, within_months)]
    return tuple(sorted(near, key=lambda each: (each.opens_on or date.max, each.within_months)))


def closing_soon(option: Option, on: date, weeks: int = 26) -> bool:
    """Say whether an option that applies, or may yet, closes after a day and within some weeks."""
    closes_on = option.window.closes_on
    if closes_on is None or option.status == "does_not_apply":
        return False
    return on < closes_on <= on + timedelta(weeks=weeks)


def _expected_start(window: Window, on: date, course: Course) -> date | None:
    over = _later(on, course.waiting_weeks)
    if over is None or window.opens_on is None:
        return over
    return max(over, window.opens_on)


def _later(day: date | None, weeks: int | None) -> date | None:
    return None if day is None or weeks is None else day + timedelta(weeks=weeks)


def _before(day: date | None, closes_on: date | None) -> bool | None:
    return None if day is None or closes_on is None else day < closes_on


def _opening(option: Option, known: Mapping[str, FactValue]) -> UpcomingOpening | None:
    age, opens_at = known.get(AGE), option.window.from_months
    if age is None or opens_at <= int(age) or not _only_age_against(option, known):
        return None
    return UpcomingOpening(
        option=option,
        opens_on=option.window.opens_on,
        within_months=opens_at - int(age),
        open_questions=any(reason.outcome == "not_known" for reason in option.reasons),
    )


def _only_age_against(option: Option, known: Mapping[str, FactValue]) -> bool:
    against = [at for at, each in enumerate(option.reasons) if each.outcome == "not_met"]
    return len(against) == 1 and _opens_with_age(option, against[0], option.reasons, known)


def _opens_with_age(
    option: Option, at: int, reasons: tuple[Reason, ...], known: Mapping[str, FactValue]
) -> bool:
    """Say whether the condition is about the age, and nothing else in it is against."""
    if AGE not in reasons[at].facts:
        return False
    older = {**known, AGE: option.window.from_months}
    return kleene_truth(option.recommendation.when[at], older) is not Truth.NO


def _is_near(opening: UpcomingOpening, on: date, within_months: int) -> bool:
    if opening.opens_on is None:
        return opening.within_months <= within_months
    last = date_reaching(on, within_months)
    return last is None or on < opening.opens_on <= last
