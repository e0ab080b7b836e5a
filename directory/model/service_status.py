"""Whether a service runs: the one home of that rule, for one service and for many at once.

A last day that is over closes a service, whatever else it states. A paused service takes nobody.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from directory.infrastructure.text_format import long_date

STATUSES = ("active", "paused", "closing", "closed")
"""What the column `status` may state."""
NO_DAY = 0
"""Stands for a day that is not stated, among days as numbers."""

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class ServiceState(IntEnum):
    """How a service stands on a day, the most useful to a family first."""

    RUNNING = 0
    ENDING = 1
    NOT_OPEN_YET = 2
    PAUSED = 3
    CLOSED = 4

    @property
    def takes_families(self) -> bool:
        """Say whether a family can be referred to it now."""
        return self <= ServiceState.ENDING

    @property
    def is_shut(self) -> bool:
        """Say whether it is paused or closed; one that opens later may still be told of."""
        return self >= ServiceState.PAUSED


class HasStatus(Protocol):
    """Anything that states these columns of a service."""

    @property
    def status(self) -> str:
        """One of STATUSES."""

    @property
    def starts_on(self) -> date | None:
        """First day; None = not stated."""

    @property
    def ends_on(self) -> date | None:
        """When funding or contract ends; None = not stated."""


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """What a service states of whether it runs."""

    status: str
    starts_on: date | None = None
    ends_on: date | None = None

    @classmethod
    def of(cls, service: HasStatus) -> "ServiceStatus":
        """Return what any form of a service states."""
        return cls(service.status, service.starts_on, service.ends_on)

    def on(self, day: date) -> ServiceState:
        """Return how it stands on a day."""
        if self.status == "closed" or (self.ends_on and self.ends_on < day):
            return ServiceState.CLOSED
        if self.status == "paused":
            return ServiceState.PAUSED
        if self.starts_on and self.starts_on > day:
            return ServiceState.NOT_OPEN_YET
        if self.status == "closing" or self.ends_on:
            return ServiceState.ENDING
        return ServiceState.RUNNING

    def line(self, day: date) -> str | None:
        """Return that it takes nobody, or soon will not; None where it simply runs."""
        match self.on(day):
            case ServiceState.CLOSED:
                over = self.ends_on if self.ends_on and self.ends_on < day else None
                return f"Closed on {long_date(over)}" if over else "Closed"
            case ServiceState.PAUSED:
                return "Paused: it takes nobody at present"
            case ServiceState.NOT_OPEN_YET if self.starts_on:
                return f"Not open yet: it starts on {long_date(self.starts_on)}"
            case ServiceState.ENDING:
                return self.end or "Ending: the date is not stated"
        return None

    @property
    def end(self) -> str | None:
        """Return the last day in words; None where it is not stated."""
        return f"Ends on {long_date(self.ends_on)}" if self.ends_on else None


def states_on(status: Numbers, starts_on: Numbers, ends_on: Numbers, day: date) -> Numbers:
    """Return the `ServiceState` of many services on a day.

    `status` holds places in STATUSES, the days are ordinals with NO_DAY for none.
    """
    today = day.toordinal()
    has_end = ends_on != NO_DAY
    is_status = {name: status == code for code, name in enumerate(STATUSES)}
    conditions = {
        ServiceState.CLOSED: is_status["closed"] | (has_end & (ends_on < today)),
        ServiceState.PAUSED: is_status["paused"],
        ServiceState.NOT_OPEN_YET: (starts_on != NO_DAY) & (starts_on > today),
        ServiceState.ENDING: is_status["closing"] | has_end,
    }
    found: Numbers = np.select(list(conditions.values()), list(conditions), ServiceState.RUNNING)
    return found
