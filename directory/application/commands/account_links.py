"""Links that are sent by e-mail: each opens one page, once, until it expires."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from directory.application.commands.single_updates import changes_one
from directory.infrastructure.clock import in_utc
from directory.storage import Account, AccountLink

PURPOSES: Mapping[str, timedelta] = {"invite": timedelta(days=7), "reset": timedelta(hours=1)}
"""What a link opens, and for how long."""


def make_link(session: Session, account: Account, purpose: str, now: datetime) -> str:
    """Return the secret of a new link; earlier ones of this purpose open nothing any more."""
    earlier = (AccountLink.account_id == account.id, AccountLink.purpose == purpose)
    session.execute(delete(AccountLink).where(*earlier))
    secret = secrets.token_urlsafe(32)
    session.add(
        AccountLink(
            digest=_digest(secret),
            account_id=account.id,
            purpose=purpose,
            expires_at=now + PURPOSES[purpose],
        )
    )
    session.flush()
    return secret


def account_of_link(session: Session, secret: str, now: datetime) -> Account | None:
    """Return whose link this is; None where it is unknown, used or expired, or the account closed.

    To look changes nothing: a scanner that opens every link of an e-mail uses none up.
    """
    link = session.get(AccountLink, _digest(secret))
    if link is None or link.used_at is not None or in_utc(link.expires_at) <= now:
        return None
    found = select(Account).where(Account.id == link.account_id, Account.closed_at.is_(None))
    return session.scalar(found)


def use_link(session: Session, secret: str, now: datetime) -> bool:
    """Use a link up; return whether nobody had before. The caller commits."""
    unused = update(AccountLink).where(
        AccountLink.digest == _digest(secret),
        AccountLink.used_at.is_(None),
        AccountLink.expires_at > now,
    )
    return changes_one(session, unused.values(used_at=now))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
