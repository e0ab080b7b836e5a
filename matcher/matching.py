"""Matching: every recommendation as it stands for one case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from matcher.case import Case, read_case
from matcher.conditions import AGE, FactValue
from matcher.facts import Fact, FactBook
from matcher.knowledge import Knowledge
from matcher.result import Ask, Result
from matcher.rulebook import Rulebook, Values, find, rulebook_of, truth_of
from matcher.standing import Standing, own_option, stand
from matcher.truth import Truth

__all__ = ["match", "match_case"]

_BY_PLACE = attrgetter("place")


def match(case: object, knowledge: Knowledge, on: date) -> Result:
    """Return every recommendation as it stands for a case on a date.

    `case` is a flat mapping of fact id to value; what is absent or None is not known.
    Raises `CaseError` naming every field that cannot be read.
    """
    return match_case(read_case(case, knowledge.facts, on), knowledge, on)


def match_case(case: Case, knowledge: Knowledge, on: date) -> Result:
    """Return the same for a case that has been read already."""
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
        ask_next=_ask_next(standings, knowledge.facts, case.known.get(AGE)),
        practice_notes=tuple(
            [i for i, t in book.practice_notes if not t or truth_of(t, answers) is not Truth.NO]
        ),
        contradictions=tuple(
            [i for i, t in book.contradictions if truth_of(t, answers) is Truth.YES]
        ),
    )


def _standings(book: Rulebook, answers: Values) -> list[Standing]:
    """Return how each recommendation stands, in the order of an answer."""
    findings = [finder(test, test.pick(answers)) for finder, test in book.told]
    return sorted([stand(rule, rule.pick(findings)) for rule in book.rules], key=_BY_PLACE)


def _ask_next(
    standings: Iterable[Standing], facts: FactBook, months: FactValue | None
) -> tuple[Ask, ...]:
    """Return the unknown facts, those first of which one answer could settle the most options."""
    settles: dict[str, int] = {}
    for standing in standings:
        for fact in standing.settled_by:
            settles[fact] = settles.get(fact, 0) + 1
    order, by_id = facts.order, facts.by_id
    asked = [fact for fact in settles if _makes_sense(by_id[fact], months)]
    by_most = sorted(asked, key=lambda fact: (-settles[fact], order[fact]))
    return tuple([Ask(fact=f, settles=settles[f], question=by_id[f].question) for f in by_most])


def _makes_sense(fact: Fact, months: FactValue | None) -> bool:
    youngest = fact.asked_from_months
    return youngest is None or not isinstance(months, int) or months >= youngest
