"""How far the numbers can be relied on, in words."""

from datetime import timedelta

import pytest

from directory.domain.coverage.data_confidence import confidence
from tests.directory_builders import HOME, NEWCASTLE, TODAY, Directory, entry, venue
from tests.domain.coverage.laid_out import area, ground, people, terms

pytestmark = pytest.mark.database
STRAIGHT = "Distances are in a straight line; the way by road or bus is longer."
NO_TABLE = "There is no table of travel times, so nothing that depends on one is sure."
UNCHECKED = "1 entry of 1 not checked within a year."


def said(directory: Directory, within_minutes: int | None = None) -> tuple[str, ...]:
    people(directory, area("town", HOME))
    return confidence(ground(directory), (NEWCASTLE,), terms(within_minutes=within_minutes))


def test_miles_are_told_to_be_in_a_straight_line(directory: Directory) -> None:
    found = said(directory)

    assert STRAIGHT in found
    assert NO_TABLE not in found


def test_minutes_without_a_table_are_told_to_be_unsure(directory: Directory) -> None:
    found = said(directory, within_minutes=30)

    assert NO_TABLE in found
    assert STRAIGHT not in found


@pytest.mark.parametrize(("days", "is_told"), [(360, False), (380, True)])
def test_an_entry_that_was_not_checked_within_a_year_is_counted(
    directory: Directory, days: int, is_told: bool
) -> None:
    directory.take(entry("a", venue(HOME), assured_on=TODAY - timedelta(days=days)))

    assert (UNCHECKED in said(directory)) is is_told
