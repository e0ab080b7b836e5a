"""Saving what somebody changed: at once, or, of a provider, when an editor has approved it."""

from collections.abc import Mapping
from typing import Literal

from directory.application.commands.edit_service import edit_service, entry_of
from directory.application.commands.proposals import propose_change
from directory.infrastructure.clock import now
from directory.web.extensions import current_settings, db
from directory.web.manage.view_support import (
    OpenEntry,
    edit_by,
    is_team,
    locate,
    signed_in,
    words,
)

Done = Literal["proposed", "saved", "unchanged"]


def is_direct(name: str) -> bool:
    """Say whether who asks changes this column without waiting for an editor."""
    return is_team() or name in current_settings().accounts.direct_columns


def save(opened: OpenEntry, changes: Mapping[str, str], based_on: int, source: str) -> Done:
    """Save what may be saved at once, let the rest wait, and say which; commits.

    Raises FileError, EditConflictError and TooManyWaitingError; nothing is then changed.
    """
    direct = {name: cell for name, cell in changes.items() if is_direct(name)}
    waiting = {name: cell for name, cell in changes.items() if name not in direct}
    if waiting:
        entry_of({**opened.cells, **changes}, words())  # raises what an editor would be told
    if direct:
        edit_service(
            db.session,
            opened.id,
            direct,
            based_on=based_on,
            words=words(),
            locate=locate(),
            by=edit_by(source),
        )
    if waiting:
        propose_change(
            db.session,
            opened.id,
            waiting,
            account=signed_in(),
            organisation_id=opened.organisation_id,
            based_on=based_on,
            now=now(),
        )
    db.session.commit()
    return "proposed" if waiting else "saved" if direct else "unchanged"
