"""A condition made ready for many cases: whether it holds, and why, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from matcher.ages import YOUNGEST_MONTHS
from matcher.answer_bits import Answers, remember
from matcher.condition_dnf import ConditionDnf, Outlook
from matcher.conditions import AGE, Condition, FactValue, Known, facts_of
from matcher.explanations import Explainer
from matcher.facts import FactBook
from matcher.result import Reason
from matcher.truth import Truth

__all__ = ["CompiledCondition", "Finding", "evaluate", "finding_of", "truth_of"]


Span = tuple[int, int]


Values = tuple[FactValue | None, ...]
"""What is known of the facts of a condition, in their order; None = not known."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledCondition:
    """A condition with its cover, and what it came to before; compared by identity."""

    condition: Condition
    cover: ConditionDnf
    facts: tuple[str, ...]
    book: FactBook
    explain: Explainer
    mask: int
    """The bits of the answers that it looks at."""
    truths: dict[int, Truth]
    findings: dict[int, Finding]
    """What it came to, by those bits."""

    @property
    def lead(self) -> str:
        """Return the fact that the condition is first about."""
        return next(facts_of(self.condition))


# Neither frozen nor compared by value: many are made, and an assignment is quicker than a setter.
@dataclass(slots=True, eq=False)
class Finding:
    """What a test comes to for certain values of its facts; equal ones are one and the same."""

    truth: Truth
    reason: Reason
    missing: tuple[str, ...]
    outlook: Outlook
    ages: Span | None
    """The ages, from and under in months, at which it can hold; None where it never asks."""


def truth_of(test: CompiledCondition, answers: Answers) -> Truth:
    """Return only whether a test is met."""
    bits = answers.bits & test.mask
    truth = test.truths.get(bits)
    return truth if truth is not None else remember(test.truths, bits, _truth(test, answers))


def _truth(test: CompiledCondition, answers: Answers) -> Truth:
    known = answers.known
    return test.cover.truth({fact: known[fact] for fact in test.facts if fact in known})


def finding_of(test: CompiledCondition, answers: Answers) -> Finding:
    """Return what a test comes to, and why, for the lowest age that it does not tell from this.

    It differs from that for the very age in nothing but the sentence, and so there are far fewer.
    """
    bits = answers.bits & test.mask
    found = test.findings.get(bits)
    if found is None:
        known, cells = answers.known, test.cover.cell_of.get(AGE)
        if cells and AGE in known:
            known = {**known, AGE: cells[known[AGE]].values[0]}
        found = remember(test.findings, bits, evaluate(test, tuple(map(known.get, test.facts))))
    return found


@lru_cache(maxsize=1 << 15)
def evaluate(test: CompiledCondition, values: Values) -> Finding:
    """Return what a test comes to, and why; `values` stand in the order of its facts."""
    known = _known(test, values)
    outlook = test.cover.outlook(known)
    missing = tuple(sorted(outlook.missing, key=test.book.order.__getitem__))
    reason = Reason(
        text=test.explain(outlook.truth, known, missing),
        fact=_deciding_fact(test, outlook.truth, known, missing),
        outcome=outlook.truth.value,
        facts=test.facts,
    )
    return _finding(reason, missing, outlook, _ages(test.cover, known))


@lru_cache(maxsize=1 << 15)
def _finding(
    reason: Reason, missing: tuple[str, ...], outlook: Outlook, ages: Span | None
) -> Finding:
    """Return the one finding that says this, so that findings can be told apart by identity."""
    return Finding(outlook.truth, reason, missing, outlook, ages)


def _known(test: CompiledCondition, values: Values) -> Known:
    named = zip(test.facts, values, strict=True)
    return {fact: value for fact, value in named if value is not None}


def _deciding_fact(
    test: CompiledCondition, truth: Truth, known: Known, missing: tuple[str, ...]
) -> str:
    """Return the fact to name: one still missing, else the first that is needed for the answer."""
    if missing:
        return missing[0]
    return test.cover.deciding(known, truth) or test.lead


def _ages(cover: ConditionDnf, known: Known) -> Span | None:
    """Return the ages at which the cover can hold, or could if nothing else were known."""
    if AGE not in cover.cells:
        return None
    months = cover.values_allowing(AGE, known) or cover.values_allowing(AGE, {})
    whole = [int(month) for month in months] or [YOUNGEST_MONTHS]
    return min(whole), max(whole) + 1
