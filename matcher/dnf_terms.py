"""A condition as a sum of terms, each a set of demands on facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from matcher.conditions import All, Any, AtLeast, Condition, FactValue, Not, Term, ValueIn
from matcher.facts import Fact, FactBook
from matcher.truth import Truth
from matcher.value_cells import ValueCell

Demands = dict[str, frozenset[FactValue]]


def terms_of(condition: Condition, facts: FactBook, *, wanted: bool) -> Iterator[Demands]:
    """Yield the terms under which a condition is met, or under which it is broken."""
    match condition:
        case ValueIn():
            domain = frozenset(facts.by_id[condition.fact].domain())
            values = domain & condition.values if wanted else domain - condition.values
            if values:
                yield {} if values == domain else {condition.fact: values}
        case Not():
            yield from terms_of(condition.part, facts, wanted=not wanted)
        case Term():
            yield from terms_of(condition.when, facts, wanted=wanted)
        case All():
            yield from _of(condition.parts, len(condition.parts) if wanted else 1, facts, wanted)
        case Any():
            yield from _of(condition.parts, 1 if wanted else len(condition.parts), facts, wanted)
        case AtLeast():
            short = len(condition.parts) - condition.count + 1
            yield from _of(condition.parts, condition.count if wanted else short, facts, wanted)


def _of(
    parts: tuple[Condition, ...], count: int, facts: FactBook, wanted: bool
) -> Iterator[Demands]:
    """Yield the terms of "at least `count` of the parts are as wanted"."""
    sums = [list(terms_of(part, facts, wanted=wanted)) for part in parts]
    for chosen in combinations(sums, count):
        for terms in product(*chosen):
            if (joined := joined_terms(terms)) is not None:
                yield joined


def joined_terms(terms: Iterable[Demands]) -> Demands | None:
    """Return the demands of all the terms together, or None where they cannot be met together."""
    joined: Demands = {}
    for fact, values in (demand for term in terms for demand in term.items()):
        joined[fact] = joined[fact] & values if fact in joined else values
    return joined if all(joined.values()) else None


def cells_of(fact: Fact, demands: list[tuple[str, frozenset[FactValue]]]) -> tuple[ValueCell, ...]:
    """Return the values of a fact in groups that no demand tells apart."""
    cells: dict[tuple[int, int], list[FactValue]] = {}
    for value in fact.domain():
        met = sum(1 << bit for bit, (id, ok) in enumerate(demands) if id == fact.id and value in ok)
        on_fact = sum(1 << bit for bit, (id, _) in enumerate(demands) if id == fact.id)
        cells.setdefault((met, on_fact & ~met), []).append(value)
    return tuple(
        ValueCell(values=tuple(values), met=met, broken=broken)
        for (met, broken), values in cells.items()
    )


def truth_of_terms(terms: Iterable[int], met: int, broken: int) -> Truth:
    """Return what the terms come to, of demands that are met and those that are broken."""
    truth = Truth.NO
    for term in terms:
        if not term & broken:
            if not term & ~met:
                return Truth.YES
            truth = Truth.UNKNOWN
    return truth


def terms_left(terms: Iterable[int], met: int, broken: int) -> frozenset[int]:
    """Return the terms that may still hold, without the demands that are met."""
    return absorbed({term & ~met for term in terms if not term & broken})


def absorbed(terms: set[int]) -> frozenset[int]:
    """Drop each term that asks for all that another asks for, and more."""
    return frozenset(term for term in terms if not any(o != term and o & term == o for o in terms))
