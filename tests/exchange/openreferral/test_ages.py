"""Months travel as years and come back as the same month; what means nothing becomes no age."""

import pytest

from directory.exchange.openreferral.ages import months_from, months_under, years_from, years_under


def test_every_lower_age_comes_back_as_the_same_month() -> None:
    assert all(months_from(years_from(months)) == months for months in range(0, 1201))


def test_every_upper_age_comes_back_as_the_same_month() -> None:
    assert all(months_under(years_under(months)) == months for months in range(1, 1201))


def test_an_upper_age_never_takes_in_the_birthday_that_it_stops_at() -> None:
    assert all(y - 0.02 < years_under(y * 12) < y for y in range(1, 101))


@pytest.mark.parametrize("years", [-1, 99, 100, 104, 127, 100.0])
def test_what_feeds_send_for_no_limit_is_no_upper_age(years: float) -> None:
    assert months_under(years) is None


def test_what_feeds_send_for_not_stated_is_no_lower_age() -> None:
    assert months_from(-1) is None


@pytest.mark.parametrize(("years", "months"), [(5, 72), (18, 228), (4.5, 55), (0.5, 7)])
def test_an_upper_age_of_others_includes_its_year_or_its_month(years: float, months: int) -> None:
    assert months_under(years) == months
