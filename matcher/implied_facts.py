"""What answers say beyond themselves: shorthand for several facts, and facts that follow.

Both only fill what nobody has given: a fact that is stated always wins. They are data, the `sets`
of a choice and the `follows` of a fact in `data/facts.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.conditions import FactValue, kleene_truth
from matcher.facts import FactBook, Follows
from matcher.truth import Truth

__all__ = ["ReadAs", "completed", "follows_of_child", "read_shorthand"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """A fact given in shorthand and what it was taken to say."""

    fact: str
    value: FactValue
    gives: tuple[tuple[str, FactValue], ...]
    """The facts and values that it filled, because nobody had stated them."""
    says: str
    changed: str | None
    """What the first edition of the rules made of it, and why that changed."""


def read_shorthand(given: Mapping[str, FactValue], facts: FactBook) -> tuple[ReadAs, ...]:
    """Return what each answer in shorthand is taken to say."""
    return tuple(
        ReadAs(
            fact=id,
            value=given[id],
            gives=tuple((id, value) for id, value in choice.sets.items() if id not in given),
            says=choice.says,
            changed=choice.changed,
        )
        for id, choices in facts.shorthand.items()
        if facts.allows(id, given.get(id)) and (choice := choices[given[id]])
    )


def completed(
    given: Mapping[str, FactValue], read_as: Iterable[ReadAs], facts: FactBook
) -> dict[str, FactValue]:
    """Return the answers with what shorthand fills and with what follows from them."""
    known = dict(given)
    for each in read_as:
        known.update(each.gives)
    for id, ways in facts.follows_when:
        if id not in known:
            held = (each.value for met, each in ways if not each.of_another_carer and met(known))
            if (value := next(held, None)) is not None:
                known[id] = value
    return known


def follows_of_child(known: Mapping[str, FactValue], facts: FactBook) -> dict[str, FactValue]:
    """Return what is so of a child because of what is known of it with one of its carers.

    A child who lives with a foster carer is looked after, whichever carer is asked about.
    """
    return {
        fact.id: value
        for fact in facts.following
        if facts.about[fact.id] == "child"
        and (value := _following(fact.follows, known)) is not None
    }


def _following(follows: Iterable[Follows], known: Mapping[str, FactValue]) -> FactValue | None:
    held = (each.value for each in follows if kleene_truth(each.when, known) is Truth.YES)
    return next(held, None)
