"""What one service states, wherever it was written; all shares are counted from this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessRule:
    """One thing to look for: its name, what it is in words, and how to mend its lack."""

    name: str
    says: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """One service as far as a report needs it."""

    id: str | None
    name: str | None
    at: str
    """Where it stands: a place in a list, a line of a file."""
    in_full: bool
    runs: bool
    """Whether its status says so, or says nothing: one that is closed need not be mended."""
    lacks: frozenset[str]
    """Names of the rules of `USABLE` that it does not meet."""
    assured_on: date | None = None
    needs: Mapping[str, str | None] = field(default_factory=dict)
    """Each need of a referral that could be looked for, and where it stands; None: not stated."""
    traps: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    """What is wrong with its form, in words."""


USABLE = (
    CompletenessRule(
        name="id", says="an id that is a UUID", mend="give it a UUID that never changes"
    ),
    CompletenessRule(name="status", says="status active", mend="if it runs, say so: status active"),
    CompletenessRule(name="name", says="a name", mend="write what it is called"),
    CompletenessRule(
        name="description", says="a description", mend="say in plain words what it is"
    ),
    CompletenessRule(
        name="url",
        says="a web address that can be read",
        mend="write its web address in full, beginning with https://",
    ),
    CompletenessRule(
        name="organization",
        says="an organisation with id and name",
        mend="name the organisation that provides it, with its id",
    ),
    CompletenessRule(
        name="email", says="an e-mail address", mend="add the e-mail address of a team"
    ),
)
"""What the Department for Education asked of a service before it took it into its own directory."""

NEEDS = (
    CompletenessRule(name="age", says="the ages it takes", mend="state the ages it takes"),
    CompletenessRule(
        name="area", says="the area it serves", mend="state the area it takes families from"
    ),
    CompletenessRule(name="route", says="how to refer", mend="say who may refer and how"),
    CompletenessRule(
        name="wait", says="how long the wait is", mend="say how long the wait is, and when asked"
    ),
    CompletenessRule(
        name="criteria", says="who it is for", mend="say who it takes and who it does not take"
    ),
)
"""What a practitioner has to know before a referral."""
