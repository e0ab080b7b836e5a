"""Why a service is on the list of a search, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.domain.eligibility.explanations import Explanations
from directory.domain.search.evidence import NAMING, holds, programmes_called, programmes_in
from directory.domain.search.query_parser import QueryUnit
from directory.domain.search.search import Results
from directory.domain.search.synonyms import Synonym
from directory.model.service_line import ServiceLine
from directory.storage.reference_data import area_name
from directory.storage.snapshot import Flags
from matcher import Knowledge
from matcher.ages import say_age


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """What one row of the database says of a service."""

    service: ServiceLine
    organisation: str
    description: str | None
    feed: str | None


class Reasons:
    """Words for why the services of one search are listed."""

    def __init__(self, knowledge: Knowledge, results: Results) -> None:
        self.knowledge, self.results = knowledge, results
        snapshot, asked, reached = results.arrays.snapshot, results.asked, results.reached
        self.why = (
            Explanations(knowledge.facts, snapshot, reached, {}, asked.on) if reached else None
        )

    def of(self, row: ReasonRow, at: int, miles: float | None) -> Iterator[str]:
        """Yield a line for each thing asked for that the service answers."""
        yield from self._words(row, at)
        yield from self._age(row.service)
        if self.why:
            yield from self.why.reaching(row.service, at, miles)

    def _words(self, row: ReasonRow, at: int) -> Iterator[str]:
        words = self.results.words
        for unit, having in zip(words.units, words.having, strict=True) if words else ():
            where = self._where(unit, having, row, at)
            if where:
                yield f"“{unit.text}”: {where}"

    def _where(self, unit: QueryUnit, having: Flags, row: ReasonRow, at: int) -> str | None:
        """Return where words were found, the most telling place first."""
        if holds(unit, row.service.name):
            return "in its name"
        called = programmes_called(self.knowledge, unit), programmes_in(self.knowledge, unit)
        if any(row.service.programme in ids for ids in called):
            return self._delivers(row.service)
        if holds(unit, row.description):
            return "in its description"
        if holds(unit, row.organisation):
            return "in the name of its organisation"
        named = self._named(unit.meaning, row.service, at) if unit.meaning else None
        named = named or self._serves(unit, at)
        return named or ("in what it states" if bool(having[at]) else None)

    def _named(self, meaning: Synonym, service: ServiceLine, at: int) -> str | None:
        """Return what a service names that means the same."""
        criteria = self.results.arrays.snapshot.criteria_of(at)
        for role, words in NAMING.items():
            for fact in criteria.get(role, ()):
                if fact in meaning.facts:
                    return f"{words}: {self.knowledge.facts.by_id[fact].label}"
        if service.programme in meaning.programmes:
            return self._delivers(service)
        return "its kind of help" if service.kind in meaning.kinds else None

    def _serves(self, unit: QueryUnit, at: int) -> str | None:
        """Return the area of that name that a service serves."""
        areas = map(area_name, self.results.arrays.snapshot.areas.at(at))
        return next((f"serves {name}" for name in areas if holds(unit, name)), None)

    def _delivers(self, service: ServiceLine) -> str:
        return f"it delivers {self.knowledge.programme[service.programme or ''].name}"

    def _age(self, service: ServiceLine) -> Iterator[str]:
        months = self.results.asked.age_months
        if months is not None and service.ages.is_stated:
            child = "a child not yet born" if months < 0 else f"a child of {say_age(months)}"
            yield f"takes {child}: {service.ages.text}"
