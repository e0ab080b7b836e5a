"""Whether there are places is told beside the wait, and never as whether a service runs."""

from dataclasses import dataclass
from datetime import date

import pytest

from directory.model.capacity import CAPACITIES, say_capacity
from directory.model.service_line import ServiceLine
from directory.model.service_status import ServiceState

DAY = date(2026, 11, 22)


@dataclass
class Stated:
    capacity: str | None
    weeks: int | None

    @property
    def line(self) -> ServiceLine:
        cells = dict.fromkeys(ServiceLine._fields) | {"status": "active"}
        cells |= {"capacity": self.capacity, "waiting_weeks": self.weeks}
        return ServiceLine(**cells)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("capacity", "weeks", "said"),
    [
        (None, None, None),
        (None, 6, "6 weeks, day not stated"),
        ("none", 6, "6 weeks, day not stated; no places at present"),
        ("has_places", 0, "none, day not stated; has places"),
        ("waiting_list_only", None, "not stated; waiting list only"),
    ],
)
def test_places_stand_beside_the_wait_and_neither_is_guessed(
    capacity: str | None, weeks: int | None, said: str | None
) -> None:
    assert Stated(capacity, weeks).line.wait_and_places == said


@pytest.mark.parametrize("capacity", [None, *CAPACITIES])
def test_no_places_never_means_closed(capacity: str | None) -> None:
    assert Stated(capacity, None).line.runs.on(DAY) is ServiceState.RUNNING


def test_what_is_not_stated_has_no_words() -> None:
    assert say_capacity(None) is None
    assert say_capacity("") is None
    assert all(say_capacity(each) for each in CAPACITIES)
