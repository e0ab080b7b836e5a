"""From when until when an entry of the knowledge files counts, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["ALWAYS", "Entry", "Period"]

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a first day to a last day, both counted; None = without end on that side."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    @property
    def after(self) -> date | None:
        """Return the first day after it, if it ends."""
        return self.last + _A_DAY if self.last else None

    def as_data(self) -> dict[str, str | None]:
        """Return it as JSON-ready data."""
        days = {"from": self.first, "to": self.last}
        return {name: day.isoformat() if day else None for name, day in days.items()}


ALWAYS = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry of the knowledge files may say of itself."""

    in_force: Period = ALWAYS
    local: bool = False
    """It stands in a council's own layer, and not in what is shipped."""
