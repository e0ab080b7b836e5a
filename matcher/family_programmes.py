"""Programmes that serve several children of a family, and the fewest that reach them all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from matcher.family_results import ChildResult, Numbers
from matcher.knowledge import Knowledge
from matcher.programmes import Programme

__all__ = ["Serves"]


_PROGRAMMES = ("offer", "consider")
"""The strengths that recommend a programme; the others point to help, or say how to give it."""


MOST_SETS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """A programme and the children for whom a recommendation of it applies, from 1."""

    programme: Programme
    children: Numbers
    recommendations: tuple[str, ...]


def programmes_for_several(
    children: Sequence[ChildResult], knowledge: Knowledge, set_aside: Collection[tuple[int, str]]
) -> tuple[Serves, ...]:
    found: dict[str, dict[int, list[str]]] = {}
    for child, result in enumerate(children, start=1):
        for each in result.options:
            item = each.option.recommendation
            if (child, item.id) in set_aside or each.option.status != "applies":
                continue
            if item.strength in _PROGRAMMES and item.programmes and not item.set_aside_here:
                # The first programme of a recommendation is the class; the rest are examples.
                found.setdefault(item.programmes[0], {}).setdefault(child, []).append(item.id)
    serves = [
        Serves(
            programme=knowledge.programme[id],
            children=tuple(by_child),
            recommendations=tuple(dict.fromkeys(r for ids in by_child.values() for r in ids)),
        )
        for id, by_child in found.items()
    ]
    return tuple(sorted(serves, key=lambda each: -len(each.children)))


def smallest_sets(serves: Sequence[Serves], reached: set[int]) -> Iterable[tuple[Serves, ...]]:
    """Return the smallest sets that reach every one of these children: an exact set cover.

    Of programmes that reach the same children each makes a set of its own, up to a dozen.
    """
    if not reached:
        return []
    for size in range(1, len(reached) + 1):
        sets = [
            chosen
            for chosen in combinations(serves, size)
            if {child for each in chosen for child in each.children} == reached
        ]
        if sets:
            return sets[:MOST_SETS]
    return []
