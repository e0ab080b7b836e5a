"""Whom a notice says to tell: a number that is the same everywhere, or entries of a directory."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.citations import Citation

__all__ = ["Contact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to tell; `phone` is the same in all of England, the rest says what to look up."""

    id: str
    name: str
    when: str | None = None
    """When this number is the one to ring."""
    is_always_shown: bool = False
    """Whether it stands beside every answer, and not with notices alone."""
    phone: str | None = None
    kinds: tuple[str, ...] = ()
    """Kinds of service without a programme that are it."""
    programmes: tuple[str, ...] = ()
    """Programmes of data/programmes.yaml whose services are it."""
    citations: tuple[Citation, ...] = ()
