"""What a record is made of: parts with lines and lists. Page, PDF and text only lay it out."""

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.knowledge import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
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
class Part:
    """A part of a record under its title."""

    title: str
    kind: str = ""
    aside: str = ""
    """Said beside the title."""
    lines: tuple[Line, ...] = ()
    items: tuple[Line, ...] = ()
    parts: tuple["Part", ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing under the title."""
        return not (self.lines or self.items or self.parts)


def filled(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts that hold anything."""
    return tuple(part for part in parts if not part.is_empty)


def capital(words: str) -> str:
    """Return words as they begin a line."""
    return words[:1].upper() + words[1:]
