"""How one recommendation stands, given the answers to the facts that it asks about.

What the conditions come to is remembered, ages that they do not tell apart counting as one. Only
what is a child's own is then added: the sentence about the age, dates, cautions and near matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS, date_reaching
from matcher.knowledge import Caution, NearMatch, Recommendation
from matcher.result import Option, Reason, Status, Window
from matcher.rulebook import Cautions, Finding, NearMatches, Rule, Values, truth_of
from matcher.truth import Truth, all_of

__all__ = ["Standing", "own_option", "place_of", "stand"]

STATUS: dict[Truth, Status] = {
    Truth.YES: "applies",
    Truth.UNKNOWN: "needs_information",
    Truth.NO: "does_not_apply",
}
_STATUS_PLACE = {"applies": 0, "needs_information": 1, "does_not_apply": 2}
_STRENGTH_PLACE = {"offer": 0, "consider": 1, "signpost": 2, "component": 3, "modifier": 4}


WEIGHT = {"offer": 3.0, "consider": 2.0, "component": 1.0, "modifier": 1.0, "signpost": 0.01}
"""How much it counts to settle an option: what a guideline recommends comes first by far."""
A_STEP = 0.3
"""The share that counts for a fact that an option waits for, whatever it settles by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An option, its place in the order, and what would settle it."""

    rule: Rule
    option: Option
    cautions: Cautions
    near_matches: NearMatches
    """The cautions and near matches to look at: an option has the one, the other, or neither."""
    place: tuple[int, ...]
    asks: tuple[tuple[str, float, int], ...]
    """The facts that it waits for, each with how telling an answer is, and 1 where one alone may
    settle it, else 0."""


@lru_cache(maxsize=1 << 14)
def stand(rule: Rule, findings: tuple[Finding, ...]) -> Standing:
    """Return how a recommendation stands, by what its tests came to."""
    parts = [findings[at] for at in rule.parts]
    option = _option(rule.recommendation, findings, parts)
    open_still = option.status == "needs_information"
    return Standing(
        rule=rule,
        option=option,
        cautions=rule.cautions if option.status == "applies" else (),
        near_matches=rule.near_matches if option.status == "does_not_apply" else (),
        place=place_of(option),
        asks=tuple(_asks(option, parts)) if open_still else (),
    )


def own_option(
    standing: Standing, answers: Values, born_on: date | None, about_age: Sequence[Finding]
) -> Option:
    """Return the option with what is this child's own: its age, dates, cautions and near match."""
    option = standing.option
    cautions = _cautions(standing.cautions, answers) if standing.cautions else ()
    near = _near_match(standing.near_matches, answers) if standing.near_matches else None
    aged = standing.rule.aged if about_age else ()
    if not (cautions or near or aged or born_on):
        return option
    return Option(
        recommendation=option.recommendation,
        status=option.status,
        reasons=_own_reasons(option.reasons, aged, about_age) if aged else option.reasons,
        missing=option.missing,
        cautions=cautions,
        near_match=near.says if near else None,
        instead=near.instead if near else (),
        window=_dated(option.window, born_on) if born_on else option.window,
    )


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
    return replace(window, opens_on=opens_on, closes_on=date_reaching(born_on, under))


def _option(item: Recommendation, findings: Sequence[Finding], parts: Sequence[Finding]) -> Option:
    truth = all_of([part.truth for part in parts])
    return Option(
        recommendation=item,
        status=STATUS[truth],
        reasons=tuple([finding.reason for finding in findings[: len(item.when)]]),
        missing=_missing(parts) if truth is Truth.UNKNOWN else (),
        cautions=(),
        near_match=None,
        instead=(),
        window=_window(parts),
    )


def _missing(parts: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(fact for part in parts for fact in part.missing)


def _cautions(cautions: Cautions, answers: Values) -> tuple[str, ...]:
    return tuple([each.says for each, test in cautions if _shows(each, truth_of(test, answers))])


def _shows(caution: Caution, truth: Truth) -> bool:
    return truth is Truth.YES or (truth is Truth.UNKNOWN and caution.if_not_known == "show")


def _near_match(near_matches: NearMatches, answers: Values) -> NearMatch | None:
    """Return the first near match whose own condition holds and whose rest may hold."""
    for near, test, rest in near_matches:
        if truth_of(test, answers) is not Truth.YES:
            continue
        if all_of(truth_of(part, answers) for part in rest) is not Truth.NO:
            return near
    return None


def _window(parts: Iterable[Finding]) -> Window:
    # The parts share no fact, so at most one of them is about the age.
    span = next((part.ages for part in parts if part.ages), (YOUNGEST_MONTHS, ADULT_MONTHS))
    return Window(from_months=span[0], under_months=span[1], opens_on=None, closes_on=None)


def place_of(option: Option) -> tuple[int, ...]:
    """Order by status, then strength, then the fewest conditions against and the most met."""
    outcomes = [reason.outcome for reason in option.reasons]
    return (
        _STATUS_PLACE[option.status],
        _STRENGTH_PLACE[option.recommendation.strength],
        outcomes.count("not_met"),
        -outcomes.count("met"),
    )


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
