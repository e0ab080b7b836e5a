"""The knowledge made ready to answer: each distinct condition becomes one test, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from matcher.answer_bits import AnswerBits, Answers
from matcher.compiled_condition import CompiledCondition, truth_of
from matcher.condition_dnf import dnf_of
from matcher.conditions import AGE, All, Condition, facts_of
from matcher.explanations import explainer
from matcher.facts import FactBook
from matcher.knowledge import (
    ActFirst,
    Caution,
    Contradiction,
    Knowledge,
    NearMatch,
    NothingNamed,
    PracticeNote,
    Recommendation,
)
from matcher.programmes import Programme
from matcher.truth import Truth

__all__ = [
    "Cautions",
    "CompiledRule",
    "CompiledRules",
    "Gate",
    "NamesNothing",
    "NearMatches",
    "compiled_rules",
]

ABUSE = "abuse."
"""How the facts begin that are kinds of abuse or neglect."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gate:
    """When something is said: its condition, what keeps it back, and whom it may be about."""

    test: CompiledCondition
    if_not_known: bool
    """Whether it is said too while its condition is not known."""
    unless: CompiledCondition | None
    until_known: int
    """The bit of the fact that keeps it back as soon as it is known; 0 = none does."""
    of_person: bool

    def opens(self, answers: Answers, *, of_person: bool) -> bool:
        """Say whether it is said, by what is known."""
        if self.of_person and not of_person:
            return False
        truth = truth_of(self.test, answers)
        if truth is Truth.NO or (truth is Truth.UNKNOWN and not self.if_not_known):
            return False
        if self.until_known & answers.bits:
            return False
        return self.unless is None or truth_of(self.unless, answers) is not Truth.YES


NamesNothing = tuple[NothingNamed, Gate]
Cautions = tuple[tuple[str, Gate], ...]
"""What is said, and when."""
NearMatches = tuple[tuple[NearMatch, CompiledCondition, tuple[CompiledCondition, ...]], ...]
"""Each with its own test, and the parts of its recommendation with its facts set aside."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledRule:
    """A recommendation with its tests.

    Its clauses are the conditions as a worker would name them, one reason each. Its parts are the
    same conditions, those that share a fact taken together, so that they turn out independently.
    """

    recommendation: Recommendation
    tests: tuple[CompiledCondition, ...]
    """Its clauses, then any joined parts."""
    mask: int
    """The bits of the answers that they look at."""
    parts: tuple[int, ...]
    """Which of these are the parts."""
    cautions: Cautions
    near_matches: NearMatches
    aged: tuple[tuple[int, int], ...]
    """The clauses about the age, each with the place of its test among those about the age."""
    named: tuple[Programme, ...]
    """The named programmes of which pages state ages."""
    raising: int
    """The bits of the facts that raise a need where they are so: not asked of every child."""
    waiting: frozenset[str]
    """The same by id, less the kinds of abuse, which are never a need that nobody has raised."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledRules:
    """Everything that is answered, and every test once."""

    rules: tuple[CompiledRule, ...]
    """In the order of their ids, so that those that are otherwise equal stay so when sorted."""
    bits: AnswerBits
    aged: tuple[CompiledCondition, ...]
    """Those about the age: their sentences differ from month to month."""
    act_first: tuple[tuple[ActFirst, Gate], ...]
    practice_notes: tuple[tuple[PracticeNote, CompiledCondition | None], ...]
    contradictions: tuple[tuple[Contradiction, Gate], ...]
    nothing_named: tuple[NamesNothing, ...]


@lru_cache(maxsize=8)
def compiled_rules(knowledge: Knowledge) -> CompiledRules:
    """Return the knowledge made ready; worked out once for each `Knowledge`."""
    bits = AnswerBits(knowledge.facts)
    told, aged, asked = (_Shelf(knowledge.facts, bits) for _ in range(3))
    items = sorted(knowledge.recommendations, key=lambda item: _natural(item.id))
    return CompiledRules(
        rules=tuple(_rule(item, knowledge, told, aged, asked) for item in items),
        bits=bits,
        aged=tuple(aged.tests),
        act_first=tuple((item, _gate(item, asked)) for item in knowledge.act_first),
        practice_notes=tuple(
            (item, None if item.when is None else asked.test(item.when))
            for item in knowledge.practice_notes
        ),
        contradictions=tuple((item, _gate(item, asked)) for item in knowledge.contradictions),
        nothing_named=tuple((item, _gate(item, asked)) for item in knowledge.nothing_named),
    )


def _gate(item: Caution | ActFirst | Contradiction | NothingNamed, asked: _Shelf) -> Gate:
    until_known = getattr(item, "while_not_known", None)
    return Gate(
        test=asked.test(item.when),
        if_not_known=getattr(item, "if_not_known", "hide") == "show",
        unless=asked.test(item.unless) if item.unless else None,
        until_known=asked.bits.known(until_known) if until_known else 0,
        of_person=item.of_person,
    )


def _cautions_of(item: Recommendation, knowledge: Knowledge) -> Iterable[Caution]:
    """Yield its own cautions, then those that it shares with others."""
    yield from item.cautions
    for shared in knowledge.cautions:
        if not shared.recommendations or item.id in shared.recommendations:
            yield shared


def _natural(id: str) -> list[tuple[int, str]]:
    """Return a key that puts 1.5.9 before 1.5.10."""
    parts = re.split(r"(\d+)", id)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


class _Shelf:
    """Gives each distinct condition, less the facts set aside, one place."""

    def __init__(self, facts: FactBook, bits: AnswerBits) -> None:
        self.facts, self.bits = facts, bits
        self.tests: list[CompiledCondition] = []
        self.places: dict[tuple[Condition, frozenset[str]], int] = {}
        self.gates: dict[int, Gate] = {}

    def place(self, condition: Condition, aside: Iterable[str] = ()) -> int:
        asked = tuple(dict.fromkeys(facts_of(condition)))
        key = (condition, frozenset(aside).intersection(asked))
        if key not in self.places:
            self.places[key] = len(self.tests)
            test = CompiledCondition(
                condition=condition,
                cover=dnf_of(condition, self.facts).without(aside),
                facts=asked,
                book=self.facts,
                explain=explainer(condition, self.facts),
                mask=self.bits.mask([condition]),
                truths={},
                findings={},
            )
            self.tests.append(test)
        return self.places[key]

    def gate(self, caution: Caution) -> Gate:
        """Return the one gate of a caution, whichever recommendations share it."""
        if id(caution) not in self.gates:
            self.gates[id(caution)] = _gate(caution, self)
        return self.gates[id(caution)]

    def test(self, condition: Condition, aside: Iterable[str] = ()) -> CompiledCondition:
        return self.tests[self.place(condition, aside)]


def _needs(item: Recommendation, facts: FactBook) -> tuple[str, ...]:
    """Return the facts of a recommendation that are not asked of every child."""
    asked = dict.fromkeys(fact for condition in item.when for fact in facts_of(condition))
    return tuple(fact for fact in asked if fact not in facts.opening)


def _rule(
    item: Recommendation, knowledge: Knowledge, told: _Shelf, aged: _Shelf, asked: _Shelf
) -> CompiledRule:
    parts = _independent(item.when)
    clauses = tuple(map(told.place, item.when))
    joined = tuple(place for part in parts if (place := told.place(part)) not in clauses)
    places = clauses + joined
    tests = tuple(told.tests[place] for place in places)
    near_matches = tuple(
        (near, asked.test(near.when), tuple(asked.test(p, near.sets_aside) for p in parts))
        for near in item.near_matches
    )
    return CompiledRule(
        recommendation=item,
        tests=tests,
        mask=told.bits.mask(item.when),
        parts=tuple(places.index(told.place(part)) for part in parts),
        cautions=tuple(
            (caution.says, asked.gate(caution)) for caution in _cautions_of(item, knowledge)
        ),
        near_matches=near_matches,
        aged=tuple(
            (at, aged.place(condition))
            for at, condition in enumerate(item.when)
            if AGE in facts_of(condition)
        ),
        named=tuple(
            programme
            for id in item.programmes
            if (programme := knowledge.programme[id]).type == "named" and programme.ages
        ),
        raising=sum(
            told.bits.so(fact)
            for fact in {fact for condition in item.when for fact in facts_of(condition)}
            if fact not in knowledge.facts.opening or fact.startswith(ABUSE)
        ),
        waiting=frozenset(_needs(item, knowledge.facts)),
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
    return [members[0] if len(members) == 1 else All(parts=tuple(members)) for _, members in groups]
