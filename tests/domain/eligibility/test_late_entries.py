"""An entry whose check is long overdue comes after those that are checked; no status changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from directory.model.assurance import FALLS_AFTER
from tests.directory_builders import NEWCASTLE, PROGRAMME, TODAY, Directory, entry, venue

pytestmark = pytest.mark.database
CHECKED = date(2026, 6, 1)
FALLS = date(2026, 9, 1) + FALLS_AFTER


def order(directory: Directory, on: date = TODAY) -> list[str]:
    return [each.service.id for each in directory.find(on=on).listed]


def take(directory: Directory, near: date | None, far: date | None) -> None:
    stated = {"programme": PROGRAMME, "areas_served": (NEWCASTLE,), "delivery": ("venue",)}
    now = datetime(2026, 1, 1, tzinfo=UTC)
    directory.take(
        entry("near", venue("NE1 4SU"), assured_on=near, position=0, **stated),
        entry("far", venue("NE3 1AA"), assured_on=far, position=1, **stated),
        now=now,
    )


def test_it_comes_after_a_fresh_one_from_the_day_it_falls(directory: Directory) -> None:
    take(directory, CHECKED, TODAY)

    assert order(directory, FALLS - timedelta(days=1)) == ["near", "far"]
    assert order(directory, FALLS) == ["far", "near"]


def test_one_that_was_never_checked_counts_from_when_it_was_taken_in(directory: Directory) -> None:
    take(directory, None, TODAY)
    falls = date(2026, 4, 1) + FALLS_AFTER

    assert order(directory, falls - timedelta(days=1)) == ["near", "far"]
    assert order(directory, falls) == ["far", "near"]


def test_two_that_are_overdue_stand_by_distance(directory: Directory) -> None:
    take(directory, CHECKED, CHECKED - timedelta(days=200))

    assert order(directory) == ["near", "far"]


def test_whom_it_takes_is_not_touched(directory: Directory) -> None:
    take(directory, CHECKED, TODAY)

    accepts = {each.service.id: each.accepts for each in directory.find(on=FALLS).listed}
    assert accepts["near"] == accepts["far"]
