"""A whole caseload at once, against the aim and against a zen-engine decision table of the rules.

The caseload is made up: each fact of a child is known with a chance of a half, each of its values
as likely as the next. Ours is all that is worked out of the columns: every status of every child as
an array, the counts, and the facts that are missing. The table (see `bench.match`) answers children
one at a time, so it is timed on a sample of the same children; it gives the recommendations that
apply, and cannot tell "not known" from "no".
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from time import process_time

import numpy as np

from bench import Figure
from bench.match import ON, WARM_UP, Case, _disagreement, _nested, _table, _time
from matcher import Knowledge, load, match
from matcher.caseload import NOT_KNOWN, STATUSES, Caseload, statuses
from matcher.caseload_columns import Column, code_of
from matcher.facts import Fact

CHILDREN, ROUNDS, SAMPLE = 640_000, 7, 2_000
AIM_SECONDS, AIM_TIMES = 2.0, 100


def figures() -> Iterator[Figure]:
    """Yield the time of the whole caseload, and that of a child against zen-engine's."""
    knowledge = load()
    table, columns = _table(knowledge), _columns(knowledge)
    cases = list(_cases(columns, knowledge))
    nested = [_nested(case) for case in cases]
    ours, theirs = [], []
    _time(table.evaluate, nested[:WARM_UP])
    for _ in range(ROUNDS):
        ours.append(_seconds(columns, knowledge))
        theirs.append(_time(table.evaluate, nested))
    void = _differs(columns, cases, knowledge) or _disagreement(knowledge, table)
    seconds, a_child = statistics.median(ours), statistics.median(theirs)
    count = len(knowledge.recommendations)
    yield Figure(
        name=f"a caseload of {CHILDREN:,} half-known children x {count} recommendations",
        ours=seconds,
        peer=AIM_SECONDS,
        peer_name="aim",
        unit="seconds of processor time on one core",
        void=void,
    )
    yield Figure(
        name=f"a child of that caseload; zen-engine on a sample of {SAMPLE:,} of the children",
        ours=seconds / CHILDREN * 1e6,
        peer=a_child / AIM_TIMES,
        peer_name=f"zen-engine {version('zen-engine')} ({a_child:.4g}) / {AIM_TIMES}",
        unit="microseconds of processor time a child",
        void=void,
    )


def _seconds(columns: Mapping[str, Column], knowledge: Knowledge) -> float:
    start = process_time()
    found = statuses(knowledge, columns, ON)
    for id in found.counts():
        found.status(id)
    found.missing()
    return process_time() - start


def _columns(knowledge: Knowledge) -> dict[str, Column]:
    """Return the columns of the caseload: as small whole numbers as their values allow."""
    chance = np.random.default_rng(1)
    columns = {}
    for fact in _asked(knowledge):
        codes = np.array([code_of(fact, value) for value in fact.domain()])
        column = chance.choice(codes, CHILDREN)
        column[chance.random(CHILDREN) < 0.5] = NOT_KNOWN
        columns[fact.id] = column.astype(np.int16 if fact.type == "age" else np.int8)
    return columns


def _asked(knowledge: Knowledge) -> list[Fact]:
    return [fact for fact in knowledge.facts.facts if fact.domain()]


def _cases(columns: Mapping[str, Column], knowledge: Knowledge) -> Iterator[Case]:
    """Yield the first children of the caseload as cases."""
    values = {f.id: {code_of(f, value): value for value in f.domain()} for f in _asked(knowledge)}
    for row in range(SAMPLE):
        codes = {id: int(column[row]) for id, column in columns.items()}
        yield {id: values[id][code] for id, code in codes.items() if code != NOT_KNOWN}


def _differs(columns: Mapping[str, Column], cases: list[Case], knowledge: Knowledge) -> str | None:
    """Say where a child of the sample has another status than `match()` gives; None if nowhere."""
    found: Caseload = statuses(knowledge, columns, ON)
    codes = {id: found.status(id) for id in found.counts()}
    for row, case in enumerate(cases):
        for option in match(case, knowledge, ON).options:
            id = option.recommendation.id
            if STATUSES[codes[id][row]] != option.status:
                return f"{id} is {option.status} for {case}, not {STATUSES[codes[id][row]]}"
    return None
