"""What one service states, wherever it was written; all shares are counted from this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing to look for: its name, what it is in words, and how to mend its lack."""

    name: str
    says: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
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
    Rule(name="id", says="an id that is a UUID", mend="give it a UUID that never changes"),
    Rule(name="status", says="status active", mend="if it runs, say so: status active"),
    Rule(name="name", says="a name", mend="write what it is called"),
    Rule(name="description", says="a description", mend="say in plain words what it is"),
    Rule(
        name="url",
        says="a web address that can be read",
        mend="write its web address in full, beginning with https://",
    ),
    Rule(
        name="organization",
        says="an organisation with id and name",
        mend="name the organisation that provides it, with its id",
    ),
    Rule(name="email", says="an e-mail address", mend="add the e-mail address of a team"),
)
"""What the Department for Education asked of a service before it took it into its own directory."""

NEEDS = (
    Rule(name="age", says="the ages it takes", mend="state the ages it takes"),
    Rule(name="area", says="the area it serves", mend="state the area it takes families from"),
    Rule(name="route", says="how to refer", mend="say who may refer and how"),
    Rule(name="wait", says="how long the wait is", mend="say how long the wait is, and when asked"),
    Rule(name="criteria", says="who it is for", mend="say who it takes and who it does not take"),
)
"""What a practitioner has to know before a referral."""
