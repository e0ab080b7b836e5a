"""Services of a file whose words name a programme that the file does not state: suggested only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from directory.exchange.openreferral.importer_notes import ADDRESS
from directory.exchange.openreferral.programme_suggestions import (
    FILE,
    ProgrammeName,
    read_names,
    suggestions,
)
from directory.infrastructure.settings import Settings
from directory.model.service_entry import ServiceEntry
from directory.storage import reference_data
from matcher import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedProgramme:
    """A programme that a service may be: what it is called, its id, and where it is named."""

    service: str
    programme: str
    called: str
    column: str
    words: str | None
    """None for a service with a hidden address, which the words may tell."""


def suggested_programmes(
    entries: Iterable[ServiceEntry], settings: Settings
) -> list[SuggestedProgramme]:
    """Return the programmes of the knowledge that services name and do not state."""
    knowledge = reference_data.knowledge_in(settings)
    names = _names(settings.data, knowledge)
    called = knowledge.programme
    return [
        SuggestedProgramme(
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
def _names(data: Path, knowledge: Knowledge) -> Sequence[ProgrammeName]:
    return read_names(data / FILE, knowledge.programme)


def _hides(entry: ServiceEntry) -> bool:
    return any(venue.hide_address for venue in entry.venues)
