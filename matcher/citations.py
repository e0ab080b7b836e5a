"""Citations: where a statement stands, and the state of each link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["Citation", "Link", "LinkState"]


LinkState = Literal["open", "closed", "not checked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a statement stands: the source's name, the place in it and a link."""

    source: str
    ref: str
    url: str
    state: LinkState = "not checked"
    """Whether the address opens, when somebody last tried."""
    on: date | None = None
    """When that was found, or when the text was read."""
    was: str | None = None
    """What stood at an address that has closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that is cited, and whether it opens."""

    url: str
    state: LinkState
    on: date
    was: str | None = None
    read_in: str | None = None
    """Where the text was read, if not at this address."""
