"""Where one more would help, in words: the answer, how good it is, and what was looked at."""

from collections.abc import Iterator

from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.gap_text import (
    say_ages_meant,
    say_children,
    say_miles,
    say_share,
    say_within,
    target_title,
)
from directory.domain.coverage.siting.candidate_sites import CandidateSites
from directory.domain.coverage.siting.max_coverage import Fewest, Siting
from directory.domain.coverage.siting.site_selection import SECONDS, SiteSelection
from directory.infrastructure.text_format import count, lower_first
from matcher import Knowledge


def title_within(target: GapTarget, knowledge: Knowledge) -> str:
    """Return what a target is called within a sentence; a programme keeps its name as it is."""
    title = target_title(target, knowledge)
    return title if target.what == "programme" else lower_first(title)


def answer_said(
    found: SiteSelection,
    target: GapTarget,
    terms: SuitabilityTerms,
    where: str,
    knowledge: Knowledge,
) -> str:
    """Return the answer as one sentence or two."""
    meant = f"{say_ages_meant(target, terms, knowledge)} in {where}"
    title = title_within(target, knowledge)
    before = found.before
    if not before.children:
        return f"No {meant} are meant by this: {title}."
    if found.answer is None:
        return (
            f"All {say_children(before.children)} {meant} have a service within reach for this:"
            f" {title}."
        )
    if isinstance(found.answer, Fewest) and not found.answer.is_possible:
        return f"{_not_possible(found, found.answer)} This is about {meant}, for this: {title}."
    if not found.chosen:
        return f"{_nothing(found)} This is about {meant}, for this: {title}."
    new = count(len(found.chosen), "new site")
    return (
        f"With {new}, {say_children(found.adds)} more of {say_children(before.children)} {meant}"
        f" would have a service that comes to them or is within {say_within(terms)},"
        f" for this: {title}. That is {say_share(found.share_after)} in place of"
        f" {say_share(before.share)}.{_by_miles(terms)}"
    )


def _by_miles(terms: SuitabilityTerms) -> str:
    """Return how new sites are counted where what is there is counted by minutes."""
    if terms.within.minutes is None:
        return ""
    return (
        f" New sites are counted within {say_miles(terms.within.miles)} in a straight line: the"
        " table of travel times is not asked about them."
    )


def _not_possible(found: SiteSelection, answer: Fewest) -> str:
    wished = say_share(found.wish.share)
    return (
        f"{wished} cannot be reached: all that were looked at together would bring the share from"
        f" {say_share(found.before.share)} to {say_share(answer.most_share)}."
    )


def _nothing(found: SiteSelection) -> str:
    if found.wish.share is not None:
        return (
            f"Nothing more is needed: {say_share(found.before.share)} are reached now, and"
            f" {say_share(found.wish.share)} were asked for."
        )
    return "None of what was looked at would bring anybody within reach who has nobody sure now."


def proof(found: SiteSelection) -> tuple[str, ...]:
    """Return how good the answer is, what a simpler way would give, and what was looked at."""
    return tuple(_proof(found))


def _proof(found: SiteSelection) -> Iterator[str]:
    looked = found.wish.offered
    if isinstance(found.answer, Siting) and found.chosen:
        yield _bound(found, found.answer)
        yield _greedy_most(found.answer, found.adds)
    if isinstance(found.answer, Fewest) and found.chosen:
        yield _fewest(found, found.answer)
        yield _greedy_fewest(found)
    yield picked(looked)
    if found.gathered:
        yield (
            f"Homes are gathered in squares of {found.gathered:,} m to be counted, so a number may"
            " be a little off at the edge of a distance."
        )


def picked(offered: CandidateSites) -> str:
    """Return what was looked at, and how it was picked."""
    if offered.says:
        return f"{offered.says}."
    if len(offered.sites) == 1:
        return "The only one that there is was looked at."
    return f"All {len(offered.sites)} that there are were looked at."


def _bound(found: SiteSelection, answer: Siting) -> str:
    allowed, offered = found.wish.sites, len(found.wish.offered.sites)
    if answer.is_optimal and len(found.chosen) < (allowed or 0):
        return f"More than {len(found.chosen)} would bring nobody else within reach: proven."
    if answer.is_optimal:
        return (
            f"No other choice of {len(found.chosen)} of the {offered} reaches more children:"
            " proven."
        )
    return (
        f"This is the best that was found in {SECONDS:g} seconds. No other choice reaches more than"
        f" {say_children(answer.gap)} children more: proven."
    )


def _fewest(found: SiteSelection, answer: Fewest) -> str:
    if answer.is_optimal:
        return f"No choice of fewer than {len(found.chosen)} reaches the share: proven."
    return (
        f"This is the best that was found in {SECONDS:g} seconds. No choice of fewer than"
        f" {answer.at_least} reaches the share: proven."
    )


def _greedy_most(answer: Siting, adds: float) -> str:
    way = "Taking the best one, then the best beside it, and so on"
    fewer = adds - answer.greedy.reached
    if fewer < 0.5:
        return f"{way}, reaches as many."
    return f"{way}, would bring {say_children(answer.greedy.reached)}: {say_children(fewer)} fewer."


def _greedy_fewest(found: SiteSelection) -> str:
    way = "Taking the best one, then the best beside it, and so on"
    if len(found.greedy) == len(found.chosen):
        return f"{way}, needs as many."
    return f"{way}, would need {len(found.greedy)}."
