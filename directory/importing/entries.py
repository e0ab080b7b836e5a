"""An entry of the directory: what one service states, whichever file or table it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueEntry:
    """A venue as the file states it."""

    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    hide_address: bool | None = None

    @property
    def is_blank(self) -> bool:
        """Say whether nothing at all is stated."""
        return self == VenueEntry()

    @property
    def without_address(self) -> "VenueEntry":
        """Return the venue as it may leave: nothing that tells where a hidden one is."""
        return HELD_BACK if self.hide_address else self


HELD_BACK = VenueEntry(hide_address=True)
"""All that an export says of a hidden venue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A venue and its place in the file."""

    position: int
    venue: VenueEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One service: the values of its columns by name, and its rows in the order of the file."""

    id: str
    values: Mapping[str, Any]
    rows: tuple[Row, ...]
    remote_id: str | None = None
    """Its id in the feed that it came from; None for an entry of a directory file."""
    vendor: str | None = None
    """What that feed states beside the standard, as JSON."""

    @property
    def venues(self) -> tuple[VenueEntry, ...]:
        """Return what each row says of its venue."""
        return tuple(row.venue for row in self.rows)

    @property
    def positions(self) -> tuple[int, ...]:
        """Return the place of each row in the file."""
        return tuple(row.position for row in self.rows)
