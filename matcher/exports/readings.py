"""What an answer fills beyond itself, for engines that are given the answers as they were said.

A fact that is stated always wins; else shorthand fills it, and else what follows from others. The
same as `matcher.implied_facts` does, written as one chain of conditions for each fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.conditions import Condition, FactValue, ValueIn, facts_of
from matcher.facts import Fact, FactBook

__all__ = ["Reading", "readings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A fact that others may fill: the first of its ways that is known to hold."""

    fact: Fact
    ways: tuple[tuple[Condition, FactValue], ...]


def readings(facts: FactBook) -> tuple[Reading, ...]:
    """Return the facts that others may fill, each after those that it is read out of.

    Raises ValueError where a fact would be read out of one that is itself filled later.
    """
    filled = {fact.id: ways for fact in facts.facts if (ways := tuple(_ways(fact, facts)))}
    ordered: dict[str, Reading] = {}
    # The order of the file is the order in which they are filled; shorthand comes before all.
    for id, ways in sorted(filled.items(), key=lambda each: _follows(each[0], facts)):
        late = {f for when, _ in ways for f in facts_of(when)} & filled.keys() - ordered.keys()
        if late:
            raise ValueError(f"{id}: follows from {min(late)}, which is filled after it")
        ordered[id] = Reading(fact=facts.by_id[id], ways=ways)
    return tuple(ordered.values())


def _follows(id: str, facts: FactBook) -> tuple[bool, int]:
    return bool(facts.by_id[id].follows), facts.order[id]


def _ways(fact: Fact, facts: FactBook) -> Iterator[tuple[Condition, FactValue]]:
    for id, choices in facts.shorthand.items():
        for value, choice in choices.items():
            if fact.id in choice.sets:
                yield ValueIn(fact=id, values=frozenset([value])), choice.sets[fact.id]
    for each in fact.follows:
        if not each.of_another_carer:
            yield each.when, each.value
