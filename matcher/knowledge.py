"""What Waymark knows, as frozen values: recommendations, programmes and notices with sources.

`matcher.loader` reads them from `data/`; nothing here touches a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from matcher.asks import Asks
from matcher.conditions import Condition
from matcher.facts import FactBook

__all__ = [
    "ActFirst",
    "Ages",
    "Asks",
    "Caution",
    "Citation",
    "Contradiction",
    "Dose",
    "Knowledge",
    "NearMatch",
    "NoteKind",
    "PracticeNote",
    "Programme",
    "Rating",
    "Recommendation",
    "SetAside",
    "Sign",
    "SignGroup",
    "SignLevel",
    "SignStep",
    "Source",
    "Strength",
]

Strength = Literal["offer", "consider", "signpost", "component", "modifier"]
NoteKind = Literal["practice", "vulnerability", "capacity_to_change", "engagement"]
SignLevel = Literal["suspect", "consider", "elsewhere"]
"""How strongly a sign points to abuse or neglect, in NG76's words; never a `Strength`.

`elsewhere` is for what NG76 gives no level and leaves to another guideline.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a statement stands: the source's name, the place in it and a link."""

    source: str
    ref: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source document, when it appeared and when it was last read against its rules."""

    id: str
    name: str
    title: str
    publisher: str
    published: str | None
    url: str
    url_note: str | None
    checked_on: date
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A doubt to show beside an option that applies."""

    says: str
    when: Condition
    if_not_known: Literal["show", "hide"] = "hide"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMatch:
    """Says that only a word of the text shuts this family out, and what applies instead."""

    says: str
    when: Condition
    sets_aside: tuple[str, ...]
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One numbered statement of a source, with its strength and its condition."""

    id: str
    ref: str
    title: str
    strength: Strength
    programmes: tuple[str, ...]
    kinds: tuple[str, ...]
    when: tuple[Condition, ...]
    delivery: tuple[str, ...]
    cautions: tuple[Caution, ...]
    near_matches: tuple[NearMatch, ...]
    citation: Citation
    also: tuple[Citation, ...]
    asks: Asks | None = None


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
class Rating:
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
class Programme:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFirst:
    """What must happen before any programme."""

    id: str
    when: Condition
    title: str
    says: str
    within: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeNote:
    """How to go about it; `when` None = with every case."""

    id: str
    says: str
    citations: tuple[Citation, ...]
    about: NoteKind = "practice"
    when: Condition | None = None
    if_not_known: Literal["show", "hide"] = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Facts that cannot both be so, and how to settle it."""

    id: str
    when: Condition
    says: str
    facts: tuple[str, ...]
    of_person: bool = False
    """They may both be so of two people, and cannot of one who is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A reason for which a worker may set an option aside."""

    id: str
    says: str
    asks_words: bool = False
    """Says nothing by itself: the worker's own words belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignGroup:
    """Signs that are shown together; the hint counts for each of them."""

    id: str
    title: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """An alerting feature: what may be seen, and how strongly it points to abuse or neglect."""

    id: str
    group: str
    level: SignLevel
    says: str
    citations: tuple[Citation, ...]
    hint: str | None = None
    """What does not count, or what else may be behind it."""
    from_months: int | None = None
    under_months: int | None = None
    answers: str | None = None
    """The fact that seeing it answers with "yes", where it is itself one that is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignStep:
    """What to do when a sign of one of these levels has been seen."""

    id: str
    levels: tuple[SignLevel, ...]
    says: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Knowledge:
    """Everything that is known; compared by identity, so it can key what is worked out from it."""

    facts: FactBook
    sources: tuple[Source, ...]
    recommendations: tuple[Recommendation, ...]
    programmes: tuple[Programme, ...]
    act_first: tuple[ActFirst, ...]
    practice_notes: tuple[PracticeNote, ...]
    contradictions: tuple[Contradiction, ...]
    set_aside: tuple[SetAside, ...] = ()
    sign_groups: tuple[SignGroup, ...] = ()
    signs: tuple[Sign, ...] = ()
    sign_steps: tuple[SignStep, ...] = ()

    @cached_property
    def programme(self) -> Mapping[str, Programme]:
        """Return the programmes by their ids."""
        return {programme.id: programme for programme in self.programmes}

    @cached_property
    def recommendation(self) -> Mapping[str, Recommendation]:
        """Return the recommendations by their ids."""
        return {item.id: item for item in self.recommendations}

    @cached_property
    def checked_on(self) -> date:
        """Return the date of the source that was checked longest ago."""
        return min(source.checked_on for source in self.sources)
