"""Programmes: what is delivered, and what developers, providers and reviewers state of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from matcher.in_force import Entry

__all__ = ["Ages", "Dose", "Programme", "Rating"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """Ages that a developer or provider states; rows may disagree."""

    says: str
    url: str
    seen_on: date
    dated: str | None = None
    from_months: int | None = None
    under_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of a programme its developer or a provider states."""

    says: str
    url: str
    seen_on: date
    dated: str | None = None
    sessions: int | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Entry):
    """What one body said of a programme at one time; scales differ between bodies."""

    body: str
    rating: str
    url: str
    seen_on: date
    scale: str | None = None
    dated: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a public page says of who delivers a programme in the United Kingdom."""

    says: str
    url: str
    seen_on: date
    dated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Entry):
    """What is delivered: a class of programmes, or one named programme."""

    id: str
    name: str
    type: Literal["class", "named"]
    summary: str
    source: str
    classes: tuple[str, ...] = ()
    developer: str | None = None
    ages: tuple[Ages, ...] = ()
    dose: tuple[Dose, ...] = ()
    ratings: tuple[Rating, ...] = ()
    uk_delivery: tuple[Delivery, ...] = ()
    warns_when: tuple[str, ...] = ()
    was_called: tuple[str, ...] = ()
    family_says: tuple[str, ...] = ()
    """Two plain sentences for a family: what it is, and how it may help; empty for none."""
