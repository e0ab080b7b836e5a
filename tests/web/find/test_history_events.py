"""What happened to one service is told once each, from the log and from the days it states."""

from datetime import date, timedelta

import pytest

from directory.storage import ServiceChange
from directory.web.find.history.events import Kind, events_of, last_day_soon
from tests.web.find.change_log import AFTER, ENDS, SOON, TODAY, happened, logged, service, told


def test_without_a_log_and_days_nothing_happened() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (logged("2026-10-01", "opened"), "new"),
        (logged("2026-10-01", "opened", status=("paused", "active")), "again"),
        (logged("2026-10-01", "opened", "name", "file"), "back"),
        (logged("2026-10-01", "changed", "cost"), "changed"),
        (logged("2026-10-01", "paused", status=("active", "paused")), "paused"),
        (logged("2026-10-01", "paused"), "paused"),
        (logged("2026-10-01", "ending", status=("active", "closing")), "closing"),
        (logged("2026-10-01", "closed", status=("active", "closed")), "closed"),
    ],
)
def test_a_row_of_the_log_is_told_as_what_it_is(row: ServiceChange, kind: str) -> None:
    assert told([row]) == [(kind, "2026-10-01")]


def test_a_day_that_passed_is_told_as_closed_when_the_next_begins_in_england() -> None:
    [ending, closed] = happened(ends_on=ENDS)

    assert (ending.kind, ending.at, ending.day) == (Kind.ENDING, SOON, ENDS)
    assert (closed.kind, closed.at, closed.day) == (Kind.OVER, AFTER, ENDS)
    assert closed.kind.what == "closed"


def test_on_its_last_day_a_service_is_not_closed_yet() -> None:
    assert [e.kind for e in happened(today=ENDS, ends_on=ENDS)] == [Kind.ENDING]
    after = ENDS + timedelta(days=1)
    assert [e.kind for e in happened(today=after, ends_on=ENDS)] == [Kind.ENDING, Kind.OVER]


def test_an_end_more_than_three_months_off_is_a_change_and_then_an_ending() -> None:
    row = logged("2026-01-10", "ending", ends_on=("", "2026-08-31"))

    assert told([row], ends_on=ENDS) == [
        ("changed", "2026-01-10"),
        ("ending", "2026-05-30"),
        ("closed", "2026-08-31"),
    ]


def test_an_end_stated_within_three_months_is_told_once_when_it_was_stated() -> None:
    row = logged("2026-07-10", "ending", ends_on=("", "2026-08-31"))

    assert told([row], ends_on=ENDS) == [("ending", "2026-07-10"), ("closed", "2026-08-31")]


def test_an_end_stated_after_it_passed_is_told_as_closed_and_once() -> None:
    row = logged("2026-10-10", "ending", ends_on=("", "2026-08-31"))

    assert told([row], ends_on=ENDS) == [("closed", "2026-10-10")]


def test_an_end_that_was_put_off_is_told_as_it_was_stated_then() -> None:
    log = [
        logged("2026-01-10", "ending", ends_on=("", "2026-08-31")),
        logged("2026-07-01", "ending", ends_on=("2026-08-31", "2027-01-31")),
    ]

    assert told(log, ends_on=date(2027, 1, 31)) == [
        ("changed", "2026-01-10"),
        ("ending", "2026-05-30"),
        ("changed", "2026-07-01"),
        ("ending", "2026-10-31"),
    ]
    assert [event.day for event in happened(log, ends_on=date(2027, 1, 31))][1] == ENDS


def test_of_an_end_that_was_not_kept_and_then_put_off_nothing_is_guessed() -> None:
    log = [
        logged("2026-01-10", "ending", "ends_on"),
        logged("2026-07-01", "ending", ends_on=(None, "2027-01-31")),
    ]

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
    row = logged("2026-02-01", "ending", status=("active", "closing"))

    assert told([row], status="closing", ends_on=ENDS) == [
        ("closing", "2026-02-01"),
        ("closed", "2026-08-31"),
    ]


def test_what_was_ending_before_there_was_a_log_is_said_to_end() -> None:
    assert told(status="closing", ends_on=ENDS)[0] == ("ending", "2026-05-30")


def test_what_was_closed_early_is_not_closed_again_on_its_last_day() -> None:
    row = logged("2026-04-01", "closed", status=("active", "closed"))

    assert told([row], status="closed", ends_on=ENDS) == [("closed", "2026-04-01")]


def test_what_is_marked_as_closed_after_its_last_day_is_not_told_twice() -> None:
    alone = logged("2026-10-01", "closed", status=("active", "closed"))
    beside = logged("2026-10-01", "closed", "phone", status=("active", "closed"))

    assert told([alone], status="closed", ends_on=ENDS) == [
        ("ending", "2026-05-30"),
        ("closed", "2026-08-31"),
    ]
    *_, changed = happened([beside], status="closed", ends_on=ENDS)
    assert (changed.kind, list(changed.changed)) == (Kind.CHANGED, ["phone"])


def test_what_is_said_to_run_after_its_last_day_is_not_told_as_open() -> None:
    row = logged("2026-10-01", "opened", status=("closed", "active"))

    assert "again" not in dict(told([row], ends_on=ENDS))


def test_a_first_day_that_comes_is_told_when_it_begins() -> None:
    log = [logged("2026-06-01", "opened")]

    assert told(log, starts_on=date(2026, 9, 7)) == [
        ("announced", "2026-06-01"),
        ("opened", "2026-09-06"),
    ]
    assert told(log, starts_on=date(2027, 1, 4)) == [("announced", "2026-06-01")]


def test_a_first_day_that_was_put_off_was_announced_as_it_was() -> None:
    log = [
        logged("2026-06-01", "opened"),
        logged("2026-07-01", "changed", starts_on=("2026-09-07", "2027-01-04")),
    ]

    [announced, changed] = happened(log, starts_on=date(2027, 1, 4))

    assert (announced.kind, announced.day) == (Kind.ANNOUNCED, date(2026, 9, 7))
    assert changed.kind is Kind.CHANGED


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
    log = [logged("2026-10-01", "paused", status=("active", "paused"))]

    assert told(log, status="paused", starts_on=date(2026, 5, 1)) == [
        ("opened", "2026-04-30"),
        ("paused", "2026-10-01"),
    ]


def test_a_service_that_was_paused_on_its_first_day_did_not_open() -> None:
    log = [logged("2026-10-01", "opened", status=("paused", "active"))]

    assert told(log, starts_on=date(2026, 5, 1)) == [("again", "2026-10-01")]


def test_of_what_is_no_longer_listed_only_that_is_told() -> None:
    log = [logged("2026-07-01", "changed", "cost"), logged("2026-10-01", "left")]

    assert told(log, gone_on=date(2026, 10, 1), ends_on=ENDS) == [("left", "2026-10-01")]


def test_what_is_listed_again_has_its_history_again() -> None:
    log = [
        logged("2026-07-01", "changed", "cost"),
        logged("2026-10-01", "left"),
        logged("2026-11-01", "opened", "file"),
    ]

    assert told(log) == [
        ("changed", "2026-07-01"),
        ("left", "2026-10-01"),
        ("back", "2026-11-01"),
    ]


def test_of_a_hidden_address_not_even_that_it_changed_is_told() -> None:
    moved = logged("2026-10-01", "changed", "venues")
    more = logged("2026-10-02", "changed", "cost", "venues")

    [event] = events_of(service(), [moved, more], TODAY, hides_address=True)

    assert list(event.changed) == ["cost"]
    assert len(told([moved, more])) == 2


@pytest.mark.parametrize("day", [date.min, date(1, 3, 1), date.max])
def test_days_at_the_ends_of_the_calendar_break_nothing(day: date) -> None:
    happened(starts_on=day, ends_on=day)
    happened([logged("2026-07-10", "ending", ends_on=("", day.isoformat()))], ends_on=day)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_last_day_that_is_soon_is_the_last_that_is_told_as_ending(month: int) -> None:
    for number in range(28 * 2):
        on = date(2027, month, 1) + timedelta(days=number)
        last = last_day_soon(on)

        assert happened(today=on, ends_on=last)
        assert not happened(today=on, ends_on=last + timedelta(days=1))
