"""What a report says; the page, the command and the JSON read it from here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

MOST_EXAMPLES = 3
MOST_WORST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One place where a problem stands: which record, and where in it."""

    id: str | None
    at: str
    shown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityProblem:
    """Like problems together: where they stand, what is wrong, how to mend it, how many."""

    where: str
    """An endpoint, or the column of a file."""
    field: str
    says: str
    mend: str
    """Empty where the problem says it, as those of a file do."""
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEndpoint:
    """One endpoint (or file): whether it was there to be judged."""

    where: str
    state: str
    """checked, not given, not answered, nothing to check"""
    documents: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformanceLevel:
    """A level of conformance and its verdict."""

    level: int
    name: str
    conforms: bool | None
    """None where it cannot be told, because something was not there to be judged."""
    checked: tuple[CheckedEndpoint, ...]
    problems: tuple[QualityProblem, ...]
    """Worst first: what stands in most places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of those that could be looked at."""

    name: str
    says: str
    count: int
    of: int
    percent: int | None
    """None where there was nothing to look at: that is no share of none."""
    mend: str | None = None
    looked_at: str | None = None
    """Where it was looked for, and may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstEntry:
    """One entry to mend first: what it lacks, most important first."""

    id: str | None
    name: str | None
    at: str
    mend: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReport:
    """All that is said of one feed or file on one day."""

    source: str
    on: date
    kind: str
    """feed or file"""
    version: str | None
    notes: tuple[str, ...]
    services: int
    in_full: int
    """Services of which the whole record was given, not only its line in a list."""
    levels: tuple[ConformanceLevel, ...]
    paging: tuple[QualityProblem, ...]
    usable: Share
    usable_lacks: tuple[Share, ...]
    assured: tuple[Share, ...]
    referral_lacks: tuple[Share, ...]
    traps: tuple[Share, ...]
    worst: tuple[WorstEntry, ...]

    @property
    def conforms(self) -> bool | None:
        """Return the verdict at Level 1; None where it cannot be told."""
        return self.levels[0].conforms

    def as_data(self) -> Mapping[str, Any]:
        """Return the report as plain values for JSON."""
        return {**asdict(self), "on": self.on.isoformat(), "conforms": self.conforms}


def share(
    name: str,
    says: str,
    count: int,
    of: int,
    mend: str | None = None,
    looked_at: str | None = None,
) -> Share:
    """Return a share with its percentage, rounded down so that 100 means all."""
    return Share(
        name=name,
        says=says,
        count=count,
        of=of,
        percent=count * 100 // of if of else None,
        mend=mend,
        looked_at=looked_at,
    )
