"""Whether a service runs: one rule, for one service and for many at once."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from directory.model.service_status import (
    NO_DAY,
    STATUSES,
    ServiceState,
    ServiceStatus,
    states_on,
)

TODAY = date(2026, 11, 22)
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
RUNNING, ENDING, NOT_OPEN_YET, PAUSED, CLOSED = ServiceState
CASES = (
    # status, starts_on, ends_on, state, line
    ("active", None, None, RUNNING, None),
    ("active", TODAY, None, RUNNING, None),
    ("active", AFTER, None, NOT_OPEN_YET, "Not open yet: it starts on 23 November 2026"),
    ("active", None, AFTER, ENDING, "Ends on 23 November 2026"),
    ("active", None, TODAY, ENDING, "Ends on 22 November 2026"),
    ("active", None, BEFORE, CLOSED, "Closed on 21 November 2026"),
    ("closing", None, None, ENDING, "Ending: the date is not stated"),
    ("closing", AFTER, None, NOT_OPEN_YET, "Not open yet: it starts on 23 November 2026"),
    ("paused", None, None, PAUSED, "Paused: it takes nobody at present"),
    ("paused", None, AFTER, PAUSED, "Paused: it takes nobody at present"),
    ("paused", AFTER, None, PAUSED, "Paused: it takes nobody at present"),
    ("paused", None, BEFORE, CLOSED, "Closed on 21 November 2026"),
    ("closed", None, None, CLOSED, "Closed"),
    ("closed", None, AFTER, CLOSED, "Closed"),
    ("closed", AFTER, BEFORE, CLOSED, "Closed on 21 November 2026"),
)


@pytest.mark.parametrize(("status", "starts_on", "ends_on", "state", "line"), CASES)
def test_how_a_service_stands_and_what_is_said_of_it(
    status: str, starts_on: date | None, ends_on: date | None, state: ServiceState, line: str | None
) -> None:
    stated = ServiceStatus(status, starts_on, ends_on)

    assert (stated.on(TODAY), stated.line(TODAY)) == (state, line)


def test_only_what_runs_or_is_to_end_takes_families() -> None:
    assert [state for state in ServiceState if state.takes_families] == [RUNNING, ENDING]
    assert [state for state in ServiceState if state.is_shut] == [PAUSED, CLOSED]


def test_many_services_at_once_stand_as_each_does_alone() -> None:
    days = (None, BEFORE, TODAY, AFTER)
    stated = [ServiceStatus(*each) for each in product(STATUSES, days, days)]

    found = states_on(
        np.array([STATUSES.index(each.status) for each in stated]),
        np.array([_number(each.starts_on) for each in stated]),
        np.array([_number(each.ends_on) for each in stated]),
        TODAY,
    )

    assert found.tolist() == [each.on(TODAY) for each in stated]


def _number(day: date | None) -> int:
    return day.toordinal() if day else NO_DAY
