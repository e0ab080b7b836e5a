"""What an import means to a reader: a service opened, changed, paused, is ending or closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from directory.importing.entries import Entry
from directory.importing.planning import Change, Plan

What = Literal["opened", "changed", "paused", "ending", "closed", "left"]

NOT_NEWS = frozenset({"assured_on", "assured_by", "waiting_as_of"})
"""Columns that say when somebody looked, not that anything is otherwise."""
_BY_STATUS: Mapping[str, What] = {"paused": "paused", "closed": "closed", "closing": "ending"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened to one service; `columns` are those that changed.

    "left" means that it is missing from the last file: whether it closed is not known.
    """

    service_id: str
    what: What
    columns: tuple[str, ...] = ()


def happenings(plan: Plan) -> Iterator[Happening]:
    """Yield what a plan would mean to a reader; a check without a change is no news."""
    for entry in plan.added:
        what = _BY_STATUS.get(entry.values["status"], "opened")
        yield Happening(service_id=entry.id, what=what)
    for entry, changes in plan.changed:
        columns = tuple(change.column for change in changes if change.column not in NOT_NEWS)
        if columns:
            yield Happening(service_id=entry.id, what=_what(entry, changes), columns=columns)
    for id in plan.retired:
        yield Happening(service_id=id, what="left")


def _what(entry: Entry, changes: tuple[Change, ...]) -> What:
    columns = {change.column for change in changes}
    if "status" in columns or "file" in columns:
        return _BY_STATUS.get(entry.values["status"], "opened")
    # The end of a closed service is no longer coming.
    if "ends_on" in columns and entry.values["ends_on"] and entry.values["status"] != "closed":
        return "ending"
    return "changed"
