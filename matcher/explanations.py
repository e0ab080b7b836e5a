"""Reasons in plain words: what a condition comes to for this child, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

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
    at_least,
    facts_of,
)
from matcher.facts import Fact, FactBook
from matcher.truth import Truth, negation

__all__ = ["Explainer", "age_spans", "explain", "explainer", "joined", "soften"]

Explainer: TypeAlias = Callable[[Truth, Known, Iterable[str]], str]
"""Says why a condition came to a truth, by what is known and what is missing of it."""
Told: TypeAlias = tuple[Truth, tuple[str, ...]]
"""What the truth tables make of a condition, and the sentences that bear it out."""
Teller: TypeAlias = Callable[[Known, Truth | None], Told]
"""Tells what bears out the truth that is wanted, or where none is, the one that it comes to."""


def explain(
    condition: Condition, truth: Truth, known: Known, missing: Iterable[str], facts: FactBook
) -> str:
    """Return one sentence, without a full stop, that says why a condition came to `truth`."""
    return explainer(condition, facts)(truth, known, missing)


def explainer(condition: Condition, facts: FactBook) -> Explainer:
    """Return what explains a condition, made once for one that is explained very often."""
    match condition:
        case ValueIn(fact=fact, values=values) if fact == AGE:
            return lambda truth, known, missing: _age_sentence(values, known.get(AGE))
        case ValueIn(fact=id) | Not(part=ValueIn(fact=id)) if id != AGE:
            fact_said = facts.by_id[id]
            return lambda truth, known, missing: fact_said.say(known.get(id))
    tell = _teller(condition, facts)

    def explanation(truth: Truth, known: Known, missing: Iterable[str]) -> str:
        if isinstance(condition, Term) and (says := condition.says.of(truth)):
            return says
        if truth is Truth.UNKNOWN:
            return f"Not known: {joined((facts.by_id[id].label for id in missing), 'or')}"
        told = tell(known, truth)[1] or (_either_way(condition, truth, facts),)
        first, *rest = dict.fromkeys(told)
        return "; ".join([first, *map(soften, rest)])

    return explanation


def joined(labels: Iterable[str], word: str) -> str:
    """Return "a, b or c", each softened to stand inside a sentence."""
    *first, last = [soften(label) for label in labels] or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def soften(label: str) -> str:
    """Return a label with a small first letter, unless it begins with capitals (PTSD)."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _teller(condition: Condition, facts: FactBook) -> Teller:
    match condition:
        case ValueIn(fact=fact, values=values) if fact == AGE:
            return lambda known, wanted: _age_told(values, known.get(AGE))
        case ValueIn():
            return _fact_teller(facts.by_id[condition.fact], condition.values)
        case Not(part=part):
            return _denying(_teller(part, facts))
        case Term(when=when):
            return _naming(condition, _teller(when, facts))
        case _:
            return _gathering(condition, [_teller(part, facts) for part in condition.parts])


def _age_told(values: frozenset[FactValue], months: FactValue | None) -> Told:
    if months is None:
        return Truth.UNKNOWN, ()
    return (Truth.YES if months in values else Truth.NO), (_age_sentence(values, months),)


def _fact_teller(fact: Fact, values: frozenset[FactValue]) -> Teller:
    told: dict[FactValue | None, Told] = {
        value: (Truth.YES if value in values else Truth.NO, (fact.say(value),))
        for value in fact.domain()
    }
    told[None] = Truth.UNKNOWN, ()
    return lambda known, wanted: told[known.get(fact.id)]


def _denying(part: Teller) -> Teller:
    def tell(known: Known, wanted: Truth | None) -> Told:
        truth, told = part(known, negation(wanted) if wanted else None)
        return negation(truth), told

    return tell


def _naming(term: Term, when: Teller) -> Teller:
    def tell(known: Known, wanted: Truth | None) -> Told:
        truth, told = when(known, wanted)
        says = term.says.of(wanted or truth)
        return truth, (says,) if says else told

    return tell


def _gathering(condition: All | Any | AtLeast, parts: list[Teller]) -> Teller:
    """Return what tells of the parts that bear a compound out."""
    count = condition.count if isinstance(condition, AtLeast) else 1
    count = len(parts) if isinstance(condition, All) else count

    def tell(known: Known, wanted: Truth | None) -> Told:
        found = [part(known, None) for part in parts]
        truth = at_least(count, [truth for truth, _ in found])
        sought = wanted or truth
        return truth, tuple([says for of, told in found if of is sought for says in told])

    return tell


def _either_way(condition: Condition, truth: Truth, facts: FactBook) -> str:
    """Return the sentence for a condition that no single part settles, as "X, or not X" does."""
    labels = joined((facts.by_id[id].label for id in dict.fromkeys(facts_of(condition))), "and")
    return f"{'Met' if truth is Truth.YES else 'Not met'} whatever is answered about {labels}"


def _age_sentence(values: frozenset[FactValue], months: FactValue | None) -> str:
    wanted = joined(age_spans(values), "or")
    if months is None:
        return f"The child’s age is not known: it must be {wanted}"
    if months in values:
        return f"The child is {say_age(int(months))}: {wanted}"
    word = "not " if int(months) >= 0 else "must be born, and "
    return f"The child is {say_age(int(months))}: {word}{wanted}"


def age_spans(values: frozenset[FactValue]) -> Iterator[str]:
    """Yield each unbroken run of months in words: "under 5", "5 to 12"."""
    return (say_range(*span) for span in _spans(values))


def _spans(values: frozenset[FactValue]) -> Iterator[tuple[int, int]]:
    """Yield each unbroken run of months as from and under."""
    months = sorted(int(value) for value in values)
    gaps = [i for i, (a, b) in enumerate(pairwise(months), 1) if b > a + 1]
    for start, end in pairwise([0, *gaps, len(months)]):
        under = months[end - 1] + 1
        yield months[start], under
