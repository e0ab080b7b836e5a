"""Accounts of people who work with the directory; nothing about a family is kept with one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.model.roles import AccountRole
from directory.storage import (
    Account,
    AccountLink,
    AccountOrganisation,
    OutgoingMail,
    ProposedChange,
    Watch,
)

UNUSED_FOR = timedelta(days=730)
"""An account that nobody used for this long is deleted."""


class AccountExistsError(Exception):
    """There is an account of this e-mail address already."""


class LastAdministratorError(Exception):
    """Nobody could let others in any more."""


def normal_email(text: str) -> str:
    """Return an e-mail address as it is kept and compared."""
    return text.strip().casefold()


def add_account(
    session: Session,
    *,
    email: str,
    name: str,
    role: AccountRole,
    organisations: Iterable[int] = (),
    actor: str,
    now: datetime,
    is_demonstration: bool = False,
) -> Account:
    """Add an account that has no password yet; the caller commits.

    Raises AccountExistsError, also for one that was closed: it can be opened again.
    """
    if account_of(session, email) is not None:
        raise AccountExistsError
    account = Account(
        email=normal_email(email),
        name=" ".join(name.split()),
        role=role,
        created_at=now,
        is_demonstration=is_demonstration,
    )
    _put_organisations(account, organisations)
    session.add(account)
    session.flush()
    note(session, "account.add", actor=actor, now=now, detail=_detail(account, role=str(role)))
    return account


def account_of(session: Session, email: str) -> Account | None:
    """Return the account of an e-mail address, if there is one."""
    return session.scalar(select(Account).where(Account.email == normal_email(email)))


def change_role(
    session: Session,
    account: Account,
    role: AccountRole,
    organisations: Iterable[int] = (),
    *,
    actor: str,
    now: datetime,
) -> None:
    """Give an account another role, and end its sessions. Raises LastAdministratorError."""
    if role != AccountRole.ADMINISTRATOR:
        _keep_an_administrator(session, account)
    account.role = role
    _put_organisations(account, organisations)
    _changed(session, account, "role", actor, now)


def set_password_hash(
    session: Session, account: Account, password_hash: str, *, actor: str, now: datetime
) -> None:
    """Keep another password, and end every session that was begun with the last."""
    account.password_hash = password_hash
    _changed(session, account, "password", actor, now)


def set_code_secret(
    session: Session, account: Account, sealed: str | None, *, actor: str, now: datetime
) -> None:
    """Keep the sealed secret of one-time codes, or take it away, so that codes are set up anew."""
    account.code_secret, account.code_step = sealed, 0
    _changed(session, account, "codes", actor, now)


def end_sessions(session: Session, account: Account, *, actor: str, now: datetime) -> None:
    """Sign an account out everywhere."""
    _changed(session, account, "sessions", actor, now)


def close_account(session: Session, account: Account, *, actor: str, now: datetime) -> None:
    """Let an account sign in no more. Raises LastAdministratorError."""
    _keep_an_administrator(session, account)
    account.closed_at = now
    account.session_number += 1
    note(session, "account.close", actor=actor, now=now, detail={"account": account.id})


def open_account(session: Session, account: Account, *, actor: str, now: datetime) -> None:
    """Let an account that was closed sign in again."""
    account.closed_at = None
    _changed(session, account, "opened", actor, now)


def delete_account(session: Session, account: Account, *, actor: str, now: datetime) -> None:
    """Delete what is kept of a person; what they changed stays, under a number.

    Raises LastAdministratorError.
    """
    _keep_an_administrator(session, account)
    id = account.id
    proposed = update(ProposedChange).where(ProposedChange.account_id == id)
    session.execute(proposed.values(account_id=None))
    session.execute(delete(OutgoingMail).where(OutgoingMail.account_id == id))
    session.execute(delete(AccountLink).where(AccountLink.account_id == id))
    session.execute(delete(Watch).where(Watch.account_id == id))
    session.delete(account)
    session.flush()
    note(session, "account.delete", actor=actor, now=now, detail={"account": id})


def delete_unused(session: Session, *, actor: str, now: datetime) -> list[int]:
    """Delete every account that nobody used for two years; return their numbers."""
    last = now - UNUSED_FOR
    never = Account.signed_in_at.is_(None) & (Account.created_at < last)
    unused = select(Account).where(or_(Account.signed_in_at < last, never)).order_by(Account.id)
    deleted = []
    for account in session.scalars(unused).all():
        id = account.id
        try:
            delete_account(session, account, actor=actor, now=now)
        except LastAdministratorError:
            continue
        deleted.append(id)
    return deleted


def note_sign_in(session: Session, account: Account, by: str, now: datetime) -> None:
    """Keep the day of a sign-in, and leave an audit event; `by` is password, provider or link."""
    account.signed_in_at = now
    detail = _detail(account, by=by)
    note(session, "account.sign_in", actor=account.actor, now=now, detail=detail)


def _put_organisations(account: Account, organisations: Iterable[int]) -> None:
    wanted = set(organisations)
    kept = [each for each in account.organisations if each.organisation_id in wanted]
    new = wanted - {each.organisation_id for each in kept}
    account.organisations = [*kept, *(AccountOrganisation(organisation_id=id) for id in new)]


def _keep_an_administrator(session: Session, account: Account) -> None:
    others = select(Account.id).where(
        Account.role == AccountRole.ADMINISTRATOR,
        Account.closed_at.is_(None),
        Account.id != account.id,
    )
    if account.role == AccountRole.ADMINISTRATOR and session.scalar(others.limit(1)) is None:
        raise LastAdministratorError


def _changed(session: Session, account: Account, what: str, actor: str, now: datetime) -> None:
    account.session_number += 1
    note(session, "account.change", actor=actor, now=now, detail=_detail(account, what=what))


def _detail(account: Account, **more: str) -> dict[str, int | str]:
    return {"account": account.id, **more}
