"""What was repaired or left out while a record was read, for the person who can mend it."""

import re
from dataclasses import dataclass
from typing import Any

LONGEST_FOUND = 80
ADDRESS = re.compile(r"(?<![^\s<>\"(),;:/])[^\s<>\"(),;:/]+@[^\s<>\"'(),;/]+")
"""An e-mail address within words; it is looked for at the beginning of each word alone, or a long
word without one would take the square of its length."""
KEPT_BACK = "(kept back)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportNote:
    """One thing of one record: the field, what stood there in short, and what became of it."""

    field: str
    found: str
    became: str

    def __str__(self) -> str:
        """Return the note on one line."""
        return f"{self.field}: “{self.found}”: {self.became}" if self.found else self.on_its_own

    @property
    def on_its_own(self) -> str:
        """Return the note without what stood there."""
        return f"{self.field}: {self.became}"


class ImportNotes:
    """Collects the notes of one record."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: list[ImportNote] = []

    def add(self, field: str, found: Any, became: str) -> None:
        """Keep a note; what stood there is shortened, and no e-mail address is repeated."""
        self.all.append(ImportNote(field=in_short(field), found=in_short(found), became=became))


def in_short(found: Any) -> str:
    """Return any value on one short line without e-mail addresses and control characters."""
    line = " ".join(str("" if found is None else found)[:2000].split())
    line = "".join(c for c in ADDRESS.sub("(e-mail address)", line) if c.isprintable())
    return line if len(line) <= LONGEST_FOUND else f"{line[: LONGEST_FOUND - 1]}…"
