"""The services behind a number: whom each reaches, who has no other, and what keeps one out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from scipy.spatial import cKDTree

from directory.covering.children import Children, children_of
from directory.covering.coverage import Candidates, candidates, counted
from directory.covering.ground import Ground
from directory.covering.kinds import SOON_DAYS
from directory.covering.suiting import ALL, NONE, SOME, assured, states_ages, takes, trained, waits
from directory.covering.terms import Target, Terms
from directory.nearby.found import ServiceLine
from directory.nearby.reach import NEAR_MILES
from directory.nearby.why import ANY_OF, EACH_OF, say_ages
from directory.places.grid import METRES_PER_MILE, ground_metres
from directory.wording import long_date
from matcher import Knowledge
from matcher.facts import FactBook
from matcher.wording import joined, soften


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A service that delivers what is asked about, as it stands to the children of some districts.

    Attributes:
        reached: how many it surely takes and is within reach of.
        only: how many of them would have nobody suitable without it.
        miles: from its nearest venue that may be told to the nearest of where they live.
        keeps_out: why it does not reach them, or not all; in words.
        notes: what else bears on relying on it.
    """

    service: ServiceLine
    reached: float
    only: float
    miles: float | None
    keeps_out: tuple[str, ...]
    notes: tuple[str, ...]


def standings(
    ground: Ground, knowledge: Knowledge, target: Target, terms: Terms, districts: tuple[str, ...]
) -> tuple[Standing, ...]:
    """Return every service that delivers a target: those that reach most first, then the nearest.

    Kept when asked. Services that neither reach anybody here nor could are left out.
    """
    return ground.keep(
        ("standings", target, terms, districts),
        lambda: _Standings(ground, knowledge, target, terms, districts).all(),
    )


class _Standings:
    def __init__(
        self,
        ground: Ground,
        knowledge: Knowledge,
        target: Target,
        terms: Terms,
        districts: tuple[str, ...],
    ) -> None:
        self._ground, self._facts, self._terms = ground, knowledge.facts, terms
        self._districts = districts
        self._children: Children = children_of(knowledge, target, terms)
        self._found = candidates(ground, knowledge, target, self._children, terms)
        self._takes = takes(ground.snapshot, self._children)
        self._here = np.isin(ground.people.districts, districts)

    def all(self) -> tuple[Standing, ...]:
        everyone = self._reached(np.ones(len(self._found.places), np.bool_))
        miles = self._miles()
        found = []
        for at, place in enumerate(self._found.places.tolist()):
            alone = np.arange(len(self._found.places)) == at
            reached = self._reached(alone) if self._found.suits[at] == ALL else 0.0
            only = everyone - self._reached(~alone) if reached else 0.0
            away = miles.get(place)
            if reached or self._could_come(place):
                out = tuple(self._keeps_out(at, place, away, comes=reached > 0))
                line = self._ground.offers.lines[place]
                found.append(
                    Standing(
                        service=line,
                        reached=reached,
                        only=only,
                        miles=away,
                        keeps_out=out,
                        notes=tuple(self._notes(place, line)),
                    )
                )
        far = float("inf")
        found.sort(
            key=lambda s: (-round(s.reached), s.miles if s.miles is not None else far, s.service.id)
        )
        return tuple(found)

    def _reached(self, some: np.ndarray) -> float:
        chosen = Candidates(
            places=self._found.places[some],
            suits=self._found.suits[some],
            from_months=self._found.from_months[some],
            under_months=self._found.under_months[some],
        )
        within = self._terms.within_miles
        total = counted(self._ground, self._children, chosen, within, self._districts)
        return float(total.reached.sum())

    def _could_come(self, place: int) -> bool:
        coming, here = self._ground.coming, self._here
        return any(
            bool(flags[here, place].any())
            for flags in (coming.whole, coming.near, coming.may_whole, coming.may_near)
        )

    def _miles(self) -> dict[int, float]:
        """Return the miles from each service's nearest venue to the nearest home in the districts."""
        ground, people = self._ground, self._ground.people
        ours = self._here[people.district[people.area]]
        homes = np.column_stack([people.easting[ours], people.northing[ours]])
        snapshot = ground.snapshot
        sizes = np.diff(np.append(snapshot.venue_first, len(snapshot.venue_easting)))
        service = np.repeat(snapshot.venue_service, sizes)
        some = np.flatnonzero(np.isin(service, self._found.places))
        if not len(homes) or not len(some):
            return {}
        venues = np.column_stack([snapshot.venue_easting[some], snapshot.venue_northing[some]])
        away, _ = cKDTree(homes).query(venues)
        metres = ground_metres(away, venues[:, 0])
        nearest: dict[int, float] = {}
        for place, each in zip(service[some].tolist(), metres.tolist(), strict=True):
            nearest[place] = min(each / METRES_PER_MILE, nearest.get(place, float("inf")))
        return nearest

    def _keeps_out(self, at: int, place: int, miles: float | None, *, comes: bool) -> Iterator[str]:
        line = self._ground.offers.lines[place]
        yield from _running(line, self._terms)
        yield from self._ages(at, line)
        yield from self._criteria(place)
        yield from self._terms_of(place, line)
        if not comes:
            yield from self._distance(place, miles)

    def _ages(self, at: int, line: ServiceLine) -> Iterator[str]:
        if not states_ages(self._ground.snapshot)[self._found.places[at]]:
            yield "does not say which ages it takes"
            return
        low, high = int(self._found.from_months[at]), int(self._found.under_months[at])
        meant = self._children.months.any(axis=0)
        if not meant[low:high].any():
            yield f"takes {say_ages(line.age_from_months, line.age_under_months)} only"
        elif meant[:low].any() or meant[high:].any():
            ages = say_ages(line.age_from_months, line.age_under_months)
            yield f"of these children takes {ages} only"

    def _criteria(self, place: int) -> Iterator[str]:
        whom = int(self._takes[place])
        criteria = self._ground.snapshot.criteria_of.get(place, {})
        if whom == ALL or not criteria:
            return
        if whom == SOME and not _asks_more(criteria, self._children):
            return
        words = "; ".join(_say_criteria(criteria, self._facts))
        if words:
            yield f"takes {'none' if whom == NONE else 'some'} of these children: {words}"

    def _terms_of(self, place: int, line: ServiceLine) -> Iterator[str]:
        offers, terms = self._ground.offers, self._terms
        if terms.assured_months and not assured(offers, terms.assured_months, terms.on)[place]:
            checked = (
                f"last checked {long_date(line.assured_on)}" if line.assured_on else "no check"
            )
            yield f"not checked within {terms.assured_months} months: {checked}"
        if terms.trained and (staff := int(trained(offers)[place])) != ALL:
            yield "no trained staff" if staff == NONE else "does not say whether staff are trained"
        if (
            terms.wait_weeks is not None
            and (wait := int(waits(offers, terms.wait_weeks)[place])) != ALL
        ):
            yield (
                f"a wait of {line.waiting_weeks} weeks" if wait == NONE else "does not say the wait"
            )

    def _distance(self, place: int, miles: float | None) -> Iterator[str]:
        coming, here = self._ground.coming, self._here
        stated = not coming.unstated[place]
        if stated and not (coming.whole[here, place] | coming.near[here, place]).any():
            yield "does not say surely that it serves this area"
        elif miles is None:
            yield "does not say where it is, or whether it comes here"
        elif miles > (limit := self._limit(place)):
            yield f"its nearest venue is {miles:.1f} miles from the nearest homes: over {limit:g}"
        elif not coming.near[here, place].any():
            yield "does not say how it is delivered here"

    def _limit(self, place: int) -> float:
        within = self._terms.within_miles
        return min(within, NEAR_MILES) if self._ground.coming.unstated[place] else within

    def _notes(self, place: int, line: ServiceLine) -> Iterator[str]:
        soon = self._terms.on + timedelta(days=SOON_DAYS)
        if line.status == "closing" or (line.ends_on and self._terms.on <= line.ends_on <= soon):
            yield (
                f"ends on {long_date(line.ends_on)}" if line.ends_on else "closing: no date stated"
            )
        yield (
            f"wait {line.waiting_weeks} weeks"
            if line.waiting_weeks is not None
            else "wait not stated"
        )
        yield f"checked {long_date(line.assured_on)}" if line.assured_on else "never checked"


def _running(line: ServiceLine, terms: Terms) -> Iterator[str]:
    if line.status == "paused":
        yield "paused: takes nobody at present"
    elif line.ends_on and line.ends_on < terms.on:
        yield f"ended on {long_date(line.ends_on)}"
    elif line.status == "closed":
        yield "closed"
    elif line.starts_on and line.starts_on > terms.on:
        yield f"not open yet: starts on {long_date(line.starts_on)}"


def _asks_more(criteria: dict[str, list[str]], children: Children) -> bool:
    """Say whether the criteria themselves leave some of these children out."""
    if criteria.get("requires"):
        return True
    return any(
        any(not any(profile.get(fact) for fact in criteria[role]) for profile in children.profiles)
        for role in ANY_OF
        if criteria.get(role)
    )


def _say_criteria(criteria: dict[str, list[str]], facts: FactBook) -> Iterator[str]:
    for role, words in ANY_OF.items():
        if named := criteria.get(role):
            yield f"{words} {joined(_labels(named, facts), 'or')}"
    for role, words in EACH_OF.items():
        for fact in criteria.get(role, []):
            known = facts.by_id.get(fact)
            yield f"{words} {soften(known.says.met) if known else fact}"


def _labels(named: Iterable[str], facts: FactBook) -> Iterator[str]:
    for fact in named:
        known = facts.by_id.get(fact)
        yield known.label if known else fact


def without(found: Candidates, places: frozenset[int]) -> Candidates:
    """Return candidates without some services."""
    stays = ~np.isin(found.places, list(places))
    return replace(
        found,
        places=found.places[stays],
        suits=found.suits[stays],
        from_months=found.from_months[stays],
        under_months=found.under_months[stays],
    )
