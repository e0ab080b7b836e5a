"""One entry of a feed, changed by this directory's team in an overlay that survives every pull."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.audit import hold_directory
from directory.application.commands.edit_service import (
    EditBy,
    NoSuchServiceError,
    entry_of,
    refuse_conflicts,
)
from directory.application.commands.service_versions import cells_of
from directory.application.feeds.enrichment import enrich, give_back
from directory.application.feeds.staged_reader import ReadContext
from directory.exchange.openreferral.feed_rules import ENRICHED
from directory.model.problems import FileError
from directory.model.service_entry import ServiceEntry
from directory.storage import EntryOverlay, Service
from directory.storage.entry_repository import entries_of

Cells = Mapping[str, str]


def feed_entry(session: Session, id: str) -> tuple[ServiceEntry, int, str]:
    """Return an entry of a feed, its version, and the id of the feed. Raises NoSuchServiceError."""
    listed = Service.id == id, Service.feed_id.is_not(None), Service.gone_on.is_(None)
    found = session.execute(select(Service.changed_in, Service.feed_id).where(*listed)).first()
    if found is None or found.feed_id is None:
        raise NoSuchServiceError
    return entries_of(session, [id])[id], found.changed_in, found.feed_id


def enriched_columns(session: Session, id: str) -> frozenset[str]:
    """Return the columns in which this directory's own words stand for those of the feed."""
    found = select(EntryOverlay.column).where(EntryOverlay.service_id == id)
    return frozenset(session.scalars(found))


def enrich_entry(
    session: Session, id: str, changes: Cells, *, based_on: int, reading: ReadContext, by: EditBy
) -> bool:
    """Let cells hold of an entry in place of what its feed states, and return whether anything is
    otherwise; the caller commits.

    `based_on` is the version that the person saw. Raises NoSuchServiceError, EditConflictError,
    FileError with a problem for each cell that cannot be, and RefusedError where nothing of the
    feed is staged, or a column is for the feed alone to state.
    """
    hold_directory(session)
    entry, version, feed_id = feed_entry(session, id)
    cells = cells_of(entry)
    refuse_conflicts(session, id, cells, changes, based_on, version)
    _refuse_unsound({**cells, **changes}, reading)
    if not changes:
        return False
    plan = enrich(session, feed_id, reading, {id: changes}, actor=by.actor, now=by.now)
    return not plan.is_empty


def give_entry_back(session: Session, id: str, *, reading: ReadContext, by: EditBy) -> bool:
    """Let what its feed states hold again of an entry, and return whether anything is otherwise.

    The caller commits. Raises NoSuchServiceError, and RefusedError as `enrich_entry` does.
    """
    _, _, feed_id = feed_entry(session, id)
    plan = give_back(session, feed_id, reading, id, actor=by.actor, now=by.now)
    return not plan.is_empty


def _refuse_unsound(cells: Cells, reading: ReadContext) -> None:
    """Raise FileError for what a column holds that may be changed; a feed may lack the rest."""
    try:
        entry_of(cells, reading.vocabulary)
    except FileError as error:
        if mine := [problem for problem in error.problems if problem.column in ENRICHED]:
            raise FileError(mine) from None
