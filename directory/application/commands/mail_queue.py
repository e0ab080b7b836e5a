"""E-mails to be sent: queued with what they are about, so that a server that is down loses none."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.application.commands.single_updates import changes_one
from directory.storage import OutgoingMail

WAITS = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""How long after each failed try the next one is made; the last is repeated."""
MOST_TRIES = 12
CLAIMED_FOR = timedelta(minutes=5)
"""A sender that was killed holds an e-mail back for this long."""


def queue_mail(
    session: Session,
    *,
    key: str,
    recipient: str,
    subject: str,
    body: str,
    now: datetime,
    account_id: int | None = None,
) -> bool:
    """Queue an e-mail, unless one of this key was queued before; say whether. The caller commits.

    `key` says what it is about, such as "assure 12 2026-11-01": the same is never sent twice.
    """
    if session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == key)) is not None:
        return False
    session.add(
        OutgoingMail(
            key=key,
            recipient=recipient,
            subject=subject,
            body=body,
            account_id=account_id,
            queued_at=now,
            next_try_at=now,
        )
    )
    session.flush()
    return True


def due_mails(session: Session, now: datetime, most: int = 100) -> list[OutgoingMail]:
    """Return e-mails whose time has come, the oldest first."""
    due = select(OutgoingMail).where(OutgoingMail.next_try_at <= now)
    return list(session.scalars(due.order_by(OutgoingMail.id).limit(most)))


def claim_mail(session: Session, mail: OutgoingMail, now: datetime) -> bool:
    """Take an e-mail to send it; say whether no other sender has. The caller commits first."""
    free = update(OutgoingMail).where(
        OutgoingMail.id == mail.id,
        OutgoingMail.next_try_at <= now,
        OutgoingMail.tries == mail.tries,
    )
    held = {"next_try_at": now + CLAIMED_FOR, "tries": mail.tries + 1}
    return changes_one(session, free.values(held))


def note_sent(session: Session, mail: OutgoingMail, now: datetime) -> None:
    """Keep that an e-mail was sent, and empty it: it may hold a link that opens something."""
    mail.sent_at, mail.next_try_at, mail.body, mail.failure = now, None, "", None
    session.flush()


def note_failure(session: Session, mail: OutgoingMail, failure: str, now: datetime) -> None:
    """Keep what the server said, and when to try again; after the last try, give up."""
    waits = WAITS[min(mail.tries, len(WAITS)) - 1]
    mail.failure = failure
    mail.next_try_at = None if mail.tries >= MOST_TRIES else now + waits
    session.flush()
