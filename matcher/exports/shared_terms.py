"""The terms that the conditions of a rule base use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from matcher.conditions import Term
from matcher.knowledge import Knowledge

__all__ = ["all_terms", "terms_in"]


def terms_in(knowledge: Knowledge) -> tuple[Term, ...]:
    """Return every term that a recommendation or a first act uses, after those it uses itself."""
    follows = [fact.follows for fact in knowledge.facts.facts]
    return _once((knowledge.recommendations, knowledge.act_first, tuple(follows)))


def all_terms(knowledge: Knowledge) -> tuple[Term, ...]:
    """Return every term that anything uses, after those it uses itself."""
    return _once(tuple(getattr(knowledge, field.name) for field in fields(knowledge)))


def _once(parts: tuple[object, ...]) -> tuple[Term, ...]:
    found: dict[str, Term] = {}
    for term in _terms_of(parts):
        found.setdefault(term.id, term)
    return tuple(found.values())


def _terms_of(value: Any) -> Iterator[Term]:
    """Yield the terms of the conditions anywhere in a value, those inside a term before it."""
    if isinstance(value, tuple):
        for each in value:
            yield from _terms_of(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _terms_of(getattr(value, field.name))
        if isinstance(value, Term):
            yield value
