"""The answer rule of `matcher.condition_dnf` for all children of a caseload at once.

Each demand of a cover becomes two planes: of whom it is known to be met, and of whom it is known to
be broken. Of a child in neither the fact is not known, which never counts as no. As in that module,
a fact that is asked for in more than one way is tried with each of its values while not known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, product

import numpy as np

from matcher.bit_planes import Plane, packed
from matcher.caseload_columns import NOT_KNOWN, CaseloadColumns, code_of
from matcher.condition_dnf import ConditionDnf
from matcher.conditions import FactValue
from matcher.facts import FactBook
from matcher.value_cells import ValueCell

__all__ = ["Demand", "Demands", "Spread", "demands_of", "read_demands", "spread"]

Demand = tuple[str, frozenset[FactValue]]
"""A fact, and the values that meet the demand."""
Demands = Mapping[Demand, tuple[Plane, Plane]]
"""Of whom each demand is met, and of whom it is broken."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _World:
    """One way in which the facts asked for in more than one way may turn out."""

    cells: tuple[ValueCell, ...]
    possible: Plane
    terms: frozenset[int]
    """What is left of the terms that it does not break: demands on the other facts."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """A cover over a caseload, with how each of its demands turned out, in their order."""

    cover: ConditionDnf
    everyone: Plane
    met: tuple[Plane, ...]
    broken: tuple[Plane, ...]

    def truth(self) -> tuple[Plane, Plane]:
        """Return for whom the cover holds, and for whom it fails, whatever is not known."""
        holds = fails = self.everyone
        for world in self._worlds():
            holds = holds & (~world.possible | self._some_term_met(world.terms))
            fails = fails & (~world.possible | self._every_term_broken(world.terms))
        return holds, fails

    def missing(self) -> Mapping[str, Plane]:
        """Return for whom each fact is not known and can still change the answer."""
        worlds = list(self._worlds())
        found = {fact: self._tells_apart(at, worlds) for at, fact in enumerate(self.cover.splits)}
        for bit, fact in enumerate(self.cover.fact_of_bit):
            if fact not in self.cover.splits:
                found[fact] = self._unknown(bit) & self._matters(bit, worlds)
        return found

    def _worlds(self) -> Iterator[_World]:
        for cells in product(*(self.cover.cells[fact] for fact in self.cover.splits)):
            met = reduce(int.__or__, (cell.met for cell in cells), 0)
            broken = reduce(int.__or__, (cell.broken for cell in cells), 0)
            yield _World(
                cells=cells,
                possible=self._possible(met, broken),
                terms=frozenset(term & ~met for term in self.cover.terms if not term & broken),
            )

    def _possible(self, met: int, broken: int) -> Plane:
        """Return of whom nothing known rules out that these demands are met and those broken."""
        plane = self.everyone
        for bit in _bits(met):
            plane = plane & ~self.broken[bit]
        for bit in _bits(broken):
            plane = plane & ~self.met[bit]
        return plane

    def _some_term_met(self, terms: Collection[int]) -> Plane:
        return reduce(np.bitwise_or, map(self._all_met, terms), np.zeros_like(self.everyone))

    def _every_term_broken(self, terms: Collection[int]) -> Plane:
        plane = self.everyone
        for term in terms:
            plane = plane & ~self._possible(term, 0)
        return plane

    def _all_met(self, demands: int) -> Plane:
        return reduce(np.bitwise_and, (self.met[bit] for bit in _bits(demands)), self.everyone)

    def _unknown(self, bit: int) -> Plane:
        return self.everyone & ~(self.met[bit] | self.broken[bit])

    def _matters(self, bit: int, worlds: Collection[_World]) -> Plane:
        """Return in whose worlds some term still asks for the demand, and no other makes do."""
        plane = np.zeros_like(self.everyone)
        for world in worlds:
            others = [term for term in world.terms if not term >> bit & 1]
            for term in world.terms.difference(others):
                plane |= world.possible & self._asks_alone(term, others)
        return plane

    def _asks_alone(self, term: int, others: Collection[int]) -> Plane:
        """Return for whom a term can be met while none of the others need be."""
        plane = self._possible(term, 0)
        for other in others:
            plane = plane & ~self._all_met(other & ~term)
        return plane

    def _tells_apart(self, at: int, worlds: Collection[_World]) -> Plane:
        """Return for whom two worlds that differ in the fact at this place alone differ at all."""
        plane = np.zeros_like(self.everyone)
        for one, two in combinations(worlds, 2):
            pairs = enumerate(zip(one.cells, two.cells, strict=True))
            if [place for place, (cell, other) in pairs if cell is not other] == [at]:
                # Both are possible only while the fact is not known.
                differ = self._exceeds(one.terms, two.terms) | self._exceeds(two.terms, one.terms)
                plane |= one.possible & two.possible & differ
        return plane

    def _exceeds(self, terms: Collection[int], others: Collection[int]) -> Plane:
        """Return for whom the one sum can still hold where the other does not."""
        alone = (self._asks_alone(term, others) for term in terms)
        return reduce(np.bitwise_or, alone, np.zeros_like(self.everyone))


def spread(cover: ConditionDnf, demands: Demands, everyone: Plane) -> Spread:
    """Return a cover over the caseload whose demands these are."""
    turned_out = [demands[demand] for demand in demands_of(cover)]
    return Spread(
        cover=cover,
        everyone=everyone,
        met=tuple(met for met, _ in turned_out),
        broken=tuple(broken for _, broken in turned_out),
    )


def demands_of(cover: ConditionDnf) -> tuple[Demand, ...]:
    """Return the demands of a cover in the order of their bits."""
    return tuple(
        (
            fact,
            frozenset(v for cell in cover.cells[fact] if cell.met >> bit & 1 for v in cell.values),
        )
        for bit, fact in enumerate(cover.fact_of_bit)
    )


def read_demands(asked: Collection[Demand], columns: CaseloadColumns, facts: FactBook) -> Demands:
    """Return how each of the demands turned out; of a fact without a column, neither way."""
    nobody = packed(np.zeros(columns.children, bool))
    known = {fact: packed(column != NOT_KNOWN) for fact, column in columns.codes.items()}
    found = dict.fromkeys(asked, (nobody, nobody))
    for fact, values in found:
        if fact in known:
            met = _met(columns, fact, sorted(code_of(facts.by_id[fact], v) for v in values))
            found[fact, values] = met, known[fact] & ~met
    return found


def _met(columns: CaseloadColumns, fact: str, codes: list[int]) -> Plane:
    column, held = columns.codes[fact], np.zeros(columns.children, bool)
    for first, last in _runs(codes):
        held |= (column >= first) & (column <= last) if first < last else column == first
    return packed(held)


def _runs(codes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of whole numbers in ascending order."""
    first = 0
    for place, code in enumerate(codes):
        if place + 1 == len(codes) or codes[place + 1] != code + 1:
            yield codes[first], code
            first = place + 1


def _bits(demands: int) -> Iterator[int]:
    while demands:
        yield (demands & -demands).bit_length() - 1
        demands &= demands - 1
