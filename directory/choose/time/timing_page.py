"""The child's time: what opens, what closes, and what must be asked for by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for

from directory.answering import ChildAnswer, answer_child, may_be_used
from directory.choose import blueprint
from directory.choose.names import child_name, child_words
from directory.choose.options.options import STRENGTHS, Strength, number_of, thought_on
from directory.choose.page import has_sample
from directory.choose.questions.asking import key_of
from directory.choose.questions.where import day_of
from directory.choose.time.reckoning import reckoned
from directory.choose.time.timeline import TimelineRow, TimelineView, timeline_view
from directory.choose.visiting import Reply, in_visit, knowledge, number_in, question_of
from directory.extensions import db
from directory.stated import count
from directory.visits import Asked, Visit
from directory.wording import long_date, lower_first
from matcher import Knowledge, Option
from matcher.case import BORN_ON
from matcher.conditions import AGE
from matcher.timing import (
    Opening,
    Timing,
    closing_soon,
    opening_next,
    proceedings_end,
)
from matcher.timing_words import presses, say_date, sentences

PROGRAMMES = ("offer", "consider")
"""The strengths that recommend a programme: the others have no course of work to fit in."""
MOST_PRESSING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSaid:
    """An option as its sentences say it, and the service whose wait and length were counted."""

    id: str
    title: str
    number: int
    """Its place among all recommendations."""
    strength: Strength
    needs_answer: bool
    presses: bool
    is_urgent: bool
    """It closes within half a year, cannot start in time, or ends after it closes."""
    service: str
    service_name: str | None
    """The one whose wait and length were counted; None where there is none."""
    sentences: tuple[str, ...]
    timing: Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """An option that opens when the child is older, or closes soon."""

    title: str
    number: int
    strength: Strength
    needs_answer: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePage:
    """The whole page; what can still be asked for and presses comes first."""

    words: str
    rows: tuple[RowSaid, ...]
    closing: tuple[Coming, ...]
    opening: tuple[Coming, ...]
    view: TimelineView
    has_birth: bool
    """Whether a date of birth, or a due date, is known."""
    age_key: str
    """The question that asks the date of birth."""
    proceedings: str | None
    has_sample: bool


@blueprint.get("/child/<int:number>/time")
@in_visit
def time(visit: Visit, number: int) -> Reply:
    """Show the child's time."""
    number_in(visit.children, number)
    answer = answer_child(db.session, knowledge(), question_of(visit), number)
    return render_template(
        "choose/time.html",
        visit=visit,
        number=number,
        heading=f"Time: {child_name(number)}",
        page=time_page(visit, answer, knowledge()),
    )


def time_page(visit: Visit, answer: ChildAnswer, knowledge: Knowledge) -> TimePage:
    """Return what the page of a child's time shows."""
    on, issued = answer.question.on, day_of(visit.proceedings_on)
    court = proceedings_end(issued) if issued else None
    facts = visit.children[answer.child - 1].facts
    rows = rows_said(answer, knowledge, court)
    return TimePage(
        words=child_words(facts),
        rows=rows,
        closing=tuple(_closing(answer, knowledge)),
        opening=tuple(opening_said(answer, knowledge)),
        view=timeline_view([_drawn(row, answer.child) for row in rows], on, court),
        has_birth=BORN_ON in facts,
        age_key=key_of(Asked(fact=AGE, child=answer.child)),
        proceedings=_proceedings(issued, court, on),
        has_sample=has_sample(answer),
    )


def pressing(visit: Visit, answer: ChildAnswer, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the few options that apply and cannot wait, each as "title: what to know", and the
    service that was reckoned with.

    What the worker has set aside presses nobody.
    """
    urgent = [
        row
        for row in rows_said(answer, knowledge)
        if row.is_urgent and not row.needs_answer and not _set_aside(visit, answer.child, row.id)
    ]
    return tuple(_pressing(row) for row in urgent[:MOST_PRESSING])


def _pressing(row: RowSaid) -> str:
    service = f" Reckoned with {row.service_name}." if row.service_name else ""
    return f"{row.title}: {_lower(row.sentences)}{service}"


def rows_said(
    answer: ChildAnswer, knowledge: Knowledge, court: date | None = None
) -> tuple[RowSaid, ...]:
    """Return the programmes that apply or may yet: first what presses and can still be asked for,
    the earliest last day first, then what is too late, then the rest.
    """
    options = [each.option for each in answer.result.options]
    wanted = [o for o in options if may_be_used(o) and o.recommendation.strength in PROGRAMMES]
    rows = [_row(option, answer, knowledge, court) for option in wanted]
    return tuple(sorted(rows, key=_urgency))


def _row(option: Option, answer: ChildAnswer, knowledge: Knowledge, court: date | None) -> RowSaid:
    item, on = option.recommendation, answer.question.on
    has_place = answer.question.place is not None
    how = reckoned(option.window, answer.found.get(item.id), on, court, has_place=has_place)
    when = how.timing
    return RowSaid(
        id=item.id,
        title=item.title,
        number=number_of(item.id, knowledge),
        strength=STRENGTHS[item.strength],
        needs_answer=option.status == "needs_information",
        presses=when.too_late or when.fits_proceedings is False or presses(when, on),
        is_urgent=when.too_late or when.ends_inside is False or closing_soon(option, on),
        service=how.says,
        service_name=how.name,
        sentences=sentences(when, on) or (_no_hurry(when),),
        timing=when,
    )


def _no_hurry(when: Timing) -> str:
    return "Open until the 18th birthday." if when.dated else "Open at any age under 18."


def _urgency(row: RowSaid) -> tuple[int, date, bool]:
    """Order what presses before the rest, and what can still be done before what is too late."""
    when = row.timing
    if not row.presses:
        return 2, when.closes_on or date.max, row.needs_answer
    last = when.closes_on if when.too_late else when.ask_by or when.closes_on
    return int(when.too_late), last or date.max, row.needs_answer


def _set_aside(visit: Visit, child: int, id: str) -> bool:
    thought = thought_on(visit, child, id)
    return thought is not None and thought.reason is not None


def _lower(said: tuple[str, ...]) -> str:
    """Return sentences as they go on after a colon."""
    return lower_first(" ".join(said))


def _drawn(row: RowSaid, child: int) -> TimelineRow:
    needs = " (needs an answer)" if row.needs_answer else ""
    href = url_for("choose.option", number=child, place=row.number)
    return TimelineRow(title=f"{row.title}{needs}", href=href, timing=row.timing)


def _closing(answer: ChildAnswer, knowledge: Knowledge) -> Iterator[Coming]:
    """Yield every option, also of another strength, that closes within half a year."""
    on = answer.question.on
    soon = [each.option for each in answer.result.options if closing_soon(each.option, on)]
    for option in sorted(soon, key=lambda each: each.window.closes_on or date.max):
        day = option.window.closes_on
        if day:
            birthday = _birthday(option.window.under_months)
            yield _coming(option, knowledge, f"closes on {say_date(day)}{birthday}")


def opening_said(answer: ChildAnswer, knowledge: Knowledge) -> Iterator[Coming]:
    """Yield what opens within two years, each as it stands with the carer it stands best with."""
    on = answer.question.on
    found = [
        opening
        for each in answer.result.options
        for opening in opening_next([each.option], each.with_carers[0][1].known, on)
    ]
    for opening in sorted(found, key=lambda each: (each.opens_on or date.max, each.within_months)):
        yield _coming(opening.option, knowledge, _opens(opening))


def _opens(opening: Opening) -> str:
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


def _coming(option: Option, knowledge: Knowledge, says: str) -> Coming:
    item = option.recommendation
    return Coming(
        title=item.title,
        number=number_of(item.id, knowledge),
        strength=STRENGTHS[item.strength],
        needs_answer=option.status == "needs_information",
        says=says,
    )


def _proceedings(issued: date | None, court: date | None, on: date) -> str | None:
    if issued is None or court is None:
        return None
    ended = "ended" if court < on else "end"
    return (
        f"Proceedings were issued on {long_date(issued)}: 26 weeks {ended} on {long_date(court)}."
    )
