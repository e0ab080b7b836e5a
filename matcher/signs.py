"""Signs that were seen: which of them NICE calls strong, and what to do next; never a score."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.case import CaseError, Problem
from matcher.knowledge import Knowledge
from matcher.signs_data import Sign, SignStep

__all__ = ["SignsSeen", "signs_seen"]

SUSPECT = "safety.suspect_feature"
_LONGEST_ID = 100
"""A bound on the work that a hostile id can ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignsSeen:
    """The signs that were seen, by their level in the order of the file, and the steps to take."""

    suspect: tuple[Sign, ...] = ()
    consider: tuple[Sign, ...] = ()
    elsewhere: tuple[Sign, ...] = ()
    """Those that NG76 gives no level and leaves to another guideline."""
    steps: tuple[SignStep, ...] = ()
    """What to do at the levels seen, in the order of the file: each step once."""

    @property
    def implies(self) -> dict[str, bool]:
        """Return the facts that follow: from no sign seen, nothing does, not even a "no"."""
        seen = (*self.suspect, *self.consider, *self.elsewhere)
        answered = {sign.answers: True for sign in seen if sign.answers}
        return answered | ({SUSPECT: True} if self.suspect else {})


def signs_seen(ids: Iterable[str], knowledge: Knowledge) -> SignsSeen:
    """Return the signs with these ids by their level, and what to do.

    Raises CaseError naming every id that is not a sign.
    """
    seen = frozenset(map(str, ids))
    _refuse_unknown(seen, [sign.id for sign in knowledge.signs])
    found = [sign for sign in knowledge.signs if sign.id in seen]
    levels = {sign.level for sign in found}
    return SignsSeen(
        suspect=tuple(sign for sign in found if sign.level == "suspect"),
        consider=tuple(sign for sign in found if sign.level == "consider"),
        elsewhere=tuple(sign for sign in found if sign.level == "elsewhere"),
        steps=tuple(step for step in knowledge.sign_steps if levels.intersection(step.levels)),
    )


def _refuse_unknown(seen: frozenset[str], known: list[str]) -> None:
    if len(seen) > len(known):
        text = f"{len(seen)} signs are given, more than there are"
        raise CaseError((Problem(field=None, problem=text),))
    unknown = sorted(seen.difference(known))
    if unknown:
        raise CaseError(tuple(_problem(id, known) for id in unknown))


def _problem(id: str, known: list[str]) -> Problem:
    near = difflib.get_close_matches(id[:_LONGEST_ID], known, n=1)
    hint = f"; did you mean {near[0]}?" if near else "; the ids are listed in data/signs.yaml"
    return Problem(field=id, problem=f"is not a sign that Waymark knows{hint}")
