"""The smallest cases that are enough for a condition to hold, found exactly.

Terms are merged two and two on one fact until nothing new is found (iterated consensus), which
leaves every prime implicant: each smallest set of answers that settles the condition is in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matcher.conditions import Condition, FactValue
from matcher.dnf_terms import Demands, terms_of
from matcher.facts import FactBook

__all__ = ["fewest", "prime_terms"]

Frozen = frozenset[tuple[str, frozenset[FactValue]]]


def fewest(condition: Condition, facts: FactBook) -> list[Demands]:
    """Return the demands that are enough with the fewest facts; none where nothing is."""
    found = prime_terms(condition, facts)
    least = min(map(len, found), default=0)
    return [term for term in found if len(term) == least]


def prime_terms(condition: Condition, facts: FactBook) -> list[Demands]:
    """Return every smallest set of demands that is enough for a condition, in a steady order."""
    terms = _absorbed(frozenset(term.items()) for term in terms_of(condition, facts, wanted=True))
    looked: set[tuple[Frozen, Frozen]] = set()
    while True:
        pairs = [(a, b) for a in terms for b in terms if a != b and (a, b) not in looked]
        looked.update(pairs)
        made = {new for a, b in pairs for new in _consensus(dict(a), dict(b), facts)}
        after = _absorbed([*terms, *made])
        if after == terms:
            order = facts.order
            rows = [dict(sorted(term, key=lambda each: order[each[0]])) for term in terms]
            return sorted(rows, key=lambda row: [(order[f], len(v)) for f, v in row.items()])
        terms = after


def _consensus(a: Demands, b: Demands, facts: FactBook) -> Iterator[Frozen]:
    """Yield what two terms come to together when one fact is left to either of them."""
    for fact in a.keys() & b.keys():
        either = a[fact] | b[fact]
        if either in (a[fact], b[fact]):
            continue
        both = _both({**a, fact: either}, {**b, fact: either})
        if both is not None:
            if either == frozenset(facts.by_id[fact].domain()):
                del both[fact]
            yield frozenset(both.items())


def _both(a: Demands, b: Demands) -> Demands | None:
    joined = {f: a.get(f, b.get(f, frozenset())) & b.get(f, a.get(f, frozenset())) for f in a | b}
    return joined if all(joined.values()) else None


def _absorbed(terms: Iterable[Frozen]) -> frozenset[Frozen]:
    """Drop each term that asks for all that another asks for, and more."""
    every = list(dict.fromkeys(terms))
    return frozenset(
        t for t in every if not any(o != t and _wider(dict(o), dict(t)) for o in every)
    )


def _wider(wide: Demands, narrow: Demands) -> bool:
    return all(fact in narrow and narrow[fact] <= values for fact, values in wide.items())
