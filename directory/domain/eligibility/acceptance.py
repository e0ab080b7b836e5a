"""Whether each service takes this family, in three values, for all services at once.

A criterion that a service does not state holds nobody out. Who may come is stated at all only when
the ages are: a service that states no age is "not known", never a yes. A fact that is not known
never counts as met, and never as "not excluded".
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from directory.model.service_status import ServiceState
from directory.storage.snapshot import NO_AGE, Flags, Snapshot
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


def acceptance(snapshot: Snapshot, known: Known, on: date, age_slack: int = 0) -> Acceptance:
    """Return what the criteria, the ages and the state of each service make of this family.

    `age_slack` is by how many months the child may be older than the age that is known.
    """
    found = _ages(snapshot, age_of(known), age_slack) | running(snapshot, on)
    for role in ("accepts_abuse", "accepts_carers"):
        found |= any_of(snapshot, role, known)
    return found | required(snapshot, known) | excluded(snapshot, known)


def age_of(known: Known) -> int | None:
    """Return the child's age in completed months, or None where it is not known."""
    months = known.get(AGE)
    return months if isinstance(months, int) else None


def _ages(snapshot: Snapshot, months: int | None, slack: int) -> Acceptance:
    stated_from, stated_under = snapshot.age_from != NO_AGE, snapshot.age_under != NO_AGE
    unstated = ~(stated_from | stated_under)
    if months is None:
        return _found(np.zeros_like(unstated), np.ones_like(unstated))
    too_young = stated_from & (snapshot.age_from > months + slack)
    too_old = stated_under & (snapshot.age_under <= months)
    maybe_young = stated_from & (snapshot.age_from > months) & ~too_young
    maybe_old = stated_under & (snapshot.age_under <= months + slack) & ~too_old
    return _found(too_young | too_old, unstated | maybe_young | maybe_old)


def running(snapshot: Snapshot, on: date) -> Acceptance:
    """Refuse where a service takes no families on the day."""
    refused: Flags = snapshot.states_on(on) > ServiceState.ENDING
    return _found(refused, np.zeros_like(refused))


def any_of(snapshot: Snapshot, role: str, known: Known) -> Acceptance:
    """Return what the services make of a family of which they take any that they name."""
    facts = snapshot.criteria[role]
    met = facts.any_of(*(fact for fact in facts.names.words if known.get(fact) is True))
    possible = facts.any_of(*(fact for fact in facts.names.words if known.get(fact) is None))
    unmet = snapshot.states[role] & ~met
    return Acceptance(refused=unmet & ~possible, open=unmet & possible, names_others=unmet)


def required(snapshot: Snapshot, known: Known) -> Acceptance:
    """Return what the services make of a family that must be as they name."""
    return _named(snapshot, "requires", known, breaking=False)


def excluded(snapshot: Snapshot, known: Known) -> Acceptance:
    """Return what the services make of a family that must not be as they name."""
    return _named(snapshot, "excludes", known, breaking=True)


def _named(snapshot: Snapshot, role: str, known: Known, *, breaking: bool) -> Acceptance:
    facts = snapshot.criteria[role]
    return _found(
        facts.any_of(*(fact for fact in facts.names.words if known.get(fact) is breaking)),
        facts.any_of(*(fact for fact in facts.names.words if known.get(fact) is None)),
    )


def _found(refused: Flags, open_: Flags) -> Acceptance:
    return Acceptance(refused=refused, open=open_, names_others=np.zeros_like(refused))
