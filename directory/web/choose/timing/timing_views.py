"""The child's time: what opens, what closes, and what must be asked for by when."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for

from directory.application.match_services import ChildAnswer
from directory.infrastructure.text_format import long_date
from directory.web.choose.answer_text import has_sample
from directory.web.choose.blueprint import blueprint
from directory.web.choose.person_labels import child_name, child_words
from directory.web.choose.questions.location_form import day_of
from directory.web.choose.questions.single_question import key_of
from directory.web.choose.timing.option_times import (
    OptionTimingText,
    UpcomingOption,
    closing_said,
    opening_said,
    rows_said,
)
from directory.web.choose.timing.timeline import TimelineRow, TimelineView, timeline_view
from directory.web.choose.view_support import (
    Reply,
    answered_child,
    in_visit,
    knowledge,
    number_in,
    question_of,
)
from directory.web.family_session import AskedQuestion, Visit
from matcher import Knowledge
from matcher.case import BORN_ON
from matcher.conditions import AGE
from matcher.timing import (
    proceedings_end,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePage:
    """The whole page; deadlines that can still be met come first."""

    words: str
    rows: tuple[OptionTimingText, ...]
    closing: tuple[UpcomingOption, ...]
    opening: tuple[UpcomingOption, ...]
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
    answer = answered_child(question_of(visit), number)
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
        closing=tuple(closing_said(answer, knowledge)),
        opening=tuple(opening_said(answer, knowledge)),
        view=timeline_view([_drawn(row, answer.child) for row in rows], on, court),
        has_birth=BORN_ON in facts,
        age_key=key_of(AskedQuestion(fact=AGE, child=answer.child)),
        proceedings=_proceedings(issued, court, on),
        has_sample=has_sample(answer),
    )


def _drawn(row: OptionTimingText, child: int) -> TimelineRow:
    needs = " (needs an answer)" if row.needs_answer else ""
    href = url_for("choose.option", number=child, place=row.number)
    return TimelineRow(title=f"{row.title}{needs}", href=href, timing=row.timing)


def _proceedings(issued: date | None, court: date | None, on: date) -> str | None:
    if issued is None or court is None:
        return None
    ended = "ended" if court < on else "end"
    return (
        f"Proceedings were issued on {long_date(issued)}: 26 weeks {ended} on {long_date(court)}."
    )
