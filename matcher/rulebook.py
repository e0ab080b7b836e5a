"""The knowledge made ready to answer: each distinct condition becomes one test, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS
from matcher.conditions import AGE, All, Condition, FactValue, facts_of
from matcher.cover import Cover, cover_of
from matcher.facts import FactBook
from matcher.knowledge import (
    ActFirst,
    Caution,
    Contradiction,
    Knowledge,
    NearMatch,
    PracticeNote,
    Recommendation,
)
from matcher.result import Reason
from matcher.truth import Truth
from matcher.wording import explain

__all__ = ["Finding", "Rule", "Rulebook", "Test", "find", "rulebook_of"]

Known = Mapping[str, FactValue]
Span = tuple[int, int]

ALL_AGES: Span = (YOUNGEST_MONTHS, ADULT_MONTHS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Test:
    """A condition with its cover; compared by identity, so that findings can be remembered."""

    condition: Condition
    cover: Cover
    facts: tuple[str, ...]
    book: FactBook

    @property
    def lead(self) -> str:
        """Return the fact that the condition is first about."""
        return next(facts_of(self.condition))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a test comes to for certain values of its facts."""

    truth: Truth
    reason: Reason
    missing: tuple[str, ...]
    can_fail: frozenset[str]
    """Unknown facts of which one answer alone would make the condition not met."""
    can_meet: frozenset[str]
    """Unknown facts of which one answer alone would make it met."""
    ages: Span | None
    """The ages, from and under in months, at which it can hold; None where it never asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A recommendation with its tests.

    `clauses` are the conditions as a worker would name them, one reason each. `parts` are the same
    conditions, those that share a fact taken together, so that the parts turn out independently.
    """

    recommendation: Recommendation
    clauses: tuple[int, ...]
    parts: tuple[int, ...]
    cautions: tuple[tuple[Caution, int], ...]
    near_matches: tuple[tuple[NearMatch, int, Cover], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Every test once, and what is made of them."""

    tests: tuple[Test, ...]
    rules: tuple[Rule, ...]
    act_first: tuple[tuple[ActFirst, int], ...]
    practice_notes: tuple[tuple[PracticeNote, int | None], ...]
    contradictions: tuple[tuple[Contradiction, int], ...]


@lru_cache(maxsize=8)
def rulebook_of(knowledge: Knowledge) -> Rulebook:
    """Return the knowledge made ready; worked out once for each `Knowledge`."""
    shelf = _Shelf(knowledge.facts)
    return Rulebook(
        rules=tuple(_rule(item, shelf) for item in knowledge.recommendations),
        act_first=tuple((item, shelf.place(item.when)) for item in knowledge.act_first),
        practice_notes=tuple(
            (item, None if item.when is None else shelf.place(item.when))
            for item in knowledge.practice_notes
        ),
        contradictions=tuple((item, shelf.place(item.when)) for item in knowledge.contradictions),
        tests=tuple(shelf.tests),
    )


class _Shelf:
    """Gives each distinct condition one place."""

    def __init__(self, facts: FactBook) -> None:
        self.facts = facts
        self.tests: list[Test] = []
        self.places: dict[Condition, int] = {}

    def place(self, condition: Condition) -> int:
        if condition not in self.places:
            self.places[condition] = len(self.tests)
            cover = cover_of(condition, self.facts)
            asked = tuple(dict.fromkeys(facts_of(condition)))
            self.tests.append(
                Test(condition=condition, cover=cover, facts=asked, book=self.facts)
            )
        return self.places[condition]


def _rule(item: Recommendation, shelf: _Shelf) -> Rule:
    whole = cover_of(All(parts=item.when), shelf.facts)
    return Rule(
        recommendation=item,
        clauses=tuple(shelf.place(condition) for condition in item.when),
        parts=tuple(shelf.place(condition) for condition in _independent(item.when)),
        cautions=tuple((caution, shelf.place(caution.when)) for caution in item.cautions),
        near_matches=tuple(
            (near, shelf.place(near.when), whole.without(near.sets_aside))
            for near in item.near_matches
        ),
    )


def _independent(conditions: Iterable[Condition]) -> list[Condition]:
    """Join the conditions that share a fact, so that those left share none."""
    groups: list[tuple[set[str], list[Condition]]] = []
    for condition in conditions:
        facts, members = set(facts_of(condition)), [condition]
        apart = []
        for group in groups:
            if group[0] & facts:
                facts, members = facts | group[0], group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (facts, members)]
    return [
        members[0] if len(members) == 1 else All(parts=tuple(members)) for _, members in groups
    ]


@lru_cache(maxsize=1 << 16)
def find(test: Test, values: tuple[FactValue | None, ...]) -> Finding:
    """Return what a test comes to; `values` stand in the order of its facts, None = not known."""
    known = {
        fact: value for fact, value in zip(test.facts, values, strict=True) if value is not None
    }
    truth, cover = test.cover.truth(known), test.cover
    missing = tuple(sorted(cover.missing(known), key=test.book.order.__getitem__))
    reachable = {fact: cover.reachable(fact, known) for fact in missing}
    return Finding(
        truth=truth,
        reason=Reason(
            text=explain(test.condition, truth, known, missing, test.book),
            fact=_deciding_fact(test, truth, known, missing),
            outcome=truth.value,
            facts=test.facts,
        ),
        missing=missing,
        can_fail=frozenset(fact for fact in missing if Truth.NO in reachable[fact]),
        can_meet=frozenset(fact for fact in missing if Truth.YES in reachable[fact]),
        ages=_ages(cover, known),
    )


def _deciding_fact(test: Test, truth: Truth, known: Known, missing: tuple[str, ...]) -> str:
    """Return the fact to name: one still missing, else the first whose loss would reopen it."""
    if missing:
        return missing[0]
    for fact in test.facts:
        others = {id: value for id, value in known.items() if id != fact}
        if fact in known and test.cover.truth(others) is not truth:
            return fact
    return test.lead


def _ages(cover: Cover, known: Known) -> Span | None:
    """Return the ages at which the cover can hold, or could if nothing else were known."""
    if AGE not in cover.cells:
        return None
    months = cover.values_allowing(AGE, known) or cover.values_allowing(AGE, {})
    whole = [int(month) for month in months] or [YOUNGEST_MONTHS]
    return min(whole), max(whole) + 1
