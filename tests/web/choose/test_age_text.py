"""An age in the ways that people write it, and what is wrong with one that is none."""

from datetime import date, timedelta

import pytest

from directory.web.choose.questions.age_text import FORMS, TOO_OLD, ChildAge, read_age

ON = date(2026, 11, 22)
MAY = date(2024, 5, 14)
YEARS: list[tuple[str, int]] = [("14", 168), ("2 years", 24), ("17y", 204), ("1 yr old", 12)]
MONTHS: list[tuple[str, int]] = [
    ("0", 0), ("2y 6m", 30), ("2 years 6 months", 30), ("2yrs and 6 mths", 30), ("2.5", 30),
    ("2.5 years", 30), ("18 months", 18), ("18m", 18), ("6 weeks", 1), ("3w", 0), ("10 days", 0),
    ("17 years, 11 months", 215), ("0y 9m", 9),
]  # fmt: skip
BORN: list[tuple[str, date]] = [
    ("14 5 2024", MAY), ("14/05/2024", MAY), ("14.5.24", MAY), ("14-5-2024", MAY),
    ("14 May 2024", MAY), ("14 may 24", MAY), ("2024-05-14", MAY), ("born 14 5 2024", MAY),
    ("29 2 2024", date(2024, 2, 29)), ("22 11 2026", ON),
]  # fmt: skip
DUE: list[tuple[str, date]] = [
    ("due 14 5 2027", date(2027, 5, 14)),
    ("unborn, due 1 March 2027", date(2027, 3, 1)),
    ("unborn 20 weeks", ON + timedelta(weeks=20)),
    ("20 weeks pregnant", ON + timedelta(weeks=20)),
    ("pregnant 24/40", ON + timedelta(weeks=16)),
    ("unborn 41 weeks", ON + timedelta(days=1)),
]
WRONG: list[tuple[str, str]] = [
    ("two", FORMS), ("x", FORMS), ("-2", FORMS), ("2y 6", FORMS), ("3y old girl", FORMS),
    ("9" * 5000, FORMS), ("18", TOO_OLD), ("216 months", TOO_OLD), ("22 11 2008", TOO_OLD),
    ("1 1 0001", TOO_OLD), ("30 2 2024", "real date"), ("1 13 2024", "real date"),
    ("1 foo 2024", "real date"), ("23 11 2026", "must be in the past"),
    ("unborn", "Add the due date"), ("9" * 50, TOO_OLD),
    ("due 22 11 2026", "must be after today"), ("due 23 8 2027", "within 9 months"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "months"), YEARS)
def test_years_alone_are_said_to_be_so(text: str, months: int) -> None:
    assert read_age(text, ON) == ChildAge(months=months, years_only=True)


@pytest.mark.parametrize(("text", "months"), MONTHS)
def test_an_age_is_in_completed_months(text: str, months: int) -> None:
    assert read_age(text, ON) == ChildAge(months=months)


@pytest.mark.parametrize(("text", "day"), [*BORN, *DUE])
def test_a_day_is_of_birth_or_due(text: str, day: date) -> None:
    assert read_age(text, ON) == ChildAge(born_on=day)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_is_not_known(text: str) -> None:
    assert read_age(text, ON) is None


@pytest.mark.parametrize(("text", "problem"), WRONG)
def test_what_is_no_age_is_explained(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re_of(problem)):
        read_age(text, ON)


def re_of(words: str) -> str:
    """Return words as a pattern that finds them as they are."""
    return "".join(f"[{c}]" if c in "(),.?" else c for c in words)
