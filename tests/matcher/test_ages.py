"""Months, birthdays and how an age is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.ages import completed_months, date_reaching, say_age, say_range


@pytest.mark.parametrize(
    ("born_on", "on", "months"),
    [
        ("2024-05-14", "2024-05-14", 0),
        ("2024-05-14", "2024-06-13", 0),
        ("2024-05-14", "2024-06-14", 1),
        ("2021-11-22", "2026-11-21", 59),
        ("2021-11-22", "2026-11-22", 60),
        # The end of a month: completed on the first of the next where the day does not exist.
        ("2026-01-31", "2026-02-28", 0),
        ("2026-01-31", "2026-03-01", 1),
        ("2026-01-31", "2026-03-31", 2),
        ("2026-08-31", "2026-09-30", 0),
        ("2026-08-31", "2026-10-01", 1),
        # Born on 29 February: a year older on 1 March, or on 29 February where there is one.
        ("2024-02-29", "2025-02-28", 11),
        ("2024-02-29", "2025-03-01", 12),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
        # A due date: the months until it, begun ones counting.
        ("2026-11-23", "2026-11-22", -1),
        ("2026-12-22", "2026-11-22", -1),
        ("2026-12-23", "2026-11-22", -2),
        ("2027-08-22", "2026-11-22", -9),
        ("2027-08-23", "2026-11-22", -10),
    ],
)
def test_completed_months(born_on: str, on: str, months: int) -> None:
    assert completed_months(date.fromisoformat(born_on), date.fromisoformat(on)) == months


@pytest.mark.parametrize(
    ("born_on", "months", "day"),
    [
        ("2024-05-14", 60, "2029-05-14"),
        ("2024-05-14", 0, "2024-05-14"),
        ("2026-01-31", 1, "2026-03-01"),
        ("2023-12-31", 2, "2024-03-01"),
        ("2024-12-30", 2, "2025-03-01"),
        ("2024-12-15", 12, "2025-12-15"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-11-22", -3, "2026-08-22"),
    ],
)
def test_the_day_on_which_months_are_completed(born_on: str, months: int, day: str) -> None:
    assert date_reaching(date.fromisoformat(born_on), months) == date.fromisoformat(day)


@pytest.mark.parametrize(("born_on", "months"), [("9999-06-01", 216), ("0001-01-01", -1)])
def test_a_day_outside_the_calendar_is_none(born_on: str, months: int) -> None:
    assert date_reaching(date.fromisoformat(born_on), months) is None


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@settings(max_examples=150, deadline=None, database=None)
@given(DAYS, st.integers(0, 216))
def test_a_month_is_completed_on_that_day_and_not_the_day_before(
    born_on: date, months: int
) -> None:
    day = date_reaching(born_on, months)
    assert day is not None
    assert completed_months(born_on, day) == months
    assert completed_months(born_on, day - timedelta(days=1)) == months - 1


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (-9, "not born yet, due within 9 months"),
        (-1, "not born yet, due within 1 month"),
        (0, "0 months"),
        (1, "1 month"),
        (11, "11 months"),
        (12, "1 year"),
        (13, "1 year 1 month"),
        (30, "2 years 6 months"),
        (215, "17 years 11 months"),
    ],
)
def test_an_age_in_words(months: int, words: str) -> None:
    assert say_age(months) == words


@pytest.mark.parametrize(
    ("from_months", "under_months", "words"),
    [
        (-9, 0, "not born yet"),
        (-9, 60, "under 5"),
        (0, 60, "under 5"),
        (0, 18, "under 1 year 6 months"),
        (0, 216, "under 18"),
        (60, 156, "5 to 12"),
        (120, 216, "10 to 17"),
        (72, 180, "6 to 14"),
        (18, 216, "1 year 6 months or over"),
        (12, 216, "1 to 17"),
        (6, 24, "from 6 months to under 2"),
        (36, 66, "from 3 to under 5 years 6 months"),
    ],
)
def test_a_range_of_ages_in_words(from_months: int, under_months: int, words: str) -> None:
    assert say_range(from_months, under_months) == words
