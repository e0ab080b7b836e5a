"""What Waymark knows, as frozen values: recommendations, programmes and notices with sources.

`matcher.loader` reads them from `data/`; nothing here touches a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from matcher.citations import Citation, Link
from matcher.conditions import Condition
from matcher.contacts import Contact
from matcher.delivery_requirements import DeliveryRequirements
from matcher.diagnostics import KnowledgeProblem
from matcher.facts import FactBook
from matcher.in_force import ALWAYS, Entry, Period
from matcher.local_changes import SetAsideHere
from matcher.programmes import Programme
from matcher.signs_data import LeftOut, Sign, SignGroup, SignStep

__all__ = [
    "ActFirst",
    "Caution",
    "Contradiction",
    "DeliveryRequirements",
    "Knowledge",
    "NearMatch",
    "NoteKind",
    "NothingNamed",
    "PracticeNote",
    "Recommendation",
    "SetAside",
    "SharedCaution",
    "SideBySide",
    "Source",
    "Strength",
    "TodaysName",
]

Strength = Literal["duty", "offer", "consider", "signpost", "component", "modifier"]
NoteKind = Literal["practice", "vulnerability", "capacity_to_change", "engagement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entry):
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
    read_in: str | None = None
    """Which copy was read, where it was not the source's own page of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution(Entry):
    """A doubt to show beside an option that applies."""

    says: str
    when: Condition
    if_not_known: Literal["show", "hide"] = "hide"
    unless: Condition | None = None
    """Not shown where this is met."""
    while_not_known: str | None = None
    """Shown only until this fact is known."""
    of_person: bool = False
    """Said of one carer who is named: where several are meant, each may be another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCaution(Caution):
    """A caution of several recommendations, or of all of them where none is named."""

    id: str
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMatch:
    """Says that only a word of the text shuts this family out, and what applies instead."""

    says: str
    when: Condition
    sets_aside: tuple[str, ...]
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Entry):
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
    asks: DeliveryRequirements | None = None
    checked_on: date | None = None
    """When it was last read against its source, where that was another day than the rest."""
    readings: tuple[str, ...] = ()
    """Where the text leaves something open and we read it in one way: what we made of it."""
    name: str = ""
    """What people call it: how the title begins; empty where that is the title itself."""
    modifies: tuple[str, ...] = ()
    """For a modifier: the recommendations, by their ids, inside which it is shown."""
    worker: bool = False
    """The worker does it, so that it is no gap where no service delivers it."""
    for_child: bool = False
    """It is for the child whoever takes part, so that no carer is named beside it."""
    whole_family: bool = False
    """What is asked of a parent is counted over all parents of the family."""
    set_aside_here: SetAsideHere | None = None
    """The council’s own layer sets it aside; it stands as it stands, with this reason."""

    @property
    def short_title(self) -> str:
        """Return what people call it."""
        return self.name or self.title

    @property
    def for_whom(self) -> str:
        """Return the rest of the title, which says for whom it is; often empty."""
        return self.title.removeprefix(self.name).lstrip(" ,:") if self.name else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFirst(Entry):
    """What must happen before any programme."""

    id: str
    when: Condition
    title: str
    says: str
    within: str
    citations: tuple[Citation, ...]
    unless: Condition | None = None
    """Not shown where this is met."""
    tell: tuple[str, ...] = ()
    """The contacts to tell, the first first: what the directory has of them belongs beside it."""
    of_person: bool = False
    """Said of one carer who is named: where several are meant, each may be another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeNote(Entry):
    """How to go about it; `when` None = with every case."""

    id: str
    says: str
    citations: tuple[Citation, ...]
    about: NoteKind = "practice"
    when: Condition | None = None
    if_not_known: Literal["show", "hide"] = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction(Entry):
    """Facts that cannot both be so, and how to settle it."""

    id: str
    when: Condition
    says: str
    facts: tuple[str, ...]
    of_person: bool = False
    """They may both be so of two people, and cannot of one who is named."""
    unless: Condition | None = None
    """Not a contradiction where this is met."""
    only_carer: bool = False
    """Not one either where another carer of the child is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Entry):
    """A reason for which a worker may set an option aside."""

    id: str
    says: str
    asks_words: bool = False
    """Says nothing by itself: the worker's own words belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingNamed(Entry):
    """Children for whom the main guideline names no programme, and what to do then."""

    id: str
    when: Condition
    among: tuple[str, ...]
    """The recommendations of which none applies; where one does, there is no gap."""
    says: str
    next_step: str
    citations: tuple[Citation, ...]
    unless: Condition | None = None
    """There is no gap where this is met."""
    source: str = "ng76"
    """The guideline that names nothing; what any other names and applies is shown beside."""
    nearest: tuple[str, ...] = ()
    """The recommendations of any source that come nearest, the nearest first."""
    of_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide(Entry):
    """Recommendations of several sources on one subject that do not say the same."""

    id: str
    subject: str
    says: str
    recommendations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodaysName(Entry):
    """What something is called today, and what it was called in older sources."""

    id: str
    today: str
    was: tuple[str, ...]
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
    contacts: tuple[Contact, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    cautions: tuple[SharedCaution, ...] = ()
    """Those that several recommendations share, beside each one's own."""
    nothing_named: tuple[NothingNamed, ...] = ()
    side_by_side: tuple[SideBySide, ...] = ()
    sign_groups: tuple[SignGroup, ...] = ()
    signs: tuple[Sign, ...] = ()
    sign_steps: tuple[SignStep, ...] = ()
    signs_left_out: tuple[LeftOut, ...] = ()
    links: tuple[Link, ...] = ()
    names: tuple[TodaysName, ...] = ()
    in_force: Period = ALWAYS
    """When all of this counts, with nothing more and nothing less."""
    editions: Sequence[Knowledge] = ()
    """What counts in each period, in order, where anything is dated."""
    left_out: tuple[KnowledgeProblem, ...] = ()
    """Why a council’s own layer was left out, where it was."""

    def on(self, day: date) -> Knowledge:
        """Return what is in force on a day."""
        if self.in_force.holds(day):
            return self
        return next(each for each in self.editions if each.in_force.holds(day))

    @cached_property
    def programme(self) -> Mapping[str, Programme]:
        """Return the programmes by their ids."""
        return {programme.id: programme for programme in self.programmes}

    @cached_property
    def contact(self) -> Mapping[str, Contact]:
        """Return the contacts by their ids."""
        return {contact.id: contact for contact in self.contacts}

    @cached_property
    def recommendation(self) -> Mapping[str, Recommendation]:
        """Return the recommendations by their ids."""
        return {item.id: item for item in self.recommendations}

    @cached_property
    def checked_on(self) -> date:
        """Return the date of the source that was checked longest ago."""
        return min(source.checked_on for source in self.sources)
