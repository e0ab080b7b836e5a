"""Matching: every recommendation as it stands for one case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

from matcher.answer_bits import Answers, remember
from matcher.case import Case, read_case
from matcher.compiled_condition import evaluate, finding_of, truth_of
from matcher.compiled_rules import CompiledRule, CompiledRules, Gate, compiled_rules
from matcher.conditions import AGE
from matcher.differences import differences, gaps
from matcher.knowledge import ActFirst, Contradiction, Knowledge, PracticeNote
from matcher.next_questions import ask_next
from matcher.option_builder import ChildFindings, OptionStanding, build_standing, own_option
from matcher.result import Option, Result
from matcher.truth import Truth

__all__ = ["match", "match_case", "stand_case"]

_T = TypeVar("_T", ActFirst, Contradiction)
_BY_PLACE = attrgetter("place")
_SHOWN = {"show": (Truth.YES, Truth.UNKNOWN), "hide": (Truth.YES,)}
"""What the condition of a practice note may come to, by what the note says of `if_not_known`."""


def match(case: object, knowledge: Knowledge, on: date, *, turn_on: Sequence[str] = ()) -> Result:
    """Return every recommendation in force on a date, as it stands for a case.

    `case` is a flat mapping of fact id to value; what is absent or None is not known.
    `turn_on` are facts that services near by turn on: they are asked before what settles options.
    Raises `CaseError` naming every field that cannot be read.
    """
    knowledge = knowledge.on(on)
    return match_case(read_case(case, knowledge.facts, on), knowledge, on, turn_on=turn_on)


def match_case(
    case: Case,
    knowledge: Knowledge,
    on: date,
    *,
    of_person: bool = False,
    turn_on: Sequence[str] = (),
) -> Result:
    """Return the same for a case that has been read already.

    `of_person` says that its carer is one person who is named. `turn_on` are facts that the nearest
    services that take this family turn on, the most telling first.
    """
    knowledge = knowledge.on(on)
    result, standings = stand_case(case, knowledge, on, of_person=of_person)
    asks = ask_next(standings, knowledge.facts, case.known, turn_on)
    return replace(result, ask_next=asks)


def stand_case(
    case: Case, knowledge: Knowledge, on: date, *, of_person: bool = False
) -> tuple[Result, Sequence[OptionStanding]]:
    """Return how everything stands, with nothing asked yet, and what questions are made from."""
    knowledge = knowledge.on(on)
    book = compiled_rules(knowledge)
    answers = Answers(case.known, book.bits.of(case.known))
    standings = _standings(book, answers)
    options = _options(book, standings, case, answers, of_person=of_person)
    by_id = {option.recommendation.id: option for option in options}
    result = Result(
        on=on,
        options=options,
        act_first=_open(book.act_first, answers, of_person=of_person),
        ask_next=(),
        practice_notes=tuple(_notes(book, answers)),
        contradictions=_open(book.contradictions, answers, of_person=of_person),
        nothing_named=gaps(book.nothing_named, by_id, answers, of_person=of_person),
        side_by_side=differences(knowledge.side_by_side, by_id),
        read_as=case.read_as,
    )
    return result, standings


def _options(
    book: CompiledRules,
    standings: Sequence[OptionStanding],
    case: Case,
    answers: Answers,
    *,
    of_person: bool,
) -> tuple[Option, ...]:
    asked = book.aged if AGE in case.known else ()
    child = ChildFindings(
        answers=answers,
        born_on=case.born_on,
        about_age=[evaluate(test, tuple(map(case.known.get, test.facts))) for test in asked],
        of_person=of_person,
        said={},
    )
    if case.born_on:  # every window is then the child's own
        return tuple([own_option(standing, child) for standing in standings])
    bits = answers.bits
    return tuple(
        [s.option if s.as_is & bits else s.unraised or own_option(s, child) for s in standings]
    )


def _notes(book: CompiledRules, answers: Answers) -> list[PracticeNote]:
    return [
        note
        for note, test in book.practice_notes
        if not test or truth_of(test, answers) in _SHOWN[note.if_not_known]
    ]


def _open(gated: Iterable[tuple[_T, Gate]], answers: Answers, *, of_person: bool) -> tuple[_T, ...]:
    return tuple([item for item, gate in gated if gate.opens(answers, of_person=of_person)])


def _standings(book: CompiledRules, answers: Answers) -> list[OptionStanding]:
    """Return how each recommendation stands, in the order of an answer."""
    bits = answers.bits
    found = [
        memory.get(bits & rule.mask) or _stand(rule, memory, answers)
        for rule, memory in _remembered(book)
    ]
    return sorted(found, key=_BY_PLACE)


@lru_cache(maxsize=8)
def _remembered(book: CompiledRules) -> list[tuple[CompiledRule, dict[int, OptionStanding]]]:
    """Return each recommendation with how it stood before, by the bits that it looks at."""
    return [(rule, {}) for rule in book.rules]


def _stand(
    rule: CompiledRule, memory: dict[int, OptionStanding], answers: Answers
) -> OptionStanding:
    findings = tuple([finding_of(test, answers) for test in rule.tests])
    return remember(memory, answers.bits & rule.mask, build_standing(rule, findings))
