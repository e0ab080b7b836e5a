"""One recommendation in words: when it holds, what it asks for, its cases and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.case_files import KnowledgeCase
from matcher.citations import Citation
from matcher.condition_tree import as_lines, tree_of
from matcher.conditions import facts_of
from matcher.in_force import Period
from matcher.knowledge import Knowledge, Recommendation

__all__ = ["explained", "period_in_words"]

_MARKS = {"applies": "yes", "needs_information": "not known", "does_not_apply": "no"}


def explained(
    item: Recommendation, knowledge: Knowledge, cases: Sequence[KnowledgeCase]
) -> Iterator[str]:
    """Yield a recommendation as lines of text."""
    yield f"{item.id}: {item.title}"
    yield f"  {item.strength}; {_cited(item.citation)}"
    yield f"  in force: {period_in_words(item.in_force)}"
    if aside := item.set_aside_here:
        yield f"  Set aside here: {aside.reason} ({aside.decided_by}, {aside.decided_on})"
    yield "\nHolds when all of these do"
    for condition in item.when:
        yield from as_lines(tree_of(condition, knowledge.facts), 1)
    yield "\nWhat it involves"
    yield from (f"  - {line}" for line in item.delivery)
    yield from _programmes(item, knowledge)
    for caution in item.cautions:
        yield f"\nCaution: {caution.says}"
        yield from as_lines(tree_of(caution.when, knowledge.facts), 1)
    for near in item.near_matches:
        yield f"\nNear match: {near.says}"
        yield from as_lines(tree_of(near.when, knowledge.facts), 1)
    yield from (f"\nHow we read it: {says}" for says in item.readings)
    yield "\nFacts it asks about"
    for id in dict.fromkeys(fact for condition in item.when for fact in facts_of(condition)):
        yield f"  - {id}: {knowledge.facts.by_id[id].question}"
    yield f"\nCases ({len(cases)})"
    yield from (f"  - {_MARKS[case.status]}: {case.name}" for case in cases)
    yield from (f"\nSee also: {_cited(also)}" for also in item.also)


def _programmes(item: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    yield "\nProgrammes"
    yield from (f"  - {id}: {knowledge.programme[id].name}" for id in item.programmes)
    yield from (f"  - any service of kind {kind}" for kind in item.kinds)
    if not item.programmes and not item.kinds:
        yield "  - none named"


def _cited(citation: Citation) -> str:
    seen = f"{citation.state}, {citation.on}" if citation.on else citation.state
    return f"{citation.source} {citation.ref} <{citation.url}> ({seen})"


def period_in_words(period: Period) -> str:
    """Return from when and until when in words, with the days as year-month-day."""
    if period.first and period.last:
        return f"from {period.first} to {period.last}"
    if period.first:
        return f"from {period.first}"
    return f"until {period.last}" if period.last else "always"
