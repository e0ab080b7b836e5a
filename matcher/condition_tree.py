"""A condition in words, as a tree: what it asks, and what hangs from that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.conditions import AGE, All, Any, AtLeast, Condition, FactValue, Not, Term, ValueIn
from matcher.explanations import age_spans, joined
from matcher.facts import FactBook

__all__ = ["Branch", "as_lines", "tree_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One line of a condition, and the lines under it."""

    says: str
    parts: tuple[Branch, ...] = ()
    fact: str | None = None
    """The fact that it asks about, where it asks about one."""


def tree_of(condition: Condition, facts: FactBook) -> Branch:
    """Return a condition in words, the sentences of the facts at its ends."""
    match condition:
        case ValueIn():
            return Branch(says=_of_values(condition, facts), fact=condition.fact)
        case Not(part=ValueIn(fact=fact, values=values)):
            rest = frozenset(facts.by_id[fact].domain()) - values
            return Branch(says=_of_values(ValueIn(fact=fact, values=rest), facts), fact=fact)
        case Not():
            return Branch(says="This is not so:", parts=(tree_of(condition.part, facts),))
        case Term():
            whole = tree_of(condition.when, facts)
            met = condition.says.met
            if not met or (whole.says == met and not whole.parts):
                return whole
            return Branch(says=f"{met}, that is:", parts=(whole,))
    parts = tuple(tree_of(part, facts) for part in condition.parts)
    return parts[0] if len(parts) == 1 else Branch(says=_joint(condition), parts=parts)


def _joint(condition: All | Any | AtLeast) -> str:
    if isinstance(condition, AtLeast):
        return f"At least {condition.count} of these:"
    return "All of these:" if isinstance(condition, All) else "At least one of these:"


def _of_values(condition: ValueIn, facts: FactBook) -> str:
    fact, values = facts.by_id[condition.fact], condition.values
    if condition.fact == AGE:
        return f"The child is {joined(age_spans(values), 'or')}" if values else "No age at all"
    ordered: list[FactValue] = [value for value in fact.domain() if value in values]
    return "; or ".join(map(fact.say, ordered)) or f"{fact.label}: no value"


def as_lines(branch: Branch, depth: int = 0) -> Iterator[str]:
    """Yield a tree as lines of text, two spaces deeper for each step down."""
    yield f"{'  ' * depth}- {branch.says}"
    for part in branch.parts:
        yield from as_lines(part, depth + 1)
