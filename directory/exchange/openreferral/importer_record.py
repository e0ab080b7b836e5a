"""One record while it is read: what it states, and the notes of what was repaired."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.exchange.directory_file.file_reader import NOT_TEXT
from directory.exchange.openreferral.importer_notes import ImportNotes
from directory.exchange.openreferral.importer_term_map import TermMap, rule_key
from directory.model.cell_types import Vocabulary
from directory.model.columns import COLUMNS

READERS = {column.name: column.read for column in COLUMNS}


@dataclass(slots=True, kw_only=True)
class ImportedRecord:
    """A record in the shape of 3.0, and everything that is needed to read it."""

    document: Mapping[str, Any]
    vocabulary: Vocabulary
    mapping: TermMap
    notes: ImportNotes = field(default_factory=ImportNotes)
    left_over: dict[str, Any] = field(default_factory=dict)
    """What has no column, to be kept beside the entry."""
    areas: Mapping[str, str] = field(default_factory=dict)
    """The codes of areas by the names that this feed gives them."""
    unknown_terms: list[str] = field(default_factory=list)
    unknown_areas: list[str] = field(default_factory=list)
    """Names of terms and areas that were not understood."""

    def area_code(self, name: str) -> str | None:
        """Return the code of an area by the name that the feed gives it, or by its exact name."""
        return self.areas.get(rule_key(name)) or self.vocabulary.area(name)

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
