"""Signs of abuse or neglect as the sources give them, and the steps that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matcher.citations import Citation
from matcher.in_force import Entry

__all__ = ["LeftOut", "Sign", "SignGroup", "SignLevel", "SignStep"]


SignLevel = Literal["suspect", "consider", "elsewhere"]
"""How strongly a sign points to abuse or neglect, in NG76's words; never a `Strength`.

`elsewhere` is for what NG76 gives no level and leaves to another guideline.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignGroup:
    """Signs that are shown together; the hint counts for each of them."""

    id: str
    title: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Entry):
    """An alerting feature: what may be seen, and how strongly it points to abuse or neglect."""

    id: str
    group: str
    level: SignLevel
    says: str
    citations: tuple[Citation, ...]
    hint: str | None = None
    """What does not count, or what else may be behind it."""
    from_months: int | None = None
    under_months: int | None = None
    kinds: tuple[str, ...] = ()
    """The kinds of abuse or neglect that its source names; none where it names none by itself."""
    answers: str | None = None
    """The fact that seeing it answers with "yes", where it is itself one that is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Entry):
    """What the list of signs does not hold, and where it can be read."""

    id: str
    says: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignStep(Entry):
    """What to do when a sign of one of these levels has been seen."""

    id: str
    levels: tuple[SignLevel, ...]
    says: str
    citations: tuple[Citation, ...]
