"""Every option outside the cards: what else applies, what waits, what does not apply."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.web.choose.options.fit_card import FitCard
from directory.web.choose.options.option_presenter import (
    STATUSES,
    OptionView,
    StrengthGroup,
    by_strength,
    nearest_first,
)

MOST_IF = 2
"""Options that wait for an answer listed in full view; the rest are folded."""
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
    """What waits for an answer: the first few in full view."""
    applies_if_more: tuple[StrengthGroup, ...]
    unraised: tuple[OptionView, ...]
    """What waits, or would at another age, only for something that nobody has raised."""
    near_matches: tuple[OptionView, ...]
    does_not_apply: tuple[OptionView, ...]


def option_sections(shown: Sequence[OptionView], cards: Sequence[FitCard]) -> OptionSections:
    """Return where each option stands that no card shows."""
    in_cards = {each.number for card in cards for each in (card.shown, *card.modifiers)}
    by_status = {status: [e for e in shown if e.option.status == status] for status in STATUSES}
    unraised = tuple(e for e in shown if e.option.unraised and not e.option.near_match)
    waits = [e for e in by_status["needs_information"] if e not in unraised]
    waiting = [e for group in by_strength(waits) for e in group.options if e.number not in in_cards]
    against = by_status["does_not_apply"]
    return OptionSections(
        counts=StatusCounts(**{status: len(found) for status, found in by_status.items()}),
        also=also_lines([e for e in by_status["applies"] if e.number not in in_cards]),
        applies_if=tuple(waiting[:MOST_IF]),
        applies_if_more=by_strength(waiting[MOST_IF:]),
        unraised=unraised,
        near_matches=tuple(e for e in against if e.option.near_match),
        does_not_apply=nearest_first(e for e in against if e not in unraised),
    )


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
