"""Every option outside the cards: what else applies, what waits, what does not apply."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from directory.web.choose.options.fit_card import FitCard
from directory.web.choose.options.option_presenter import (
    STATUSES,
    OptionView,
    by_strength,
    nearest_first,
)

MOST_IF = 2
"""Options that wait for an answer on the first page; the rest are on the page of every option."""
PARENT_KINDS = frozenset({"substance_misuse", "mental_health", "domestic_abuse", "perpetrator"})
"""Kinds of service that are a parent's own help, beside any programme."""
PARENTS = "The parent’s own help"
HEADINGS = {
    "duty": "Duties",
    "offer": "Also recommended",
    "consider": "Also to consider",
    PARENTS: PARENTS,
    "signpost": "Other help",
    "component": "Always part of early help",
    "modifier": "How to choose the programme",
    "worker": "For you as the worker",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """Options in one line, under what they have in common."""

    heading: str
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCounts:
    """How many options there are of each status, those in cards among them."""

    applies: int
    needs_information: int
    does_not_apply: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSections:
    """The options outside the cards, in the sections of the page."""

    counts: StatusCounts
    also: tuple[OptionLine, ...]
    """What else applies."""
    applies_if: tuple[OptionView, ...]
    """The first few that wait for an answer."""
    near_match: OptionView | None
    """The nearest of those that nearly apply."""
    more: int
    """How many options stand on the page of every option alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsByStatus:
    """Every option once, by how it stands."""

    applies: tuple[OptionView, ...]
    waits: tuple[OptionView, ...]
    unraised: tuple[OptionView, ...]
    """What waits, or would at another age, only for something that nobody has raised."""
    near_matches: tuple[OptionView, ...]
    does_not_apply: tuple[OptionView, ...]


def by_status(shown: Sequence[OptionView]) -> OptionsByStatus:
    """Return options by how they stand, each once."""
    unraised = tuple(e for e in shown if e.option.unraised and not e.option.near_match)
    against = [e for e in shown if e.option.status == "does_not_apply" and e not in unraised]
    waits = (e for e in shown if e.option.status == "needs_information" and e not in unraised)
    return OptionsByStatus(
        applies=tuple(e for e in shown if e.option.status == "applies"),
        waits=tuple(waits),
        unraised=unraised,
        near_matches=tuple(e for e in against if e.option.near_match),
        does_not_apply=tuple(e for e in against if not e.option.near_match),
    )


def option_sections(shown: Sequence[OptionView], cards: Sequence[FitCard]) -> OptionSections:
    """Return where each option stands that no card shows."""
    in_cards = {each.number for card in cards for each in (card.shown, *card.modifiers)}
    found = by_status(shown)
    waits = [e for group in by_strength(found.waits) for e in group.options]
    waiting = [e for e in waits if e.number not in in_cards]
    also = also_lines([e for e in found.applies if e.number not in in_cards])
    listed = sum(len(line.options) for line in also) + len(waiting[:MOST_IF])
    near = nearest_first(found.near_matches)[:1]
    return OptionSections(
        counts=_counts(shown),
        also=also,
        applies_if=tuple(waiting[:MOST_IF]),
        near_match=near[0] if near else None,
        more=len(shown) - len(in_cards) - listed - len(near),
    )


def _counts(shown: Sequence[OptionView]) -> StatusCounts:
    found: Counter[str] = Counter(each.option.status for each in shown)
    return StatusCounts(**{status: found[status] for status in STATUSES})


def also_lines(shown: Sequence[OptionView]) -> tuple[OptionLine, ...]:
    """Return options in lines, in the order of HEADINGS; lines without any are left out."""
    return tuple(
        OptionLine(heading=heading, options=found)
        for key, heading in HEADINGS.items()
        if (found := tuple(each for each in shown if _key(each) == key))
    )


def _key(shown: OptionView) -> str:
    item = shown.option.recommendation
    if item.worker:
        return "worker"
    if item.strength == "signpost" and item.kinds and set(item.kinds) <= PARENT_KINDS:
        return PARENTS
    return item.strength
