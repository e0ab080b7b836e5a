"""The answer rule, exactly: what a condition comes to while some of its facts are not known.

A condition is turned into a sum of terms, each a set of demands on single facts ("the age is one
of these months"). A term with a broken demand is gone; a term with every demand met settles the
sum. Three-valued tables alone would be too careful where a fact is asked for in two ways, so such a
fact, while not known, is tried with each of its values; the rest can each turn out either way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations, product

from matcher.conditions import All, Any, AtLeast, Condition, FactValue, Known, Not, Term, ValueIn
from matcher.facts import Fact, FactBook
from matcher.truth import Truth, agreement

__all__ = ["Cell", "Cover", "Outlook", "cover_of"]

Demands = dict[str, frozenset[FactValue]]
Reachable = dict[Truth, int]
Shares = tuple[tuple[str, float], ...]
"""Facts by their ids, each with the share of its values that would do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Values of one fact that no demand tells apart, and the demands they meet and break."""

    values: tuple[FactValue, ...]
    met: int
    broken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a condition comes to; the rest is empty where that is settled."""

    truth: Truth
    missing: frozenset[str] = frozenset()
    """The unknown facts whose value can still change the answer."""
    can_fail: Shares = ()
    """Those of which one answer alone would make the condition not met."""
    can_meet: Shares = ()
    """Those of which one answer alone would make it met."""


_SETTLED = {truth: Outlook(truth=truth) for truth in (Truth.YES, Truth.NO)}


@dataclass(frozen=True, kw_only=True)
class Cover:
    """A sum of terms; each term is a bit set of demands, each fact a list of cells."""

    terms: tuple[int, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    fact_of_bit: tuple[str, ...]

    @cached_property
    def cell_of(self) -> Mapping[str, Mapping[FactValue, Cell]]:
        """Return the cell of each value of each fact."""
        return {
            fact: {value: cell for cell in cells for value in cell.values}
            for fact, cells in self.cells.items()
        }

    @cached_property
    def splits(self) -> tuple[str, ...]:
        """Return the facts that are asked for in more than one way."""
        return tuple(fact for fact in self.cells if self.fact_of_bit.count(fact) > 1)

    def truth(self, known: Known) -> Truth:
        """Return what the condition comes to however the unknown facts turn out."""
        if not self.splits:
            return _truth(self.terms, *self._masks(known))
        return agreement(_truth(self.terms, *masks) for masks in self._worlds(known).values())

    def outlook(self, known: Known) -> Outlook:
        """Return what the condition comes to, and which answers could settle it."""
        masks = self._worlds(known)
        truth = agreement([_truth(self.terms, *each) for each in masks.values()])
        if truth is not Truth.UNKNOWN:
            return _SETTLED[truth]
        worlds = {key: _left(self.terms, *each) for key, each in masks.items()}
        open_bits = reduce(int.__or__, (term for left in worlds.values() for term in left), 0)
        decisive = self._decisive_splits(known, worlds)
        reachable = {fact: self._reachable(fact, known) for fact in decisive}
        for place, fact in enumerate(self.fact_of_bit):
            if open_bits >> place & 1:
                reachable[fact] = self._reachable_by(fact, 1 << place, worlds.values())
        return Outlook(
            truth=truth,
            missing=frozenset(reachable),
            can_fail=self._shares(reachable, Truth.NO),
            can_meet=self._shares(reachable, Truth.YES),
        )

    def _reachable(self, fact: str, known: Known) -> Reachable:
        """Return what each answer to a fact comes to, with the number of such answers."""
        reached: dict[Truth, int] = {}
        for cell in self.cells[fact]:
            truth = self.truth({**known, fact: cell.values[0]})
            reached[truth] = reached.get(truth, 0) + len(cell.values)
        return reached

    def _reachable_by(self, fact: str, bit: int, worlds: Collection[frozenset[int]]) -> Reachable:
        """Return the same for a fact of one demand, which needs no trial of each of its values.

        If met, it settles a world whose terms ask for it alone; if broken, one all of whose do.
        """
        answers = {bool(cell.met & bit): len(cell.values) for cell in self.cells[fact]}
        reached = {}
        if all(bit in left or 0 in left for left in worlds):
            reached[Truth.YES] = answers.get(True, 0)
        if all(term & bit for left in worlds for term in left):
            reached[Truth.NO] = answers.get(False, 0)
        return reached

    def _shares(self, reachable: Mapping[str, Reachable], truth: Truth) -> Shares:
        return tuple(
            (fact, reached[truth] / sum(len(cell.values) for cell in self.cells[fact]))
            for fact, reached in reachable.items()
            if truth in reached
        )

    def values_allowing(self, fact: str, known: Known) -> tuple[FactValue, ...]:
        """Return the values of `fact` that leave the condition possible, the rest as known."""
        others = {id: value for id, value in known.items() if id != fact}
        return tuple(
            value
            for cell in self.cells[fact]
            if self.truth({**others, fact: cell.values[0]}) is not Truth.NO
            for value in cell.values
        )

    def without(self, facts: Iterable[str]) -> Cover:
        """Return the cover with every demand on these facts counted as met."""
        aside = set(facts)
        bits = sum(1 << bit for bit, fact in enumerate(self.fact_of_bit) if fact in aside)
        terms = _absorb({term & ~bits for term in self.terms})
        return Cover(terms=tuple(sorted(terms)), cells=self.cells, fact_of_bit=self.fact_of_bit)

    def _worlds(self, known: Known) -> dict[tuple[int, ...], tuple[int, int]]:
        """Return the demands met and broken for each way the split facts may turn out."""
        met, broken = self._masks(known)
        trials = [self.cells[fact] for fact in self._open_splits(known)]
        if not trials:
            return {(): (met, broken)}
        return {
            tuple(id(cell) for cell in cells): (
                reduce(int.__or__, (cell.met for cell in cells), met),
                reduce(int.__or__, (cell.broken for cell in cells), broken),
            )
            for cells in product(*trials)
        }

    def _masks(self, known: Known) -> tuple[int, int]:
        met = broken = 0
        for fact, cells in self.cell_of.items():
            if fact in known:
                cell = cells[known[fact]]
                met, broken = met | cell.met, broken | cell.broken
        return met, broken

    def _open_splits(self, known: Known) -> list[str]:
        return [fact for fact in self.splits if fact not in known]

    def _decisive_splits(
        self, known: Known, worlds: Mapping[tuple[int, ...], frozenset[int]]
    ) -> set[str]:
        """Return the split facts for which two worlds that differ in it alone differ at all."""
        found = set()
        for place, fact in enumerate(self._open_splits(known)):
            by_others: dict[tuple[int, ...], set[frozenset[int]]] = {}
            for key, left in worlds.items():
                by_others.setdefault(key[:place] + key[place + 1 :], set()).add(left)
            if any(len(lefts) > 1 for lefts in by_others.values()):
                found.add(fact)
        return found


def cover_of(condition: Condition, facts: FactBook) -> Cover:
    """Return the sum of terms that a condition stands for."""
    terms = list(_terms(condition, facts, wanted=True))
    demands = list(dict.fromkeys(demand for term in terms for demand in term.items()))
    bit = {demand: 1 << place for place, demand in enumerate(demands)}
    sums = _absorb({sum(bit[demand] for demand in term.items()) for term in terms})
    named = dict.fromkeys(fact for fact, _ in demands)
    return Cover(
        terms=tuple(sorted(sums)),
        cells={fact: _cells(facts.by_id[fact], demands) for fact in named},
        fact_of_bit=tuple(fact for fact, _ in demands),
    )


def _terms(condition: Condition, facts: FactBook, *, wanted: bool) -> Iterator[Demands]:
    match condition:
        case ValueIn():
            domain = frozenset(facts.by_id[condition.fact].domain())
            values = domain & condition.values if wanted else domain - condition.values
            if values:
                yield {} if values == domain else {condition.fact: values}
        case Not():
            yield from _terms(condition.part, facts, wanted=not wanted)
        case Term():
            yield from _terms(condition.when, facts, wanted=wanted)
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
    sums = [list(_terms(part, facts, wanted=wanted)) for part in parts]
    for chosen in combinations(sums, count):
        for terms in product(*chosen):
            if (joined := _join(terms)) is not None:
                yield joined


def _join(terms: Iterable[Demands]) -> Demands | None:
    """Return the demands of all the terms together, or None where they cannot be met together."""
    joined: Demands = {}
    for fact, values in (demand for term in terms for demand in term.items()):
        joined[fact] = joined[fact] & values if fact in joined else values
    return joined if all(joined.values()) else None


def _cells(fact: Fact, demands: list[tuple[str, frozenset[FactValue]]]) -> tuple[Cell, ...]:
    cells: dict[tuple[int, int], list[FactValue]] = {}
    for value in fact.domain():
        met = sum(1 << bit for bit, (id, ok) in enumerate(demands) if id == fact.id and value in ok)
        on_fact = sum(1 << bit for bit, (id, _) in enumerate(demands) if id == fact.id)
        cells.setdefault((met, on_fact & ~met), []).append(value)
    return tuple(
        Cell(values=tuple(values), met=met, broken=broken)
        for (met, broken), values in cells.items()
    )


def _truth(terms: Iterable[int], met: int, broken: int) -> Truth:
    truth = Truth.NO
    for term in terms:
        if not term & broken:
            if not term & ~met:
                return Truth.YES
            truth = Truth.UNKNOWN
    return truth


def _left(terms: Iterable[int], met: int, broken: int) -> frozenset[int]:
    return _absorb({term & ~met for term in terms if not term & broken})


def _absorb(terms: set[int]) -> frozenset[int]:
    """Drop each term that asks for all that another asks for, and more."""
    return frozenset(term for term in terms if not any(o != term and o & term == o for o in terms))
