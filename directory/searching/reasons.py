"""Why a service is on the list of a search, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.nearby import ServiceLine
from directory.nearby.why import Why
from directory.searching.asking import Unit
from directory.searching.lexicon import Meaning
from directory.searching.search import Results
from directory.searching.words import NAMING, holds, programmes_called
from matcher import Knowledge
from matcher.ages import say_age
from matcher.local_ages import in_words


@dataclass(frozen=True, slots=True)
class Row:
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
        self.why = Why(knowledge.facts, snapshot, reached, {}, asked.on) if reached else None

    def of(self, row: Row, at: int, miles: float | None) -> Iterator[str]:
        """Yield a line for each thing asked for that the service answers."""
        yield from self._words(row, at)
        yield from self._age(row.service)
        if self.why:
            yield from self.why.reaching(row.service, at, miles)

    def _words(self, row: Row, at: int) -> Iterator[str]:
        words = self.results.words
        for unit in words.units if words else ():
            where = self._where(unit, row, at)
            if where:
                yield f"“{unit.text}”: {where}"

    def _where(self, unit: Unit, row: Row, at: int) -> str | None:
        """Return where words were found, the most telling place first."""
        if holds(unit, row.service.name):
            return "in its name"
        if row.service.programme in programmes_called(self.knowledge, unit):
            return self._delivers(row.service)
        if holds(unit, row.description):
            return "in its description"
        if holds(unit, row.organisation):
            return "in the name of its organisation"
        named = self._named(unit.meaning, row.service, at) if unit.meaning else None
        return named or ("in what it states" if self._says(unit, at) else None)

    def _named(self, meaning: Meaning, service: ServiceLine, at: int) -> str | None:
        """Return what a service names that means the same."""
        criteria = self.results.arrays.snapshot.criteria_of.get(at, {})
        for role, words in NAMING.items():
            for fact in criteria.get(role, []):
                if fact in meaning.facts:
                    return f"{words}: {self.knowledge.facts.by_id[fact].label}"
        if service.programme in meaning.programmes:
            return self._delivers(service)
        return "its kind of help" if service.kind in meaning.kinds else None

    def _delivers(self, service: ServiceLine) -> str:
        return f"it delivers {self.knowledge.programme[service.programme or ''].name}"

    def _says(self, unit: Unit, at: int) -> bool:
        kept = self.results.arrays.kept.get(unit)
        return kept is not None and bool(kept[at])

    def _age(self, service: ServiceLine) -> Iterator[str]:
        months = self.results.asked.age_months
        low, high = service.age_from_months, service.age_under_months
        if months is not None and not (low is None and high is None):
            child = "a child not yet born" if months < 0 else f"a child of {say_age(months)}"
            yield f"takes {child}: {in_words(low, high)}"
