"""Every version of an entry: what a change found and left, so that it can be read and undone.

Of a venue whose address is hidden only that it is so is kept, and where one is hidden, what
earlier versions held of it is taken away.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from directory.application.commands.batches import batches
from directory.exchange.directory_file.address_leaks import (
    may_be_hidden,
    names_hidden,
    told_of_hidden,
)
from directory.exchange.directory_file.file_writer import rows_of
from directory.model.columns import NAMES, OF_VENUE
from directory.model.import_plan import CellChange, ImportPlan
from directory.model.service_entry import HELD_BACK, ServiceEntry, VenueEntry
from directory.storage import ServiceVersion

VENUES = "venues"
OF_VENUES = tuple(column.name for column in OF_VENUE)
Cells = Mapping[str, str]
TAKEN_AWAY = ""
"""What stands where words of an earlier version named an address that is hidden now."""


def keep_versions(
    session: Session, plan: ImportPlan, version: int, *, source: str, actor: str, now: datetime
) -> None:
    """Keep what a plan changes, service by service; the caller commits."""
    beside = {"version": version, "at": now, "actor": actor, "source": source}
    changed = ((entry, _kept(changes)) for entry, changes in plan.changed)
    rows = ({"service_id": e.id, **kept, **beside} for e, kept in changed if kept["after"])
    for some in batches(rows):
        session.execute(insert(ServiceVersion), some)
    _forget_hidden(session, (entry for entry, _ in plan.changed))


def keep_first(
    session: Session, entry: ServiceEntry, version: int, *, source: str, actor: str, now: datetime
) -> None:
    """Keep that an entry was added, and what it stated first."""
    session.add(
        ServiceVersion(
            service_id=entry.id,
            version=version,
            at=now,
            actor=actor,
            source=source,
            before={},
            after={name: cell for name, cell in cells_of(entry).items() if cell},
        )
    )


def versions_of(session: Session, id: str) -> list[ServiceVersion]:
    """Return the versions of an entry, the newest first."""
    found = select(ServiceVersion).where(ServiceVersion.service_id == id)
    return list(session.scalars(found.order_by(ServiceVersion.id.desc())))


def cells_of(entry: ServiceEntry) -> dict[str, str]:
    """Return what an entry states, as the file writes it, with its venues as one cell."""
    first = dict(zip(NAMES, next(rows_of([entry])), strict=True))
    own = {name: cell for name, cell in first.items() if name not in OF_VENUES}
    return own | {VENUES: venues_cell(entry.venues)}


def cells_at(now: Cells, versions: Iterable[ServiceVersion], version: int) -> dict[str, str]:
    """Return what an entry stated in a version, from what it states now and the versions since.

    `versions` are those of the entry, the newest first.
    """
    cells = dict(now)
    for each in versions:
        if each.version <= version:
            break
        cells |= each.before
    return cells


def venues_cell(venues: Iterable[VenueEntry]) -> str:
    """Return venues as one cell, a JSON list; of a hidden one, only that it is hidden."""
    return typed_venues_cell(venue.without_address for venue in venues)


def typed_venues_cell(venues: Iterable[VenueEntry]) -> str:
    """Return venues as one cell with all that was typed: an address to be hidden is kept too."""
    return json.dumps([[v.name, v.address, v.postcode, v.hide_address] for v in venues])


def venues_in(cell: str) -> tuple[VenueEntry, ...]:
    """Return the venues of such a cell."""
    return tuple(
        VenueEntry(name=name, address=address, postcode=postcode, hide_address=hide)
        for name, address, postcode, hide in json.loads(cell or "[]")
    )


def _kept(changes: Iterable[CellChange]) -> dict[str, Any]:
    before, after = {}, {}
    for change in changes:
        if change.venues is not None:
            before[VENUES], after[VENUES] = map(venues_cell, change.venues)
        elif change.column in NAMES:
            before[change.column], after[change.column] = change.before, change.after
    return {"before": before, "after": after}


def _forget_hidden(session: Session, entries: Iterable[ServiceEntry]) -> None:
    for entry in entries:
        told = told_of_hidden(venue for venue in entry.venues if venue.hide_address)
        for version in versions_of(session, entry.id) if told else ():
            version.before = _without(version.before, told)
            version.after = _without(version.after, told)


def _without(cells: Cells, told: frozenset[str]) -> dict[str, str]:
    """Return cells without a word of where a hidden venue is."""
    return {name: _shown(name, cell, told) for name, cell in cells.items()}


def _shown(name: str, cell: str, told: frozenset[str]) -> str:
    if name == VENUES:
        return venues_cell(HELD_BACK if may_be_hidden(v, told) else v for v in venues_in(cell))
    return TAKEN_AWAY if names_hidden(cell, told) else cell
