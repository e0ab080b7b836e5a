"""The columns of a caseload are read whole or refused, with the rows and never what is in them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from matcher import CaseError
from matcher.case import BORN_ON
from matcher.caseload import NOT_KNOWN, column_of
from matcher.caseload_columns import Column, read_columns
from tests.matcher.shipped import AGE, ON, knowledge

FACTS = knowledge().facts


def refused(columns: dict[str, Column]) -> dict[str | None, str]:
    """Return the problem of each column."""
    with pytest.raises(CaseError) as caught:
        read_columns(columns, FACTS, ON)
    return {problem.field: problem.problem for problem in caught.value.problems}


def of(*values: Any, dtype: Any = np.int16) -> Column:
    return np.array(values, dtype)


def dates(*days: str | None) -> Column:
    return np.array(days, "datetime64[D]")


def test_without_a_column_nobody_can_say_how_many_children_there_are() -> None:
    assert "how many children" in refused({})[None]


def test_a_column_that_is_no_fact_is_named_with_the_fact_that_may_be_meant() -> None:
    problems = refused({"abuse.nelgect": of(1), "surname": of(1)})
    assert "did you mean abuse.neglect?" in problems["abuse.nelgect"]
    assert "not a fact" in problems["surname"]


def test_columns_of_two_lengths_are_refused() -> None:
    problems = refused({"stage": of(0, 1), "abuse.neglect": of(1, 0, 1)})
    assert problems == {"abuse.neglect": "has 3 rows, but stage has 2"}


def test_a_table_is_no_column() -> None:
    assert "one value for each child" in refused({"stage": np.zeros((2, 2), np.int8)})["stage"]


@pytest.mark.parametrize(
    ("id", "column"),
    [
        ("abuse.neglect", of(1.0, float("nan"), dtype=float)),
        ("abuse.neglect", of("yes", "no", dtype=str)),
        ("abuse.neglect", of(True, None, dtype=object)),
        (AGE, of(True, False, dtype=bool)),
        ("stage", of(True, False, dtype=bool)),
    ],
)
def test_what_is_not_whole_numbers_is_refused(id: str, column: Column) -> None:
    assert "whole numbers" in refused({id: column})[id]


def test_a_column_of_plain_yes_and_no_is_read() -> None:
    assert read_columns({"abuse.neglect": of(True, False, dtype=bool)}, FACTS, ON).children == 2


@pytest.mark.parametrize("dtype", ["datetime64[M]", "datetime64[Y]", "datetime64[ns]", "U10", int])
def test_a_date_of_birth_has_a_day_and_no_more(dtype: str) -> None:
    assert "datetime64[D]" in refused({BORN_ON: np.zeros(1, dtype)})[BORN_ON]


@pytest.mark.parametrize(
    ("id", "column", "bounds"),
    [
        ("abuse.neglect", of(1, 2, NOT_KNOWN, -1), "0 to 1"),
        ("stage", of(3, 4, NOT_KNOWN, -1), "0 to 3"),
        (AGE, of(-9, 216, NOT_KNOWN, -10), "-9 to 215"),
    ],
)
def test_a_number_that_stands_for_nothing_is_refused_with_its_rows(
    id: str, column: Column, bounds: str
) -> None:
    wanted = f"should be {bounds}, or -128 for not known (row 2, 4)"
    assert refused({id: column, "abuse.sexual": of(1, 0, 1, 0)}) == {id: wanted}


def test_of_many_rows_the_first_are_named_and_the_others_counted() -> None:
    problem = refused({"abuse.neglect": np.full(1205, 7, np.int8)})["abuse.neglect"]
    assert problem.endswith("(row 1, 2, 3, 4, 5 and 1,200 more)")


def test_every_column_that_cannot_be_read_is_named_at_once() -> None:
    problems = refused({"abuse.neglect": of(7, 1), AGE: of(1, 999), "stage": of(0, 1)})
    assert set(problems) == {"abuse.neglect", AGE}


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (dates(None, "2008-11-22"), "18 or over on 2026-11-22"),
        (dates(None, "1000-01-01"), "18 or over on 2026-11-22"),
        (dates(None, "2027-09-23"), "at most 9 months after 2026-11-22"),
        # Of 128 months before birth too, which is the number for "not known".
        (dates(None, "2037-07-22"), "at most 9 months after 2026-11-22"),
    ],
)
def test_a_date_of_birth_outside_childhood_is_refused_without_being_told(
    born: Column, says: str
) -> None:
    problem = refused({BORN_ON: born})[BORN_ON]
    assert says in problem
    assert problem.endswith("(row 2)")
    assert str(born[1]) not in problem


def test_an_age_that_is_not_that_of_the_date_of_birth_is_refused() -> None:
    problems = refused({BORN_ON: dates("2024-05-22", None, "2024-05-22"), AGE: of(30, 5, 29)})
    assert "another age" in problems[BORN_ON]
    assert problems[BORN_ON].endswith("(row 3)")


def test_a_column_of_values_holds_the_number_of_each() -> None:
    assert column_of(FACTS.by_id["abuse.neglect"], [True, None, False]).tolist() == [1, -128, 0]
    assert column_of(FACTS.by_id["stage"], ["both", None, "at_risk"]).tolist() == [2, -128, 0]
    assert column_of(FACTS.by_id[AGE], [-1, None, 215]).tolist() == [-1, -128, 215]


@pytest.mark.parametrize(
    ("id", "value"), [("abuse.neglect", 1), ("stage", "before"), (AGE, True), (AGE, 216)]
)
def test_a_value_that_a_fact_cannot_have_makes_no_column(id: str, value: Any) -> None:
    with pytest.raises(CaseError, match=r"row 2"):
        column_of(FACTS.by_id[id], [None, value])
