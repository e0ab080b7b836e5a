"""What the columns of a caseload imply, as `matcher.implied_facts` has it for one case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from matcher.caseload_codes import NOT_KNOWN, Column, code_of
from matcher.conditions import All, Any, AtLeast, Condition, FactValue, Not, Term, ValueIn, facts_of
from matcher.facts import FactBook

__all__ = ["completed_columns"]

Rows = NDArray[np.bool_]


def completed_columns(
    codes: Mapping[str, Column], facts: FactBook, children: int
) -> dict[str, Column]:
    """Return the columns with what shorthand fills and with what follows from them.

    What is stated of a child always wins.
    """
    filled = dict(codes)
    for id, choices in facts.shorthand.items():
        for choice in choices.values() if id in codes else ():
            rows = codes[id] == code_of(facts.by_id[id], choice.value)
            for fact, value in choice.sets.items():
                _fill(filled, facts, fact, value, rows)
    for fact_ in facts.following:
        for each in fact_.follows:
            if not each.of_another_carer and not filled.keys().isdisjoint(facts_of(each.when)):
                met, _ = _truth(each.when, filled, facts, children)
                _fill(filled, facts, fact_.id, each.value, met)
    return filled


def _fill(
    filled: dict[str, Column], facts: FactBook, id: str, value: FactValue, rows: Rows
) -> None:
    """Put a value where it is so and nobody has given one."""
    column = filled.get(id)
    if column is None:
        column = np.full(len(rows), NOT_KNOWN, np.int16)
    filled[id] = np.where(rows & (column == NOT_KNOWN), code_of(facts.by_id[id], value), column)


def _truth(
    condition: Condition, codes: Mapping[str, Column], facts: FactBook, children: int
) -> tuple[Rows, Rows]:
    """Return of whom a condition is met and of whom it is not, by the truth tables."""
    match condition:
        case ValueIn():
            return _value_in(condition, codes, facts, children)
        case Not():
            met, not_met = _truth(condition.part, codes, facts, children)
            return not_met, met
        case Term():
            return _truth(condition.when, codes, facts, children)
    parts = [_truth(part, codes, facts, children) for part in condition.parts]
    yes, no = [part[0] for part in parts], [part[1] for part in parts]
    match condition:
        case All():
            return reduce(np.logical_and, yes), reduce(np.logical_or, no)
        case Any():
            return reduce(np.logical_or, yes), reduce(np.logical_and, no)
        case AtLeast(count=count):
            return np.sum(yes, axis=0) >= count, len(parts) - np.sum(no, axis=0) < count


def _value_in(
    condition: ValueIn, codes: Mapping[str, Column], facts: FactBook, children: int
) -> tuple[Rows, Rows]:
    column = codes.get(condition.fact)
    if column is None:
        nobody = np.zeros(children, bool)
        return nobody, nobody
    wanted = [code_of(facts.by_id[condition.fact], value) for value in condition.values]
    met = np.isin(column, wanted)
    return met, ~met & (column != NOT_KNOWN)
