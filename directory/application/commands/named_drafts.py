"""Drafts of commissioners, kept under a name so that several people can look at the same one.

Nothing of a draft is in any answer about the directory, so nothing that is kept of it lapses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.storage import SavedPlan, SavedScenario

NamedDraft = SavedScenario | SavedPlan
LONGEST_NAME = 80
MOST_KEPT = 500
"""Drafts of one kind that are kept at once: enough for a region, and no more than can be read."""
NAME_HINT = (
    "For example, ‘A second team in the east’. "
    "Do not write anything about a child, a family or a person"
)
"""What a form says beside the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKind:
    """A kind of draft: its table, and what one is called."""

    model: type[SavedScenario] | type[SavedPlan]
    noun: str


class BadNameError(ValueError):
    """The name cannot be kept; the message is for the person who gave it."""


class TooManyDraftsError(Exception):
    """As many are kept as can be: one must be dropped first."""


class NotYoursError(Exception):
    """Somebody else made the draft."""


class NoSuchDraftError(Exception):
    """No draft of this number is kept."""


def drop_draft(
    session: Session, kind: DraftKind, number: int, *, actor: str, any_of: bool, now: datetime
) -> None:
    """Forget a draft, its name too. The caller commits.

    `any_of` says that who asks may drop those of others. Raises NoSuchDraftError where none of
    this number is kept, and NotYoursError.
    """
    kept = _kept(session, kind, number)
    if kept is None:
        raise NoSuchDraftError(str(number))
    if not any_of and kept.made_by != actor:
        raise NotYoursError
    session.delete(kept)
    note(session, f"{kind.noun}.drop", actor=actor, now=now, detail={kind.noun: number})


def free_name(session: Session, kind: DraftKind, name: str) -> str:
    """Return a name on one line, under which a draft can be kept now.

    Raises BadNameError and TooManyDraftsError.
    """
    tidy = _tidy(name, kind)
    names = _names(session, kind)
    if len(names) >= MOST_KEPT:
        raise TooManyDraftsError(f"{MOST_KEPT} {kind.noun}s are kept: drop one first")
    if tidy.casefold() in {kept.casefold() for kept in names}:
        raise _taken(tidy, kind)
    return tidy


def add_draft(session: Session, kind: DraftKind, draft: NamedDraft) -> None:
    """Store a draft; somebody else may have taken its name since we looked.

    Raises BadNameError.
    """
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:
        raise _taken(str(draft.name), kind) from None


def _kept(session: Session, kind: DraftKind, number: int) -> NamedDraft | None:
    found: NamedDraft | None = session.get(kind.model, number)  # type: ignore[assignment]
    return found


def _names(session: Session, kind: DraftKind) -> Sequence[str]:
    return session.scalars(select(kind.model.name)).all()


def _tidy(name: str, kind: DraftKind) -> str:
    """Return the name on one line. Raises BadNameError where it cannot be one."""
    tidy = " ".join(name.split())
    if not tidy:
        raise BadNameError(f"Enter a name for the {kind.noun}")
    if len(tidy) > LONGEST_NAME:
        raise BadNameError(f"The name must be {LONGEST_NAME} characters or less")
    if not tidy.isprintable():
        raise BadNameError("The name must have only letters, digits, spaces and signs")
    return tidy


def _taken(name: str, kind: DraftKind) -> BadNameError:
    return BadNameError(f"There is a {kind.noun} called “{name}”: choose another name")
