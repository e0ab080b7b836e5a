"""How long a family waits, and on which day that was asked."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from directory.infrastructure.text_format import count, long_date

Kind = Literal["now", "wait"]


class HasWait(Protocol):
    """Anything that states these columns of a service."""

    @property
    def waiting_weeks(self) -> int | None:
        """Weeks from referral to start; None = not stated."""

    @property
    def waiting_as_of(self) -> date | None:
        """When that was last asked; None = not stated."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Weeks from referral to start, and when they were asked; None = not stated."""

    weeks: int | None
    asked_on: date | None

    @classmethod
    def of(cls, service: HasWait) -> "Wait":
        """Return what any form of a service states."""
        return cls(service.waiting_weeks, service.waiting_as_of)

    @property
    def kind(self) -> Kind | None:
        """Return whether a place is free now; None where no wait is stated."""
        if self.weeks is None:
            return None
        return "wait" if self.weeks else "now"

    @property
    def text(self) -> str | None:
        """Return "6 weeks, asked 3 October 2026"; None where no wait is stated."""
        if self.weeks is None:
            return None
        words = count(self.weeks, "week") if self.weeks else "none"
        day = f"asked {long_date(self.asked_on)}" if self.asked_on else "day not stated"
        return f"{words}, {day}"
