"""What a council's own layer says of national entries, in its `changes.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.in_force import Entry

__all__ = ["LocalContact", "LocalWording", "SetAsideHere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideHere(Entry):
    """That a council does not offer what a national source recommends, and why."""

    recommendation: str
    reason: str
    decided_by: str
    """The role that decided it; never a person's name."""
    decided_on: date

    def as_data(self) -> dict[str, str]:
        """Return why, by whom and when as JSON-ready data."""
        day = self.decided_on.isoformat()
        return {"reason": self.reason, "decided_by": self.decided_by, "decided_on": day}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalContact:
    """Whom to tell here, said at the end of a notice."""

    notice: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalWording(Entry):
    """Other words for a fact as it is asked, or for a practice note."""

    of: str
    label: str | None = None
    question: str | None = None
    hint: str | None = None
    says: str | None = None
