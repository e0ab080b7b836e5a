"""What the page of options for one child shows, in the order in which a tired reader needs it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from directory.application.match_services import NOT_LOOKED_UP, ChildAnswer
from directory.domain.eligibility.contact_points import ContactPoint
from directory.infrastructure.text_format import count
from directory.web.choose.answer_text import has_sample, rough, say_where
from directory.web.choose.options.fit_card import FitCard, best_fits
from directory.web.choose.options.option_presenter import option_view
from directory.web.choose.options.option_sections import OptionSections, option_sections
from directory.web.choose.person_labels import about_whom, child_words, with_name
from directory.web.choose.questions.apply_answer import known_about
from directory.web.choose.questions.known_facts import KnownPart, known_parts
from directory.web.choose.questions.location_form import day_of
from directory.web.choose.questions.single_question import (
    asked_about,
    asked_of,
    blank_answer_form,
    in_turn,
    key_of,
)
from directory.web.choose.timing.option_times import opening_said, rows_said
from directory.web.family_session import AskedQuestion, Visit
from matcher import Knowledge, Option
from matcher.facts import FactBook
from matcher.family_results import ChildOption, FamilyAsk
from matcher.knowledge import ActFirst
from matcher.result import GuidanceGap
from matcher.timing import proceedings_end

MOST_ASKED = 2
"""Questions that the page asks at once: more would be a form."""
MOST_TOLD = 4
"""Options named that a question could settle."""
SOON = timedelta(days=60)
"""What opens within this time is said on the first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """The question that the page asks: about whom, and what its answer could change."""

    form: Any
    question: str
    key: str
    answers: tuple[tuple[str, str], ...]
    """Each answer as the form sends it and as a button says it; none for an age."""
    current: str | None
    """The answer that is known, where it is to be changed."""
    about: str
    settles: int
    changes: tuple[str, ...]
    more_changes: int
    is_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionView:
    """Answers that cannot both be so, and the buttons that ask them again."""

    says: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPage:
    """The whole page."""

    number: int
    words: str
    act_first: tuple[ActFirst, ...]
    contacts: tuple[ContactPoint, ...]
    """Whom the notices say to tell, with the numbers to ring."""
    who_to_ring: tuple[ContactPoint, ...]
    """Whom to ring wherever no notice says it."""
    contradictions: tuple[ContradictionView, ...]
    rough: str | None
    questions: tuple[QuestionView, ...]
    best: tuple[FitCard, ...]
    opens_soon: tuple[str, ...]
    nothing_named: tuple[GuidanceGap, ...]
    options: OptionSections
    """Every option that is in no card."""
    known: tuple[KnownPart, ...]
    where: str | None
    has_sample: bool
    not_looked_up: str | None
    """Said where the directory could not be asked: what is shown then is of the knowledge alone."""


def child_page(
    visit: Visit,
    answer: ChildAnswer,
    knowledge: Knowledge,
    who_to_ring: Iterable[ContactPoint] = (),
    form: Any = None,
    asked: AskedQuestion | None = None,
) -> ChildPage:
    """Return what to show for a child; `form` is an answer that was sent and is not in order."""
    result, issued = answer.result, day_of(visit.proceedings_on)
    shown = [option_view(each, answer, visit, knowledge) for each in result.options]
    rows = rows_said(answer, knowledge, proceedings_end(issued) if issued else None)
    best = best_fits(shown, answer, rows, visit, knowledge)
    return ChildPage(
        number=answer.child,
        words=child_words(visit.children[answer.child - 1].facts),
        act_first=result.act_first,
        contacts=tuple(answer.contacts.values()),
        who_to_ring=tuple(each for each in who_to_ring if each.contact.id not in answer.contacts),
        contradictions=tuple(_contradicted(answer, knowledge.facts)),
        rough=rough(answer),
        questions=tuple(_questions(visit, answer, knowledge, form, asked)),
        best=best,
        opens_soon=tuple(_opens_soon(answer, knowledge)),
        nothing_named=result.nothing_named,
        options=option_sections(shown, best),
        known=known_parts(visit, answer.child, knowledge),
        where=say_where(answer),
        has_sample=has_sample(answer),
        not_looked_up=None if answer.is_looked_up else NOT_LOOKED_UP,
    )


def _questions(
    visit: Visit, answer: ChildAnswer, knowledge: Knowledge, form: Any, asked: AskedQuestion | None
) -> Iterator[QuestionView]:
    """Yield what is asked now: what was brought up, then the best questions."""
    asks = in_turn(answer.result.ask_next, visit.passed)
    first = asked or visit.asking
    turn = dict.fromkeys([*([first] if first else []), *map(asked_of, asks)])
    for each in list(turn)[:MOST_ASKED]:
        sent = form if each == asked else None
        yield _question(visit, answer, knowledge, each, sent, asks)


def _question(
    visit: Visit,
    answer: ChildAnswer,
    knowledge: Knowledge,
    asked: AskedQuestion,
    form: Any,
    asks: Sequence[FamilyAsk],
) -> QuestionView:
    facts, known = knowledge.facts, known_about(visit, knowledge.facts, asked)
    form = form or blank_answer_form(facts, asked, known, answer.question.on)
    changes = [
        each.option.recommendation.title
        for each in answer.result.options
        if each.option.status == "needs_information"
        and any(asked.fact in option.missing for option in _each_way(each))
    ]
    return QuestionView(
        form=form,
        question=with_name(form.question, asked, visit, facts),
        key=key_of(asked),
        answers=tuple((c.value, c.label) for c in form.answer.choices) if "answer" in form else (),
        current=form.answer.data if "answer" in form and form.answer.data else None,
        about=about_whom(asked, visit, facts),
        settles=next((each.ask.settles for each in asks if asked_of(each) == asked), 0),
        changes=tuple(changes[:MOST_TOLD]),
        more_changes=max(0, len(changes) - MOST_TOLD),
        is_change=form.fact.id in known or asked.fact in known,
    )


def _opens_soon(answer: ChildAnswer, knowledge: Knowledge) -> Iterator[str]:
    """Yield each option that opens within two months, with the number of days."""
    on = answer.question.on
    for opening in opening_said(answer, knowledge):
        if opening.opens_on and opening.opens_on - on <= SOON:
            yield f"{opening.title} opens in {count((opening.opens_on - on).days, 'day')}"


def _contradicted(answer: ChildAnswer, facts: FactBook) -> Iterator[ContradictionView]:
    """Yield what cannot both be so, with the questions of those facts that are known."""
    with_carers = {
        number: case for each in answer.result.options for number, case in each.with_carers
    }
    for item in answer.result.contradictions:
        carer = answer.result.contradicted_with[item.id]
        known = with_carers[carer].known if carer in with_carers else {}
        yield ContradictionView(
            says=item.says,
            changes=tuple(
                (key_of(asked_about(facts, id, answer.child, carer)), facts.by_id[id].label)
                for id in item.facts
                if known.get(id) not in (None, False)
            ),
        )


def _each_way(each: ChildOption) -> tuple[Option, ...]:
    """Return an option as it stands with each carer."""
    return (each.option, *(other for _, other in each.others))
