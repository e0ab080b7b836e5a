"""The knowledge as it is shipped, and random cases over its vocabulary."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, TypeAlias

from hypothesis import strategies as st

from matcher import Knowledge, Option, Result, load, match
from tests.matcher.formulas import AGE_BOUNDS

ON = date(2026, 11, 22)
AGE = "child.age_months"

Value: TypeAlias = bool | int | str
Case: TypeAlias = dict[str, Value]

MONTHS = (-9, *sorted({month for bound in AGE_BOUNDS for month in (bound - 1, bound)}), 215)
"""One month at and on each side of every bound, and the ends."""


@cache
def knowledge() -> Knowledge:
    return load()


@cache
def domains() -> dict[str, tuple[Value, ...]]:
    found = {fact.id: fact.domain() for fact in knowledge().facts.facts if fact.domain()}
    return {**found, AGE: MONTHS}


def answer(case: object) -> Result:
    return match(case, knowledge(), ON)


def options(case: object) -> dict[str, Option]:
    return {option.recommendation.id: option for option in answer(case).options}


def option(id: str, case: object) -> Option:
    return options(case)[id]


def complete_cases() -> st.SearchStrategy[Case]:
    return st.fixed_dictionaries({id: st.sampled_from(values) for id, values in domains().items()})


def partial_cases() -> st.SearchStrategy[Case]:
    """Yield cases in which some facts are known, from none to nearly all."""
    ids = list(domains())
    return st.tuples(complete_cases(), st.sets(st.sampled_from(ids))).map(
        lambda drawn: {id: value for id, value in drawn[0].items() if id not in drawn[1]}
    ) | st.fixed_dictionaries(
        {}, optional={id: st.sampled_from(values) for id, values in domains().items()}
    )


def likely_cases() -> st.SearchStrategy[Case]:
    """Yield complete cases in which recommendations often apply: chance alone seldom agrees."""
    leaning: dict[str, Any] = {
        "stage": st.sampled_from(["after_abuse", "both", "at_risk", "both"]),
        "carer.foster": st.just(True),
        "carer.maltreating_parent": st.just(True),
        "parent.is_mother": st.just(True),
        "abuse.sexual": st.just(True),
        "child.sex": st.just("female"),
    }
    return st.tuples(complete_cases(), st.fixed_dictionaries({}, optional=leaning)).map(
        lambda drawn: drawn[0] | drawn[1]
    )
