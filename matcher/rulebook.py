"""The knowledge made ready to answer: each distinct condition becomes one test, worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from matcher.ages import YOUNGEST_MONTHS
from matcher.conditions import AGE, All, Condition, FactValue, Known, facts_of
from matcher.cover import Cover, Outlook, cover_of
from matcher.facts import Fact, FactBook
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

__all__ = [
    "Cautions",
    "Finding",
    "Known",
    "NearMatches",
    "Rule",
    "Rulebook",
    "Test",
    "Values",
    "find",
    "find_alike",
    "rulebook_of",
    "truth_of",
]

Span = tuple[int, int]
Values = tuple[FactValue | None, ...]
"""What is known of some facts, in their order; None = not known."""
Pick = Callable[[Values], Values]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Test:
    """A condition with its cover; compared by identity, so that findings can be remembered."""

    condition: Condition
    cover: Cover
    facts: tuple[str, ...]
    pick: Pick
    """Takes what is known of its facts out of what is known of all."""
    book: FactBook
    alone: tuple[int, Mapping[FactValue | None, Truth]] | None
    """Of a condition on one fact: its place among all facts, and what each of its values gives."""

    @property
    def lead(self) -> str:
        """Return the fact that the condition is first about."""
        return next(facts_of(self.condition))


Cautions = tuple[tuple[Caution, Test], ...]
NearMatches = tuple[tuple[NearMatch, Test, tuple[Test, ...]], ...]
"""Each with its own test, and the parts of its recommendation with its facts set aside."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finding:
    """What a test comes to for certain values of its facts; equal ones are one and the same."""

    truth: Truth
    reason: Reason
    missing: tuple[str, ...]
    outlook: Outlook
    ages: Span | None
    """The ages, from and under in months, at which it can hold; None where it never asks."""


Finder = Callable[[Test, Values], Finding]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A recommendation with its tests.

    Its clauses are the conditions as a worker would name them, one reason each. Its parts are the
    same conditions, those that share a fact taken together, so that they turn out independently.
    """

    recommendation: Recommendation
    pick: Callable[[Sequence[Finding]], tuple[Finding, ...]]
    """Takes, of all that is told, the findings of its clauses, then of any joined parts."""
    parts: tuple[int, ...]
    """Which of these are the parts."""
    cautions: Cautions
    near_matches: NearMatches
    aged: tuple[tuple[int, int], ...]
    """The clauses about the age, each with the place of its test among those about the age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything that is answered, and every test once."""

    rules: tuple[Rule, ...]
    """In the order of their ids, so that those that are otherwise equal stay so when sorted."""
    told: tuple[tuple[Finder, Test], ...]
    """The tests of conditions that reasons are told of, and how each is found."""
    aged: tuple[Test, ...]
    """Those about the age: their sentences differ from month to month."""
    act_first: tuple[tuple[ActFirst, Test], ...]
    practice_notes: tuple[tuple[PracticeNote, Test | None], ...]
    contradictions: tuple[tuple[Contradiction, Test], ...]


@lru_cache(maxsize=8)
def rulebook_of(knowledge: Knowledge) -> Rulebook:
    """Return the knowledge made ready; worked out once for each `Knowledge`."""
    told, aged, asked = (_Shelf(knowledge.facts) for _ in range(3))
    items = sorted(knowledge.recommendations, key=lambda item: _natural(item.id))
    return Rulebook(
        rules=tuple(_rule(item, told, aged, asked) for item in items),
        told=tuple((find_alike if AGE in test.facts else find, test) for test in told.tests),
        aged=tuple(aged.tests),
        act_first=tuple((item, asked.test(item.when)) for item in knowledge.act_first),
        practice_notes=tuple(
            (item, None if item.when is None else asked.test(item.when))
            for item in knowledge.practice_notes
        ),
        contradictions=tuple((item, asked.test(item.when)) for item in knowledge.contradictions),
    )


def _natural(id: str) -> list[tuple[int, str]]:
    """Return a key that puts 1.5.9 before 1.5.10."""
    parts = re.split(r"(\d+)", id)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


class _Shelf:
    """Gives each distinct condition, less the facts set aside, one place."""

    def __init__(self, facts: FactBook) -> None:
        self.facts = facts
        self.tests: list[Test] = []
        self.places: dict[tuple[Condition, frozenset[str]], int] = {}

    def place(self, condition: Condition, aside: Iterable[str] = ()) -> int:
        asked = tuple(dict.fromkeys(facts_of(condition)))
        key = (condition, frozenset(aside).intersection(asked))
        if key not in self.places:
            self.places[key] = len(self.tests)
            cover = cover_of(condition, self.facts).without(aside)
            places = [self.facts.order[fact] for fact in asked]
            only = self.facts.by_id[asked[0]] if len(asked) == 1 else None
            test = Test(
                condition=condition,
                cover=cover,
                facts=asked,
                pick=_picker(places),
                book=self.facts,
                alone=_alone(cover, only, places[0]) if only else None,
            )
            self.tests.append(test)
        return self.places[key]

    def test(self, condition: Condition, aside: Iterable[str] = ()) -> Test:
        return self.tests[self.place(condition, aside)]


def _rule(item: Recommendation, told: _Shelf, aged: _Shelf, asked: _Shelf) -> Rule:
    parts = _independent(item.when)
    clauses = tuple(map(told.place, item.when))
    joined = tuple(place for part in parts if (place := told.place(part)) not in clauses)
    places = clauses + joined
    near_matches = tuple(
        (near, asked.test(near.when), tuple(asked.test(p, near.sets_aside) for p in parts))
        for near in item.near_matches
    )
    return Rule(
        recommendation=item,
        # With one place alone, an itemgetter would return no tuple; one more does no harm.
        pick=itemgetter(*places, places[0]),
        parts=tuple(places.index(told.place(part)) for part in parts),
        cautions=tuple((caution, asked.test(caution.when)) for caution in item.cautions),
        near_matches=near_matches,
        aged=tuple(
            (at, aged.place(condition))
            for at, condition in enumerate(item.when)
            if AGE in facts_of(condition)
        ),
    )


def _alone(cover: Cover, fact: Fact, place: int) -> tuple[int, Mapping[FactValue | None, Truth]]:
    truths: dict[FactValue | None, Truth] = {None: cover.truth({})}
    truths |= {value: cover.truth({fact.id: value}) for value in fact.domain()}
    return place, truths


def _picker(places: Sequence[int]) -> Pick:
    """Return what takes these places out of a tuple, as a tuple also where it is one place."""
    first = places[0]
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(first, first + 1))


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
    return [members[0] if len(members) == 1 else All(parts=tuple(members)) for _, members in groups]


def truth_of(test: Test, answers: Values) -> Truth:
    """Return only whether a test is met; `answers` are to all facts in the order of their file."""
    if test.alone is not None:
        place, truths = test.alone
        return truths[answers[place]]
    return _truth(test, test.pick(answers))


@lru_cache(maxsize=1 << 14)
def _truth(test: Test, values: Values) -> Truth:
    return test.cover.truth(_known(test, values))


@lru_cache(maxsize=1 << 14)
def find(test: Test, values: Values) -> Finding:
    """Return what a test comes to, and why; `values` stand in the order of its facts."""
    known = _known(test, values)
    outlook = test.cover.outlook(known)
    missing = tuple(sorted(outlook.missing, key=test.book.order.__getitem__))
    reason = Reason(
        text=explain(test.condition, outlook.truth, known, missing, test.book),
        fact=_deciding_fact(test, outlook.truth, known, missing),
        outcome=outlook.truth.value,
        facts=test.facts,
    )
    return _finding(reason, missing, outlook, _ages(test.cover, known))


@lru_cache(maxsize=1 << 14)
def find_alike(test: Test, values: Values) -> Finding:
    """Return the finding for the lowest age that the test does not tell from the one given.

    It differs in nothing but the sentence, and so there are far fewer of them.
    """
    known, cells = _known(test, values), test.cover.cell_of.get(AGE)
    if cells and AGE in known:
        known = {**known, AGE: cells[known[AGE]].values[0]}
    return find(test, tuple(map(known.get, test.facts)))


@lru_cache(maxsize=1 << 14)
def _finding(
    reason: Reason, missing: tuple[str, ...], outlook: Outlook, ages: Span | None
) -> Finding:
    """Return the one finding that says this, so that findings can be told apart by identity."""
    truth = outlook.truth
    return Finding(truth=truth, reason=reason, missing=missing, outlook=outlook, ages=ages)


def _known(test: Test, values: Values) -> Known:
    named = zip(test.facts, values, strict=True)
    return {fact: value for fact, value in named if value is not None}


def _deciding_fact(test: Test, truth: Truth, known: Known, missing: tuple[str, ...]) -> str:
    """Return the fact to name: one still missing, else the first that is needed for the answer."""
    if missing:
        return missing[0]
    needed = dict(known)
    for fact in reversed(list(known)):
        value = needed.pop(fact)
        if test.cover.truth(needed) is not truth:
            needed = {fact: value, **needed}
    return next((fact for fact in known if fact in needed), test.lead)


def _ages(cover: Cover, known: Known) -> Span | None:
    """Return the ages at which the cover can hold, or could if nothing else were known."""
    if AGE not in cover.cells:
        return None
    months = cover.values_allowing(AGE, known) or cover.values_allowing(AGE, {})
    whole = [int(month) for month in months] or [YOUNGEST_MONTHS]
    return min(whole), max(whole) + 1
