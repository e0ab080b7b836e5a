"""A small made-up vocabulary, written conditions over it, and a reader of them that is not ours.

`holds` reads the written form of a condition with plain yes and no. Nothing here uses the matcher's
conditions or covers, so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, TypeAlias

from hypothesis import strategies as st

from matcher.condition_parser import read_condition
from matcher.conditions import Condition, Says, Term
from matcher.facts import Choice, Fact, FactBook, FactSays

Value: TypeAlias = bool | int | str
Case: TypeAlias = Mapping[str, Value]
Written: TypeAlias = Any

AGE = "child.age_months"
BOUNDS = (0, 24, 60)
COLOURS = ("red", "green", "blue")
MONTHS = (-9, -1, 0, 23, 24, 59, 60, 215)
"""One month at and on each side of every bound, and the ends."""

DOMAINS: dict[str, tuple[Value, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "c": (True, False),
    "colour": COLOURS,
    AGE: MONTHS,
}

TERMS: dict[str, Written] = {
    "warm": {"colour": ["red", "green"]},
    "young": {
        "any": [
            {"age": {"from_months": 0, "under_months": 24}},
            {"all": [{"age": {"from_months": 0, "under_months": 60}}, {"not": "a"}]},
        ]
    },
}


def _fact(id: str, type: Any, choices: tuple[Choice, ...] = ()) -> Fact:
    says = FactSays(not_known=f"{id}?", met=f"{id} yes", not_met=f"{id} no")
    return Fact(
        id=id,
        group="g",
        type=type,
        label=f"The {id}",
        question=f"{id}?",
        asked_of="worker",
        says=says,
        source="made up",
        choices=choices,
    )


FACTS = FactBook(
    groups=(),
    facts=(
        _fact(AGE, "age"),
        _fact("a", "boolean"),
        _fact("b", "boolean"),
        _fact("c", "boolean"),
        _fact(
            "colour",
            "choice",
            tuple(Choice(value=value, label=value, says=f"It is {value}") for value in COLOURS),
        ),
    ),
)

TYPES = {fact.id: (fact.type, *(c.value for c in fact.choices)) for fact in FACTS.facts}


def _term(id: str) -> Term:
    says = Says(met=f"{id} met", not_met=f"{id} not met", not_known=f"{id} not known")
    return Term(id=id, when=read_condition(TERMS[id], TYPES, {}), says=says)


def condition_of(written: Written) -> Condition:
    """Return the matcher's own form of a written condition."""
    return read_condition(written, TYPES, {id: _term(id) for id in TERMS})


def holds(written: Written, case: Case) -> bool:
    """Say whether a written condition holds for a complete case."""
    if isinstance(written, str):
        return holds(TERMS[written], case) if written in TERMS else bool(case[written])
    if "at_least" in written:
        return sum(holds(part, case) for part in written["of"]) >= written["at_least"]
    ((key, inner),) = written.items()
    if key == "not":
        return not holds(inner, case)
    if key == "all":
        return all(holds(part, case) for part in inner)
    if key == "any":
        return any(holds(part, case) for part in inner)
    if key == "age":
        months = int(case[AGE])
        return inner.get("from_months", -9) <= months < inner.get("under_months", 216)
    return case[key] in inner if isinstance(inner, list) else case[key] == inner


def completions(
    known: Case, domains: Mapping[str, tuple[Value, ...]]
) -> Iterator[dict[str, Value]]:
    """Yield each way that the facts not known may turn out, with those that are."""
    ids = list(domains)
    for values in product(*((known[id],) if id in known else domains[id] for id in ids)):
        yield dict(zip(ids, values, strict=True))


_AGES = st.one_of(
    st.fixed_dictionaries({"from_months": st.sampled_from(BOUNDS)}),
    st.fixed_dictionaries({"under_months": st.sampled_from(BOUNDS)}),
    st.sampled_from([(0, 24), (0, 60), (24, 60)]).map(
        lambda span: {"from_months": span[0], "under_months": span[1]}
    ),
)

_LEAVES: st.SearchStrategy[Written] = st.one_of(
    st.sampled_from(["a", "b", "c", "warm", "young"]),
    st.sampled_from([{"a": False}, {"b": True}]),
    st.sampled_from(COLOURS).map(lambda colour: {"colour": colour}),
    st.sampled_from([["red", "blue"], ["green", "blue"], list(COLOURS)]).map(
        lambda colours: {"colour": colours}
    ),
    _AGES.map(lambda ages: {"age": ages}),
)


def _nodes(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        parts.map(lambda part: {"not": part}),
        several.map(lambda some: {"all": some}),
        several.map(lambda some: {"any": some}),
        several.flatmap(
            lambda some: st.integers(1, len(some)).map(lambda n: {"at_least": n, "of": some})
        ),
    )


WRITTEN: st.SearchStrategy[Written] = st.recursive(_LEAVES, _nodes, max_leaves=7)
"""Any condition: every form of it, facts asked for several times and in both ways."""

KNOWN: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {}, optional={id: st.sampled_from(values) for id, values in DOMAINS.items()}
)
"""Any partial knowledge."""
