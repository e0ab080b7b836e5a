"""What a match of a child with its carers comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matcher.case import Case
from matcher.facts import About
from matcher.implied_facts import ReadAs
from matcher.knowledge import ActFirst, Contradiction, PracticeNote
from matcher.result import Ask, Difference, GuidanceGap, Option, Result

__all__ = ["ChildOption", "ChildResult", "FamilyAsk"]


Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildOption:
    """A recommendation as it stands for a child with the carers for whom it stands best.

    Of several, `option` has the reasons of the first, and the cautions and near matches of all,
    each with the name of whom it is for where it is not for all.
    """

    option: Option
    carers: Numbers
    """With whom it stands so, from 1; empty where it does not depend on who takes part."""
    others: tuple[tuple[int, Option], ...]
    """How it stands with each other carer."""
    missing: tuple[tuple[str, int | None], ...]
    """The facts that it waits for, each with the carer whom it is asked of."""
    with_carers: tuple[tuple[int | None, Case], ...]
    """The child with each carer for whom it stands so, whether or not that matters to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyAsk:
    """A question for a child's options, and whom it is about: the child, a carer, or both."""

    ask: Ask
    child: int | None
    carer: int | None

    @classmethod
    def of(cls, ask: Ask, child: int, carer: int | None, about: About) -> FamilyAsk:
        """Return a question for a child with a carer, about those alone whom its fact is about."""
        return cls(
            ask=ask,
            child=child if about in ("child", "pair") else None,
            carer=carer if about in ("carer", "pair") else None,
        )

    @property
    def place(self) -> tuple[tuple[int, int], float]:
        """Return its place among the questions: safety first, then the most telling."""
        return self.ask.tier, -self.ask.worth


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildResult:
    """Every recommendation for one child, and what goes with them."""

    options: tuple[ChildOption, ...]
    act_first: tuple[ActFirst, ...]
    ask_next: tuple[FamilyAsk, ...]
    practice_notes: tuple[PracticeNote, ...]
    contradictions: tuple[Contradiction, ...]
    contradicted_with: Mapping[str, int | None]
    """The carer with whom each of these arose, by its id."""
    nothing_named: tuple[GuidanceGap, ...] = ()
    side_by_side: tuple[Difference, ...] = ()
    read_as: tuple[ReadAs, ...] = ()
    """What was said in shorthand, and what it was taken to mean."""

    def alone(self, on: date) -> Result:
        """Return the same as the result of one case: a child with its only carer, or with none."""
        return Result(
            on=on,
            options=tuple(each.option for each in self.options),
            act_first=self.act_first,
            ask_next=tuple(each.ask for each in self.ask_next),
            practice_notes=self.practice_notes,
            contradictions=self.contradictions,
            nothing_named=self.nothing_named,
            side_by_side=self.side_by_side,
            read_as=self.read_as,
        )
