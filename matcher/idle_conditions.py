"""Conditions that no case can meet, or that every case does: something and its opposite at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from matcher.condition_dnf import dnf_of
from matcher.conditions import All, Condition, facts_of
from matcher.facts import FactBook
from matcher.in_force import Entry
from matcher.knowledge import (
    ActFirst,
    Contradiction,
    Knowledge,
    NothingNamed,
    PracticeNote,
    SharedCaution,
)
from matcher.truth import Truth

__all__ = ["idle_conditions"]

Gated: TypeAlias = ActFirst | PracticeNote | Contradiction | SharedCaution | NothingNamed
Found = tuple[str, str]
"""The id of the entry at fault, and what is wrong with it."""


def idle_conditions(knowledge: Knowledge, *, only_local: bool = False) -> Iterator[Found]:
    """Yield each condition that always or never holds, with the facts that are in it twice."""
    seen: set[Condition] = set()
    for id, entry, part, condition in _conditions(knowledge):
        if (only_local and not entry.local) or condition in seen:
            continue
        seen.add(condition)
        if says := _idle(condition, knowledge.facts):
            yield id, f"{part} {says}"


def _conditions(knowledge: Knowledge) -> Iterator[tuple[str, Entry, str, Condition]]:
    """Yield each condition with the id, the entry and the part where it stands."""
    for rule in knowledge.recommendations:
        yield from ((rule.id, rule, "when", part) for part in rule.when)
        yield rule.id, rule, "when", All(parts=rule.when)
        for caution in rule.cautions:
            yield rule.id, rule, "the when of a caution", caution.when
        for near in rule.near_matches:
            yield rule.id, rule, "the when of a near match", near.when
    gated: tuple[Gated, ...] = (
        *knowledge.act_first,
        *knowledge.practice_notes,
        *knowledge.contradictions,
        *knowledge.cautions,
        *knowledge.nothing_named,
    )
    for item in gated:
        if item.when is not None:
            yield item.id, item, "when", item.when
    for fact in knowledge.facts.facts:
        yield from ((fact.id, fact, "follows", each.when) for each in fact.follows)


def _idle(condition: Condition, facts: FactBook) -> str | None:
    counts = Counter(facts_of(condition))
    twice = [id for id, count in counts.items() if count > 1] or list(counts)
    match dnf_of(condition, facts).truth({}):
        case Truth.NO:
            return (
                f"can never be met: it asks for {_named(twice)} and for the opposite; take one out"
            )
        case Truth.YES:
            return f"is always met, whatever is known of {_named(twice)}: take it out or change it"
        case _:
            return None


def _named(facts: list[str]) -> str:
    return " and ".join(facts)
