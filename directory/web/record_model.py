"""What a record is made of: parts with lines and lists. Page, PDF and text only lay it out."""

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.citations import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One thing that is said, under a label where it has one, with where it stands."""

    says: str
    label: str = ""
    kind: str = ""
    """How a page draws it; the words say everything by themselves."""
    cites: tuple[Citation, ...] = ()
    more: tuple[str, ...] = ()
    """Further lines about the same thing."""

    @property
    def cited(self) -> tuple[tuple[str, str], ...]:
        """Return where it stands: the words and the address of each."""
        return tuple((f"{cite.source} {cite.ref}".strip(), cite.url) for cite in self.cites)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """A part of a record under its title."""

    title: str
    kind: str = ""
    aside: str = ""
    """Said beside the title."""
    lines: tuple[RecordLine, ...] = ()
    items: tuple[RecordLine, ...] = ()
    parts: tuple["RecordPart", ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing under the title."""
        return not (self.lines or self.items or self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something to take away, in the order in which it is read."""

    title: str
    made_on: str
    lines: tuple[RecordLine, ...]
    parts: tuple[RecordPart, ...]


def filled(parts: Iterable[RecordPart]) -> tuple[RecordPart, ...]:
    """Return the parts that hold anything."""
    return tuple(part for part in parts if not part.is_empty)


def capital(words: str) -> str:
    """Return words as they begin a line."""
    return words[:1].upper() + words[1:]
