"""Why a service is listed, and why it would not take a family, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directory.domain.eligibility.acceptance import age_of
from directory.domain.eligibility.reachability import Reach
from directory.infrastructure.text_format import lower_first
from directory.model.criteria import ANY_OF, EACH_OF, CriteriaText
from directory.model.service_line import ServiceLine
from directory.storage.snapshot import Snapshot
from matcher.ages import say_age
from matcher.conditions import AGE, FactValue
from matcher.facts import FactBook

BY_ADDRESS = "placed by its address, so the distance may be wrong by up to half a mile"
"""`directory.application.geocoding.checks` takes no point that is less exact."""


class Explanations:
    """Words for the services of one search."""

    def __init__(
        self,
        facts: FactBook,
        snapshot: Snapshot,
        reach: Reach,
        known: Mapping[str, FactValue],
        on: date,
        age_slack: int = 0,
    ) -> None:
        self.criteria, self.snapshot, self.reach = CriteriaText(facts), snapshot, reach
        self.known, self.on, self.age_slack = known, on, age_slack

    def lines(self, service: ServiceLine, at: int, miles: float | None) -> Iterator[str]:
        """Yield what rules the family out or is not known, how it reaches them, what it adds."""
        yield from self._running(service)
        yield from self._ages(service)
        yield from self._criteria(at)
        yield from self.reaching(service, at, miles)
        if service.eligibility_note:
            yield f"it adds: “{service.eligibility_note}”"

    def reaching(self, service: ServiceLine, at: int, miles: float | None) -> Iterator[str]:
        """Yield how a service reaches the place, and whether it serves the area."""
        yield from self._ways(service, at, miles)
        yield from self._area(service, at)

    def _running(self, service: ServiceLine) -> Iterator[str]:
        if line := service.runs.line(self.on):
            yield lower_first(line)

    def _ages(self, service: ServiceLine) -> Iterator[str]:
        ages, months = service.ages, age_of(self.known)
        if not ages.is_stated:
            yield "ages not stated"
        elif months is None:
            yield f"for ages {ages.text}: the child’s age is not known"
        elif ages.excludes(months) and ages.excludes(months + self.age_slack):
            yield f"for ages {ages.text}: the child is {say_age(months)}"
        elif ages.excludes(months) or ages.excludes(months + self.age_slack):
            yield f"for ages {ages.text}: the months of the child’s age are not known"

    def _criteria(self, at: int) -> Iterator[str]:
        named = self.snapshot.criteria_of(at)
        for role, words in ANY_OF.items():
            yield from self._any_of(named.get(role, ()), words)
        for role, words in EACH_OF.items():
            for fact in named.get(role, ()):
                yield from self._named(role, words, fact)

    def turns_on(self, service: ServiceLine, at: int) -> tuple[str, ...]:
        """Return the facts not known here that whether it takes the family turns on."""
        named = self.snapshot.criteria_of(at)
        open_ = [AGE] if service.ages.is_stated and age_of(self.known) is None else []
        for role in ANY_OF:
            facts = named.get(role, ())
            if True not in (values := [self.known.get(fact) for fact in facts]):
                open_ += [f for f, value in zip(facts, values, strict=True) if value is None]
        for role in EACH_OF:
            open_ += [fact for fact in named.get(role, ()) if self.known.get(fact) is None]
        return tuple(dict.fromkeys(open_))

    def _any_of(self, named: Sequence[str], words: str) -> Iterator[str]:
        values = [self.known.get(fact) for fact in named]
        if not named or True in values:
            return
        doubt = ": not known here" if None in values else " only"
        yield f"{words} {self.criteria.any_of(named)}{doubt}"

    def _named(self, role: str, words: str, fact: str) -> Iterator[str]:
        value, sentence = self.known.get(fact), f"{words} {self.criteria.each(fact)}"
        if value is None:
            yield f"{sentence}: not known here"
        elif value is (role == "excludes"):
            yield sentence

    def _ways(self, service: ServiceLine, at: int, miles: float | None) -> Iterator[str]:
        if self.reach.at_home[at]:
            yield "comes to the home"
        yield from self._venue(service, at, miles)
        for way, words in (("online", "online"), ("phone", "by phone")):
            if way in service.delivery:
                yield words
        if not service.delivery:
            yield "how it is delivered is not stated"

    def _venue(self, service: ServiceLine, at: int, miles: float | None) -> Iterator[str]:
        if miles is not None:
            yield say_venue(miles)
            if self.snapshot.by_address[at]:
                yield BY_ADDRESS
        elif self.snapshot.has_hidden[at]:
            here = "in your area; " if self.reach.at_hidden[at] and self.reach.is_certain else ""
            yield f"{here}the address is kept back for safety"
        elif self.reach.at_venue[at]:
            yield "has a venue; give a postcode for the distance"
        elif self.reach.nowhere[at] and {"venue", "group"} & set(service.delivery):
            yield "where it is held is not stated"

    def _area(self, service: ServiceLine, at: int) -> Iterator[str]:
        if self.reach.serves_not[at]:
            yield "serves another area"
        elif not self.snapshot.states["areas"][at]:
            yield "area not stated"
        elif self.reach.serves[at]:
            yield "serves your area"
        else:
            yield "whether it serves your area is not known"


def say_venue(miles: float) -> str:
    """Return how far a venue is, in words."""
    return f"venue {miles} miles away" if miles >= 0.1 else "venue under 0.1 miles away"


@dataclass(frozen=True, slots=True)
class ServiceReasons:
    """What a search says of one service; `miles` to its nearest venue, None where not told."""

    explanations: Explanations
    service: ServiceLine
    at: int
    miles: float | None

    def lines(self) -> Iterator[str]:
        """Yield why it is listed so."""
        return self.explanations.lines(self.service, self.at, self.miles)

    def turns_on(self) -> tuple[str, ...]:
        """Return the facts not known here that whether it takes the family turns on."""
        return self.explanations.turns_on(self.service, self.at)
