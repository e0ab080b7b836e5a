"""The written form of a condition, as `docs/knowledge.md` lists it, read into a tree."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS
from matcher.conditions import AGE, All, AtLeast, Condition, FactValue, Not, Term, ValueIn
from matcher.conditions import Any as AnyOf

__all__ = ["FactTypes", "fact_types", "read_condition"]

FactTypes = Mapping[str, tuple[str, ...]]
"""The type of each fact, followed by its choices."""


def fact_types(document: Mapping[str, Any]) -> FactTypes:
    """Return the type and the choices of each fact named in the file, sound or not."""
    return {
        str(entry.get("id")): (
            str(entry.get("type")),
            *(str(choice.get("value")) for choice in _mappings(entry.get("choices"))),
        )
        for entry in _mappings(document.get("facts"))
    }


def _mappings(entries: object) -> list[dict[str, Any]]:
    found = entries if isinstance(entries, list) else []
    return [entry for entry in found if isinstance(entry, dict)]


def read_condition(value: Any, facts: FactTypes, terms: Mapping[str, Term]) -> Condition:
    """Return the condition that a YAML value stands for.

    Raises ValueError in words for the person who edits the file.
    """
    if isinstance(value, str):
        return _named(value, facts, terms)
    if isinstance(value, Mapping) and set(value) == {"at_least", "of"}:
        return _at_least(value, facts, terms)
    if not isinstance(value, Mapping) or len(value) != 1:
        raise ValueError(f"is not a condition: {value!r}; docs/knowledge.md lists the forms")
    ((key, inner),) = value.items()
    match key:
        case "not":
            return Not(part=read_condition(inner, facts, terms))
        case "all":
            return All(parts=_parts(inner, facts, terms))
        case "any":
            return AnyOf(parts=_parts(inner, facts, terms))
        case "age":
            return _age(inner)
        case _:
            return _choice(str(key), inner, facts)


def _named(name: str, facts: FactTypes, terms: Mapping[str, Term]) -> Condition:
    if name in terms:
        return terms[name]
    kind = facts.get(name)
    if kind is None:
        near = difflib.get_close_matches(name, [*facts, *terms], n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"{name} is neither a fact nor a term{hint}")
    if kind[0] != "boolean":
        raise ValueError(f"{name} is not a yes-or-no fact: say which value it should have")
    return ValueIn(fact=name, values=frozenset([True]))


def _parts(value: Any, facts: FactTypes, terms: Mapping[str, Term]) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("all, any and of need a list with at least one condition")
    return tuple(read_condition(part, facts, terms) for part in value)


def _at_least(value: Mapping[str, Any], facts: FactTypes, terms: Mapping[str, Term]) -> Condition:
    parts, count = _parts(value["of"], facts, terms), value["at_least"]
    if not _is_whole(count) or not 1 <= count <= len(parts):
        raise ValueError(f"at_least should be a number from 1 to {len(parts)}")
    return AtLeast(count=count, parts=parts)


def _age(value: Any) -> Condition:
    if not isinstance(value, Mapping) or not set(value) <= {"from_months", "under_months"}:
        raise ValueError("age needs from_months, under_months or both")
    start = value.get("from_months", YOUNGEST_MONTHS)
    under = value.get("under_months", ADULT_MONTHS)
    whole = _is_whole(start) and _is_whole(under)
    if not whole or not YOUNGEST_MONTHS <= start < under <= ADULT_MONTHS:
        raise ValueError(
            f"age {start} to under {under}: months go from {YOUNGEST_MONTHS} to {ADULT_MONTHS}, "
            "and from_months is the smaller"
        )
    return ValueIn(fact=AGE, values=frozenset(range(start, under)))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _choice(fact: str, value: Any, facts: FactTypes) -> Condition:
    kind, *choices = facts.get(fact, ("",))
    if kind == "boolean" and isinstance(value, bool):
        return ValueIn(fact=fact, values=frozenset([value]))
    if kind != "choice":
        raise ValueError(f"{fact} is not a fact with choices")
    wanted: list[FactValue] = value if isinstance(value, list) else [value]
    if not wanted:
        raise ValueError(f"{fact} needs at least one of its values: {' or '.join(choices)}")
    if wrong := [each for each in wanted if each not in choices]:
        raise ValueError(f"{fact} cannot be {wrong[0]!r}: it is {' or '.join(choices)}")
    return ValueIn(fact=fact, values=frozenset(wanted))
