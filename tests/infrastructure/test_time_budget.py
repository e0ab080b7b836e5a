"""How long work may go on, by a clock that the test moves."""

from itertools import count

import pytest

from directory.infrastructure import time_budget as module
from directory.infrastructure.time_budget import (
    NO_END,
    OverBudgetError,
    check_time,
    seconds_left,
    time_budget,
)


@pytest.fixture(autouse=True)
def a_second_passes_at_each_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "monotonic", count().__next__)


def test_work_that_is_for_no_request_has_no_end() -> None:
    assert seconds_left() == NO_END
    check_time()


def test_it_ends_when_the_time_is_over_and_not_before() -> None:
    with time_budget(3):
        check_time()
        check_time()
        with pytest.raises(OverBudgetError):
            check_time()
        assert seconds_left() == 0.0

    assert seconds_left() == NO_END


def test_nought_is_no_end() -> None:
    with time_budget(0):
        assert seconds_left() == NO_END
