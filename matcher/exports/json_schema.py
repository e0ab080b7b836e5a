"""The JSON Schema of the JSON export, drawn from the very shapes that are exported."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from matcher import conditions
from matcher.exports.json_rules import FORMAT, PARTS, VERSION
from matcher.knowledge import ActFirst, Knowledge, Recommendation

__all__ = ["SCHEMA_ID", "rules_schema", "schema_text"]

SCHEMA_ID = f"urn:waymark:rules:schema:{VERSION}"
_CONDITION = {"$ref": "#/$defs/Condition"}
_CONDITIONS = {"type": "array", "items": _CONDITION}
_SIMPLE: Mapping[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
}
_FORMS = get_args(conditions.Condition)


def schema_text() -> str:
    """Return the schema as JSON."""
    return json.dumps(rules_schema(), indent=2, ensure_ascii=False) + "\n"


def rules_schema() -> dict[str, Any]:
    """Return the schema as JSON-ready data."""
    shapes: dict[str, Any] = {"Condition": _condition_schema()}
    whole = _shape(Knowledge, shapes)
    term = {"id": {"type": "string"}, "when": _CONDITION, "says": _of(conditions.Says, shapes)}
    own = {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    properties = own | whole["properties"] | {"terms": {"type": "array", "items": _closed(term)}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Waymark rules",
        "description": "What Waymark knows: facts, conditions, recommendations and their sources.",
        **_closed(properties),
        "$defs": dict(sorted(shapes.items())),
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _shape(kind: type, shapes: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {field.name: _of(hints[field.name], shapes) for field in _fields(kind)}
    if kind in (Recommendation, ActFirst):
        properties["decide_by"] = _CONDITIONS | {
            "description": "All must hold; exact by three-valued truth tables alone."
        }
    return {"description": inspect.getdoc(kind), **_closed(properties)}


def _fields(kind: Any) -> tuple[Field[Any], ...]:
    if kind is Knowledge:
        return tuple(field for field in fields(kind) if field.name in PARTS)
    return fields(kind)


def _of(hint: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type as it is exported."""
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    if hint == conditions.Condition or hint in _FORMS:
        return dict(_CONDITION)
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in shapes:
            shapes[hint.__name__] = {}
            shapes[hint.__name__] = _shape(hint, shapes)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return _of_generic(hint, shapes)


def _of_generic(hint: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _of(arguments[0], shapes)}
    if origin in (Union, UnionType):
        return {"anyOf": [dict(each) for each in _once(arguments, shapes)]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(arguments[1], shapes)}
    raise TypeError(f"no schema for {hint!r}")


def _once(hints: tuple[Any, ...], shapes: dict[str, Any]) -> Iterator[dict[str, Any]]:
    seen: list[dict[str, Any]] = []
    for each in (_of(hint, shapes) for hint in hints):
        if each not in seen:
            seen.append(each)
            yield each


def _condition_schema() -> dict[str, Any]:
    fact, months = {"type": "string"}, {"type": "integer"}
    values = {"type": "array", "items": {"type": ["boolean", "string"]}, "minItems": 1}
    forms: list[dict[str, Any]] = [
        {"fact": fact, "is": values},
        {"fact": fact, "from": months, "under": months},
        {"term": {"type": "string"}},
        {"not": _CONDITION},
        {"all": _CONDITIONS},
        {"any": _CONDITIONS},
        {"at_least": {"type": "integer", "minimum": 1}, "of": _CONDITIONS},
    ]
    return {
        "description": "What must hold, in three values: met, not met, or not known.",
        "oneOf": [_closed(form) for form in forms],
    }
