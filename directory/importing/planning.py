"""What an import would do, before it does it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from directory.importing.entries import HELD_BACK, Entry, Row, VenueEntry
from directory.importing.problems import FileError, FileProblem
from directory.importing.values import written

AT_A_TIME = 1000
"""Services that are compared together, so that not all that is stored is in memory at once."""
LookUp = Callable[[Sequence[str]], Mapping[str, Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One column of one service that would change, as text."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be added, changed, left, and marked as no longer in the file."""

    added: tuple[Entry, ...]
    changed: tuple[tuple[Entry, tuple[Change, ...]], ...]
    moved: tuple[Entry, ...]
    """Unchanged but for their place in the file."""
    unchanged: tuple[str, ...]
    retired: tuple[str, ...]

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


def plan_import(entries: Iterable[Entry], stored: Mapping[str, Entry], gone: Iterable[str]) -> Plan:
    """Return what taking `entries` would do to what is stored; `gone` are retired already.

    Raises FileError where it cannot be told which hidden venue of a service is to stay.
    """
    return plan_beside(entries, lambda _: stored, stored, gone)


def plan_beside(
    entries: Iterable[Entry], look_up: LookUp, known: Iterable[str], gone: Iterable[str]
) -> Plan:
    """Return the same, what is stored being looked up some services at a time.

    `known` are the ids of all that is stored. Raises FileError as `plan_import` does.
    """
    stored, left = dict.fromkeys(known), set(gone)
    found = _Sorted(left)
    entries = list(entries)
    for start in range(0, len(entries), AT_A_TIME):
        some = entries[start : start + AT_A_TIME]
        before = look_up([entry.id for entry in some if entry.id in stored])
        for entry in some:
            found.sort(entry, before.get(entry.id))
    if found.problems:
        raise FileError(found.problems)
    seen = {entry.id for entry in entries}
    return Plan(
        added=tuple(found.added),
        changed=tuple(found.changed),
        moved=tuple(found.moved),
        unchanged=tuple(found.unchanged),
        retired=tuple(id for id in stored if id not in seen and id not in left),
    )


class _Sorted:
    """The entries of a file, each put where it belongs in a plan."""

    def __init__(self, gone: Set[str]) -> None:
        self.gone = gone
        self.problems: list[FileProblem] = []
        self.added: list[Entry] = []
        self.changed: list[tuple[Entry, tuple[Change, ...]]] = []
        self.moved: list[Entry] = []
        self.unchanged: list[str] = []

    def sort(self, entry: Entry, before: Entry | None) -> None:
        if before is None:
            self.added.append(entry)
            return
        self.problems += _unclear(entry, before)
        kept = _keep_hidden(entry, before)
        if changes := _changes(kept, before, back=entry.id in self.gone):
            self.changed.append((kept, changes))
        elif kept.positions != before.positions:
            self.moved.append(kept)
        else:
            self.unchanged.append(entry.id)


def _left_out(entry: Entry, before: Entry) -> list[VenueEntry]:
    """Return the hidden venues that are stored and that the file does not state."""
    stated = set(entry.venues)
    return [venue for venue in before.venues if venue.hide_address and venue not in stated]


def _unclear(entry: Entry, before: Entry) -> Iterator[FileProblem]:
    blank, kept = entry.venues.count(HELD_BACK), len(_left_out(entry, before))
    if 0 < blank < kept:
        text = (
            f"{entry.id} had {kept} hidden venues and the file has {blank} without an address: "
            "write in the address of each that stays"
        )
        yield FileProblem(line=None, column="hide_address", value=None, problem=text)


def _keep_hidden(entry: Entry, before: Entry) -> Entry:
    """Keep a hidden address that the file leaves out, as our own export does."""
    known = _left_out(entry, before)
    if not known:
        return entry
    rows = []
    for row in entry.rows:
        if row.venue == HELD_BACK and known:
            row = Row(position=row.position, venue=known.pop(0))
        rows.append(row)
    return replace(entry, rows=tuple(rows))


def _changes(entry: Entry, before: Entry, *, back: bool) -> tuple[Change, ...]:
    same = entry.values == before.values and entry.venues == before.venues
    if same and entry.vendor == before.vendor and not back:
        return ()
    found = [
        Change(column=name, before=written(before.values[name]), after=written(value))
        for name, value in entry.values.items()
        if before.values[name] != value
    ]
    if entry.venues != before.venues:
        hidden = any(venue.hide_address for venue in (*before.venues, *entry.venues))
        say = _counted if hidden else _venues
        found.append(Change(column="venues", before=say(before), after=say(entry)))
    if entry.vendor != before.vendor:
        found.append(Change(column="vendor", before=before.vendor or "", after=entry.vendor or ""))
    if back:
        found.append(Change(column="file", before="not in the last file", after="in the file"))
    return tuple(found)


def _venues(entry: Entry) -> str:
    return " | ".join(_venue(venue) for venue in entry.venues)


def _venue(venue: VenueEntry) -> str:
    shown = "address not hidden" if venue.hide_address is False else None
    return ", ".join(part for part in (venue.name, venue.address, venue.postcode, shown) if part)


def _counted(entry: Entry) -> str:
    """Return how many venues there are: an address that is hidden before or after is not said."""
    hidden = sum(bool(venue.hide_address) for venue in entry.venues)
    return f"{len(entry.venues)} rows, {hidden} with a hidden address"
