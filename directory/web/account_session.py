"""Who is signed in: a number of an account, sealed in a cookie, and checked at every request.

A session ends an hour after its last page, twelve hours after it began, and at once when the
account is closed, changes its role or its password, or is signed out everywhere.
"""

import json
import time
from dataclasses import asdict, dataclass, replace

from cryptography.fernet import InvalidToken
from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from directory.storage import Account
from directory.storage.engine import is_unavailable
from directory.web.encrypted_cookies import cookie_manners, seal_for
from directory.web.extensions import db

COOKIE = "waymark_account"
IDLE_SECONDS = 60 * 60
LASTS_SECONDS = 12 * 60 * 60
TOUCHED_SECONDS = 60
PURPOSE = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSession:
    """What the cookie holds; times are seconds since 1970."""

    account: int
    number: int
    begun: int
    seen: int


def current_account() -> Account | None:
    """Return the account that is signed in, or None; the database is asked only with a cookie."""
    if "account" not in g:
        found = _opened(request.cookies.get(COOKIE))
        try:
            g.account = _account_of(found) if found else None
        except SQLAlchemyError as error:
            if not is_unavailable(error):
                raise
            db.session.rollback()
            g.account, g.account_unknown = None, True
        g.account_session = found if g.account else None
    account: Account | None = g.account
    return account


def is_account_unknown() -> bool:
    """Say whether somebody may be signed in of whom the database could not tell."""
    current_account()
    return bool(g.get("account_unknown"))


def begin_session(account: Account) -> None:
    """Let the answer to this request sign an account in."""
    at = int(time.time())
    session = AccountSession(account=account.id, number=account.session_number, begun=at, seen=at)
    g.account, g.account_session, g.account_changed = account, session, True


def end_session() -> None:
    """Let the answer to this request sign out."""
    g.account, g.account_session, g.account_changed = None, None, True


def carry_sessions(app: Flask) -> None:
    """Keep the cookie of `app` as its requests leave it."""
    app.after_request(_carry)


def _opened(sealed: str | None) -> AccountSession | None:
    if not sealed:
        return None
    try:
        session = AccountSession(**json.loads(seal_for(PURPOSE).decrypt(sealed.encode())))
    except (InvalidToken, ValueError, TypeError):
        return None
    at = time.time()
    lives = at - session.seen < IDLE_SECONDS and at - session.begun < LASTS_SECONDS
    return session if lives else None


def _account_of(session: AccountSession) -> Account | None:
    account = db.session.get(Account, session.account)
    if account is None or account.closed_at or account.session_number != session.number:
        return None
    return account


def _carry(response: Response) -> Response:
    session: AccountSession | None = g.get("account_session")
    at = int(time.time())
    if session and (g.get("account_changed") or at - session.seen > TOUCHED_SECONDS):
        text = json.dumps(asdict(replace(session, seen=at))).encode()
        # Lax: the identity provider leads back here from another site.
        manners = cookie_manners() | {"samesite": "Lax"}
        response.set_cookie(COOKIE, seal_for(PURPOSE).encrypt(text).decode(), **manners)
    elif g.get("account_changed"):
        response.delete_cookie(COOKIE)
    return response
