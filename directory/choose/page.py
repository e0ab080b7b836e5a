"""What the page of options shows, in the order in which a tired reader needs it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from directory.answering import Answer
from directory.choose.asking import AGE_FACTS, AnswerForm, blank_answer_form
from directory.choose.carrying import PASSED, carry
from directory.choose.options import (
    OptionShown,
    StrengthGroup,
    by_strength,
    nearest_first,
    show_option,
)
from directory.choose.sections import sections_of
from directory.places.grid import METRES_PER_MILE
from directory.wording import long_date
from matcher import Knowledge
from matcher.ages import say_age
from matcher.facts import Fact
from matcher.knowledge import ActFirst, Contradiction, PracticeNote
from matcher.result import Ask

MOST_ASKED = 3
"""Questions listed after the first; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """One thing that is known, in a sentence."""

    id: str
    label: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question that the page asks, and how many options its answer could settle."""

    form: AnswerForm
    settles: int
    is_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Which question comes next: one asked for, one sent and not in order, or the best."""

    ask: str | None = None
    form: AnswerForm | None = None
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many options there are of each status."""

    applies: int
    needs_information: int
    does_not_apply: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsPage:
    """The whole page."""

    act_first: tuple[ActFirst, ...]
    contradictions: tuple[Contradiction, ...]
    rough: str | None
    counts: Counts
    asked: Asked | None
    ask_later: tuple[Ask, ...]
    applies: tuple[StrengthGroup, ...]
    needs_information: tuple[StrengthGroup, ...]
    near_matches: tuple[OptionShown, ...]
    does_not_apply: tuple[OptionShown, ...]
    known: tuple[KnownFact, ...]
    known_no: tuple[KnownFact, ...]
    where: str | None
    practice_notes: tuple[PracticeNote, ...]
    carried: tuple[tuple[str, str], ...]
    has_sample: bool
    labels: Mapping[str, str]
    """What each known fact is called, by its id."""


def options_page(
    answer: Answer,
    knowledge: Knowledge,
    known: Mapping[str, object],
    turn: Turn,
) -> OptionsPage:
    """Return what to show for an answer, and the question whose turn it is."""
    result = answer.result
    asks = _in_turn(result.ask_next, turn.passed)
    asked = _asked(answer, knowledge, known, asks, turn)
    shown = [show_option(option, answer, knowledge) for option in result.options]
    by_status = {
        status: [each for each in shown if each.option.status == status]
        for status in ("applies", "needs_information", "does_not_apply")
    }
    known_facts = list(_known(answer, knowledge))
    return OptionsPage(
        act_first=result.act_first,
        contradictions=result.contradictions,
        rough=_rough(answer),
        counts=Counts(**{status: len(each) for status, each in by_status.items()}),
        asked=asked,
        ask_later=_ask_later(asks, asked),
        applies=by_strength(by_status["applies"]),
        needs_information=by_strength(by_status["needs_information"]),
        near_matches=tuple(s for s in by_status["does_not_apply"] if s.option.near_match),
        does_not_apply=nearest_first(by_status["does_not_apply"]),
        known=tuple(fact for fact, is_no in known_facts if not is_no),
        known_no=tuple(fact for fact, is_no in known_facts if is_no),
        where=_where(answer),
        practice_notes=result.practice_notes,
        carried=(*carry(known), *((PASSED, id) for id in turn.passed)),
        has_sample=_has_sample(answer),
        labels={fact.id: fact.label for fact, _ in known_facts},
    )


def _in_turn(asks: Iterable[Ask], passed: Sequence[str]) -> tuple[Ask, ...]:
    """Return the questions in order, those that were passed over last."""
    return tuple(sorted(asks, key=lambda ask: ask.fact in passed))


def _asked(
    answer: Answer,
    knowledge: Knowledge,
    known: Mapping[str, object],
    asks: Sequence[Ask],
    turn: Turn,
) -> Asked | None:
    best = turn.ask or next((each.fact for each in asks), None)
    form = turn.form
    if form is None and best is not None:
        form = blank_answer_form(knowledge.facts, best, known, answer.question.on)
    if form is None:
        return None
    id = form.fact.id
    return Asked(
        form=form,
        settles=next((each.settles for each in asks if each.fact == id), 0),
        is_change=id in answer.question.case.known,
    )


def _ask_later(asks: Iterable[Ask], asked: Asked | None) -> tuple[Ask, ...]:
    now = asked.form.fact.id if asked else None
    return tuple(ask for ask in asks if ask.fact != now)[:MOST_ASKED]


def _known(answer: Answer, knowledge: Knowledge) -> list[tuple[KnownFact, bool]]:
    """Return what is known in the order of the questions, and whether each is a "no"."""
    known = answer.question.case.known
    return [
        (KnownFact(id=fact.id, label=fact.label, says=_says(fact, answer)), known[fact.id] is False)
        for group in sections_of(knowledge.facts)
        for fact in knowledge.facts.in_group(group.id)
        if fact.id in known
    ]


def _says(fact: Fact, answer: Answer) -> str:
    value = answer.question.case.known[fact.id]
    if fact.id not in AGE_FACTS:
        return fact.say(value)
    born_on = answer.question.case.born_on
    if born_on is None:
        return f"The child is {say_age(int(value))}"
    word = "due" if born_on > answer.question.on else "born"
    return f"The child is {say_age(int(value))} ({word} {long_date(born_on)})"


def _where(answer: Answer) -> str | None:
    place = answer.question.place
    if place is None:
        return None
    authority = f", {place.authority_name}" if place.authority_name else ""
    return f"{place.postcode}{authority}: services within {answer.question.within_miles:g} miles"


def _rough(answer: Answer) -> str | None:
    """Return how roughly the postcode was located, where that is not to the postcode itself."""
    place = answer.question.place
    if place is None or place.located_by == "postcode":
        return None
    how = {
        "terminated": "This postcode is no longer in use",
        "sector": "Only the neighbourhood of this postcode is known here",
        "outcode": "Only the first half of this postcode is known here",
    }[place.located_by]
    miles = max(place.error_m / METRES_PER_MILE, 0.1)
    return (
        f"{how}. Distances may be wrong by about {miles:.1f} miles, and an authority may be missed."
    )


def _has_sample(answer: Answer) -> bool:
    return any(each.service.is_sample for found in answer.found.values() for each in found.listed)
