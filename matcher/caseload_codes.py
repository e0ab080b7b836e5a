"""How the value of a fact stands in a column of a caseload."""

from __future__ import annotations

from typing import Any, TypeAlias

from numpy.typing import NDArray

from matcher.conditions import FactValue
from matcher.facts import Fact

__all__ = ["NOT_KNOWN", "Column", "code_of"]

Column: TypeAlias = NDArray[Any]
"""Whole numbers; for `child.born_on` alone dates (`datetime64[D]`)."""

NOT_KNOWN = -128
"""In a column of whole numbers: not known. Not -1, which is an age: due within a month."""


def code_of(fact: Fact, value: FactValue) -> int:
    """Return the whole number that stands for a value: 1 yes, 0 no, months, or a choice's place."""
    return fact.domain().index(value) if fact.type == "choice" else int(value)
