"""When an entry is to be checked, by its kind and the calendar."""

from datetime import date, timedelta

import numpy as np
import pytest

from directory.model.assurance import (
    FALLS_AFTER,
    LONG_AGO,
    after_months,
    last_check_due_before,
    late_on,
    months_between_checks,
    next_check,
)
from directory.model.columns import KINDS
from directory.model.service_status import NO_DAY


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 9, 30), 3, date(2026, 12, 30)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, then: date) -> None:
    assert after_months(day, months) == then


@pytest.mark.parametrize(
    ("kind", "assured_on", "taken_in_on", "due"),
    [
        ("parenting", date(2026, 1, 10), date(2020, 1, 1), date(2026, 4, 10)),
        ("parenting", None, date(2026, 1, 10), date(2026, 4, 10)),
        ("helpline", date(2026, 1, 10), None, date(2026, 2, 10)),
        ("front_door", None, date(2026, 1, 31), date(2026, 2, 28)),
        ("other", None, None, LONG_AGO),
    ],
)
def test_the_next_check_is_by_kind_from_the_last_or_from_when_it_was_taken_in(
    kind: str, assured_on: date | None, taken_in_on: date | None, due: date
) -> None:
    assert next_check(kind, assured_on, taken_in_on) == due


def test_every_kind_has_a_time_between_checks() -> None:
    assert all(1 <= months_between_checks(kind) <= 12 for kind in KINDS)


def test_many_entries_fall_behind_on_the_day_that_one_does() -> None:
    checked = date(2026, 1, 10)
    falls = date(2026, 4, 10) + FALLS_AFTER
    days = np.array([checked.toordinal(), checked.toordinal(), NO_DAY])
    months = np.array([3, 12, 3])

    assert late_on(days, months, falls - timedelta(days=1)).tolist() == [False, False, True]
    assert late_on(days, months, falls).tolist() == [True, False, True]


@pytest.mark.parametrize("months", [1, 3, 12])
def test_the_last_check_that_is_due_before_a_day_is_found_on_every_day_of_four_years(
    months: int,
) -> None:
    for number in range(4 * 366):
        day = date(2026, 1, 1) + timedelta(days=number)
        last = last_check_due_before(day, months)

        assert after_months(last, months) < day <= after_months(last + timedelta(days=1), months)
