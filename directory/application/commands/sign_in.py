"""Signing in by a password and a one-time code, slowed down for whoever guesses.

Every answer is the same "no": neither the words nor the time tell whether there is such an account.
"""

import hashlib
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from directory.application.commands.accounts import account_of, normal_email
from directory.application.commands.single_updates import changes_one
from directory.infrastructure.password_hash import is_password
from directory.storage import Account, SignInFailure

WINDOW = timedelta(minutes=15)
MOST_FROM_HERE, MOST_OF_ACCOUNT, MOST_OF_ADDRESS = 5, 40, 60
"""Failures within the window: for one account from one address, for the account, the address."""
ISSUER = "Waymark"
CODE_SECONDS = 30


def check_password(
    session: Session, email: str, password: str, address: str, now: datetime
) -> Account | None:
    """Return the account that this e-mail address and password open, or None for every other try.

    `address` is where the try came from. The caller commits, also where the answer is None.
    """
    account = account_of(session, email)
    kept = account.password_hash if account and account.closed_at is None else None
    is_right = is_password(password, kept)  # always worked out: the time tells nothing
    if _is_throttled(session, email, address, now):
        return None
    if not is_right:
        note_failure(session, email, address, now)
        return None
    session.execute(delete(SignInFailure).where(SignInFailure.key == _keys(email, address)[0]))
    return account


def check_code(
    session: Session, account: Account, secret: str, code: str, address: str, now: datetime
) -> bool:
    """Say whether a one-time code is right now, or was half a minute ago; none is taken twice."""
    if _is_throttled(session, account.email, address, now):
        return False
    step = _step_of(secret, code, now)
    if step is None or not _take_step(session, account, step):
        note_failure(session, account.email, address, now)
        return False
    return True


def note_failure(session: Session, email: str, address: str, now: datetime) -> None:
    """Keep a failed try for as long as it counts."""
    session.execute(delete(SignInFailure).where(SignInFailure.at < now - WINDOW))
    session.add_all(SignInFailure(key=key, at=now) for key in _keys(email, address))
    session.flush()


def new_code_secret() -> str:
    """Return the secret of one-time codes, which a telephone is told once."""
    return pyotp.random_base32()


def code_address(secret: str, email: str) -> str:
    """Return the otpauth address of a secret, for an app that makes codes."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step at which a code is right: this one, or the one before or after."""
    codes = pyotp.TOTP(secret)
    this = int(now.timestamp()) // CODE_SECONDS
    tried = "".join(code.split())
    for step in (this, this - 1, this + 1):
        if tried.isascii() and pyotp.utils.strings_equal(codes.generate_otp(step), tried):
            return step
    return None


def _take_step(session: Session, account: Account, step: int) -> bool:
    """Mark a step as used, unless it or a later one was: in one statement, so that it is so."""
    unused = update(Account).where(Account.id == account.id, Account.code_step < step)
    return changes_one(session, unused.values(code_step=step))


def _keys(email: str, address: str) -> tuple[str, str, str]:
    """Return what failures are counted by; digests, so that no list of addresses is kept."""
    who = normal_email(email)
    return tuple(  # type: ignore[return-value]
        hashlib.sha256(text.encode()).hexdigest()
        for text in (f"both {who} {address}", f"account {who}", f"address {address}")
    )


def _is_throttled(session: Session, email: str, address: str, now: datetime) -> bool:
    keys = _keys(email, address)
    counted = (
        select(SignInFailure.key, func.count())
        .where(SignInFailure.key.in_(keys), SignInFailure.at >= now - WINDOW)
        .group_by(SignInFailure.key)
    )
    found = {key: count for key, count in session.execute(counted)}
    most = (MOST_FROM_HERE, MOST_OF_ACCOUNT, MOST_OF_ADDRESS)
    return any(found.get(key, 0) >= limit for key, limit in zip(keys, most, strict=True))
