"""The time of each option in words: until when, by when to ask, what opens and what closes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directory.application.match_services import ChildAnswer, may_be_used
from directory.infrastructure.text_format import count
from directory.web.choose.options.option_presenter import STRENGTHS, Strength, number_of
from directory.web.choose.timing.wait_basis import wait_basis
from matcher import Knowledge, Option
from matcher.timing import Timing, UpcomingOpening, closing_soon, opening_next
from matcher.timing_text import is_urgent, say_date, sentences

PROGRAMMES = ("offer", "consider")
"""The strengths that recommend a programme: the others have no course of work to fit in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionTimingText:
    """An option as its sentences say it, and the service whose wait and length were counted."""

    id: str
    title: str
    number: int
    """Its place among all recommendations."""
    strength: Strength
    needs_answer: bool
    has_deadline: bool
    is_urgent: bool
    """It closes within half a year, cannot start in time, or ends after it closes."""
    service: str
    service_name: str | None
    """The one whose wait and length were counted; None where there is none."""
    sentences: tuple[str, ...]
    timing: Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class UpcomingOption:
    """An option that opens when the child is older, or closes soon."""

    title: str
    number: int
    strength: Strength
    needs_answer: bool
    says: str
    opens_on: date | None = None


def rows_said(
    answer: ChildAnswer, knowledge: Knowledge, court: date | None = None
) -> tuple[OptionTimingText, ...]:
    """Return the programmes that apply or may yet: first deadlines that can still be met,
    the earliest last day first, then what is too late, then the rest.
    """
    options = [each.option for each in answer.result.options]
    wanted = [o for o in options if may_be_used(o) and o.recommendation.strength in PROGRAMMES]
    rows = [_row(option, answer, knowledge, court) for option in wanted]
    return tuple(sorted(rows, key=_urgency))


def _row(
    option: Option, answer: ChildAnswer, knowledge: Knowledge, court: date | None
) -> OptionTimingText:
    item, on = option.recommendation, answer.question.on
    has_place = answer.question.place is not None
    how = wait_basis(option.window, answer.found.get(item.id), on, court, has_place=has_place)
    when = how.timing
    return OptionTimingText(
        id=item.id,
        title=item.title,
        number=number_of(item.id, knowledge),
        strength=STRENGTHS[item.strength],
        needs_answer=option.status == "needs_information",
        has_deadline=when.too_late or when.fits_proceedings is False or is_urgent(when, on),
        is_urgent=when.too_late or when.ends_inside is False or closing_soon(option, on),
        service=how.says,
        service_name=how.name,
        sentences=sentences(when, on) or (_no_hurry(when),),
        timing=when,
    )


def _no_hurry(when: Timing) -> str:
    return "Open until the 18th birthday." if when.dated else "Open at any age under 18."


def _urgency(row: OptionTimingText) -> tuple[int, date, bool]:
    """Order deadlines before the rest, and what can still be done before what is too late."""
    when = row.timing
    if not row.has_deadline:
        return 2, when.closes_on or date.max, row.needs_answer
    last = when.closes_on if when.too_late else when.ask_by or when.closes_on
    return int(when.too_late), last or date.max, row.needs_answer


def closing_said(answer: ChildAnswer, knowledge: Knowledge) -> Iterator[UpcomingOption]:
    """Yield every option, also of another strength, that closes within half a year."""
    on = answer.question.on
    soon = [each.option for each in answer.result.options if closing_soon(each.option, on)]
    for option in sorted(soon, key=lambda each: each.window.closes_on or date.max):
        day = option.window.closes_on
        if day:
            birthday = _birthday(option.window.under_months)
            yield _coming(option, knowledge, f"closes on {say_date(day)}{birthday}")


def opening_said(answer: ChildAnswer, knowledge: Knowledge) -> Iterator[UpcomingOption]:
    """Yield what opens within two years, each as it stands with the carer it stands best with."""
    on = answer.question.on
    found = [
        opening
        for each in answer.result.options
        for opening in opening_next([each.option], each.with_carers[0][1].known, on)
    ]
    for opening in sorted(found, key=lambda each: (each.opens_on or date.max, each.within_months)):
        yield _coming(opening.option, knowledge, _opens(opening), opening.opens_on)


def _opens(opening: UpcomingOpening) -> str:
    if opening.opens_on:
        birthday = _birthday(opening.option.window.from_months)
        said = f"opens on {say_date(opening.opens_on)}{birthday}"
    else:
        said = f"opens within {count(opening.within_months, 'month')}"
    return f"{said}, if what is not known yet allows it" if opening.open_questions else said


def _birthday(months: int) -> str:
    years, rest = divmod(months, 12)
    if months == 0:
        return ", at birth"
    return "" if rest else f", when the child turns {years}"


def _coming(
    option: Option, knowledge: Knowledge, says: str, opens_on: date | None = None
) -> UpcomingOption:
    item = option.recommendation
    return UpcomingOption(
        title=item.title,
        number=number_of(item.id, knowledge),
        strength=STRENGTHS[item.strength],
        needs_answer=option.status == "needs_information",
        says=says,
        opens_on=opens_on,
    )
