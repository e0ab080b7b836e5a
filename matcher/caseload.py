"""How every recommendation stands for each child of a caseload, as `match()` gives it for one.

Statuses and counts only, without reasons, cautions or near matches. The columns are read and let
go: what is kept of a child is how each recommendation stands, by the place of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from matcher.bit_planes import Plane, count, packed, unpacked
from matcher.caseload_columns import NOT_KNOWN, CaseloadColumns, Column, column_of, read_columns
from matcher.caseload_dnf import Spread, demands_of, read_demands, spread
from matcher.compiled_condition import CompiledCondition
from matcher.compiled_rules import CompiledRules, compiled_rules
from matcher.facts import FactBook
from matcher.knowledge import Knowledge
from matcher.result import Status

__all__ = [
    "NOT_KNOWN",
    "STATUSES",
    "Caseload",
    "CaseloadCounts",
    "MissingFact",
    "column_of",
    "statuses",
]

STATUSES: tuple[Status, ...] = ("applies", "needs_information", "does_not_apply")
"""What the numbers of `Caseload.status` stand for, by their places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadCounts:
    """How many children have each status; together, all children."""

    applies: int
    needs_information: int
    does_not_apply: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """A fact whose value, not known, can still change an answer."""

    fact: str
    pairs: int
    """In how many answers: pairs of a child and a recommendation that needs information."""
    children: int
    """For how many children, in one answer or several."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Caseload:
    """Every recommendation as it stands for each child, in the order of the rows."""

    on: date
    children: int
    _holds: Mapping[str, Plane]
    _fails: Mapping[str, Plane]
    """For whom, by the id of the recommendation; it needs information for the others."""
    _missing: tuple[MissingFact, ...]

    def counts(self) -> Mapping[str, CaseloadCounts]:
        """Return how many children have each status, by the id of the recommendation."""
        return {id: self._count(id) for id in self._holds}

    def status(self, recommendation: str) -> NDArray[np.int8]:
        """Return for each child the place in `STATUSES` of how the recommendation stands.

        Raises KeyError where there is no recommendation of that id.
        """
        holds = unpacked(self._holds[recommendation], self.children).view(np.int8)
        fails = unpacked(self._fails[recommendation], self.children).view(np.int8)
        return 1 - holds + fails

    def missing(self) -> tuple[MissingFact, ...]:
        """Return the facts that answers wait for, as `Option.missing` has them, the most first."""
        return self._missing

    def _count(self, id: str) -> CaseloadCounts:
        applies, not_so = count(self._holds[id]), count(self._fails[id])
        waits = self.children - applies - not_so
        return CaseloadCounts(applies=applies, needs_information=waits, does_not_apply=not_so)


def statuses(knowledge: Knowledge, columns: Mapping[str, Column], on: date) -> Caseload:
    """Return how every recommendation stands for each child on a date.

    `columns` are arrays by fact id, one value a child: 1 yes and 0 no, completed months, the place
    of a choice among those of `data/facts.yaml` from 0, and `NOT_KNOWN`; `child.born_on` as dates.
    A fact without a column is not known of anybody. `column_of` makes one out of plain values.
    Raises CaseError naming every column that cannot be read, and the rows that `match()` would not.
    """
    knowledge = knowledge.on(on)
    read = read_columns(columns, knowledge.facts, on)
    rules = _parts(compiled_rules(knowledge))
    asked = _asked([test for parts in rules.values() for test in parts], read, knowledge.facts)
    truths = {test: each.truth() for test, each in asked.items()}
    missing = {test: each.missing() for test, each in asked.items()}
    # The parts of a rule share no fact: it holds where all of them do, and fails where one does.
    holds = {id: _all(truths[test][0] for test in parts) for id, parts in rules.items()}
    fails = {id: _any(truths[test][1] for test in parts) for id, parts in rules.items()}
    waits = [
        (~(holds[id] | fails[id]), missing[test]) for id, parts in rules.items() for test in parts
    ]
    return Caseload(
        on=on,
        children=read.children,
        _holds=holds,
        _fails=fails,
        _missing=_most_missing(waits, knowledge.facts),
    )


def _parts(book: CompiledRules) -> Mapping[str, tuple[CompiledCondition, ...]]:
    """Return the parts of each recommendation by its id."""
    return {
        rule.recommendation.id: tuple(rule.tests[at] for at in rule.parts) for rule in book.rules
    }


def _asked(
    tests: Iterable[CompiledCondition], read: CaseloadColumns, facts: FactBook
) -> Mapping[CompiledCondition, Spread]:
    """Return each test over the caseload, once."""
    once = dict.fromkeys(tests)
    demands = read_demands({d for test in once for d in demands_of(test.cover)}, read, facts)
    everyone = packed(np.ones(read.children, bool))
    return {test: spread(test.cover, demands, everyone) for test in once}


def _all(planes: Iterable[Plane]) -> Plane:
    return reduce(np.bitwise_and, planes)


def _any(planes: Iterable[Plane]) -> Plane:
    return reduce(np.bitwise_or, planes)


def _most_missing(
    waits: Iterable[tuple[Plane, Mapping[str, Plane]]], facts: FactBook
) -> tuple[MissingFact, ...]:
    """Count each fact over the parts: for whom the whole waits, and for whom the fact matters."""
    pairs: dict[str, int] = {}
    children: dict[str, Plane] = {}
    for whole, missing in waits:
        for fact, matters in missing.items():
            open_still = whole & matters
            pairs[fact] = pairs.get(fact, 0) + count(open_still)
            children[fact] = children[fact] | open_still if fact in children else open_still
    return tuple(
        MissingFact(fact=fact, pairs=pairs[fact], children=count(children[fact]))
        for fact in sorted(pairs, key=lambda fact: (-pairs[fact], facts.order[fact]))
        if pairs[fact]
    )
