"""What an import would do, before it does it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from directory.importing.entries import HELD_BACK, Entry, Row, VenueEntry
from directory.importing.problems import FileError, FileProblem
from directory.importing.values import written


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
    entries = list(entries)
    if problems := [p for e in entries if e.id in stored for p in _unclear(e, stored[e.id])]:
        raise FileError(problems)
    added, changed, moved, unchanged = [], [], [], []
    seen, retired_before = set(), set(gone)
    for entry in entries:
        seen.add(entry.id)
        before = stored.get(entry.id)
        if before is None:
            added.append(entry)
            continue
        kept = _keep_hidden(entry, before)
        changes = _changes(kept, before, back=entry.id in retired_before)
        if changes:
            changed.append((kept, changes))
        elif kept.positions != before.positions:
            moved.append(kept)
        else:
            unchanged.append(entry.id)
    return Plan(
        added=tuple(added),
        changed=tuple(changed),
        moved=tuple(moved),
        unchanged=tuple(unchanged),
        retired=tuple(id for id in stored if id not in seen and id not in retired_before),
    )


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
    if not back and entry.values == before.values and entry.venues == before.venues:
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
