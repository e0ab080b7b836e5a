"""What to ask next, and in which order: safety, what services near by turn on, what settles most.

Nothing is asked that makes no sense for the age, or that is meant of parents and would be asked of
somebody else; it is left open, never taken as "no", and can still be answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matcher.conditions import AGE, Condition, Known, kleene_truth
from matcher.facts import Fact, FactBook
from matcher.option_builder import OptionStanding
from matcher.result import Ask
from matcher.truth import Truth

__all__ = ["ask_next"]

SAFETY, SERVICES, SOONER, REST = range(4)
"""What a question is asked for, the first the first."""
WHO = 15
"""The place among the questions of safety of who did it: after danger now, which is 10."""


def ask_next(
    standings: Iterable[OptionStanding], facts: FactBook, known: Known, turn_on: Sequence[str]
) -> tuple[Ask, ...]:
    """Return the questions that are worth asking, in order.

    An answer tells as much as the share of its values that settle an option, over all options,
    weighed by strength. `settles` counts the options that one answer alone could settle; it is
    nought for a question that is asked for the sake of safety, or of a service, alone.
    `turn_on` are the facts that services near by turn on, the most telling first.
    """
    worth: dict[str, float] = {}
    settles: dict[str, int] = {}
    for standing in standings:
        for fact, telling, settled in standing.asks:
            worth[fact] = worth.get(fact, 0.0) + telling
            settles[fact] = settles.get(fact, 0) + settled
    round_ = _Round(facts, known, turn_on)
    wanted = dict.fromkeys([*worth, *facts.of_safety, *round_.first, *turn_on])
    asks = [
        round_.ask(id, settles.get(id, 0), worth.get(id, 0.0)) for id in wanted if id not in known
    ]
    order = facts.order
    ranked = [(ask.tier, -ask.worth, order[ask.fact], ask) for ask in asks if ask is not None]
    # No two have one place, so that the questions themselves are never compared.
    return tuple([ask for *_, ask in sorted(ranked)])


class _Round:
    """One round of questions, to what is known of one child."""

    def __init__(self, facts: FactBook, known: Known, turn_on: Sequence[str]) -> None:
        self.facts, self.known, self.turn_on = facts, known, turn_on
        self.other_carer = self._is_other_carer()
        asking = facts.asking
        raised = asking is not None and self.other_carer and self._met(asking.harm_raised)
        self.left_out = facts.of_parents if self.other_carer and not raised else frozenset()
        self.first = [id for id, met in facts.put_sooner.items() if met(known)]
        months = known.get(AGE)
        self.months = months if isinstance(months, int) else None

    def ask(self, id: str, settles: int, worth: float) -> Ask | None:
        """Return the question of a fact, or None where asking makes no sense."""
        fact = self.facts.by_id.get(id)
        if fact is None or not self._makes_sense(fact):
            return None
        about_other = self.other_carer and fact.of_other_carer
        return Ask(
            id,
            settles,
            fact.of_other_carer if about_other and fact.of_other_carer else fact.question,
            worth,
            self._tier(fact, bool(about_other)),
        )

    def _tier(self, fact: Fact, about_other: bool) -> tuple[int, int]:
        if about_other:
            return SAFETY, WHO
        if fact.asked_first is not None:
            return SAFETY, fact.asked_first
        if fact.id in self.turn_on:
            return SERVICES, self.turn_on.index(fact.id)
        return (SOONER if fact.id in self.first else REST), 0

    def _makes_sense(self, fact: Fact) -> bool:
        if fact.id in self.left_out:
            return False
        no_sense = self.facts.makes_no_sense.get(fact.id)
        if no_sense is not None and no_sense(self.known):
            return False
        months, youngest = self.months, fact.asked_from_months
        if youngest is None or months is None or months >= youngest:
            return True
        return months >= 0 and self._met(fact.asked_at_any_age_when)

    def _is_other_carer(self) -> bool:
        """Say whether the questions would be about somebody in place of the parents alone."""
        asking = self.facts.asking
        if asking is None or not self._met(asking.in_place_of_parents):
            return False
        return not self._met(asking.parents)

    def _met(self, condition: Condition | None) -> bool:
        return condition is not None and kleene_truth(condition, self.known) is Truth.YES
