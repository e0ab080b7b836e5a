"""Reasons in plain words: what a condition comes to for this child, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from matcher.ages import say_age, say_range
from matcher.conditions import (
    AGE,
    All,
    Any,
    AtLeast,
    Condition,
    FactValue,
    Known,
    Not,
    Term,
    ValueIn,
    facts_of,
    plain_truth,
)
from matcher.facts import FactBook
from matcher.truth import Truth

__all__ = ["explain", "joined", "soften"]


def explain(
    condition: Condition, truth: Truth, known: Known, missing: Iterable[str], facts: FactBook
) -> str:
    """Return one sentence, without a full stop, that says why a condition came to `truth`."""
    match condition:
        case Term() if says := condition.says.of(truth):
            return says
        case ValueIn(fact=fact) if fact == AGE:
            return _age_sentence(condition.values, known.get(AGE))
        case ValueIn(fact=fact):
            return facts.by_id[fact].say(known.get(fact))
        case Not(part=ValueIn(fact=fact)) if fact != AGE:
            return facts.by_id[fact].say(known.get(fact))
    if truth is Truth.UNKNOWN:
        return f"Not known: {joined((facts.by_id[id].label for id in missing), 'or')}"
    first, *rest = dict.fromkeys(_sentences(condition, truth, known, facts)) or [
        _either_way(condition, truth, facts)
    ]
    return "; ".join([first, *map(soften, rest)])


def joined(labels: Iterable[str], word: str) -> str:
    """Return "a, b or c", each softened to stand inside a sentence."""
    *first, last = [soften(label) for label in labels] or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def soften(label: str) -> str:
    """Return a label with a small first letter, unless it begins with capitals (PTSD)."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _sentences(condition: Condition, truth: Truth, known: Known, facts: FactBook) -> Iterator[str]:
    """Yield the sentences that settle a compound condition, those that bear it out only."""
    match condition:
        case All() | Any() | AtLeast():
            for part in condition.parts:
                if plain_truth(part, known) is truth:
                    yield from _sentences(part, truth, known, facts)
        case Term() if not condition.says.of(truth):
            yield from _sentences(condition.when, truth, known, facts)
        case Not():
            opposite = Truth.NO if truth is Truth.YES else Truth.YES
            yield from _sentences(condition.part, opposite, known, facts)
        case _:
            yield explain(condition, truth, known, (), facts)


def _either_way(condition: Condition, truth: Truth, facts: FactBook) -> str:
    """Return the sentence for a condition that no single part settles, as "X, or not X" does."""
    labels = joined((facts.by_id[id].label for id in dict.fromkeys(facts_of(condition))), "and")
    return f"{'Met' if truth is Truth.YES else 'Not met'} whatever is answered about {labels}"


def _age_sentence(values: frozenset[FactValue], months: FactValue | None) -> str:
    wanted = joined((say_range(*span) for span in _spans(values)), "or")
    if months is None:
        return f"The child’s age is not known: it must be {wanted}"
    if months in values:
        return f"The child is {say_age(int(months))}: {wanted}"
    word = "not " if int(months) >= 0 else "must be born, and "
    return f"The child is {say_age(int(months))}: {word}{wanted}"


def _spans(values: frozenset[FactValue]) -> Iterator[tuple[int, int]]:
    """Yield each unbroken run of months as from and under."""
    months = sorted(int(value) for value in values)
    gaps = [i for i, (a, b) in enumerate(pairwise(months), 1) if b > a + 1]
    for start, end in pairwise([0, *gaps, len(months)]):
        under = months[end - 1] + 1
        yield months[start], under
