"""The JSON export as a graph of zen-engine, whose `and`, `or` and `not` have two values.

Each condition is therefore asked twice: whether it is certain, and whether it is ruled out. What is
neither waits for an answer. Nothing here knows anything but the export.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import Any, TypeAlias

import zen

Form: TypeAlias = dict[str, Any]
"""A condition, or any other object, as the export writes it."""


def zen_name(id: str) -> str:
    return re.sub(r"\W", "_", id)


def decision(rules: Form) -> zen.ZenDecision:
    """Return what answers a flat case, with `yes_` and `no_` for each recommendation's id."""
    content = zen.ZenDecisionContent(json.dumps(_graph(_steps(rules))))
    return zen.ZenEngine().create_decision(content)


def facts_of(rules: Form) -> list[str]:
    return [fact["id"] for fact in rules["facts"]["facts"] if fact["type"] != "date"]


def notices(rules: Form) -> list[Form]:
    """Return the first acts of a case; the rest are said of a carer who is named."""
    return [notice for notice in rules["act_first"] if not notice["of_person"]]


def _steps(rules: Form) -> list[dict[str, str]]:
    """Return expressions by name, each step after those that it reads."""
    read = _Conditions({term["id"]: term["when"] for term in rules["terms"]})
    answers = {}
    for item in rules["recommendations"]:
        answers[f"yes_{zen_name(item['id'])}"] = read.all_of(item["decide_by"], True)
        answers[f"no_{zen_name(item['id'])}"] = read.all_of(item["decide_by"], False)
    for notice in notices(rules):
        said = read.all_of(notice["decide_by"], True)
        kept = f" and not {read.text(notice['unless'], True)}" if notice["unless"] else ""
        answers[f"said_{zen_name(notice['id'])}"] = said + kept
    return [*_readings(rules, read), answers]


def _readings(rules: Form, read: _Conditions) -> list[dict[str, str]]:
    """Return what each fact is read as: shorthand first, then what follows from others."""
    facts = rules["facts"]["facts"]
    short: dict[str, list[tuple[Form, Any]]] = {}
    for fact in facts:
        for choice in fact["choices"]:
            for id, value in choice["sets"].items():
                when = {"fact": fact["id"], "is": [choice["value"]]}
                short.setdefault(id, []).append((when, value))
    steps = [{zen_name(id): _chain(id, ways, read) for id, ways in short.items()}]
    for fact in facts:
        ways = [(w["when"], w["value"]) for w in fact["follows"] if not w["of_another_carer"]]
        steps += [{zen_name(fact["id"]): _chain(fact["id"], ways, read)}] if ways else []
    return steps


def _chain(id: str, ways: Iterable[tuple[Form, Any]], read: _Conditions) -> str:
    text = "null"
    for when, value in reversed(list(ways)):
        text = f"({read.text(when, True)} ? {json.dumps(value)} : {text})"
    return f"({zen_name(id)} != null ? {zen_name(id)} : {text})"


class _Conditions:
    """Writes conditions as "certain" (`wanted`) or "ruled out" (not `wanted`)."""

    def __init__(self, terms: dict[str, Form]) -> None:
        self.terms = terms

    def all_of(self, forms: list[Form], wanted: bool) -> str:
        return self.text({"all": forms}, wanted)

    def text(self, form: Form, wanted: bool) -> str:
        match form:
            case {"term": id}:
                return self.text(self.terms[id], wanted)
            case {"not": part}:
                return self.text(part, not wanted)
            case {"all": parts}:
                return self._some(parts, len(parts) if wanted else 1, wanted)
            case {"any": parts}:
                return self._some(parts, 1 if wanted else len(parts), wanted)
            case {"at_least": count, "of": parts}:
                return self._some(parts, count if wanted else len(parts) - count + 1, wanted)
            case {"fact": fact, "is": values}:
                return _is_one(zen_name(fact), values, wanted)
            case {"fact": fact, "from": start, "under": under}:
                name = zen_name(fact)
                inside = f"({name} >= {start} and {name} < {under})"
                return f"({name} != null and {inside if wanted else f'not {inside}'})"
        raise ValueError(f"not a condition: {form}")

    def _some(self, parts: list[Form], count: int, wanted: bool) -> str:
        """Return that so many of the parts are as wanted."""
        texts = [self.text(part, wanted) for part in parts]
        ways = [f"({' and '.join(chosen)})" for chosen in combinations(texts, count) if chosen]
        return f"({' or '.join(ways)})" if ways else str(count == 0).lower()


def _is_one(name: str, values: list[Any], wanted: bool) -> str:
    one = " or ".join(f"{name} == {json.dumps(value)}" for value in values)
    return f"({one})" if wanted else f"({name} != null and not ({one}))"


def _graph(steps: list[dict[str, str]]) -> Form:
    place = {"x": 0, "y": 0}
    ends = {"in": "inputNode", "out": "outputNode"}
    nodes: list[Form] = [
        {"id": id, "name": id, "type": type_, "position": place} for id, type_ in ends.items()
    ]
    for at, step in enumerate(steps):
        expressions = [{"id": name, "key": name, "value": text} for name, text in step.items()]
        content = {"expressions": expressions, "passThrough": at < len(steps) - 1}
        node = {"id": str(at), "name": str(at), "type": "expressionNode", "position": place}
        nodes.append(node | {"content": content})
    path = ["in", *map(str, range(len(steps))), "out"]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b} for a, b in pairwise(path)]
    return {"nodes": nodes, "edges": [edge | {"type": "edge"} for edge in edges]}
