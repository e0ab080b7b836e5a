# ruff: noqa: E501 (tables, one row a line)
"""A case is read strictly: each bad input is named by its field and told how to be mended."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from matcher import CaseError
from matcher.case import Case, read_case
from tests.matcher.shipped import ON, knowledge


def read(data: object, on: date = ON) -> Case:
    return read_case(data, knowledge().facts, on)


def problems(data: object, on: date = ON) -> list[tuple[str | None, str]]:
    with pytest.raises(CaseError) as caught:
        read(data, on)
    return [(problem.field, problem.problem) for problem in caught.value.problems]


BOOLEAN = "should be true, false or null (not known), not"
MONTHS = "should be a whole number of months, not"
A_DATE = "should be a date as year-month-day, as in 2024-05-14, not"
ADULT = "18 or over; the sources are about children under 18 (0 to 215 months)"


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("abuse.neglect", 1, f"{BOOLEAN} 1"),
        ("abuse.neglect", 0, f"{BOOLEAN} 0"),
        ("abuse.neglect", "true", f"{BOOLEAN} 'true'"),
        ("abuse.neglect", [], f"{BOOLEAN} a list"),
        ("abuse.neglect", {}, f"{BOOLEAN} an object"),
        ("child.age_months", True, f"{MONTHS} True"),
        ("child.age_months", 30.0, f"{MONTHS} 30.0"),
        ("child.age_months", "30", f"{MONTHS} '30'"),
        ("child.age_months", float("nan"), f"{MONTHS} nan"),
        ("child.age_months", -10, "is -10: a child not born yet is -9 to -1 (months until due)"),
        ("child.age_months", 216, f"is 216: {ADULT}"),
        pytest.param(
            "child.age_months", 10**5000, f"is a number of very many digits: {ADULT}", id="digits"
        ),
        ("stage", "after", "should be one of at_risk, after_abuse, both, suspected, or null (not known), not 'after'"),
        ("stage", True, "should be one of at_risk, after_abuse, both, suspected, or null (not known), not True"),
        ("child.sex", ["female"], "should be one of female, male, or null (not known), not a list"),
        ("child.born_on", "2024-2-30", f"{A_DATE} '2024-2-30'"),
        ("child.born_on", "2024-02-30", f"{A_DATE} '2024-02-30'"),
        ("child.born_on", "20240514", f"{A_DATE} '20240514'"),
        ("child.born_on", "2024-W20-2", f"{A_DATE} '2024-W20-2'"),
        ("child.born_on", "2024-05-14T00:00", f"{A_DATE} '2024-05-14T00:00'"),
        ("child.born_on", 20240514, f"{A_DATE} 20240514"),
        ("child.born_on", "", f"{A_DATE} ''"),
        ("abuse.neglct", True, "is not a fact that Waymark knows; did you mean abuse.neglect?"),
        ("zzz", True, "is not a fact that Waymark knows; the ids are listed in data/facts.yaml"),
        ("", True, "is not a fact that Waymark knows; the ids are listed in data/facts.yaml"),
    ],
)  # fmt: skip
def test_a_bad_value_is_named_with_its_field(field: str, value: Any, problem: str) -> None:
    assert problems({field: value}) == [(field, problem)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [([], "a list"), ("case", "'case'"), (None, "nothing"), (3, "3"), (True, "True")],
)
def test_what_is_no_mapping_is_no_case(data: object, kind: str) -> None:
    expected = f"a case is an object of fact id to value, not {kind}"
    assert problems(data) == [(None, expected)]


def test_every_problem_is_told_at_once() -> None:
    case = {"abuse.neglect": 1, "stage": "no", "child.sex": "female", "nonsense": True}
    assert [field for field, _ in problems(case)] == ["abuse.neglect", "stage", "nonsense"]


def test_the_message_names_every_field() -> None:
    with pytest.raises(CaseError, match=r"stage: should be .*; child\.sex: should be "):
        read({"stage": "x", "child.sex": "y"})


def test_a_long_value_is_cut_short_in_the_message() -> None:
    ((_, problem),) = problems({"stage": "x" * 100_000})
    assert len(problem) < 200


def test_a_hostile_number_of_fields_is_refused_at_once() -> None:
    assert problems({f"made up {n}": True for n in range(1001)}) == [
        (None, "has 1001 fields, too many to read")
    ]


@pytest.mark.parametrize("months", [-9, -1, 0, 215])
def test_the_ages_at_the_ends_are_read(months: int) -> None:
    assert read({"child.age_months": months}).known == {"child.age_months": months}


def test_null_is_not_known() -> None:
    assert read({"stage": None, "nonsense": None}).known == {}


def test_no_is_known() -> None:
    assert read({"abuse.neglect": False}).known == {"abuse.neglect": False}


def test_any_mapping_will_do() -> None:
    assert read(MappingProxyType({"abuse.neglect": True})).known == {"abuse.neglect": True}


@pytest.mark.parametrize(
    ("born_on", "months"),
    [
        ("2024-05-22", 30),
        ("2026-11-22", 0),
        ("2026-11-23", -1),
        ("2027-08-22", -9),
        ("2008-11-23", 215),
        ("2024-02-29", 32),
    ],
)
def test_a_date_of_birth_or_due_date_is_read_as_an_age(born_on: str, months: int) -> None:
    case = read({"child.born_on": born_on})
    assert case.known == {"child.age_months": months}
    assert case.born_on == date.fromisoformat(born_on)


def test_an_age_that_agrees_with_the_date_is_welcome() -> None:
    case = read({"child.born_on": "2024-05-22", "child.age_months": 30})
    assert case.known == {"child.age_months": 30}


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        (
            {"child.born_on": "2024-05-22", "child.age_months": 31},
            "makes the child 30 months on 2026-11-22, but child.age_months is 31",
        ),
        (
            {"child.born_on": "2027-08-23"},
            "is 2027-08-23: a due date can be at most 9 months after 2026-11-22",
        ),
        (
            {"child.born_on": "2008-11-22"},
            "is 2008-11-22: 18 or over on 2026-11-22; the sources are about under 18s",
        ),
    ],
)
def test_a_date_that_cannot_be_is_named(case: dict[str, Any], problem: str) -> None:
    assert problems(case) == [("child.born_on", problem)]


def test_the_date_of_the_match_decides_the_age() -> None:
    assert read({"child.born_on": "2024-05-22"}, date(2029, 5, 22)).known["child.age_months"] == 60


def test_reading_does_not_change_the_case() -> None:
    data = {"child.born_on": "2024-05-22", "stage": None}
    read(data)
    assert data == {"child.born_on": "2024-05-22", "stage": None}
