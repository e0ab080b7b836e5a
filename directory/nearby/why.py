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
    "accepts_abuse": "takes families where there has been",
    "accepts_carers": "takes",
}


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
        """Yield what rules the family out, what is not known, and how the service reaches them."""
        yield from self._running(service)
        yield from self._ages(service)
        yield from self._criteria(at)
        yield from self._ways(service, at, miles)
        yield from self._area(service, at)

    def _running(self, service: ServiceLine) -> Iterator[str]:
        if service.status == "paused":
            yield "paused: it takes nobody at present"
        elif service.status == "closed" or (service.ends_on and service.ends_on < self.on):
            yield f"closed{_day(' on', service.ends_on)}"
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
        criteria = self.snapshot.criteria_of.get(at, [])
        for role, words in ANY_OF.items():
            yield from self._any_of([fact for r, fact in criteria if r == role], words)
        for role, fact in criteria:
            if role in ("requires", "excludes"):
                yield from self._named(role, fact)

    def _any_of(self, named: list[str], words: str) -> Iterator[str]:
        values = [self.known.get(fact) for fact in named]
        if not named or True in values:
            return
        labels = joined((self.facts.by_id[fact].label for fact in named), "or")
        yield f"{words} {labels}{': not known here' if None in values else ' only'}"

    def _named(self, role: str, fact: str) -> Iterator[str]:
        value, label = self.known.get(fact), soften(self.facts.by_id[fact].label)
        words = "only where there is" if role == "requires" else "not where there is"
        if value is None:
            yield f"{words} {label}: not known here"
        elif value is (role == "excludes"):
            yield f"{words} {label}"

    def _ways(self, service: ServiceLine, at: int, miles: float | None) -> Iterator[str]:
        if self.reach.at_home[at] and not self.reach.serves_not[at]:
            yield "comes to the home"
        if miles is not None:
            yield f"venue {miles} miles away"
        elif self.snapshot.has_hidden[at] and self.reach.at_venue[at]:
            yield "in your area; the address is kept back for safety"
        elif self.snapshot.has_venue[at] and self.reach.at_venue[at]:
            yield "has a venue; give a postcode for the distance"
        for way, words in (("online", "online"), ("phone", "by phone")):
            if way in service.delivery:
                yield words
        if not service.delivery:
            yield "how it is delivered is not stated"

    def _area(self, service: ServiceLine, at: int) -> Iterator[str]:
        if self.reach.serves_not[at]:
            yield "serves another area"
        elif not self.snapshot.states["areas"][at]:
            yield "area not stated"
        elif self.reach.serves[at]:
            yield "serves your area"
        else:
            yield "whether it serves your area is not known"


def say_ages(from_months: int | None, under_months: int | None) -> str:
    """Return the ages a service states, in words: "ages from 6 months to under 5 years"."""
    parts = []
    if from_months is not None:
        parts.append("from before birth" if from_months < 0 else f"from {say_age(from_months)}")
    if under_months is not None:
        parts.append(
            f"to under {say_age(under_months)}" if parts else f"under {say_age(under_months)}"
        )
    return f"ages {' '.join(parts)}" if parts else "any age"


def _day(before: str, day: date | None) -> str:
    return f"{before} {day.day} {day:%B %Y}" if day else ""
