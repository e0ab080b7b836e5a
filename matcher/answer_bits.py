"""What is known of a child as one number, of which each condition looks at its own bits.

Two cases that agree in the bits of a condition are one to it: it comes to the same, for the same
reasons. So what was worked out once is found again by a single number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from matcher.conditions import AGE, Condition, FactValue, Known, tests_of
from matcher.facts import FactBook

__all__ = ["AnswerBits", "Answers", "remember"]

_MOST = 1 << 12
"""Of one condition or recommendation so much is remembered; a case of a server is mostly there."""
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What is known, by the ids of facts and as bits."""

    known: Known
    bits: int


class AnswerBits:
    """Gives facts and demands their bits: first for every condition, then for every case."""

    def __init__(self, facts: FactBook) -> None:
        self._facts = facts
        self._bit: dict[tuple[str, object], int] = {}
        self._marks: dict[str, dict[FactValue, int]] | None = None

    def mask(self, conditions: Iterable[Condition]) -> int:
        """Return all bits that conditions look at."""
        found = 0
        for demand in (demand for each in conditions for demand in tests_of(each)):
            found |= self.known(demand.fact)
            wanted = [demand.values] if demand.fact == AGE else self._domain(demand.fact)
            for each in wanted:
                found |= self._place(demand.fact, each)
        return found

    def known(self, fact: str) -> int:
        """Return the bit that says whether a fact is known."""
        return self._place(fact, None)

    def so(self, fact: str) -> int:
        """Return the bits of a fact that say something is so: any value but no."""
        if fact == AGE:
            return self.known(fact)
        found = 0
        for value in self._domain(fact):
            found |= self._place(fact, value) if value is not False else 0
        return found

    def of(self, known: Known) -> int:
        """Return what is known as bits."""
        marks = self._marks or self._marked()
        found = 0
        for fact, value in known.items():
            found |= marks[fact][value]
        return found

    def _domain(self, fact: str) -> tuple[FactValue, ...]:
        return self._facts.by_id[fact].domain()

    def _place(self, fact: str, value: object) -> int:
        if (fact, value) not in self._bit:
            self._bit[fact, value] = 1 << len(self._bit)
            self._marks = None
        return self._bit[fact, value]

    def _marked(self) -> Mapping[str, Mapping[FactValue, int]]:
        self._marks = {
            fact.id: {value: self._mark(fact.id, value) for value in fact.domain()}
            for fact in self._facts.facts
        }
        return self._marks

    def _mark(self, fact: str, value: FactValue) -> int:
        found = self._bit.get((fact, None), 0)
        if fact != AGE:
            return found | self._bit.get((fact, value), 0)
        for (id, months), bit in self._bit.items():
            if id == AGE and isinstance(months, frozenset) and value in months:
                found |= bit
        return found


def remember(memory: dict[int, _Value], bits: int, value: _Value) -> _Value:
    """Return a value, remembered for these bits; a memory that is full starts anew."""
    if len(memory) >= _MOST:
        memory.clear()
    memory[bits] = value
    return value
