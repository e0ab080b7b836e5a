"""Saving what somebody changed: at once, or, of a provider, when an editor has approved it."""

from collections.abc import Mapping
from typing import Literal

from directory.application.commands.edit_service import edit_service, entry_of
from directory.application.commands.proposals import propose_change
from directory.application.feeds.feed_entries import enrich_entry
from directory.infrastructure.clock import now
from directory.web.extensions import current_settings, db
from directory.web.manage.feed_read_context import feed_read_context
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
        change_entry(opened, direct, based_on, source)
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


def change_entry(opened: OpenEntry, changes: Mapping[str, str], based_on: int, source: str) -> None:
    """Change an entry at once: its own words, or, of a feed's entry, what stands for the feed's.

    The caller commits. Raises FileError and EditConflictError.
    """
    id, by = opened.id, edit_by(source)
    if opened.feed_id is None:
        edit_service(
            db.session, id, changes, based_on=based_on, words=words(), locate=locate(), by=by
        )
        return
    reading = feed_read_context()
    enrich_entry(db.session, id, changes, based_on=based_on, reading=reading, by=by)
