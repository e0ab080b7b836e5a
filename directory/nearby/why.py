"""Why a service is listed, and why it would not take a family, in plain words."""

from collections.abc import Iterator, Mapping
from datetime import date

from directory.nearby.acceptance import age_of
from directory.nearby.found import ServiceLine
from directory.nearby.reach import Reach
from directory.nearby.snapshot import Snapshot
from matcher.ages import say_age
from matcher.conditions import FactValue
from matcher.facts import FactBook
from matcher.wording import joined, soften

ANY_OF = {
    "accepts_abuse": "takes families after",
    "accepts_carers": "takes",
}
EACH_OF = {"requires": "only if", "excludes": "not if"}


class Why:
    """Words for the services of one search."""

    def __init__(
        self,
        facts: FactBook,
        snapshot: Snapshot,
        reach: Reach,
        known: Mapping[str, FactValue],
        on: date,
    ) -> None:
        self.facts, self.snapshot, self.reach = facts, snapshot, reach
        self.known, self.on = known, on

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
        if service.status == "paused":
            yield "paused: it takes nobody at present"
        elif service.ends_on and service.ends_on < self.on:
            yield f"closed{_day(' on', service.ends_on)}"
        elif service.status == "closed":
            yield "closed"
        elif service.starts_on and service.starts_on > self.on:
            yield f"not open yet: starts{_day(' on', service.starts_on)}"
        elif service.status == "closing" or service.ends_on:
            yield f"ends{_day(' on', service.ends_on) or ': the date is not stated'}"

    def _ages(self, service: ServiceLine) -> Iterator[str]:
        low, high = service.age_from_months, service.age_under_months
        months = age_of(self.known)
        if low is None and high is None:
            yield "ages not stated"
        elif months is None:
            yield f"for {say_ages(low, high)}: the child’s age is not known"
        elif (low is not None and months < low) or (high is not None and months >= high):
            yield f"for {say_ages(low, high)}: the child is {say_age(months)}"

    def _criteria(self, at: int) -> Iterator[str]:
        criteria = self.snapshot.criteria_of.get(at, {})
        for role, words in ANY_OF.items():
            yield from self._any_of(criteria.get(role, []), words)
        for role, words in EACH_OF.items():
            for fact in criteria.get(role, []):
                yield from self._named(role, words, fact)

    def _any_of(self, named: list[str], words: str) -> Iterator[str]:
        values = [self.known.get(fact) for fact in named]
        if not named or True in values:
            return
        labels = joined(map(self._label, named), "or")
        yield f"{words} {labels}{': not known here' if None in values else ' only'}"

    def _named(self, role: str, words: str, fact: str) -> Iterator[str]:
        value, found = self.known.get(fact), self.facts.by_id.get(fact)
        sentence = f"{words} {soften(found.says.met) if found else fact}"
        if value is None:
            yield f"{sentence}: not known here"
        elif value is (role == "excludes"):
            yield sentence

    def _label(self, fact: str) -> str:
        """Return the label of a fact, or its id where the knowledge no longer has it."""
        known = self.facts.by_id.get(fact)
        return known.label if known else fact

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


def say_ages(from_months: int | None, under_months: int | None) -> str:
    """Return the ages a service states, in words: "ages from 6 months to under 5 years"."""
    parts = []
    if from_months is not None:
        parts.append(f"from {_birth(from_months) or say_age(from_months)}")
    if under_months is not None:
        to = "to " if parts else ""
        before = _birth(under_months)
        parts.append(f"until {before}" if before else f"{to}under {say_age(under_months)}")
    return f"ages {' '.join(parts)}" if parts else "any age"


def _birth(months: int) -> str | None:
    """Return an age before birth, or at birth, in words; None for an age after it."""
    if months > 0:
        return None
    return f"{-months} month{'s' * (months < -1)} before birth" if months else "birth"


def _day(before: str, day: date | None) -> str:
    return f"{before} {day.day} {day:%B %Y}" if day else ""
