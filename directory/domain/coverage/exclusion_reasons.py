"""What keeps a service from children, and what bears on relying on it, in plain words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import MeantChildren
from directory.domain.coverage.gap_query import SuitabilityTerms
from directory.domain.coverage.gap_types import SOON_DAYS
from directory.domain.coverage.service_areas import MAY_NEAR, MAY_WHOLE, NEAR, WHOLE
from directory.domain.coverage.suitability import (
    ALL,
    NONE,
    SOME,
    assured,
    states_ages,
    takes,
    trained,
    waits,
)
from directory.domain.eligibility.reachability import NEAR_MILES
from directory.infrastructure.text_format import count, long_date, lower_first
from directory.model.criteria import ANY_OF, EACH_OF, CriteriaText
from directory.model.service_line import ServiceLine
from directory.model.service_status import ServiceState
from directory.storage.snapshot import Flags
from matcher.facts import FactBook


class ExclusionReasons:
    """Words for the services that deliver one thing, to the children of some districts."""

    def __init__(
        self,
        ground: AnalysisData,
        facts: FactBook,
        children: MeantChildren,
        terms: SuitabilityTerms,
        here: Flags,
    ) -> None:
        """Take the districts as flags in the order of the people's."""
        self._ground, self._facts, self._children = ground, CriteriaText(facts), children
        self._terms, self._here = terms, here
        self._bits = ground.coming.bits(np.flatnonzero(here))

    def reasons(self, place: int, miles: float | None, *, comes: bool) -> Iterator[str]:
        """Yield why a service does not reach these children, or not all; `comes`: it reaches some.

        `miles` are from its nearest venue to the nearest homes; None where none may be told.
        """
        line = self._ground.offers.lines[place]
        if not line.runs.on(self._terms.on).takes_families:
            yield lower_first(line.runs.line(self._terms.on) or "")
        yield from self._ages(place, line)
        yield from self._criteria(place)
        yield from self._terms_of(place, line)
        if not comes:
            yield from self._distance(place, miles)

    def notes(self, place: int) -> Iterator[str]:
        """Yield when it ends, its wait, its last check, and whom it excludes."""
        line, on = self._ground.offers.lines[place], self._terms.on
        soon = on + timedelta(days=SOON_DAYS)
        if line.runs.on(on) is ServiceState.ENDING and (line.ends_on or soon) <= soon:
            yield lower_first(line.runs.line(on) or "")
        weeks = line.waiting_weeks
        yield "wait not stated" if weeks is None else f"wait {count(weeks, 'week')}"
        yield f"checked {long_date(line.assured_on)}" if line.assured_on else "no check stated"
        for fact in self._criteria_of(place).get("excludes", ()):
            yield f"{EACH_OF['excludes']} {self._facts.each(fact)}"

    def _criteria_of(self, place: int) -> dict[str, tuple[str, ...]]:
        return self._ground.snapshot.criteria_of(place)

    def _ages(self, place: int, line: ServiceLine) -> Iterator[str]:
        if not states_ages(self._ground.snapshot)[place]:
            yield "does not say which ages it takes"
            return
        low = max(line.age_from_months or 0, 0)
        high = line.age_under_months
        meant: Flags = np.any(self._children.months, axis=0)
        inside = meant[low:high].any()
        outside = meant[:low].any() or (high is not None and meant[max(high, 0) :].any())
        if not inside:
            yield f"takes ages {line.ages.text} only"
        elif outside:
            yield f"of these children takes ages {line.ages.text} only"

    def _criteria(self, place: int) -> Iterator[str]:
        ground, criteria = self._ground, self._criteria_of(place)
        here = np.array([place], np.int64)
        whom = int(takes(ground.snapshot, self._children, here)[0])
        if whom == ALL or (whom == SOME and not _leaves_out(criteria, self._children)):
            return
        roles = ("requires", "excludes") if whom == NONE else ("requires",)
        words = "; ".join(_say_criteria(criteria, roles, self._facts))
        if words:
            yield f"takes {'none' if whom == NONE else 'some'} of these children: {words}"

    def _terms_of(self, place: int, line: ServiceLine) -> Iterator[str]:
        offers, terms = self._ground.offers, self._terms
        if terms.assured_months and not assured(offers, terms.assured_months, terms.on)[place]:
            yield f"not checked within {count(terms.assured_months, 'month')}"
        if terms.trained:
            yield from _said(
                int(trained(offers)[place]), "no trained staff", "whether staff are trained"
            )
        if terms.wait_weeks is not None:
            wait = int(waits(offers, terms.wait_weeks)[place])
            longer = f"a wait of {count(line.waiting_weeks or 0, 'week')}: over {terms.wait_weeks}"
            yield from _said(wait, longer, "how long the wait is")

    def _distance(self, place: int, miles: float | None) -> Iterator[str]:
        bits = np.bitwise_or.reduce(self._bits[:, place])
        limit = self._limit(place)
        if not (self._ground.coming.unstated[place] or bits & (NEAR | WHOLE)):
            may = bits & (MAY_NEAR | MAY_WHOLE)
            yield "does not surely serve this area" if may else "serves other areas only"
        elif self._terms.within.minutes is not None:
            yield from self._time(place, miles)
        elif miles is not None and miles > limit:
            yield f"its nearest venue is {miles:.1f} miles from the nearest homes: over {limit:g}"
        elif miles is None and not bits & WHOLE:
            yield "does not say where it is, or whether it comes here"

    def _time(self, place: int, miles: float | None) -> Iterator[str]:
        least, limit = self._least_minutes(place), self._terms.within.minutes or 0
        if least is not None and least > limit:
            yield (
                f"its nearest venue is {least} minutes from the nearest homes by the table of"
                f" travel times: over {limit}"
            )
        elif least is None and miles is not None:
            yield (
                "the table of travel times says nothing of it; its nearest venue is"
                f" {miles:.1f} miles from the nearest homes"
            )
        elif miles is not None and miles > self._limit(place):
            yield f"states no area, and its nearest venue is {miles:.1f} miles away"

    def _least_minutes(self, place: int) -> int | None:
        """Return the shortest time from here to a venue of a service, where any is known."""
        ground, people = self._ground, self._ground.people
        if ground.travel is None:
            return None
        venues = ground.snapshot.venues.of(np.array([place]))
        areas = np.flatnonzero(self._here[people.district])
        pairs = np.repeat(venues, len(areas)), np.tile(areas, len(venues))
        times = ground.travel.times(*pairs)
        return min(times[times >= 0].tolist(), default=None)

    def _limit(self, place: int) -> float:
        within = self._terms.within.miles
        return min(within, NEAR_MILES) if self._ground.coming.unstated[place] else within


def _said(whether: int, no: str, silent: str) -> Iterator[str]:
    if whether == NONE:
        yield no
    elif whether == SOME:
        yield f"does not say {silent}"


def _leaves_out(criteria: Mapping[str, Sequence[str]], children: MeantChildren) -> bool:
    """Say whether the criteria themselves, and not silence on ages, leave some children out."""
    if criteria.get("requires"):
        return True
    named = [criteria[role] for role in ANY_OF if criteria.get(role)]
    return any(
        not any(profile.get(fact) for fact in facts)
        for facts in named
        for profile in children.profiles
    )


def _say_criteria(
    named: Mapping[str, Sequence[str]], roles: Iterable[str], criteria: CriteriaText
) -> Iterator[str]:
    for role, words in ANY_OF.items():
        if named.get(role):
            yield f"{words} {criteria.any_of(named[role])}"
    for role in roles:
        for fact in named.get(role, ()):
            yield f"{EACH_OF[role]} {criteria.each(fact)}"
