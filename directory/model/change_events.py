"""What an import means to a reader: a service opened, changed, paused, is ending or closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from directory.model import cell_types
from directory.model.cell_types import FactsCell, OneOf, WholeNumber, WordsCell
from directory.model.columns import OF_SERVICE, Column
from directory.model.import_plan import CellChange, ImportPlan
from directory.model.service_entry import ServiceEntry

What = Literal["opened", "changed", "paused", "ending", "closed", "left"]
Values = tuple[str | None, str | None]
"""What a cell held before and after, as the file writes it: "" = not stated, None = not kept."""

NOT_KEPT: Values = (None, None)
NOT_NEWS = frozenset({"assured_on", "assured_by", "waiting_as_of"})
"""Columns that say when somebody looked, not that anything is otherwise."""
_BY_STATUS: Mapping[str, What] = {"paused": "paused", "closed": "closed", "closing": "ending"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvent:
    """One thing that happened to one service; `changed` are the columns that did, and from what.

    "left" means that it is missing from the last file: whether it closed is not known.
    """

    service_id: str
    what: What
    changed: Mapping[str, Values] = field(default_factory=dict)


def change_events(plan: ImportPlan) -> Iterator[ChangeEvent]:
    """Yield what a plan would mean to a reader; a check without a change is no news."""
    for entry in plan.added:
        what = _BY_STATUS.get(entry.values["status"], "opened")
        yield ChangeEvent(service_id=entry.id, what=what)
    for entry, changes in plan.changed:
        changed = {c.column: _values(c) for c in changes if _is_news(c, entry)}
        if changed:
            yield ChangeEvent(service_id=entry.id, what=_what(entry, changes), changed=changed)
    for id in plan.retired:
        yield ChangeEvent(service_id=id, what="left")


def _is_news(change: CellChange, entry: ServiceEntry) -> bool:
    """Say whether a reader may know of a change: of a hidden address not even that it changed."""
    is_secret = change.column == "venues" and any(venue.hide_address for venue in entry.venues)
    return change.column not in NOT_NEWS and not is_secret


def _values(change: CellChange) -> Values:
    return (change.before, change.after) if change.column in KEPT else NOT_KEPT


def _what(entry: ServiceEntry, changes: tuple[CellChange, ...]) -> What:
    columns = {change.column for change in changes}
    if "status" in columns or "file" in columns:
        return _BY_STATUS.get(entry.values["status"], "opened")
    # The end of a closed service is no longer coming.
    if "ends_on" in columns and entry.values["ends_on"] and entry.values["status"] != "closed":
        return "ending"
    return "changed"


def _is_kept(column: Column) -> bool:
    """Say whether a column can hold nothing but numbers, days and words of our own lists.

    Free words, names and contacts can tell where a place is, or who somebody is, and so can venues
    and areas. What harms nobody today may be an address that is hidden tomorrow, or be dropped at
    the door by then; what was never kept is in no log, no copy of it and no backup.
    """
    match column.read:
        case WholeNumber() | OneOf() | FactsCell():
            return True
        case WordsCell(allowed=allowed):
            return bool(allowed)
        case read:
            return read in (
                cell_types.day,
                cell_types.past_day,
                cell_types.yes_or_no,
                cell_types.programme,
            )


KEPT = frozenset(column.name for column in OF_SERVICE if _is_kept(column))
"""The columns of which a change keeps what stood there."""
