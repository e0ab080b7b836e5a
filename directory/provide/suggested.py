"""Services of a file whose words name a programme that the file does not state: suggested only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from directory import bridge
from directory.importing.entries import Entry
from directory.openreferral.inward_notes import ADDRESS
from directory.openreferral.suggesting import FILE, ProgrammeName, read_names, suggestions


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A programme that a service may be: what it is called, its id, and where it is named."""

    service: str
    programme: str
    called: str
    column: str
    words: str | None
    """None for a service with a hidden address, which the words may tell."""


def suggested(entries: Iterable[Entry], data: Path) -> list[Suggested]:
    """Return the programmes of the knowledge in a folder that services name and do not state."""
    names = _names(data)
    called = bridge.knowledge_in(data).programme
    return [
        Suggested(
            service=str(entry.values["name"]),
            programme=each.programme,
            called=called[each.programme].name,
            column=each.column,
            words=None if _hides(entry) else ADDRESS.sub("(e-mail address)", each.words),
        )
        for entry in entries
        for each in suggestions(entry, names)
        if each.programme
    ]


@lru_cache(maxsize=4)
def _names(data: Path) -> Sequence[ProgrammeName]:
    return read_names(data / FILE, bridge.knowledge_in(data).programme)


def _hides(entry: Entry) -> bool:
    return any(venue.hide_address for venue in entry.venues)
