"""Changing one entry in the browser, by the same checks and words as the directory file."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import hold_directory, record, version_to_come
from directory.application.commands.service_versions import (
    VENUES,
    cells_at,
    cells_of,
    keep_first,
    venues_in,
    versions_of,
)
from directory.application.commands.services import Origin, carry_out
from directory.application.commands.venue_points import Locate
from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.directory_file.file_writer import write_rows
from directory.model.cell_types import Vocabulary, written
from directory.model.columns import NAMES
from directory.model.import_plan import ImportPlan, plan_import
from directory.model.service_entry import ServiceEntry, VenueEntry, VenueRow
from directory.storage import Service, Venue
from directory.storage.entry_repository import entries_of

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditBy:
    """Who changes an entry, when, and on which screen."""

    actor: str
    source: str
    now: datetime


class NoSuchServiceError(Exception):
    """There is no entry of this id that can be changed here."""


class ServiceExistsError(Exception):
    """There is an entry of this id already."""


class EditConflictError(Exception):
    """Somebody else changed the same columns meanwhile; nothing was written."""

    def __init__(self, theirs: Cells, version: int) -> None:
        """Take what stands in those columns now, and the version that it is."""
        super().__init__("changed meanwhile")
        self.theirs, self.version = dict(theirs), version


def entry_to_edit(session: Session, id: str) -> tuple[ServiceEntry, int]:
    """Return an entry of the directory's own file, and its version. Raises NoSuchServiceError."""
    own = (Service.id == id, Service.feed_id.is_(None), Service.gone_on.is_(None))
    version = session.scalar(select(Service.changed_in).where(*own))
    if version is None:
        raise NoSuchServiceError
    return entries_of(session, [id])[id], version


def edit_service(
    session: Session,
    id: str,
    changes: Cells,
    *,
    based_on: int,
    words: Vocabulary,
    locate: Locate,
    by: EditBy,
) -> bool:
    """Change columns of an entry, and return whether anything is otherwise; the caller commits.

    `changes` are cells as the file writes them, of the columns that the person changed, with the
    venues as one cell (`service_versions.venues_cell`); `based_on` is the version that they saw.
    What others changed elsewhere in the entry meanwhile stays. Raises NoSuchServiceError,
    EditConflictError, and FileError with a problem for each column that cannot be read.
    """
    hold_directory(session)
    before, version = entry_to_edit(session, id)
    cells = cells_of(before)
    refuse_conflicts(session, id, cells, changes, based_on, version)
    entry = _in_place_of(before, entry_of({**cells, **changes}, words))
    plan = plan_import([entry], {id: before}, gone=())
    if plan.is_empty:
        return False
    columns = [change.column for _, found in plan.changed for change in found]
    _carry_out(session, plan, locate, id, "edited", columns, by)
    return True


def add_service(
    session: Session, cells: Cells, *, words: Vocabulary, locate: Locate, by: EditBy
) -> ServiceEntry:
    """Add an entry at the end of the file and return it; the caller commits.

    Raises ServiceExistsError, and FileError with a problem for each column.
    """
    hold_directory(session)
    read = entry_of(cells, words)
    if session.get(Service, read.id) is not None:
        raise ServiceExistsError
    first = _next_position(session)
    rows = tuple(replace(row, position=first + place) for place, row in enumerate(read.rows))
    entry = replace(read, rows=rows)
    version = version_to_come(session, by.now)
    plan = plan_import([entry], {}, gone=())
    _carry_out(session, plan, locate, entry.id, "added", [], by)
    keep_first(session, entry, version, source=by.source, actor=by.actor, now=by.now)
    return entry


def hide_addresses(
    session: Session,
    id: str,
    *,
    hide: bool = True,
    only: Collection[int] | None = None,
    locate: Locate,
    by: EditBy,
) -> tuple[int, ...]:
    """Hide every address of an entry, or show it again; return the places that are otherwise now.

    `only` are places among its venues. It holds at once, with the caller's commit, also for an
    entry of a feed. Raises NoSuchServiceError.
    """
    hold_directory(session)
    before = entries_of(session, [id]).get(id)
    if before is None:
        raise NoSuchServiceError
    places = tuple(
        place
        for place, venue in enumerate(before.venues)
        if not venue.is_blank
        and bool(venue.hide_address) is not hide
        and (only is None or place in only)
    )
    rows = tuple(
        replace(row, venue=replace(row.venue, hide_address=hide)) if place in places else row
        for place, row in enumerate(before.rows)
    )
    plan = plan_import([replace(before, rows=rows)], {id: before}, gone=())
    if places:
        gone_on = session.scalar(select(Service.gone_on).where(Service.id == id))
        _carry_out(session, plan, locate, id, "hidden" if hide else "shown", ["venues"], by)
        session.execute(update(Service).where(Service.id == id).values(gone_on=gone_on))
    return places


def restore_version(
    session: Session, id: str, version: int, *, words: Vocabulary, locate: Locate, by: EditBy
) -> bool:
    """Let an entry state again what it stated in a version; the caller commits.

    Addresses that are hidden stay as they are. Raises NoSuchServiceError and FileError.
    """
    before, latest = entry_to_edit(session, id)
    cells = cells_of(before)
    then = cells_at(cells, versions_of(session, id), version)
    if any(venue.hide_address for venue in before.venues):
        then[VENUES] = cells[VENUES]
    return edit_service(session, id, then, based_on=latest, words=words, locate=locate, by=by)


def entry_of(cells: Cells, words: Vocabulary) -> ServiceEntry:
    """Return the entry that cells state. Raises FileError with a problem for each column."""
    venues = venues_in(cells.get(VENUES, "")) or (VenueEntry(),)
    [entry] = read_entries(write_rows(_row(cells, venue) for venue in venues), words)
    return entry


def _next_position(session: Session) -> int:
    """Return a place after every row of the file."""
    last = (session.scalar(select(func.max(each))) for each in (Service.position, Venue.position))
    return max((each or 0 for each in last), default=0) + 1


def _row(cells: Cells, venue: VenueEntry) -> list[str]:
    of_venue = {
        "venue_name": written(venue.name),
        "address": written(venue.address),
        "postcode": written(venue.postcode),
        "hide_address": written(venue.hide_address),
    }
    return [of_venue.get(name, cells.get(name, "")) for name in NAMES]


def refuse_conflicts(
    session: Session, id: str, cells: Cells, changes: Cells, based_on: int, version: int
) -> None:
    """Raise EditConflictError where somebody else put something else into the same columns.

    `cells` are those of `version`, and `changes` what somebody typed who saw `based_on`.
    """
    if based_on == version:
        return
    seen = cells_at(cells, versions_of(session, id), based_on)
    theirs = {
        name: cells[name]
        for name, mine in changes.items()
        if cells[name] != seen[name] and cells[name] != mine
    }
    if theirs:
        raise EditConflictError(theirs, version)


def _in_place_of(before: ServiceEntry, entry: ServiceEntry) -> ServiceEntry:
    """Return an entry at the place of the file where it stood: other venues come right after."""
    first = before.positions[0]
    kept = [*before.positions, *(first for _ in entry.rows[len(before.rows) :])]
    rows = (VenueRow(position=kept[n], venue=row.venue) for n, row in enumerate(entry.rows))
    return replace(entry, rows=tuple(rows), vendor=before.vendor, remote_id=before.remote_id)


def _carry_out(
    session: Session,
    plan: ImportPlan,
    locate: Locate,
    id: str,
    what: str,
    columns: Sequence[str],
    by: EditBy,
) -> None:
    stored = session.get(Service, id)
    feed, sample = (stored.feed_id, stored.is_sample) if stored else (None, False)
    origin = Origin(feed=feed, sample=sample)
    carry_out(session, plan, locate, source=by.source, actor=by.actor, now=by.now, origin=origin)
    detail = {"service": id, "what": what, "columns": ";".join(_distinct(columns))}
    record(session, "service.edit", actor=by.actor, now=by.now, detail=detail)
    session.expire_all()


def _distinct(columns: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(columns))
