"""What the page of options for one child shows, in the order in which a tired reader needs it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from directory.answering import ChildAnswer
from directory.choose.names import about_whom, carer_names, child_words
from directory.choose.options.options import (
    OptionShown,
    StrengthGroup,
    by_strength,
    nearest_first,
    show_option,
)
from directory.choose.questions.asking import (
    Remaining,
    asked_about,
    asked_of,
    blank_answer_form,
    in_turn,
    key_of,
    question_of,
)
from directory.choose.questions.known import KnownPart, known_parts
from directory.choose.questions.telling import known_about
from directory.stated import say_rough
from directory.visits import Asked, Visit
from matcher import Knowledge, Option
from matcher.facts import FactBook
from matcher.knowledge import ActFirst, PracticeNote
from matcher.together import ChildOption, FamilyAsk

MOST_ASKED = 3
"""Questions listed after the first; the rest are counted."""
MOST_TOLD = 4
"""Options named that a question could settle."""
NOTE_KINDS = {
    "practice": "How to go about it",
    "vulnerability": "What makes life harder for this family",
    "capacity_to_change": "Whether a parent is able to change in time",
    "engagement": "Working with the family",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The question that the page asks: about whom, and what its answer could change."""

    form: Any
    key: str
    about: str
    settles: int
    changes: tuple[str, ...]
    more_changes: int
    is_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A question that could be answered instead."""

    key: str
    question: str
    about: str
    settles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradicted:
    """Answers that cannot both be so, and the buttons that ask them again."""

    says: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many options there are of each status."""

    applies: int
    needs_information: int
    does_not_apply: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPage:
    """The whole page."""

    number: int
    words: str
    act_first: tuple[ActFirst, ...]
    contradictions: tuple[Contradicted, ...]
    rough: str | None
    counts: Counts
    question: Question | None
    later: tuple[Later, ...]
    remaining: Remaining
    applies: tuple[StrengthGroup, ...]
    needs_information: tuple[StrengthGroup, ...]
    near_matches: tuple[OptionShown, ...]
    does_not_apply: tuple[OptionShown, ...]
    known: tuple[KnownPart, ...]
    where: str | None
    notes: tuple[tuple[str, tuple[PracticeNote, ...]], ...]
    has_sample: bool
    carers: tuple[str, ...]


def child_page(
    visit: Visit, answer: ChildAnswer, knowledge: Knowledge, form: Any, asked: Asked | None
) -> ChildPage:
    """Return what to show for a child; `form` is an answer that was sent and is not in order."""
    result = answer.result
    asks = in_turn(result.ask_next, visit.passed)
    asked = asked or visit.asking or next((asked_of(ask) for ask in asks), None)
    shown = [show_option(each, answer, visit, knowledge) for each in result.options]
    by_status = {
        status: [each for each in shown if each.option.status == status]
        for status in ("applies", "needs_information", "does_not_apply")
    }
    return ChildPage(
        number=answer.child,
        words=child_words(visit.children[answer.child - 1].facts),
        act_first=result.act_first,
        contradictions=tuple(_contradicted(answer, knowledge.facts)),
        rough=rough(answer),
        counts=Counts(**{status: len(each) for status, each in by_status.items()}),
        question=_question(visit, answer, knowledge, asked, form, asks) if asked else None,
        later=_later(visit, knowledge, asks, asked),
        remaining=_remaining(asks, result.options),
        applies=by_strength(by_status["applies"]),
        needs_information=by_strength(by_status["needs_information"]),
        near_matches=tuple(s for s in by_status["does_not_apply"] if s.option.near_match),
        does_not_apply=nearest_first(by_status["does_not_apply"]),
        known=known_parts(visit, answer.child, knowledge),
        where=_where(answer),
        notes=notes_by_kind(result.practice_notes),
        has_sample=has_sample(answer),
        carers=carer_names(visit, knowledge.facts),
    )


def _question(
    visit: Visit,
    answer: ChildAnswer,
    knowledge: Knowledge,
    asked: Asked,
    form: Any,
    asks: Sequence[FamilyAsk],
) -> Question:
    facts, known = knowledge.facts, known_about(visit, knowledge.facts, asked)
    form = form or blank_answer_form(facts, asked, known, answer.question.on)
    changes = [
        each.option.recommendation.title
        for each in answer.result.options
        if each.option.status == "needs_information"
        and any(asked.fact in option.missing for option in _each_way(each))
    ]
    return Question(
        form=form,
        key=key_of(asked),
        about=about_whom(asked, visit, facts),
        settles=next((each.ask.settles for each in asks if asked_of(each) == asked), 0),
        changes=tuple(changes[:MOST_TOLD]),
        more_changes=max(0, len(changes) - MOST_TOLD),
        is_change=form.fact.id in known or asked.fact in known,
    )


def _later(
    visit: Visit, knowledge: Knowledge, asks: Iterable[FamilyAsk], now: Asked | None
) -> tuple[Later, ...]:
    facts = knowledge.facts
    others = [ask for ask in asks if asked_of(ask) != now][:MOST_ASKED]
    return tuple(
        Later(
            key=key_of(asked_of(ask)),
            question=question_of(facts.by_id[ask.ask.fact], asked_of(ask)),
            about=about_whom(asked_of(ask), visit, facts),
            settles=ask.ask.settles,
        )
        for ask in others
    )


def _contradicted(answer: ChildAnswer, facts: FactBook) -> Iterator[Contradicted]:
    """Yield what cannot both be so, with the questions of those facts that are known."""
    with_carers = {
        number: case for each in answer.result.options for number, case in each.with_carers
    }
    for item in answer.result.contradictions:
        carer = answer.result.contradicted_with[item.id]
        known = with_carers[carer].known if carer in with_carers else {}
        yield Contradicted(
            says=item.says,
            changes=tuple(
                (key_of(asked_about(facts, id, answer.child, carer)), facts.by_id[id].label)
                for id in item.facts
                if known.get(id) not in (None, False)
            ),
        )


def _remaining(asks: Sequence[FamilyAsk], options: Iterable[ChildOption]) -> Remaining:
    recommended = {
        fact
        for each in options
        if each.option.status == "needs_information"
        for option in _each_way(each)
        if option.recommendation.strength != "signpost"
        for fact in option.missing
    }
    count = sum(ask.ask.fact in recommended for ask in asks)
    return Remaining(recommended=count, pointed_to=len(asks) - count)


def _each_way(each: ChildOption) -> tuple[Option, ...]:
    """Return an option as it stands with each carer."""
    return (each.option, *(other for _, other in each.others))


def notes_by_kind(
    notes: Sequence[PracticeNote],
) -> tuple[tuple[str, tuple[PracticeNote, ...]], ...]:
    """Return the notes under the titles of their kinds, kinds without notes left out."""
    return tuple(
        (title, found)
        for kind, title in NOTE_KINDS.items()
        if (found := tuple(note for note in notes if note.about == kind))
    )


def _where(answer: ChildAnswer) -> str | None:
    place = answer.question.place
    if place is None:
        return None
    authority = f", {place.authority_name}" if place.authority_name else ""
    return f"{place.postcode}{authority}: services within {answer.question.within_miles:g} miles"


def rough(answer: ChildAnswer) -> str | None:
    """Return how roughly the postcode was located, where that is not to the postcode itself."""
    return say_rough(answer.question.place)


def has_sample(answer: ChildAnswer) -> bool:
    """Say whether any service that is shown is made up."""
    return any(each.service.is_sample for found in answer.found.values() for each in found.listed)
