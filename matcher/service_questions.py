"""Questions that services near by turn on: after safety, before what only settles options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from matcher.case import Case
from matcher.facts import FactBook
from matcher.family_results import ChildResult, FamilyAsk
from matcher.next_questions import ask_next
from matcher.result import Ask

__all__ = ["with_service_questions"]

TurnOn = Mapping[int | None, Sequence[str]]
"""The facts that services turn on, the most telling first, by the carer who would take part."""


def with_service_questions(
    result: ChildResult, child: int, turn_on: TurnOn, facts: FactBook
) -> ChildResult:
    """Return the result with the questions that services turn on put before the rest.

    A fact that is known, or makes no sense to ask, is not asked. Source: rules.md 12.3.
    """
    cases = _cases(result)
    asks = {(ask.ask.fact, ask.carer): ask for ask in result.ask_next}
    for carer, wanted in turn_on.items():
        for ask in _of_services(cases[carer], wanted, facts):
            asked = FamilyAsk.of(ask, child, carer, facts.about[ask.fact])
            key = ask.fact, asked.carer
            asks[key] = _put_first(asks[key], ask) if key in asks else asked
    return replace(result, ask_next=tuple(sorted(asks.values(), key=lambda each: each.place)))


def _cases(result: ChildResult) -> dict[int | None, Case]:
    return {number: case for each in result.options for number, case in each.with_carers}


def _of_services(case: Case, wanted: Sequence[str], facts: FactBook) -> Iterator[Ask]:
    """Yield the questions of services alone: with no options there is nothing else to settle."""
    return (ask for ask in ask_next((), facts, case.known, wanted) if ask.fact in wanted)


def _put_first(asked: FamilyAsk, ask: Ask) -> FamilyAsk:
    tier = min(asked.ask.tier, ask.tier)
    return replace(asked, ask=asked.ask._replace(tier=tier))
