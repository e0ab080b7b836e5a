"""How one recommendation stands, given the answers to the facts that it asks about.

What the conditions come to is remembered, ages that they do not tell apart counting as one. Only
what is a child's own is then added: the sentence about the age, dates, cautions and near matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import get_args

from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS, date_reaching
from matcher.answer_bits import Answers
from matcher.compiled_condition import Finding, truth_of
from matcher.compiled_rules import Cautions, CompiledRule, Gate, NearMatches
from matcher.conditions import AGE
from matcher.developer_ages import outside
from matcher.knowledge import NearMatch, Recommendation, Strength
from matcher.result import Option, OtherAges, Reason, Status, Window
from matcher.truth import Truth, all_of

__all__ = ["ChildFindings", "OptionStanding", "build_standing", "own_option", "place_of"]

STATUS: dict[Truth, Status] = {
    Truth.YES: "applies",
    Truth.UNKNOWN: "needs_information",
    Truth.NO: "does_not_apply",
}
_STATUS_PLACE = {"applies": 0, "needs_information": 1, "does_not_apply": 2}
_STRENGTH_PLACE = {strength: place for place, strength in enumerate(get_args(Strength))}


_ANY_AGE = Window(YOUNGEST_MONTHS, ADULT_MONTHS, None, None)


WEIGHT = {
    "duty": 1.0,
    "offer": 3.0,
    "consider": 2.0,
    "component": 1.0,
    "modifier": 1.0,
    "signpost": 0.01,
}
"""How much it counts to settle an option: what a guideline recommends comes first by far."""
A_STEP = 0.3
"""The share that counts for a fact that an option waits for, whatever it settles by itself."""


# Not frozen, as `Finding`: many are made.
@dataclass(slots=True, kw_only=True, eq=False)
class OptionStanding:
    """An option, its place in the order, and what would settle it."""

    rule: CompiledRule
    option: Option
    cautions: Cautions
    near_matches: NearMatches
    """The cautions and near matches to look at: an option has the one, the other, or neither."""
    waits_for_need: bool
    """Whether a condition is open of which every fact is a need, and not asked of every child."""
    as_is: int
    """Bits of which one that is set is enough to say that nothing of it is a child's own."""
    unraised: Option | None
    """The option where none of these is set, unless more of it may be the child's own."""
    place: int
    asks: tuple[tuple[str, float, int], ...]
    """The facts that it waits for, each with how telling an answer is, and 1 where one alone may
    settle it, else 0."""


_ANY = -1
"""Every bit."""


def _waits_for(needs: frozenset[str], option: Option) -> bool:
    open_still = [r.facts for r in option.reasons if r.outcome == "not_known"]
    return any([needs.issuperset(facts) for facts in open_still])


@lru_cache(maxsize=1 << 16)
def build_standing(rule: CompiledRule, findings: tuple[Finding, ...]) -> OptionStanding:
    """Return how a recommendation stands, by what its tests came to."""
    parts = [findings[at] for at in rule.parts]
    option = _option(rule.recommendation, findings, parts)
    open_still = option.status == "needs_information"
    near_matches = rule.near_matches if option.status == "does_not_apply" else ()
    waits = bool(rule.waiting) and _waits_for(rule.waiting, option)
    own = bool(rule.aged or near_matches or option.status == "applies")
    return OptionStanding(
        rule=rule,
        option=option,
        cautions=rule.cautions if option.status == "applies" else (),
        near_matches=near_matches,
        waits_for_need=waits,
        as_is=0 if own else rule.raising if waits else _ANY,
        unraised=option._replace(unraised=True) if waits and not own else None,
        place=_one_number(place_of(option)),
        asks=tuple(_asks(option, parts)) if open_still else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChildFindings:
    """What is a child's own in a match: what was answered, and what follows from that alone."""

    answers: Answers
    born_on: date | None
    about_age: Sequence[Finding]
    of_person: bool
    said: dict[Gate, bool]
    """Whether what several recommendations share is said; worked out once."""


def own_option(standing: OptionStanding, child: ChildFindings) -> Option:
    """Return the option with what is this child's own: its age, dates, cautions and near match."""
    option, rule = standing.option, standing.rule
    cautions: tuple[str, ...] = ()
    ages: tuple[OtherAges, ...] = ()
    near = None
    if option.status == "applies":
        ages = _other_ages(rule, child)
        cautions = (*_cautions(standing.cautions, child), *(each.says for each in ages))
    elif standing.near_matches:
        near = _near_match(standing.near_matches, child.answers)
    # It may wait for a need of which nobody has said anything, and no kind of abuse that it asks
    # about be known to be so.
    unraised = standing.waits_for_need and not rule.raising & child.answers.bits
    aged = rule.aged if child.about_age else ()
    if not (aged or cautions or near or unraised or child.born_on):
        return option
    return Option(
        option.recommendation,
        option.status,
        _own_reasons(option.reasons, aged, child.about_age) if aged else option.reasons,
        option.missing,
        cautions,
        near.says if near else None,
        near.instead if near else (),
        _dated(option.window, child.born_on) if child.born_on else option.window,
        ages,
        unraised,
    )


def _other_ages(rule: CompiledRule, child: ChildFindings) -> tuple[OtherAges, ...]:
    if not rule.named or not child.about_age:
        return ()
    return outside(rule.named, int(child.answers.known[AGE]))


def _own_reasons(
    reasons: Iterable[Reason], aged: Iterable[tuple[int, int]], about_age: Sequence[Finding]
) -> tuple[Reason, ...]:
    own = list(reasons)
    for place, at in aged:
        own[place] = about_age[at].reason
    return tuple(own)


def _dated(window: Window, born_on: date) -> Window:
    start, under = window.from_months, window.under_months
    opens_on = date_reaching(born_on, start) if start >= 0 else None
    return window._replace(opens_on=opens_on, closes_on=date_reaching(born_on, under))


def _option(item: Recommendation, findings: Sequence[Finding], parts: Sequence[Finding]) -> Option:
    truth = all_of([part.truth for part in parts])
    return Option(
        item,
        STATUS[truth],
        tuple([finding.reason for finding in findings[: len(item.when)]]),
        _missing(parts) if truth is Truth.UNKNOWN else (),
        (),
        None,
        (),
        _window(parts),
    )


def _missing(parts: Iterable[Finding]) -> tuple[str, ...]:
    return tuple([fact for part in parts for fact in part.missing])


def _cautions(cautions: Cautions, child: ChildFindings) -> list[str]:
    said, found = child.said, []
    for says, gate in cautions:
        if gate not in said:
            said[gate] = gate.opens(child.answers, of_person=child.of_person)
        if said[gate]:
            found.append(says)
    return found


def _near_match(near_matches: NearMatches, answers: Answers) -> NearMatch | None:
    """Return the first near match whose own condition holds and whose rest may hold."""
    for near, test, rest in near_matches:
        if truth_of(test, answers) is not Truth.YES:
            continue
        if all_of(truth_of(part, answers) for part in rest) is not Truth.NO:
            return near
    return None


def _window(parts: Iterable[Finding]) -> Window:
    # The parts share no fact, so at most one of them is about the age.
    for part in parts:
        if part.ages:
            return Window(*part.ages, None, None)
    return _ANY_AGE


def place_of(option: Option) -> tuple[int, ...]:
    """Order by status, then strength, then the fewest conditions against and the most met."""
    outcomes = [reason.outcome for reason in option.reasons]
    return (
        _STATUS_PLACE[option.status],
        _STRENGTH_PLACE[option.recommendation.strength],
        outcomes.count("not_met"),
        -outcomes.count("met"),
    )


def _one_number(place: Iterable[int]) -> int:
    """Return a place as one number, which sorts faster; a recommendation has few conditions."""
    number = 0
    for each in place:
        number = number * 100 + each
    return number


def _asks(option: Option, parts: Iterable[Finding]) -> Iterator[tuple[str, float, int]]:
    weight, settling = WEIGHT[option.recommendation.strength], _settling(parts)
    for fact in option.missing:
        share = settling.get(fact, 0.0)
        yield fact, weight * (A_STEP + share), int(fact in settling)


def _settling(parts: Iterable[Finding]) -> dict[str, float]:
    """Return the facts of which one answer alone would settle what is open, with their shares."""
    unknown = [part.outlook for part in parts if part.missing]
    # The parts share no fact, so each fact is in one outlook alone.
    shares = dict(pair for outlook in unknown for pair in outlook.can_fail)
    if len(unknown) == 1:
        for fact, share in unknown[0].can_meet:
            shares[fact] = shares.get(fact, 0.0) + share
    return shares
