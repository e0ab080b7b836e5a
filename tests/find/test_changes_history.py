"""What happened to one service is told once each, from the log and from the days it states."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from directory.find.changes_history import Dated, Logged, last_day_soon, story

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SERVICE = Dated(
    id="a", status="active", starts_on=None, ends_on=None, is_gone=False, has_hidden=False
)
ENDS = date(2026, 8, 31)
AFTER = datetime(2026, 8, 31, 23, tzinfo=UTC)
"""When 1 September begins in England, which is in summer time."""
SOON = datetime(2026, 5, 30, 23, tzinfo=UTC)
"""When the last three months before ENDS begin."""


def logged(day: str, what: str, *columns: str) -> Logged:
    return Logged(at=datetime.fromisoformat(f"{day}T12:00:00+00:00"), what=what, columns=columns)


def told(log: list[Logged] | None = None, **stated: object) -> list[tuple[str, str]]:
    """Return each saying with the day in UTC, in the order of time."""
    events = story(replace(SERVICE, **stated), log or [], NOW)
    return [(e.saying, str(e.at.date())) for e in sorted(events, key=lambda e: e.at)]


def test_without_a_log_and_days_nothing_happened() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("row", "saying"),
    [
        (logged("2026-10-01", "opened"), "new"),
        (logged("2026-10-01", "opened", "status"), "again"),
        (logged("2026-10-01", "opened", "name", "file"), "back"),
        (logged("2026-10-01", "changed", "cost"), "changed"),
        (logged("2026-10-01", "paused", "status"), "paused"),
        (logged("2026-10-01", "paused"), "paused"),
        (logged("2026-10-01", "ending", "status"), "closing"),
        (logged("2026-10-01", "closed", "status"), "closed"),
    ],
)
def test_a_row_of_the_log_is_told_as_what_it_is(row: Logged, saying: str) -> None:
    assert told([row]) == [(saying, "2026-10-01")]


def test_a_day_that_passed_is_told_as_closed_when_the_next_begins_in_england() -> None:
    [ending, closed] = story(replace(SERVICE, ends_on=ENDS), [], NOW)

    assert (ending.saying, ending.at, ending.day) == ("ending", SOON, ENDS)
    assert (closed.saying, closed.at, closed.day) == ("closed", AFTER, ENDS)
    assert closed.what == "closed"


def test_on_its_last_day_a_service_is_not_closed_yet() -> None:
    last_minute = datetime(2026, 8, 31, 22, 59, tzinfo=UTC)
    service = replace(SERVICE, ends_on=ENDS)

    assert [e.saying for e in story(service, [], last_minute)] == ["ending"]
    assert [e.saying for e in story(service, [], AFTER)] == ["ending", "closed"]


def test_an_end_more_than_three_months_off_is_a_change_and_then_an_ending() -> None:
    row = logged("2026-01-10", "ending", "ends_on")

    assert told([row], ends_on=ENDS) == [
        ("changed", "2026-01-10"),
        ("ending", "2026-05-30"),
        ("closed", "2026-08-31"),
    ]


def test_an_end_stated_within_three_months_is_told_once_when_it_was_stated() -> None:
    row = logged("2026-07-10", "ending", "ends_on")

    assert told([row], ends_on=ENDS) == [("ending", "2026-07-10"), ("closed", "2026-08-31")]


def test_an_end_stated_after_it_passed_is_told_as_closed_and_once() -> None:
    row = logged("2026-10-10", "ending", "ends_on")

    assert told([row], ends_on=ENDS) == [("closed", "2026-10-10")]


def test_an_end_that_was_put_off_is_not_told_as_an_ending_of_then() -> None:
    log = [logged("2026-01-10", "ending", "ends_on"), logged("2026-07-01", "ending", "ends_on")]

    assert told(log, ends_on=date(2027, 1, 31)) == [
        ("changed", "2026-01-10"),
        ("changed", "2026-07-01"),
        ("ending", "2026-10-31"),
    ]


def test_a_new_service_that_ends_soon_is_told_as_both() -> None:
    log = [logged("2026-07-10", "opened")]

    assert told(log, ends_on=ENDS) == [
        ("new", "2026-07-10"),
        ("ending", "2026-07-10"),
        ("closed", "2026-08-31"),
    ]


def test_a_new_entry_of_a_service_that_has_ended_is_told_as_closed_alone() -> None:
    assert told([logged("2026-10-10", "opened")], ends_on=ENDS) == [("closed", "2026-10-10")]


def test_what_was_marked_as_ending_is_not_said_to_end_again() -> None:
    row = logged("2026-02-01", "ending", "status")

    assert told([row], status="closing", ends_on=ENDS) == [
        ("closing", "2026-02-01"),
        ("closed", "2026-08-31"),
    ]


def test_what_was_ending_before_there_was_a_log_is_said_to_end() -> None:
    assert told(status="closing", ends_on=ENDS)[0] == ("ending", "2026-05-30")


def test_what_was_closed_early_is_not_closed_again_on_its_last_day() -> None:
    row = logged("2026-04-01", "closed", "status")

    assert told([row], status="closed", ends_on=ENDS) == [("closed", "2026-04-01")]


def test_what_is_marked_as_closed_after_its_last_day_is_not_told_twice() -> None:
    alone = logged("2026-10-01", "closed", "status")
    beside = logged("2026-10-01", "closed", "phone", "status")

    assert told([alone], status="closed", ends_on=ENDS) == [
        ("ending", "2026-05-30"),
        ("closed", "2026-08-31"),
    ]
    changed, *_ = story(replace(SERVICE, status="closed", ends_on=ENDS), [beside], NOW)
    assert (changed.saying, changed.columns) == ("changed", ("phone",))


def test_what_is_said_to_run_after_its_last_day_is_not_told_as_open() -> None:
    row = logged("2026-10-01", "opened", "status")

    assert "again" not in dict(told([row], ends_on=ENDS))


def test_a_first_day_that_comes_is_told_when_it_begins() -> None:
    log = [logged("2026-06-01", "opened")]

    assert told(log, starts_on=date(2026, 9, 7)) == [
        ("announced", "2026-06-01"),
        ("opened", "2026-09-06"),
    ]
    assert told(log, starts_on=date(2027, 1, 4)) == [("announced", "2026-06-01")]


def test_a_service_that_ran_before_it_was_listed_is_new_and_not_opened_again() -> None:
    assert told([logged("2026-06-01", "opened")], starts_on=date(2026, 5, 1)) == [
        ("new", "2026-06-01")
    ]


def test_a_first_day_without_a_log_is_told_on_that_day() -> None:
    assert told(starts_on=date(2026, 5, 1)) == [("opened", "2026-04-30")]


@pytest.mark.parametrize("status", ["paused", "closed"])
def test_a_first_day_of_a_service_that_takes_nobody_is_no_opening(status: str) -> None:
    assert told(status=status, starts_on=date(2026, 5, 1)) == []


def test_a_service_that_opened_and_paused_later_did_open() -> None:
    log = [logged("2026-10-01", "paused", "status")]

    assert told(log, status="paused", starts_on=date(2026, 5, 1)) == [
        ("opened", "2026-04-30"),
        ("paused", "2026-10-01"),
    ]


def test_of_what_is_no_longer_listed_only_that_is_told() -> None:
    log = [logged("2026-07-01", "changed", "cost"), logged("2026-10-01", "left")]

    assert told(log, is_gone=True, ends_on=ENDS) == [("left", "2026-10-01")]


def test_of_a_hidden_address_not_even_that_it_changed_is_told() -> None:
    moved = logged("2026-10-01", "changed", "venues")
    more = logged("2026-10-02", "changed", "cost", "venues")

    [event] = story(replace(SERVICE, has_hidden=True), [moved, more], NOW)

    assert event.columns == ("cost",)
    assert len(told([moved, more])) == 2


def test_an_event_has_the_same_key_whatever_happens_after_it() -> None:
    row = logged("2026-07-10", "ending", "ends_on")
    [before] = story(replace(SERVICE, ends_on=ENDS), [row], AFTER.replace(day=1))
    later = story(
        replace(SERVICE, ends_on=date(2027, 6, 1)), [row, logged("2026-08-20", "x", "ends_on")], NOW
    )

    assert before.key == later[0].key
    assert len({event.key for event in later}) == len(later)


@pytest.mark.parametrize("day", [date.min, date(1, 3, 1), date.max])
def test_days_at_the_ends_of_the_calendar_break_nothing(day: date) -> None:
    story(replace(SERVICE, starts_on=day, ends_on=day), [], NOW)
    story(replace(SERVICE, ends_on=day), [logged("2026-07-10", "ending", "ends_on")], NOW)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_last_day_that_is_soon_is_the_last_that_is_told_as_ending(month: int) -> None:
    for number in range(28 * 2):
        on = date(2027, month, 1) + timedelta(days=number)
        last = last_day_soon(on)
        noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)

        assert story(replace(SERVICE, ends_on=last), [], noon)
        assert not story(replace(SERVICE, ends_on=last + timedelta(days=1)), [], noon)
