"""Matching: every recommendation as it stands for one case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from matcher.ages import date_reaching
from matcher.case import Case, read_case
from matcher.knowledge import Caution, Knowledge
from matcher.result import Ask, Option, Result, Status, Window
from matcher.rulebook import ALL_AGES, Finding, Rule, Rulebook, Span, find, rulebook_of
from matcher.truth import Truth, all_of

__all__ = ["match", "match_case"]

Findings = Sequence[Finding]

STATUS: dict[Truth, Status] = {
    Truth.YES: "applies",
    Truth.UNKNOWN: "needs_information",
    Truth.NO: "does_not_apply",
}
_STATUS_PLACE = {"applies": 0, "needs_information": 1, "does_not_apply": 2}
_STRENGTH_PLACE = {"offer": 0, "consider": 1, "signpost": 2, "component": 3, "modifier": 4}


def match(case: object, knowledge: Knowledge, on: date) -> Result:
    """Return every recommendation as it stands for a case on a date.

    `case` is a flat mapping of fact id to value; what is absent or None is not known.
    Raises `CaseError` naming every field that cannot be read.
    """
    return match_case(read_case(case, knowledge.facts, on), knowledge, on)


def match_case(case: Case, knowledge: Knowledge, on: date) -> Result:
    """Return the same for a case that has been read already."""
    book = rulebook_of(knowledge)
    get = case.known.get
    findings = [find(test, tuple(map(get, test.facts))) for test in book.tests]
    options = sorted((_option(rule, findings, case) for rule in book.rules), key=_place)
    return Result(
        on=on,
        options=tuple(options),
        act_first=tuple(i for i, at in book.act_first if findings[at].truth is Truth.YES),
        ask_next=_ask_next(book, findings, knowledge),
        practice_notes=tuple(
            i for i, at in book.practice_notes if at is None or findings[at].truth is not Truth.NO
        ),
        contradictions=tuple(
            i for i, at in book.contradictions if findings[at].truth is Truth.YES
        ),
    )


def _option(rule: Rule, findings: Findings, case: Case) -> Option:
    truth = all_of([findings[at].truth for at in rule.parts])
    near, instead = _near_match(rule, findings, case) if truth is Truth.NO else (None, ())
    return Option(
        recommendation=rule.recommendation,
        status=STATUS[truth],
        reasons=tuple([findings[at].reason for at in rule.clauses]),
        missing=_missing(rule, findings) if truth is Truth.UNKNOWN else (),
        cautions=_cautions(rule, findings) if truth is Truth.YES else (),
        near_match=near,
        instead=instead,
        window=_window(_span(rule, findings), case.born_on),
    )


def _missing(rule: Rule, findings: Findings) -> tuple[str, ...]:
    return tuple(fact for at in rule.parts for fact in findings[at].missing)


def _cautions(rule: Rule, findings: Findings) -> tuple[str, ...]:
    return tuple(c.says for c, at in rule.cautions if _shows(c, findings[at].truth))


def _shows(caution: Caution, truth: Truth) -> bool:
    return truth is Truth.YES or (truth is Truth.UNKNOWN and caution.if_not_known == "show")


def _near_match(
    rule: Rule, findings: Findings, case: Case
) -> tuple[str | None, tuple[str, ...]]:
    """Return the first near match whose own condition holds and whose rest may hold."""
    for near, at, rest in rule.near_matches:
        if findings[at].truth is Truth.YES and rest.truth(case.known) is not Truth.NO:
            return near.says, near.instead
    return None, ()


def _span(rule: Rule, findings: Findings) -> Span:
    spans = [span for at in rule.parts if (span := findings[at].ages)]
    if len(spans) == 1:
        return spans[0]
    lowest = max((span[0] for span in spans), default=ALL_AGES[0])
    return lowest, min((span[1] for span in spans), default=ALL_AGES[1])


@lru_cache(maxsize=1 << 14)
def _window(span: Span, born_on: date | None) -> Window:
    return Window(
        from_months=span[0],
        under_months=span[1],
        opens_on=date_reaching(born_on, span[0]) if born_on and span[0] >= 0 else None,
        closes_on=date_reaching(born_on, span[1]) if born_on else None,
    )


def _place(option: Option) -> tuple[object, ...]:
    """Order by status, strength, then the fewest conditions against and the most met, then id."""
    outcomes = [reason.outcome for reason in option.reasons]
    return (
        _STATUS_PLACE[option.status],
        _STRENGTH_PLACE[option.recommendation.strength],
        outcomes.count("not_met"),
        -outcomes.count("met"),
        _natural(option.recommendation.id),
    )


@lru_cache(maxsize=1 << 12)
def _natural(id: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts 1.5.9 before 1.5.10."""
    parts = re.split(r"(\d+)", id)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def _ask_next(book: Rulebook, findings: Findings, knowledge: Knowledge) -> tuple[Ask, ...]:
    """Return the unknown facts, those first of which one answer could settle the most options."""
    settles: dict[str, int] = {}
    for rule in book.rules:
        for fact in _settling([findings[at] for at in rule.parts]):
            settles[fact] = settles.get(fact, 0) + 1
    order = knowledge.facts.order
    facts = sorted(settles, key=lambda fact: (-settles[fact], order[fact]))
    by_id = knowledge.facts.by_id
    return tuple(Ask(fact=f, settles=settles[f], question=by_id[f].question) for f in facts)


def _settling(parts: Findings) -> Iterable[str]:
    """Return the facts of which one answer alone would settle a recommendation that is open."""
    truths = [part.truth for part in parts]
    if all_of(truths) is not Truth.UNKNOWN:
        return ()
    unknown = [part for part in parts if part.missing]
    if len(unknown) == 1:
        return unknown[0].can_fail | unknown[0].can_meet
    return [fact for part in unknown for fact in part.can_fail]
