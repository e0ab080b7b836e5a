"""How many answers it takes until no NG76 recommendation waits for information.

Random complete cases, each value of each fact equally likely, are asked in the order in which the
matcher asks: once a fact at a time from nothing, and once as the page does, which begins with five
questions that open every case, two of them with boxes to tick for several facts. A case also ends
where nothing more is asked: of those in place of parents, what is meant of parents is not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median, quantiles

from bench import Figure
from matcher import Knowledge, Result, load, match
from matcher.conditions import FactValue

Case = dict[str, FactValue]

ON = date(2026, 11, 22)
CASES = 10_000
MEDIAN_AIM, P95_AIM = 8, 15
ABUSE = tuple(
    f"abuse.{kind}"
    for kind in ("physical", "emotional", "neglect", "sexual", "domestic_abuse_exposure")
)
ROLES = (
    *(f"carer.{role}" for role in ("foster", "adoptive", "special_guardian", "kinship")),
    "parent.is_mother",
)
OPENING = (("child.age_months",), ("child.sex",), ("stage",), ABUSE, ROLES)
"""The facts that each question of the first page tells; of the carers, what their roles say."""


def figures() -> Iterator[Figure]:
    """Yield the median and the 95th percentile of each way of asking."""
    knowledge, chance = load(), random.Random(1)
    cases = [_case(knowledge, chance) for _ in range(CASES)]
    for way, opening in (("a fact at a time", ()), ("as the page asks", OPENING)):
        counts = [_answers(case, opening, knowledge) for case in cases]
        yield _figure(f"{way}, median", median(counts), MEDIAN_AIM)
        yield _figure(f"{way}, p95", quantiles(counts, n=20)[-1], P95_AIM)


def _figure(name: str, ours: float, aim: float) -> Figure:
    return Figure(
        name=f"answers until NG76 is settled, {name} of {CASES:,} random cases",
        ours=ours,
        peer=aim,
        peer_name="aim",
        unit="answers",
    )


def _case(knowledge: Knowledge, chance: random.Random) -> Case:
    return {f.id: chance.choice(f.domain()) for f in knowledge.facts.facts if f.domain()}


def _answers(case: Case, opening: Sequence[Sequence[str]], knowledge: Knowledge) -> int:
    known = {fact: case[fact] for facts in opening for fact in facts}
    count = len(opening)
    while _waits(result := match(known, knowledge, ON)) and result.ask_next:
        fact = result.ask_next[0].fact
        known[fact] = case[fact]
        count += 1
    return count


def _waits(result: Result) -> bool:
    return any(
        option.status == "needs_information" and option.recommendation.id.startswith("ng76:")
        for option in result.options
    )
