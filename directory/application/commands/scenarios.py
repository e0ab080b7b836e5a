"""Scenarios on paper, kept under a name so that several people can look at the same one.

Nothing of a scenario is in any answer about the directory, so nothing that is kept of it lapses.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.storage import SavedScenario

LONGEST_NAME = 80
MOST_KEPT = 500
"""Scenarios that are kept at once: enough for a region, and no more than can be read."""
NAME_HINT = (
    "For example, ‘A second team in the east’. "
    "Do not write anything about a child, a family or a person"
)
"""What a form says beside the name."""


class BadNameError(ValueError):
    """The name cannot be kept; the message is for the person who gave it."""


class TooManyScenariosError(Exception):
    """As many are kept as can be: one must be dropped first."""


class NotYoursError(Exception):
    """Somebody else made the scenario."""


class NoSuchScenarioError(Exception):
    """No scenario of this number is kept."""


def keep_scenario(
    session: Session,
    name: str,
    changes: Sequence[Mapping[str, Any]],
    *,
    actor: str,
    now: datetime,
) -> int:
    """Keep changes that were read without a problem, and return their number. The caller commits.

    `changes` are as `plain` of directory.domain.coverage.scenarios.scenario gives them, `actor` is
    who asks. Raises BadNameError for a name that is empty, too long or in use, and
    TooManyScenariosError.
    """
    tidy = free_name(session, name)
    text = json.dumps([dict(change) for change in changes], ensure_ascii=False)
    kept = SavedScenario(name=tidy, changes=text, made_at=now, made_by=actor)
    _add(session, kept)
    detail = {"scenario": kept.id, "changes": len(changes)}
    note(session, "scenario.keep", actor=actor, now=now, detail=detail)
    return kept.id


def drop_scenario(
    session: Session, number: int, *, actor: str, any_of: bool = False, now: datetime
) -> None:
    """Forget a scenario, its name too. The caller commits.

    `any_of` says that who asks may drop those of others. Raises NoSuchScenarioError where none of
    this number is kept, and NotYoursError.
    """
    kept = session.get(SavedScenario, number)
    if kept is None:
        raise NoSuchScenarioError(str(number))
    if not any_of and kept.made_by != actor:
        raise NotYoursError
    session.delete(kept)
    note(session, "scenario.drop", actor=actor, now=now, detail={"scenario": number})


def free_name(session: Session, name: str) -> str:
    """Return a name on one line, under which a scenario can be kept now.

    Raises BadNameError and TooManyScenariosError.
    """
    tidy = _tidy(name)
    names = _names(session)
    if len(names) >= MOST_KEPT:
        raise TooManyScenariosError(f"{MOST_KEPT} scenarios are kept: drop one first")
    if tidy.casefold() in {kept.casefold() for kept in names}:
        raise _taken(tidy)
    return tidy


def _names(session: Session) -> Sequence[str]:
    return session.scalars(select(SavedScenario.name)).all()


def _tidy(name: str) -> str:
    """Return the name on one line. Raises BadNameError where it cannot be one."""
    tidy = " ".join(name.split())
    if not tidy:
        raise BadNameError("Enter a name for the scenario")
    if len(tidy) > LONGEST_NAME:
        raise BadNameError(f"The name must be {LONGEST_NAME} characters or less")
    if not tidy.isprintable():
        raise BadNameError("The name must have only letters, digits, spaces and signs")
    return tidy


def _add(session: Session, kept: SavedScenario) -> None:
    """Store the scenario; somebody else may have taken its name since we looked."""
    try:
        with session.begin_nested():
            session.add(kept)
    except IntegrityError:
        raise _taken(kept.name) from None


def _taken(name: str) -> BadNameError:
    return BadNameError(f"There is a scenario called “{name}”: choose another name")
