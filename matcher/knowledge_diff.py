"""Which kinds of children two versions of the knowledge answer differently, found exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from matcher.condition_tree import tree_of
from matcher.conditions import All, Condition, Not, ValueIn
from matcher.dnf_terms import Demands
from matcher.facts import Fact, FactBook
from matcher.knowledge import ActFirst, Knowledge, Recommendation
from matcher.prime_terms import fewest

__all__ = ["Change", "changes", "in_words"]

T = TypeVar("T")
MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One way in which two versions differ, and the smallest examples of it."""

    id: str
    says: str
    examples: tuple[str, ...] = ()
    """Children with the fewest facts for whom it makes a difference, in words."""


def changes(before: Knowledge, after: Knowledge) -> tuple[Change, ...]:
    """Return everything that is answered differently, in the order of the newer files."""
    facts = _both(before.facts, after.facts)
    rules = before.recommendation, after.recommendation
    was, now = ({n.id: n for n in each.act_first} for each in (before, after))
    return (
        *_of_facts(before.facts, after.facts),
        *_of_conditions(was, now, _of_notice, "is shown first", facts),
        *_of_conditions(*rules, _of_rule, "applies", facts),
        *(change for id in rules[1] if id in rules[0] for change in _of_words(id, *rules)),
    )


def _of_rule(item: Recommendation) -> Condition:
    return All(parts=item.when)


def _of_notice(item: ActFirst) -> Condition:
    return All(parts=(item.when, Not(part=item.unless))) if item.unless else item.when


def _of_conditions(
    before: Mapping[str, T],
    after: Mapping[str, T],
    of: Callable[[T], Condition],
    verb: str,
    facts: FactBook,
) -> Iterator[Change]:
    for id in {**after, **before}:
        old = of(before[id]) if id in before else None
        new = of(after[id]) if id in after else None
        if old == new:
            continue
        fresh, gone = (" (new)" if old is None else ""), (" (taken out)" if new is None else "")
        yield from _side(id, new, old, f"{verb} now, and did not{fresh}", facts)
        yield from _side(id, old, new, f"{verb} no more{gone}", facts)


def _side(
    id: str, holds: Condition | None, other: Condition | None, says: str, facts: FactBook
) -> Iterator[Change]:
    """Yield that one version holds where the other does not, if there is any such child."""
    if holds is None:
        return
    only = All(parts=(holds, Not(part=other))) if other else holds
    if found := fewest(only, facts):
        examples = tuple(in_words(each, facts) for each in found[:MOST_EXAMPLES])
        yield Change(id=id, says=says, examples=examples)


def _of_words(
    id: str, before: Mapping[str, Recommendation], after: Mapping[str, Recommendation]
) -> Iterator[Change]:
    """Yield what is said otherwise of whom it applies to."""
    old, new = before[id], after[id]
    if old.strength != new.strength:
        yield Change(id=id, says=f"strength: {old.strength} before, {new.strength} now")
    for name in ("programmes", "kinds", "delivery"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change(id=id, says=f"{name}: {_list(was)} before, {_list(now)} now")
    if old.set_aside_here != new.set_aside_here:
        word = "set aside here" if new.set_aside_here else "no longer set aside here"
        yield Change(id=id, says=word)


def _list(words: Iterable[str]) -> str:
    return "; ".join(words) or "none"


def _of_facts(before: FactBook, after: FactBook) -> Iterator[Change]:
    for id in {**after.by_id, **before.by_id}:
        old, new = before.by_id.get(id), after.by_id.get(id)
        if old is None or new is None:
            yield Change(id=id, says="a new fact" if old is None else "a fact that is taken out")
        elif _meaning(old) != _meaning(new):
            yield Change(id=id, says="a fact that means something else: its type, choices or whom")
        elif old.follows != new.follows or _sets(old) != _sets(new):
            yield Change(id=id, says="a fact that follows from other answers than before")


def _meaning(fact: Fact) -> tuple[object, ...]:
    return fact.type, fact.domain(), fact.group, fact.about


def _sets(fact: Fact) -> list[dict[str, object]]:
    return [dict(choice.sets) for choice in fact.choices]


def _both(before: FactBook, after: FactBook) -> FactBook:
    """Return the facts of both, a choice with the values of both."""
    found = {**before.by_id, **after.by_id}
    for id, fact in before.by_id.items():
        if id in after.by_id and fact.type == "choice":
            choices = {c.value: c for c in (*fact.choices, *after.by_id[id].choices)}
            found[id] = replace(after.by_id[id], choices=tuple(choices.values()))
    groups = {group.id: group for group in (*before.groups, *after.groups)}
    return FactBook(groups=tuple(groups.values()), facts=tuple(found.values()))


def in_words(demands: Demands, facts: FactBook) -> str:
    """Return a kind of child in words: each demand as the sentence of its fact."""
    rows = [ValueIn(fact=fact, values=values) for fact, values in demands.items()]
    return "; ".join(tree_of(row, facts).says for row in rows) or "every child"
