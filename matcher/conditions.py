"""Conditions over facts, as a tree of frozen values.

A condition says what it asks. `kleene_truth` reads it by the truth tables alone, which is enough to
say which parts bear an answer out; the answer itself is worked out exactly in `condition_dnf`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from matcher.truth import Truth, all_of, any_of, negation

__all__ = [
    "AGE",
    "All",
    "Any",
    "AtLeast",
    "Condition",
    "Not",
    "Says",
    "Term",
    "ValueIn",
    "at_least",
    "facts_of",
    "kleene_truth",
    "met_when",
]

AGE = "child.age_months"

FactValue: TypeAlias = bool | int | str
"""A value of a fact: yes or no, completed months, or one of a list of choices."""
Known: TypeAlias = Mapping[str, FactValue]
"""What is known: the values of facts by their ids; a fact that is not in it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """A sentence for each outcome of a condition; no `met` lets the parts that hold speak."""

    not_met: str
    not_known: str
    met: str = ""

    def of(self, truth: Truth) -> str:
        """Return the sentence for that outcome."""
        return {Truth.YES: self.met, Truth.NO: self.not_met, Truth.UNKNOWN: self.not_known}[truth]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueIn:
    """Holds when the fact has one of these values."""

    fact: str
    values: frozenset[FactValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Holds when the part does not."""

    part: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """Holds when at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """Holds when that many of the parts hold."""

    count: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A named condition of `data/terms.yaml`, with its own sentences."""

    id: str
    when: Condition
    says: Says


Condition: TypeAlias = ValueIn | Not | All | Any | AtLeast | Term


def tests_of(condition: Condition) -> Iterator[ValueIn]:
    """Yield every test of a fact that a condition is made of, in order, with repeats."""
    match condition:
        case ValueIn():
            yield condition
        case Not():
            yield from tests_of(condition.part)
        case Term():
            yield from tests_of(condition.when)
        case All() | Any() | AtLeast():
            for part in condition.parts:
                yield from tests_of(part)


def facts_of(condition: Condition) -> Iterator[str]:
    """Yield the ids of the facts that a condition mentions, in order, with repeats."""
    return (test.fact for test in tests_of(condition))


def met_when(condition: Condition, *, wanted: bool = True) -> Callable[[Known], bool]:
    """Return what says whether a condition is known to be met, or (`wanted` false) not to be.

    By the truth tables alone, as `plain_truth`, and made once for what is asked very often.
    """
    match condition:
        case ValueIn(fact=fact, values=values):
            if wanted:
                return lambda known: known.get(fact) in values
            return lambda known: fact in known and known[fact] not in values
        case Not():
            return met_when(condition.part, wanted=not wanted)
        case Term():
            return met_when(condition.when, wanted=wanted)
    parts = [met_when(part, wanted=wanted) for part in condition.parts]
    if isinstance(condition, AtLeast):
        count = condition.count if wanted else len(parts) - condition.count + 1
        return lambda known: sum(part(known) for part in parts) >= count
    if isinstance(condition, All) is wanted:
        return lambda known: all([part(known) for part in parts])
    return lambda known: any([part(known) for part in parts])


def kleene_truth(condition: Condition, known: Mapping[str, FactValue]) -> Truth:
    """Return what the truth tables make of a condition; UNKNOWN more often than need be."""
    match condition:
        case ValueIn():
            if condition.fact not in known:
                return Truth.UNKNOWN
            return Truth.YES if known[condition.fact] in condition.values else Truth.NO
        case Not():
            return negation(kleene_truth(condition.part, known))
        case Term():
            return kleene_truth(condition.when, known)
        case All():
            return all_of(kleene_truth(part, known) for part in condition.parts)
        case Any():
            return any_of(kleene_truth(part, known) for part in condition.parts)
        case AtLeast():
            return at_least(condition.count, [kleene_truth(p, known) for p in condition.parts])


def at_least(count: int, truths: list[Truth]) -> Truth:
    """Return what the truth tables make of "so many of these hold"."""
    if truths.count(Truth.YES) >= count:
        return Truth.YES
    return Truth.UNKNOWN if len(truths) - truths.count(Truth.NO) >= count else Truth.NO
