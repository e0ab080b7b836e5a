"""What an import would do, before it does it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

from directory.model.cell_types import written
from directory.model.left_out import with_stored
from directory.model.problems import FileError, FileProblem
from directory.model.row_version import digest_of
from directory.model.service_entry import HELD_BACK, ServiceEntry, VenueEntry, VenueRow

AT_A_TIME = 1000
"""Services that are compared together, so that not all that is stored is in memory at once."""
LookUp = Callable[[Sequence[str]], Mapping[str, ServiceEntry]]


Changed = tuple["ServiceEntry", tuple["CellChange", ...]]
"""An entry, and what is different in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWish:
    """How a file is to be taken."""

    merge: bool = False
    """It only adds and changes: what it does not name is left alone."""
    allow_shrink: bool = False
    """More may be retired than LARGEST_SHARE_LOST."""
    take_mine: bool = False
    """Rows count though their entries were changed by somebody else since the export."""


WHOLE_FILE = ImportWish()
LARGEST_SHARE_LOST = 0.1
"""A whole file that lacks more than this share of the services that were there asks first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One column of one service that would change, as text."""

    column: str
    before: str
    after: str
    venues: tuple[tuple[VenueEntry, ...], tuple[VenueEntry, ...]] | None = None
    """The venues before and after, where it is them that change: for the versions of the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What would be added, changed, left, and marked as no longer in the file."""

    added: tuple[ServiceEntry, ...]
    changed: tuple[tuple[ServiceEntry, tuple[CellChange, ...]], ...]
    moved: tuple[ServiceEntry, ...]
    """Unchanged but for their place in the file."""
    unchanged: tuple[str, ...]
    retired: tuple[str, ...]
    conflicts: tuple[Changed, ...] = ()
    """Not taken: each was changed by somebody else after its row was exported."""
    newer: tuple[str, ...] = ()
    """Not retired: not in the file, and added or changed after it was exported."""

    @property
    def is_empty(self) -> bool:
        """Say whether the directory already says all this, in this order."""
        return not (self.added or self.changed or self.moved or self.retired)

    def counts(self) -> dict[str, int]:
        """Return how many services each part holds; a moved one counts as unchanged."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged) + len(self.moved),
            "retired": len(self.retired),
        }


def plan_import(
    entries: Iterable[ServiceEntry], stored: Mapping[str, ServiceEntry], gone: Iterable[str]
) -> ImportPlan:
    """Return what taking `entries` would do to what is stored; `gone` are retired already.

    Raises FileError where it cannot be told which hidden venue of a service is to stay.
    """
    return plan_beside(entries, lambda _: stored, stored, gone)


def plan_beside(
    entries: Iterable[ServiceEntry],
    look_up: LookUp,
    known: Iterable[str],
    gone: Iterable[str],
    *,
    wish: ImportWish = WHOLE_FILE,
    changed_in: Mapping[str, int] = MappingProxyType({}),
) -> ImportPlan:
    """Return the same, what is stored being looked up some services at a time.

    `known` are the ids of all that is stored, and `changed_in` the versions of the directory in
    which they last changed. Raises FileError as `plan_import` does.
    """
    stored, left = dict.fromkeys(known), set(gone)
    entries = list(entries)
    found = _Sorted(left, wish)
    for start in range(0, len(entries), AT_A_TIME):
        some = entries[start : start + AT_A_TIME]
        before = look_up([entry.id for entry in some if entry.id in stored])
        for entry in some:
            found.sort(entry, before.get(entry.id))
    if found.problems:
        raise FileError(found.problems)
    seen = {entry.id for entry in entries}
    missing = () if wish.merge else [id for id in stored if id not in seen and id not in left]
    newer = [] if wish.take_mine else _newer(missing, entries, changed_in)
    kept = set(newer)
    return ImportPlan(
        added=tuple(found.added),
        changed=tuple(found.changed),
        moved=tuple(found.moved),
        unchanged=tuple(found.unchanged),
        retired=tuple(id for id in missing if id not in kept),
        conflicts=tuple(found.conflicts),
        newer=tuple(newer),
    )


def _newer(
    missing: Iterable[str], entries: Iterable[ServiceEntry], changed_in: Mapping[str, int]
) -> list[str]:
    """Return what a file lacks and was added or changed after it was exported."""
    exported = max((each.version.changed_in for each in entries if each.version), default=None)
    return [id for id in missing if exported is not None and changed_in.get(id, 0) > exported]


class _Sorted:
    """The entries of a file, each put where it belongs in a plan."""

    def __init__(self, gone: Set[str], wish: ImportWish) -> None:
        self.gone, self.wish = gone, wish
        self.problems: list[FileProblem] = []
        self.added: list[ServiceEntry] = []
        self.changed: list[tuple[ServiceEntry, tuple[CellChange, ...]]] = []
        self.moved: list[ServiceEntry] = []
        self.unchanged: list[str] = []
        self.conflicts: list[Changed] = []

    def sort(self, entry: ServiceEntry, before: ServiceEntry | None) -> None:
        if before is None:
            self.added.append(replace(entry, stated=None, version=None))
            return
        version, entry = entry.version, replace(with_stored(entry, before), version=None)
        self.problems += _unclear(entry, before)
        kept = _keep_hidden(entry, before)
        if self.wish.merge:
            kept = _in_place(kept, before)
        if changes := _changes(kept, before, back=entry.id in self.gone):
            moved_on = version is not None and version.digest != digest_of(before)
            is_conflict = moved_on and not self.wish.take_mine
            (self.conflicts if is_conflict else self.changed).append((kept, changes))
        elif kept.positions != before.positions:
            self.moved.append(kept)
        else:
            self.unchanged.append(entry.id)


def _in_place(entry: ServiceEntry, before: ServiceEntry) -> ServiceEntry:
    """Return an entry at the place that it has: a file that is merged gives no order."""
    places = [*before.positions, *[before.positions[-1]] * len(entry.rows)]
    rows = zip(entry.rows, places, strict=False)
    return replace(entry, rows=tuple(replace(row, position=place) for row, place in rows))


def _left_out(entry: ServiceEntry, before: ServiceEntry) -> list[VenueEntry]:
    """Return the hidden venues that are stored and that the file does not state."""
    stated = set(entry.venues)
    return [venue for venue in before.venues if venue.hide_address and venue not in stated]


def _unclear(entry: ServiceEntry, before: ServiceEntry) -> Iterator[FileProblem]:
    blank, kept = entry.venues.count(HELD_BACK), len(_left_out(entry, before))
    if 0 < blank < kept:
        text = (
            f"{entry.id} had {kept} hidden venues and the file has {blank} without an address: "
            "write in the address of each that stays"
        )
        yield FileProblem(line=None, column="hide_address", value=None, problem=text)


def _keep_hidden(entry: ServiceEntry, before: ServiceEntry) -> ServiceEntry:
    """Keep a hidden address that the file leaves out, as our own export does."""
    known = _left_out(entry, before)
    if not known:
        return entry
    rows = []
    for row in entry.rows:
        if row.venue == HELD_BACK and known:
            row = VenueRow(position=row.position, venue=known.pop(0))
        rows.append(row)
    return replace(entry, rows=tuple(rows))


def _changes(entry: ServiceEntry, before: ServiceEntry, *, back: bool) -> tuple[CellChange, ...]:
    same = entry.values == before.values and entry.venues == before.venues
    if same and entry.vendor == before.vendor and not back:
        return ()
    found = [
        CellChange(column=name, before=written(before.values[name]), after=written(value))
        for name, value in entry.values.items()
        if before.values[name] != value
    ]
    if entry.venues != before.venues:
        hidden = any(venue.hide_address for venue in (*before.venues, *entry.venues))
        say = _counted if hidden else _venues
        both = (before.venues, entry.venues)
        found.append(CellChange(column="venues", before=say(before), after=say(entry), venues=both))
    if entry.vendor != before.vendor:
        found.append(
            CellChange(column="vendor", before=before.vendor or "", after=entry.vendor or "")
        )
    if back:
        found.append(CellChange(column="file", before="not in the last file", after="in the file"))
    return tuple(found)


def _venues(entry: ServiceEntry) -> str:
    return " | ".join(_venue(venue) for venue in entry.venues)


def _venue(venue: VenueEntry) -> str:
    shown = "address not hidden" if venue.hide_address is False else None
    return ", ".join(part for part in (venue.name, venue.address, venue.postcode, shown) if part)


def _counted(entry: ServiceEntry) -> str:
    """Return how many venues there are: an address that is hidden before or after is not said."""
    hidden = sum(bool(venue.hide_address) for venue in entry.venues)
    return f"{len(entry.venues)} rows, {hidden} with a hidden address"
