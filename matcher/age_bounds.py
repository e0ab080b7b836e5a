"""At which ages the months matter: where a rule has a bound between two birthdays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from matcher.ages import ADULT_MONTHS
from matcher.conditions import AGE, Condition, tests_of
from matcher.knowledge import Knowledge

__all__ = ["years_with_bounds"]


@lru_cache(maxsize=8)
def years_with_bounds(knowledge: Knowledge) -> frozenset[int]:
    """Return the ages in whole years at which years alone do not say what a rule makes of a child.

    The first year is always among them: much changes within it.
    """
    tests = (test for when in _conditions(knowledge) for test in tests_of(when))
    spans = {test.values for test in tests if test.fact == AGE}
    within = {
        month // 12
        for month in range(ADULT_MONTHS - 1)
        if month % 12 != 11 and any((month in ages) != (month + 1 in ages) for ages in spans)
    }
    return frozenset({0, *within})


def _conditions(knowledge: Knowledge) -> Iterator[Condition]:
    for item in knowledge.recommendations:
        yield from item.when
        yield from (caution.when for caution in item.cautions)
        yield from (near.when for near in item.near_matches)
    yield from (notice.when for notice in knowledge.act_first)
    yield from (item.when for item in knowledge.contradictions)
    yield from (gap.when for gap in knowledge.nothing_named)
    yield from (caution.when for caution in knowledge.cautions)
