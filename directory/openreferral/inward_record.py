"""One record while it is read: what it states, and the notes of what was repaired."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.importing.columns import COLUMNS
from directory.importing.reading import NOT_TEXT
from directory.importing.values import Vocabulary
from directory.openreferral.inward_mapping import TermMap
from directory.openreferral.inward_notes import Notes

READERS = {column.name: column.read for column in COLUMNS}


@dataclass(slots=True, kw_only=True)
class Record:
    """A record in the shape of 3.0, and everything that is needed to read it."""

    document: Mapping[str, Any]
    vocabulary: Vocabulary
    mapping: TermMap
    notes: Notes = field(default_factory=Notes)
    left_over: dict[str, Any] = field(default_factory=dict)
    """What has no column, to be kept beside the entry."""

    def read(self, column: str, text: str | None, where: str) -> Any:
        """Return the value of a column as a cell of the directory file would be read.

        None, with a note, where the file would refuse it.
        """
        text = NOT_TEXT.sub("", text or "").strip()
        if not text:
            return None
        try:
            return READERS[column](text, self.vocabulary)
        except ValueError as error:
            self.notes.add(where, text, f"left out: {error}")
            return None
