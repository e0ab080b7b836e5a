"""Conditions for engines that have truth tables and nothing more.

Three-valued tables answer "not known" too often where a condition asks about one fact in two ways
("under 5, or under 6 and not at school"). Written as the sum of its prime terms, all of them, the
tables give the exact answer: a term that no other contains is met as soon as the condition is
certain, and each is broken as soon as it is certainly not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from matcher.conditions import All, Any, Condition, FactValue, Not, Term, ValueIn
from matcher.dnf_terms import Demands
from matcher.facts import FactBook
from matcher.prime_terms import prime_terms

__all__ = ["exact_for_tables", "for_tables", "independent_parts"]

Ways: TypeAlias = Mapping[str, frozenset[frozenset[FactValue]]]
"""The facts that are asked about, each with the sets of values of which one is wanted."""


def for_tables(conditions: Iterable[Condition], facts: FactBook) -> tuple[Condition, ...]:
    """Return conditions that hold together when all of these do, exactly by truth tables."""
    return tuple(
        part if exact_for_tables(part, facts) else _sum(prime_terms(part, facts))
        for part in independent_parts(conditions, facts)
    )


def independent_parts(conditions: Iterable[Condition], facts: FactBook) -> list[Condition]:
    """Return the conditions, those joined that ask about one fact in different ways."""
    groups: list[tuple[Ways, list[Condition]]] = []
    for condition in conditions:
        ways, members = _ways(condition, facts), [condition]
        for group in [each for each in groups if _differ(each[0], ways)]:
            groups.remove(group)
            ways, members = _together(group[0], ways), [*group[1], *members]
        groups.append((ways, members))
    return [members[0] if len(members) == 1 else All(parts=tuple(members)) for _, members in groups]


def _ways(condition: Condition, facts: FactBook) -> Ways:
    ways: dict[str, frozenset[frozenset[FactValue]]] = {}
    for fact, values in _demands(condition, facts, wanted=True):
        ways[fact] = ways.get(fact, frozenset()) | {values}
    return ways


def _together(one: Ways, other: Ways) -> Ways:
    none: frozenset[frozenset[FactValue]] = frozenset()
    return {fact: one.get(fact, none) | other.get(fact, none) for fact in {**one, **other}}


def _differ(one: Ways, other: Ways) -> bool:
    return any(len(one[fact] | other[fact]) > 1 for fact in one.keys() & other.keys())


def exact_for_tables(condition: Condition, facts: FactBook) -> bool:
    """Say whether the truth tables are exact: each fact is asked for in one way alone."""
    return all(
        len(ways) == 1 and 0 < len(min(ways, key=len)) < len(facts.by_id[fact].domain())
        for fact, ways in _ways(condition, facts).items()
    )


def _demands(
    condition: Condition, facts: FactBook, *, wanted: bool
) -> Iterator[tuple[str, frozenset[FactValue]]]:
    """Yield what is demanded of each fact, with every denial carried down to the facts."""
    match condition:
        case ValueIn(fact=fact, values=values):
            domain = frozenset(facts.by_id[fact].domain())
            yield fact, domain & values if wanted else domain - values
        case Not(part=part):
            yield from _demands(part, facts, wanted=not wanted)
        case Term(when=when):
            yield from _demands(when, facts, wanted=wanted)
        case _:
            for part in condition.parts:
                yield from _demands(part, facts, wanted=wanted)


def _sum(terms: list[Demands]) -> Condition:
    return Any(
        parts=tuple(
            All(parts=tuple(ValueIn(fact=fact, values=values) for fact, values in term.items()))
            for term in terms
        )
    )
