"""Who keeps a draft, a scenario or a plan, and who may drop those of others."""

from flask import abort

from directory.model.roles import DIRECTORY_TEAM
from directory.web.account_session import current_account

MOST_ROWS = 2**31 - 1
"""The largest number that every database has room for."""


def actor() -> str:
    """Return who asks, by role; the access table lets nobody else come here."""
    account = current_account() or abort(403)
    return account.actor


def keeps_all() -> bool:
    """Say whether who asks may drop what others made."""
    account = current_account()
    return account is not None and account.acts_as in DIRECTORY_TEAM
