"""Sending what waits, each e-mail in its own piece of work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.application.commands.mail_queue import (
    claim_mail,
    due_mails,
    note_failure,
    note_sent,
)
from directory.application.mail.sender import NotSentError, Sender, message_of
from directory.infrastructure.mail_settings import MailSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCounts:
    """How many e-mails left, and how many wait for another try."""

    sent: int = 0
    failed: int = 0


def send_due(session: Session, settings: MailSettings, sender: Sender, now: datetime) -> SendCounts:
    """Send every e-mail whose time has come; commits after each, so that none is sent twice.

    An e-mail is claimed before it is sent. One that the server took just before we were stopped is
    the only one that may come again, since no mail server can be asked.
    """
    sent = failed = 0
    for mail in due_mails(session, now):
        if not claim_mail(session, mail, now):
            session.rollback()
            continue
        session.commit()
        try:
            sender(message_of(settings, mail.recipient, mail.subject, mail.body))
        except NotSentError as error:
            note_failure(session, mail, str(error), now)
            failed += 1
        else:
            note_sent(session, mail, now)
            sent += 1
        session.commit()
    return SendCounts(sent=sent, failed=failed)
