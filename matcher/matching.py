"""Matching: every recommendation as it stands for one case."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from operator import attrgetter

from matcher.case import Case, read_case
from matcher.conditions import AGE, FactValue
from matcher.facts import Fact, FactBook
from matcher.knowledge import Contradiction, Knowledge, PracticeNote
from matcher.result import Ask, Result
from matcher.rulebook import Rulebook, Values, find, rulebook_of, truth_of
from matcher.standing import Standing, own_option, stand
from matcher.truth import Truth

__all__ = ["match", "match_case"]

_BY_PLACE = attrgetter("place")
_SHOWN = {"show": (Truth.YES, Truth.UNKNOWN), "hide": (Truth.YES,)}
"""What the condition of a practice note may come to, by what the note says of `if_not_known`."""


def match(case: object, knowledge: Knowledge, on: date) -> Result:
    """Return every recommendation as it stands for a case on a date.

    `case` is a flat mapping of fact id to value; what is absent or None is not known.
    Raises `CaseError` naming every field that cannot be read.
    """
    return match_case(read_case(case, knowledge.facts, on), knowledge, on)


def match_case(
    case: Case,
    knowledge: Knowledge,
    on: date,
    *,
    of_person: bool = False,
    settled: Collection[str] = (),
) -> Result:
    """Return the same for a case that has been read already.

    `of_person` says that its carer is one person who is named. Nothing is asked for the sake of
    recommendations whose ids are `settled` otherwise.
    """
    book = rulebook_of(knowledge)
    answers = tuple(map(case.known.get, knowledge.facts.order))
    standings = _standings(book, answers)
    asked = book.aged if AGE in case.known else ()
    about_age = [find(test, test.pick(answers)) for test in asked]
    return Result(
        on=on,
        options=tuple(
            [own_option(standing, answers, case.born_on, about_age) for standing in standings]
        ),
        act_first=tuple([i for i, t in book.act_first if truth_of(t, answers) is Truth.YES]),
        ask_next=_ask_next(
            [each for each in standings if each.option.recommendation.id not in settled],
            knowledge.facts,
            case.known.get(AGE),
        ),
        practice_notes=tuple(_notes(book, answers)),
        contradictions=tuple(_contradictions(book, answers, of_person=of_person)),
    )


def _notes(book: Rulebook, answers: Values) -> list[PracticeNote]:
    return [
        note
        for note, test in book.practice_notes
        if not test or truth_of(test, answers) in _SHOWN[note.if_not_known]
    ]


def _contradictions(book: Rulebook, answers: Values, *, of_person: bool) -> list[Contradiction]:
    return [
        item
        for item, test in book.contradictions
        if truth_of(test, answers) is Truth.YES and (of_person or not item.of_person)
    ]


def _standings(book: Rulebook, answers: Values) -> list[Standing]:
    """Return how each recommendation stands, in the order of an answer."""
    findings = [finder(test, test.pick(answers)) for finder, test in book.told]
    return sorted([stand(rule, rule.pick(findings)) for rule in book.rules], key=_BY_PLACE)


def _ask_next(
    standings: Iterable[Standing], facts: FactBook, months: FactValue | None
) -> tuple[Ask, ...]:
    """Return the unknown facts that could change an option, the most telling answer first.

    An answer tells as much as the share of its values that settle an option, over all options,
    weighed by strength. `settles` counts the options that one answer alone could settle.
    """
    worth: dict[str, float] = {}
    settles: dict[str, int] = {}
    for standing in standings:
        for fact, telling, settled in standing.asks:
            worth[fact] = worth.get(fact, 0.0) + telling
            settles[fact] = settles.get(fact, 0) + settled
    order, by_id = facts.order, facts.by_id
    asked = [fact for fact in worth if _makes_sense(by_id[fact], months)]
    by_worth = sorted(asked, key=lambda fact: (-worth[fact], order[fact]))
    return tuple(
        [
            Ask(fact=f, settles=settles[f], question=by_id[f].question, worth=worth[f])
            for f in by_worth
        ]
    )


def _makes_sense(fact: Fact, months: FactValue | None) -> bool:
    youngest = fact.asked_from_months
    return youngest is None or not isinstance(months, int) or months >= youngest
