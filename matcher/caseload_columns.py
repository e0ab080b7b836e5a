"""Reading the columns of a caseload: one fact a column, one child a row, nothing of who they are.

What `match()` refuses of one case is refused of a row. A message gives the places of the rows and
never what stands in them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.ages import OLDEST_MONTHS, YOUNGEST_MONTHS
from matcher.case import BORN_ON, CaseError, Problem
from matcher.caseload_codes import NOT_KNOWN, Column, code_of
from matcher.conditions import AGE, FactValue
from matcher.facts import Fact, FactBook
from matcher.implied_columns import completed_columns

__all__ = ["NOT_KNOWN", "CaseloadColumns", "Column", "code_of", "column_of", "read_columns"]

_ROWS_NAMED = 5
_YEAR_0 = 1970
"""Where numpy counts months from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadColumns:
    """What is known of each child, as whole numbers by fact; a fact without a column is not known.

    Dates of birth are ages by now.
    """

    children: int
    codes: Mapping[str, Column]


def column_of(fact: Fact, values: Iterable[FactValue | None]) -> Column:
    """Return the column of a fact of which these are the values; None = not known.

    Raises CaseError where a value is none that the fact may have. Not for dates.
    """
    # With its type, since to Python 1 is the same as True.
    codes: dict[tuple[type, object], int] = {(type(None), None): NOT_KNOWN}
    codes |= {(type(value), value): code_of(fact, value) for value in fact.domain()}
    found = [codes.get((type(value), value)) for value in values]
    wrong = np.array([code is None for code in found], bool)
    if wrong.any():
        raise CaseError((_problem(fact.id, "not a value of this fact", wrong),))
    return np.array(found, np.int16)


def read_columns(columns: Mapping[str, Column], facts: FactBook, on: date) -> CaseloadColumns:
    """Return the columns checked, with dates of birth read as ages in completed months at `on`.

    Raises CaseError naming every column that cannot be read.
    """
    problems = [*_misshapen(columns, facts)]
    if not problems:
        problems = [p for id, column in columns.items() for p in _wrong(id, column, facts)]
    if problems:
        raise CaseError(tuple(problems))
    codes = dict(columns)
    if BORN_ON in codes:
        codes[AGE] = _aged(codes.pop(BORN_ON), codes.get(AGE), on)
    children = len(next(iter(columns.values())))
    return CaseloadColumns(children=children, codes=completed_columns(codes, facts, children))


def _misshapen(columns: Mapping[str, Column], facts: FactBook) -> Iterator[Problem]:
    """Yield what is wrong with the columns whatever stands in them."""
    if not columns:
        text = "there are no columns, so nobody can say how many children there are"
        yield Problem(field=None, problem=text)
        return
    first = next(iter(columns))
    for id, column in columns.items():
        if id not in facts.by_id:
            yield Problem(field=id, problem=_unknown_id(id, facts))
        elif column.ndim != 1:
            yield Problem(field=id, problem="should be one value for each child")
        elif len(column) != len(columns[first]):
            text = f"has {len(column)} rows, but {first} has {len(columns[first])}"
            yield Problem(field=id, problem=text)


def _unknown_id(id: str, facts: FactBook) -> str:
    near = difflib.get_close_matches(id[:100], facts.by_id, n=1)
    hint = f"; did you mean {near[0]}?" if near else "; the ids are listed in data/facts.yaml"
    return f"is not a fact that Waymark knows{hint}"


def _wrong(id: str, column: Column, facts: FactBook) -> Iterator[Problem]:
    """Yield what is wrong with the values of one column."""
    fact = facts.by_id[id]
    if fact.type == "date":
        # A year or a month alone would be read as its first day, which nobody said.
        if column.dtype != np.dtype("datetime64[D]"):
            yield Problem(field=id, problem="should be dates (datetime64[D]; NaT is not known)")
        return
    if column.dtype.kind not in ("biu" if fact.type == "boolean" else "iu"):
        yield Problem(field=id, problem=f"should be whole numbers ({NOT_KNOWN} is not known)")
        return
    lowest, highest = _bounds(fact)
    wrong = (column < lowest) | (column > highest)
    if wrong.any() and (wrong := wrong & (column != NOT_KNOWN)).any():
        yield _problem(id, f"should be {lowest} to {highest}, or {NOT_KNOWN} for not known", wrong)


def _bounds(fact: Fact) -> tuple[int, int]:
    codes = [code_of(fact, value) for value in fact.domain()]
    return min(codes), max(codes)


def _aged(born_on: Column, ages: Column | None, on: date) -> Column:
    """Return the ages that dates of birth give at `on`, and those given where there is no date."""
    known = ~np.isnat(born_on)
    months = np.where(known, _completed_months(born_on, on), 0)
    too_young, too_old = months < YOUNGEST_MONTHS, months > OLDEST_MONTHS
    if ages is None:
        ages = np.full(len(born_on), NOT_KNOWN)
    differ = known & (ages != NOT_KNOWN) & (ages != months)
    said = (
        (f"a due date can be at most 9 months after {on}", too_young),
        (f"18 or over on {on}; the sources are about under 18s", too_old),
        (f"the date gives another age on {on} than {AGE} does", differ & ~too_young & ~too_old),
    )
    if problems := tuple(_problem(BORN_ON, text, wrong) for text, wrong in said if wrong.any()):
        raise CaseError(problems)
    return np.where(known, months, ages).astype(np.int16)


def _completed_months(born_on: Column, on: date) -> Column:
    """Return what `matcher.ages.completed_months` does, for each date."""
    month = born_on.astype("datetime64[M]")
    day = (born_on - month.astype("datetime64[D]")).astype(np.int64) + 1
    months: Column = (on.year - _YEAR_0) * 12 + on.month - 1 - month.astype(np.int64)
    months -= day > on.day
    return months


def _problem(id: str, text: str, wrong: NDArray[np.bool_]) -> Problem:
    """Return a problem with the places of the rows that have it, the first row being row 1."""
    rows = np.flatnonzero(wrong)
    named = ", ".join(str(row + 1) for row in rows[:_ROWS_NAMED])
    more = f" and {len(rows) - _ROWS_NAMED:,} more" if len(rows) > _ROWS_NAMED else ""
    return Problem(field=id, problem=f"{text} (row {named}{more})")
