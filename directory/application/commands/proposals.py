"""Changes that providers ask for, which wait until an editor decides."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.application.commands.mail_queue import queue_mail
from directory.storage import Account, ProposedChange

OUTCOMES: Mapping[str, str] = {
    "approved": "was approved and is in the directory",
    "sent back": "was sent back",
    "withdrawn": "was withdrawn",
}
MOST_WAITING = 50
"""Changes of one person that wait at once."""
MOST_BY_LINK = 3
"""Changes of one entry that wait at once and were asked by links in letters."""


class TooManyWaitingError(Exception):
    """This person has asked for enough already."""


class DecidedError(Exception):
    """Somebody has decided already."""


def propose_change(
    session: Session,
    service_id: str,
    cells: Mapping[str, str],
    *,
    account: Account | None,
    organisation_id: int,
    based_on: int,
    now: datetime,
) -> ProposedChange:
    """Keep a change that waits for an editor; the caller commits. Raises TooManyWaitingError.

    Without an account it was asked by a link in a letter, which opens one entry only.
    """
    by_link = (ProposedChange.account_id.is_(None), ProposedChange.service_id == service_id)
    own = ProposedChange.account_id == account.id if account else and_(*by_link)
    waiting = session.scalars(select(ProposedChange).where(own, ProposedChange.outcome.is_(None)))
    kept = list(waiting)
    for earlier in kept:
        if earlier.service_id == service_id and dict(earlier.cells) == dict(cells):
            return earlier  # the form was sent twice
    if len(kept) >= (MOST_WAITING if account else MOST_BY_LINK):
        raise TooManyWaitingError
    change = ProposedChange(
        service_id=service_id,
        account_id=account.id if account else None,
        organisation_id=organisation_id,
        at=now,
        based_on=based_on,
        cells=dict(cells),
    )
    session.add(change)
    session.flush()
    detail: dict[str, int | str] = {"change": change.id, "service": service_id}
    actor = account.actor if account else "service contact"
    note(session, "change.propose", actor=actor, now=now, detail=detail)
    return change


def waiting_changes(session: Session) -> list[ProposedChange]:
    """Return every change that waits, the oldest first."""
    waiting = select(ProposedChange).where(ProposedChange.outcome.is_(None))
    return list(session.scalars(waiting.order_by(ProposedChange.at, ProposedChange.id)))


def waiting_for(session: Session, service_id: str) -> list[ProposedChange]:
    """Return the changes of one entry that wait, the oldest first."""
    return [each for each in waiting_changes(session) if each.service_id == service_id]


def decide(
    session: Session,
    change: ProposedChange,
    outcome: str,
    *,
    text: str | None,
    actor: str,
    now: datetime,
) -> None:
    """Close a change with its outcome, and tell who asked; the caller commits.

    The change itself is made by `edit_service`. Raises DecidedError.
    """
    if change.outcome is not None:
        raise DecidedError
    change.outcome, change.decided_at, change.decided_by, change.note = outcome, now, actor, text
    detail: dict[str, int | str] = {
        "change": change.id,
        "service": change.service_id,
        "outcome": outcome,
    }
    note(session, "change.decide", actor=actor, now=now, detail=detail)
    asked_by = session.get(Account, change.account_id) if change.account_id else None
    if asked_by and outcome != "withdrawn":
        said = f"\n\nThe directory team writes:\n{text}" if text else ""
        queue_mail(
            session,
            key=f"change {change.id} {outcome}",
            recipient=asked_by.email,
            subject="Your change of a directory entry",
            body=f"Your change of {change.service_id} {OUTCOMES[outcome]}.{said}\n",
            account_id=asked_by.id,
            now=now,
        )
