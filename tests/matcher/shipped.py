"""The knowledge as it is shipped, and random cases over its vocabulary."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, TypeAlias

from hypothesis import strategies as st

from matcher import Knowledge, Option, Result, load, match
from matcher.case import read_case
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
    facts = knowledge().facts
    found = {
        fact.id: fact.domain()
        for fact in facts.facts
        if fact.domain() and fact.id not in facts.shorthand
    }
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
    """Yield cases as they are read, in which some facts are known, from none to nearly all."""
    ids = list(domains())
    return st.tuples(complete_cases(), st.sets(st.sampled_from(ids))).map(
        lambda drawn: {id: value for id, value in drawn[0].items() if id not in drawn[1]}
    ).map(as_read) | st.fixed_dictionaries(
        {}, optional={id: st.sampled_from(values) for id, values in domains().items()}
    ).map(as_read)


def as_read(case: Case) -> Case:
    """Return a case with what follows from its answers, which nothing learnt can undo."""
    return dict(read_case(case, knowledge().facts, ON).known)


def likely_cases() -> st.SearchStrategy[Case]:
    """Yield complete cases in which recommendations often apply: chance alone seldom agrees."""
    leaning: dict[str, Any] = {
        "harm.happened": st.sampled_from([True, True, False]),
        "harm.at_risk": st.sampled_from([True, True, False]),
        "family.social_care_leads": st.just(False),
        "child.looked_after": st.just(False),
        "carer.foster": st.just(True),
        "carer.maltreating_parent": st.just(True),
        "parent.is_mother": st.just(True),
        "abuse.sexual": st.just(True),
        "child.sex": st.just("female"),
    }
    return st.tuples(complete_cases(), st.fixed_dictionaries({}, optional=leaning)).map(
        lambda drawn: drawn[0] | drawn[1]
    )
