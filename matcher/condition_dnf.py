"""The answer rule, exactly: what a condition comes to while some of its facts are not known.

A condition is turned into a sum of terms, each a set of demands on single facts ("the age is one
of these months"). A term with a broken demand is gone; a term with every demand met settles the
sum. Three-valued tables alone would be too careful where a fact is asked for in two ways, so such a
fact, while not known, is tried with each of its values; the rest can each turn out either way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from typing import NamedTuple

from matcher.conditions import Condition, FactValue, Known
from matcher.dnf_terms import absorbed, cells_of, terms_left, terms_of, truth_of_terms
from matcher.facts import FactBook
from matcher.truth import Truth, agreement
from matcher.value_cells import ValueCell

__all__ = ["ConditionDnf", "Outlook", "dnf_of"]

Reachable = dict[Truth, int]
Shares = tuple[tuple[str, float], ...]
"""Facts by their ids, each with the share of its values that would do it."""


class Outlook(NamedTuple):
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
class ConditionDnf:
    """A sum of terms; each term is a bit set of demands, each fact a list of cells."""

    terms: tuple[int, ...]
    cells: Mapping[str, tuple[ValueCell, ...]]
    fact_of_bit: tuple[str, ...]

    @cached_property
    def cell_of(self) -> Mapping[str, Mapping[FactValue, ValueCell]]:
        """Return the cell of each value of each fact."""
        return {
            fact: {value: cell for cell in cells for value in cell.values}
            for fact, cells in self.cells.items()
        }

    def demands(self) -> tuple[tuple[tuple[str, frozenset[FactValue]], ...], ...] | None:
        """Return the terms as demands on facts; None where a fact is asked for in several ways.

        Of such a sum the truth tables give the exact answer.
        """
        if self.splits:
            return None
        wanted = {
            bit: (fact, frozenset(v for cell in self.cells[fact] if cell.met for v in cell.values))
            for bit, fact in enumerate(self.fact_of_bit)
        }
        return tuple(tuple(wanted[bit] for bit in wanted if term >> bit & 1) for term in self.terms)

    @cached_property
    def splits(self) -> tuple[str, ...]:
        """Return the facts that are asked for in more than one way."""
        return tuple(fact for fact in self.cells if self.fact_of_bit.count(fact) > 1)

    def truth(self, known: Known) -> Truth:
        """Return what the condition comes to however the unknown facts turn out."""
        if not self.splits:
            return truth_of_terms(self.terms, *self._masks(known))
        return agreement(
            truth_of_terms(self.terms, *masks) for masks in self._worlds(known).values()
        )

    def deciding(self, known: Known, truth: Truth) -> str | None:
        """Return the first fact without which the rest of what is known would not be enough.

        Facts are left out from the last as long as it still comes to `truth`; None if all can be.
        """
        if self.splits:
            return self._deciding_by_trial(known, truth)
        cells = [(fact, of[known[fact]]) for fact in known if (of := self.cell_of.get(fact))]
        if self.alternatives is not None:
            met = [fact for fact, cell in cells if cell.met]
            return next(iter(met or [fact for fact, _ in cells]), None)
        return self._deciding_in_one_pass(cells, truth)

    def _deciding_in_one_pass(
        self, cells: Sequence[tuple[str, ValueCell]], truth: Truth
    ) -> str | None:
        before = [(0, 0)]
        for _, cell in cells:
            before.append((before[-1][0] | cell.met, before[-1][1] | cell.broken))
        first, met, broken = None, 0, 0
        for (fact, cell), (all_met, all_broken) in zip(
            reversed(cells), reversed(before[:-1]), strict=True
        ):
            if truth_of_terms(self.terms, all_met | met, all_broken | broken) is not truth:
                first, met, broken = fact, met | cell.met, broken | cell.broken
        return first

    def _deciding_by_trial(self, known: Known, truth: Truth) -> str | None:
        needed = dict(known)
        for fact in reversed(list(known)):
            value = needed.pop(fact)
            if self.truth(needed) is not truth:
                needed = {fact: value, **needed}
        return next((fact for fact in known if fact in needed), None)

    @cached_property
    def alternatives(self) -> Mapping[str, tuple[float, float]] | None:
        """Return, of a plain list of alternatives, each fact with the shares of its values.

        The share that makes its alternative met, and the share that does not; None of a condition
        of any other form. Such a list needs none of the work that follows.
        """
        if self.splits or any(term & (term - 1) or not term for term in self.terms):
            return None
        found = {}
        for fact in [f for bit, f in enumerate(self.fact_of_bit) if 1 << bit in self.terms]:
            cells = self.cells[fact]
            values = sum(len(cell.values) for cell in cells)
            met = sum(len(cell.values) for cell in cells if cell.met)
            found[fact] = met / values, (values - met) / values
        return found

    def _of_alternatives(
        self, known: Known, alternatives: Mapping[str, tuple[float, float]]
    ) -> Outlook:
        if any(self.cell_of[fact][known[fact]].met for fact in alternatives if fact in known):
            return _SETTLED[Truth.YES]
        open_still = [fact for fact in alternatives if fact not in known]
        if not open_still:
            return _SETTLED[Truth.NO]
        can_fail = [(fact, alternatives[fact][1]) for fact in open_still if len(open_still) == 1]
        return Outlook(
            truth=Truth.UNKNOWN,
            missing=frozenset(open_still),
            can_fail=tuple(can_fail),
            can_meet=tuple((fact, alternatives[fact][0]) for fact in open_still),
        )

    def outlook(self, known: Known) -> Outlook:
        """Return what the condition comes to, and which answers could settle it."""
        if self.alternatives is not None:
            return self._of_alternatives(known, self.alternatives)
        masks = self._worlds(known)
        truth = agreement([truth_of_terms(self.terms, *each) for each in masks.values()])
        if truth is not Truth.UNKNOWN:
            return _SETTLED[truth]
        worlds = {key: terms_left(self.terms, *each) for key, each in masks.items()}
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

    def without(self, facts: Iterable[str]) -> ConditionDnf:
        """Return the cover with every demand on these facts counted as met."""
        aside = set(facts)
        bits = sum(1 << bit for bit, fact in enumerate(self.fact_of_bit) if fact in aside)
        terms = absorbed({term & ~bits for term in self.terms})
        return ConditionDnf(
            terms=tuple(sorted(terms)), cells=self.cells, fact_of_bit=self.fact_of_bit
        )

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


def dnf_of(condition: Condition, facts: FactBook) -> ConditionDnf:
    """Return the sum of terms that a condition stands for."""
    terms = list(terms_of(condition, facts, wanted=True))
    demands = list(dict.fromkeys(demand for term in terms for demand in term.items()))
    bit = {demand: 1 << place for place, demand in enumerate(demands)}
    sums = absorbed({sum(bit[demand] for demand in term.items()) for term in terms})
    named = dict.fromkeys(fact for fact, _ in demands)
    return ConditionDnf(
        terms=tuple(sorted(sums)),
        cells={fact: cells_of(facts.by_id[fact], demands) for fact in named},
        fact_of_bit=tuple(fact for fact, _ in demands),
    )
