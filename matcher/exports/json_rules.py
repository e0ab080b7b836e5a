"""The rule base as JSON: everything that is known, in the form that its schema fixes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from matcher.conditions import AGE, All, AtLeast, Condition, Not, Term, ValueIn
from matcher.conditions import Any as AnyOf
from matcher.exports.shared_terms import all_terms
from matcher.exports.table_conditions import for_tables
from matcher.facts import FactBook
from matcher.knowledge import ActFirst, Knowledge, Recommendation

__all__ = ["FORMAT", "PARTS", "VERSION", "condition_data", "json_text", "rules_data"]

FORMAT, VERSION = "waymark-rules", 1
"""What the file is, and the edition of its form; a change that breaks readers counts up."""
NOT_RULES = ("editions", "left_out")
"""What a Knowledge holds beside the rules: those of other days, and why a layer is not there."""
PARTS = tuple(part.name for part in fields(Knowledge) if part.name not in NOT_RULES)


def json_text(knowledge: Knowledge) -> str:
    """Return everything that is known as JSON."""
    return json.dumps(rules_data(knowledge), indent=2, ensure_ascii=False) + "\n"


def rules_data(knowledge: Knowledge) -> dict[str, Any]:
    """Return the same as JSON-ready data."""
    book = knowledge.facts
    parts = {name: getattr(knowledge, name) for name in PARTS}
    return {
        "format": FORMAT,
        "version": VERSION,
        **{name: _plain(part, book) for name, part in parts.items()},
        "terms": [
            {"id": term.id, "when": condition_data(term.when), "says": _plain(term.says, book)}
            for term in all_terms(knowledge)
        ],
    }


def condition_data(condition: Condition) -> dict[str, Any]:
    """Return a condition as data: one key says its form, as in `docs/exports.md`."""
    match condition:
        case ValueIn(fact=fact) if fact == AGE:
            return _ages(condition)
        case ValueIn(fact=fact, values=values):
            return {"fact": fact, "is": sorted(values)}
        case Term(id=id):
            return {"term": id}
        case Not(part=part):
            return {"not": condition_data(part)}
        case All(parts=parts):
            return {"all": list(map(condition_data, parts))}
        case AnyOf(parts=parts):
            return {"any": list(map(condition_data, parts))}
        case AtLeast(count=count, parts=parts):
            return {"at_least": count, "of": list(map(condition_data, parts))}


def _ages(condition: ValueIn) -> dict[str, Any]:
    months = sorted(int(value) for value in condition.values)
    breaks = [place for place, (a, b) in enumerate(pairwise(months), 1) if b > a + 1]
    spans = [
        {"fact": condition.fact, "from": months[start], "under": months[end - 1] + 1}
        for start, end in pairwise([0, *breaks, len(months)])
    ]
    return spans[0] if len(spans) == 1 else {"any": spans}


def _plain(value: object, book: FactBook) -> Any:
    match value:
        case ValueIn() | Not() | All() | AnyOf() | AtLeast() | Term():
            return condition_data(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(each, book) for key, each in value.items()}
        case tuple() | frozenset():
            return [_plain(each, book) for each in value]
    if is_dataclass(value):
        return dict(_entries(value, book))
    return value


def _entries(value: Any, book: FactBook) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        yield field.name, _plain(getattr(value, field.name), book)
    if isinstance(value, Recommendation):
        yield "decide_by", _exact(value.when, book)
    if isinstance(value, ActFirst):
        yield "decide_by", _exact([value.when], book)


def _exact(conditions: Iterable[Condition], book: FactBook) -> list[dict[str, Any]]:
    """Return conditions that give the exact answer by truth tables alone; all must hold."""
    return [condition_data(part) for part in for_tables(conditions, book)]
