"""Three-valued truth: the only place where a missing answer is weighed.

Nothing outside this module turns "not known" into "yes" or "no".
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

__all__ = ["Truth", "agreement", "all_of", "any_of", "negation"]


class Truth(Enum):
    """What is known of a condition; the values are the words used in results."""

    YES = "met"
    NO = "not_met"
    UNKNOWN = "not_known"

    # Enum's own hash is that of the name, worked out in Python each time; members are single.
    __hash__ = object.__hash__


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return NO if any is NO, else UNKNOWN if any is UNKNOWN, else YES (also of nothing)."""
    return _first_of(Truth.NO, truths, otherwise=Truth.YES)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return YES if any is YES, else UNKNOWN if any is UNKNOWN, else NO (also of nothing)."""
    return _first_of(Truth.YES, truths, otherwise=Truth.NO)


def negation(truth: Truth) -> Truth:
    """Return the opposite; the opposite of not known is not known."""
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}[truth]


def agreement(truths: Iterable[Truth]) -> Truth:
    """Return what every possible outcome says, or UNKNOWN where they differ.

    This is the answer rule: a statement holds when it holds however the unknown facts turn out.
    """
    seen = set(truths)
    return seen.pop() if len(seen) == 1 else Truth.UNKNOWN


def _first_of(deciding: Truth, truths: Iterable[Truth], *, otherwise: Truth) -> Truth:
    # Identity, not membership: a set of enum members is several times slower to build.
    answer = otherwise
    for truth in truths:
        if truth is deciding:
            return deciding
        if truth is Truth.UNKNOWN:
            answer = truth
    return answer
