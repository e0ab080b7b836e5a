"""What the page of one recommendation shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher import Knowledge
from matcher.case_files import KnowledgeCase
from matcher.condition_tree import Branch, tree_of
from matcher.conditions import facts_of
from matcher.facts import Fact
from matcher.in_force import ALWAYS, Period
from matcher.knowledge import Recommendation, Source
from matcher.programmes import Programme

__all__ = ["CASE_GROUPS", "RecommendationPage", "SaidWhen", "recommendation_page"]

CASE_GROUPS = {
    "applies": "It applies",
    "needs_information": "It needs information",
    "does_not_apply": "It does not apply",
}
"""What a case expects, in words, in the order shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWhen:
    """A caution or near match, and when it is said."""

    says: str
    when: Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationPage:
    """One recommendation in words."""

    item: Recommendation
    source: Source
    conditions: tuple[Branch, ...]
    cautions: tuple[SaidWhen, ...]
    near_matches: tuple[SaidWhen, ...]
    facts: tuple[Fact, ...]
    programmes: tuple[Programme, ...]
    cases: tuple[tuple[str, tuple[str, ...]], ...]
    """What the cases expect, each with their names."""
    in_force: Period | None
    """None where it is not dated."""


def recommendation_page(
    item: Recommendation, knowledge: Knowledge, cases: Sequence[KnowledgeCase]
) -> RecommendationPage:
    """Return a recommendation as its page shows it."""
    facts = knowledge.facts
    asked = dict.fromkeys(fact for condition in item.when for fact in facts_of(condition))
    named = {source.id: source for source in knowledge.sources}
    shared = (c for c in knowledge.cautions if item.id in c.recommendations)
    return RecommendationPage(
        item=item,
        source=named[item.id.partition(":")[0]],
        conditions=tuple(tree_of(condition, facts) for condition in item.when),
        cautions=tuple(
            SaidWhen(says=c.says, when=tree_of(c.when, facts)) for c in (*item.cautions, *shared)
        ),
        near_matches=tuple(
            SaidWhen(says=near.says, when=tree_of(near.when, facts)) for near in item.near_matches
        ),
        facts=tuple(facts.by_id[id] for id in asked),
        programmes=tuple(knowledge.programme[id] for id in item.programmes),
        cases=tuple(
            (words, names)
            for status, words in CASE_GROUPS.items()
            if (names := tuple(case.name for case in cases if case.status == status))
        ),
        in_force=None if item.in_force == ALWAYS else item.in_force,
    )
