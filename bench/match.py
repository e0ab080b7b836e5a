"""One match with all its reasons, against the same rules as a zen-engine decision table.

The table is made from the knowledge that was loaded: one row a recommendation, hit policy
"collect", a column for each fact that a condition asks about alone (as a unary test), and columns
of expressions for the conditions that ask about several. Each row gives the recommendation and the
sentences of its conditions. The table cannot tell "not known" from "no", gives nothing of what does
not apply, and asks nothing, so its work is smaller. Beside it stand the same rules asked twice,
whether each is certain and whether it is ruled out (`bench.zen_rules`): the statuses that a match
gives, still without a reason, a caution or a question.
"""

from __future__ import annotations

import json
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from time import process_time
from typing import TypeAlias

import zen

from bench import Figure, zen_rules
from matcher import Knowledge, load, match
from matcher.conditions import AGE, All, Any, AtLeast, Condition, FactValue, Not, Term, ValueIn
from matcher.explanations import explain
from matcher.exports.json_rules import rules_data
from matcher.knowledge import Recommendation
from matcher.truth import Truth

Case: TypeAlias = dict[str, FactValue]
Nested: TypeAlias = dict[str, object]
Peer: TypeAlias = tuple[Callable[[Case], object], Callable[..., object]]
"""How a peer reads a case, which is not timed, and how it answers."""

ON = date(2026, 11, 22)
WARM_UP, ROUNDS, CASES = 40, 60, 50


def figures() -> Iterator[Figure]:
    """Yield the figure of one match with all its reasons, against each of the peers."""
    knowledge = load()
    table = _table(knowledge)
    rules = rules_data(knowledge)
    twice, names = zen_rules.decision(rules), zen_rules.facts_of(rules)
    ours, table_time, twice_time = _measure(
        knowledge,
        lambda case: match(case, knowledge, ON),
        (_nested, table.evaluate),
        (lambda case: {zen_rules.zen_name(id): case.get(id) for id in names}, twice.evaluate),
    )
    peers = {
        "the same rules as a table, for what applies alone": table_time,
        "the same rules in three values: what applies, what waits and what does not": twice_time,
    }
    void = _disagreement(knowledge, table)
    for says, theirs in peers.items():
        yield Figure(
            name="one match with all its reasons",
            ours=ours,
            peer=theirs,
            peer_name=f"zen-engine {version('zen-engine')} ({says})",
            unit="microseconds of processor time a case",
            void=void,
        )


def _measure(
    knowledge: Knowledge, ours: Callable[[Case], object], *peers: Peer
) -> tuple[float, ...]:
    """Return the median time of a case for each, over rounds of fresh cases, taken in turn."""
    times: list[list[float]] = [[] for _ in range(1 + len(peers))]
    for turn in range(WARM_UP + ROUNDS):
        cases = list(_cases(knowledge, seed=turn, known=0.5))
        times[0].append(_time(ours, cases))
        for found, (as_read, answer) in zip(times[1:], peers, strict=True):
            found.append(_time(answer, list(map(as_read, cases))))
    # The first rounds warm all up, as a server is; no case ever comes again.
    return tuple(statistics.median(found[WARM_UP:]) for found in times)


def _time(answer: Callable[..., object], cases: Sequence[object]) -> float:
    # Processor time, not time on the clock: others may be busy on the machine.
    start = process_time()
    for case in cases:
        answer(case)
    return (process_time() - start) / len(cases) * 1e6


def _cases(knowledge: Knowledge, *, seed: int, known: float) -> Iterator[Case]:
    """Yield random cases, each fact known with that probability."""
    chance = random.Random(seed)
    facts = [(fact.id, fact.domain()) for fact in knowledge.facts.facts if fact.domain()]
    for _ in range(CASES):
        yield {id: chance.choice(values) for id, values in facts if chance.random() < known}


def _nested(case: Case) -> Nested:
    """Return a case as the table reads it: `abuse.neglect` is a part of `abuse`."""
    nested: Nested = {}
    for id, value in case.items():
        *parents, last = id.split(".")
        place = nested
        for parent in parents:
            place = place.setdefault(parent, {})  # type: ignore[assignment]
        place[last] = value
    return nested


def _disagreement(knowledge: Knowledge, table: zen.ZenDecision) -> str | None:
    """Say where the two give different recommendations for a complete case; None if nowhere."""
    for case in _cases(knowledge, seed=-1, known=1):
        options = match(case, knowledge, ON).options
        ours = {option.recommendation.id for option in options if option.status == "applies"}
        found = table.evaluate(_nested(case))["result"] or []
        theirs = {row["recommendation"] for row in found}
        if ours != theirs:
            return f"the two disagree about {sorted(ours ^ theirs)} for {case}"
    return None


def _table(knowledge: Knowledge) -> zen.ZenDecision:
    rows = [_row(item, knowledge) for item in knowledge.recommendations]
    columns = sorted({column for row in rows for column in row if column[0] not in "_="})
    content = {
        "hitPolicy": "collect",
        "inputs": [_input(column) for column in columns],
        "outputs": [
            {"id": "=recommendation", "name": "Recommendation", "field": "recommendation"},
            {"id": "=reasons", "name": "Reasons", "field": "reasons"},
        ],
        "rules": [{**dict.fromkeys(columns, ""), **row} for row in rows],
    }
    return zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(_graph(content))))


def _graph(table: Nested) -> Nested:
    place = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "name": "Case", "type": "inputNode", "position": place},
            {"id": "table", "name": "Rules", "type": "decisionTableNode", "position": place}
            | {"content": table},
            {"id": "out", "name": "Options", "type": "outputNode", "position": place},
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
        ],
    }


def _input(column: str) -> Nested:
    # A column without a field holds expressions; one with a field holds tests of that field.
    return {"id": column, "name": column} | ({"field": column} if column[0] != "#" else {})


def _row(item: Recommendation, knowledge: Knowledge) -> dict[str, str]:
    row, several = {"_id": item.id}, 0
    for condition in item.when:
        asked = _plain(condition)
        if isinstance(asked, ValueIn) and asked.fact not in row:
            row[asked.fact] = _unary(asked)
        else:
            several += 1
            row[f"#{several}"] = _expression(asked)
    says = [explain(c, Truth.YES, _example(c), (), knowledge.facts) for c in item.when]
    return row | {"=recommendation": f'"{item.id}"', "=reasons": json.dumps(says)}


def _plain(condition: Condition) -> Condition:
    """Return what a term stands for, and a denied yes-or-no fact as the other answer."""
    match condition:
        case Term():
            return _plain(condition.when)
        case Not(part=ValueIn(fact=fact, values=values)) if values <= {True, False}:
            return ValueIn(fact=fact, values=frozenset({True, False}) - values)
    return condition


def _example(condition: Condition) -> Case:
    """Return a case in which the condition is met, for its sentence."""
    match condition:
        case ValueIn():
            return {condition.fact: min(condition.values)}
        case Not():
            return {id: not value for id, value in _example(condition.part).items()}
        case Term():
            return {}
    return {id: value for part in condition.parts for id, value in _example(part).items()}


def _unary(condition: ValueIn) -> str:
    if condition.fact == AGE:
        return f"[{min(condition.values)}..{max(condition.values)}]"
    return ", ".join(json.dumps(value) for value in sorted(condition.values))


def _expression(condition: Condition) -> str:
    match _plain(condition):
        case ValueIn(fact=fact, values=values) if fact == AGE:
            return f"({fact} >= {min(values)} and {fact} <= {max(values)})"
        case ValueIn(fact=fact, values=values):
            return _joined("or", [f"{fact} == {json.dumps(value)}" for value in sorted(values)])
        case Not(part=part):
            return f"not {_expression(part)}"
        case All(parts=parts):
            return _joined("and", map(_expression, parts))
        case Any(parts=parts):
            return _joined("or", map(_expression, parts))
        case AtLeast(count=count, parts=parts):
            ones = " + ".join(f"({_expression(part)} ? 1 : 0)" for part in parts)
            return f"({ones} >= {count})"
        case _ as other:
            raise TypeError(f"no expression for {other!r}")


def _joined(word: str, parts: Iterator[str] | Sequence[str]) -> str:
    return f"({f' {word} '.join(parts)})"
