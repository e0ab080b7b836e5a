"""Conditions as text of an expression language whose `and`, `or` and `not` have three values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from matcher.conditions import AGE, All, Any, AtLeast, Condition, FactValue, Not, Term, ValueIn
from matcher.facts import FactBook

__all__ = ["Dialect", "names_of", "written"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one language names a fact or term, compares text and denies; null stays null in each."""

    fact: Callable[[str], str]
    term: Callable[[str], str]
    equals: Callable[[str, str], str]
    """Null where the fact is null, whatever the language's own `=` makes of null."""
    denied: Callable[[str], str]


def written(condition: Condition, dialect: Dialect, facts: FactBook) -> str:
    """Return a condition as an expression that is true, false, or null for not known.

    `condition` must be exact by truth tables: `matcher.exports.table_conditions` makes it so.
    """
    match condition:
        case ValueIn(fact=fact, values=values):
            return _value(fact, values, dialect, facts)
        case Term(id=id):
            return dialect.term(id)
        case Not(part=part):
            return dialect.denied(written(part, dialect, facts))
        case AtLeast(count=count, parts=parts):
            ways = [All(parts=chosen) for chosen in combinations(parts, count)]
            return written(Any(parts=tuple(ways)), dialect, facts)
        case All(parts=parts):
            return _joined("and", [written(part, dialect, facts) for part in parts], "true")
        case Any(parts=parts):
            return _joined("or", [written(part, dialect, facts) for part in parts], "false")


def names_of(condition: Condition) -> Iterator[tuple[str, bool]]:
    """Yield the facts and terms that the text of a condition names, and whether each is a term."""
    match condition:
        case ValueIn(fact=fact):
            yield fact, False
        case Term(id=id):
            yield id, True
        case Not(part=part):
            yield from names_of(part)
        case _:
            for part in condition.parts:
                yield from names_of(part)


def _value(fact: str, values: frozenset[FactValue], dialect: Dialect, facts: FactBook) -> str:
    name = dialect.fact(fact)
    if fact == AGE:
        return _ages(name, values, facts)
    if values <= {True, False}:
        return name if True in values else dialect.denied(name)
    choices = [str(v) for v in facts.by_id[fact].domain() if v in values]
    return _joined("or", [dialect.equals(name, value) for value in choices], "false")


def _ages(name: str, values: frozenset[FactValue], facts: FactBook) -> str:
    domain = facts.by_id[AGE].domain()
    return _joined("or", [_span(name, *span, domain) for span in _spans(values)], "false")


def _span(name: str, low: int, high: int, domain: tuple[FactValue, ...]) -> str:
    ends = [f"{name} >= {low}"] if low != domain[0] else []
    ends += [f"{name} < {high + 1}"] if high != domain[-1] else []
    return _joined("and", ends, "true")


def _spans(values: frozenset[FactValue]) -> Iterator[tuple[int, int]]:
    """Yield each unbroken run of months, its first and its last."""
    months = sorted(int(value) for value in values)
    breaks = [place for place, (a, b) in enumerate(pairwise(months), 1) if b > a + 1]
    for start, end in pairwise([0, *breaks, len(months)]):
        yield months[start], months[end - 1]


def _joined(word: str, parts: Iterable[str], of_nothing: str) -> str:
    found = list(dict.fromkeys(parts))
    if len(found) < 2:
        return found[0] if found else of_nothing
    return f"({f' {word} '.join(found)})"
