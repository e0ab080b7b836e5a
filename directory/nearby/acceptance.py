"""Whether each service takes this family, in three values, for all services at once.

A criterion that a service does not state holds nobody out. Who may come is stated at all only when
the ages are: a service that states no age is "not known", never a yes. A fact that is not known
never counts as met, and never as "not excluded".
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from directory.nearby.snapshot import NO_AGE, NO_DAY, Flags, Snapshot, day_number
from matcher.conditions import AGE, Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """For each service, whether something rules the family out and whether something is open."""

    refused: Flags
    open: Flags
    names_others: Flags
    """Whether it names kinds of abuse or carers it takes, and none of these is known here."""

    def __or__(self, other: "Acceptance") -> "Acceptance":
        return Acceptance(
            refused=self.refused | other.refused,
            open=self.open | other.open,
            names_others=self.names_others | other.names_others,
        )


def acceptance(snapshot: Snapshot, known: Known, on: date) -> Acceptance:
    """Return what the criteria, the ages and the state of each service make of this family."""
    found = _ages(snapshot, age_of(known)) | running(snapshot, on)
    for role in ("accepts_abuse", "accepts_carers"):
        found |= any_of(snapshot, role, known)
    return found | required(snapshot, known) | excluded(snapshot, known)


def age_of(known: Known) -> int | None:
    """Return the child's age in completed months, or None where it is not known."""
    months = known.get(AGE)
    return months if isinstance(months, int) else None


def _ages(snapshot: Snapshot, months: int | None) -> Acceptance:
    stated_from, stated_under = snapshot.age_from != NO_AGE, snapshot.age_under != NO_AGE
    unstated = ~(stated_from | stated_under)
    if months is None:
        return _found(np.zeros_like(unstated), np.ones_like(unstated))
    too_young = stated_from & (snapshot.age_from > months)
    too_old = stated_under & (snapshot.age_under <= months)
    return _found(too_young | too_old, unstated)


def running(snapshot: Snapshot, on: date) -> Acceptance:
    """Refuse where a service is shut, has ended or has not begun."""
    today = day_number(on)
    ended = (snapshot.ends_on != NO_DAY) & (snapshot.ends_on < today)
    not_begun = (snapshot.starts_on != NO_DAY) & (snapshot.starts_on > today)
    return _found(ended | not_begun | snapshot.shut, np.zeros_like(ended))


def any_of(snapshot: Snapshot, role: str, known: Known) -> Acceptance:
    """Return what the services make of a family of which they take any that they name."""
    met, possible = np.zeros_like(snapshot.states[role]), np.zeros_like(snapshot.states[role])
    for fact, places in snapshot.criteria[role]:
        if known.get(fact) is True:
            met[places] = True
        elif known.get(fact) is None:
            possible[places] = True
    unmet = snapshot.states[role] & ~met
    return Acceptance(refused=unmet & ~possible, open=unmet & possible, names_others=unmet)


def required(snapshot: Snapshot, known: Known) -> Acceptance:
    """Return what the services make of a family that must be as they name."""
    return _named(snapshot, "requires", known, breaking=False)


def excluded(snapshot: Snapshot, known: Known) -> Acceptance:
    """Return what the services make of a family that must not be as they name."""
    return _named(snapshot, "excludes", known, breaking=True)


def _named(snapshot: Snapshot, role: str, known: Known, *, breaking: bool) -> Acceptance:
    refused, open_ = np.zeros_like(snapshot.states[role]), np.zeros_like(snapshot.states[role])
    for fact, places in snapshot.criteria[role]:
        value = known.get(fact)
        if value is None:
            open_[places] = True
        elif value is breaking:
            refused[places] = True
    return _found(refused, open_)


def _found(refused: Flags, open_: Flags) -> Acceptance:
    return Acceptance(refused=refused, open=open_, names_others=np.zeros_like(refused))
