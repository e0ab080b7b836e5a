"""Which services have the words of a search, in what they say or in what they name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
from sqlalchemy.orm import Session

from directory.nearby.snapshot import Flags
from directory.searching.arrays import Arrays
from directory.searching.asking import Start, Unit, respelt, unit_of, units_of
from directory.searching.index import known_words, nearest_word, numbers_with
from directory.searching.lexicon import Lexicon
from directory.searching.plain import plain
from matcher import Knowledge

NAMING = {
    "accepts_abuse": "takes families after",
    "accepts_carers": "takes",
    "requires": "only if",
}
"""The criteria that say whom a service is for; one that it excludes finds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsFound:
    """What became of the words of a search."""

    units: tuple[Unit, ...]
    """What was looked for in the end."""
    put_right: tuple[tuple[str, str], ...]
    """Words that nobody uses, each with the one that was looked for instead."""
    nowhere: tuple[str, ...]
    """Words that no service has, not even nearly; the search went on without them."""
    is_any: bool
    """No service has all the words; those with some are listed."""
    hits: Flags
    in_name: Flags
    """All the words are in the name, or are those of what it delivers."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Looks words up in one directory as it is now."""

    session: Session
    arrays: Arrays
    knowledge: Knowledge
    lexicon: Lexicon

    def find(self, query: str) -> WordsFound | None:
        """Return which services have the words; None where there are none to look for."""
        put_right = list(respelt(query, self.lexicon).items())
        units, nowhere = [], []
        for unit in units_of(query, self.lexicon):
            found = unit if self.has(unit).any() else self._nearest(unit)
            if found is None:
                nowhere.append(unit.text)
                continue
            if found is not unit:
                put_right.append((unit.text, found.text))
            units.append(found)
        if not units and not nowhere:
            return None
        return self._found(tuple(units), tuple(put_right), tuple(nowhere))

    def _found(
        self,
        units: tuple[Unit, ...],
        put_right: tuple[tuple[str, str], ...],
        nowhere: tuple[str, ...],
    ) -> WordsFound:
        flags = [self.has(unit) for unit in units] or [self.arrays.none()]
        every = reduce(np.logical_and, flags)
        is_any = not every.any() and len(units) > 1
        named = [self._is_called(unit) for unit in units] or [self.arrays.none()]
        return WordsFound(
            units=units,
            put_right=put_right,
            nowhere=nowhere,
            is_any=is_any,
            hits=reduce(np.logical_or, flags) if is_any else every,
            in_name=reduce(np.logical_and, named),
        )

    def has(self, unit: Unit) -> Flags:
        """Return which services say a unit anywhere, or name what it means."""
        return self.arrays.keep(
            unit, lambda: self._says(unit) | self._delivers(unit) | self._means(unit)
        )

    def _is_called(self, unit: Unit) -> Flags:
        return self.arrays.keep(
            (unit, "name"), lambda: self._says(unit, named=True) | self._delivers(unit)
        )

    def _says(self, unit: Unit, *, named: bool = False) -> Flags:
        return self.arrays.numbered(numbers_with(self.session, unit, named=named))

    def _delivers(self, unit: Unit) -> Flags:
        """Return which services deliver a programme of that name, or of a class of that name."""
        has, flags = self.arrays.stated["programme"].has, self.arrays.none()
        for id in programmes_called(self.knowledge, unit):
            flags |= has.get(id, flags)
        return flags

    def _means(self, unit: Unit) -> Flags:
        flags = self.arrays.none()
        if unit.meaning is None:
            return flags
        for name, ids in (("kind", unit.meaning.kinds), ("programme", unit.meaning.programmes)):
            for id in ids:
                flags |= self.arrays.stated[name].has.get(id, flags)
        for role in NAMING:
            for fact, places in self.arrays.snapshot.criteria[role]:
                if fact in unit.meaning.facts:
                    flags[places] = True
        return flags

    def _nearest(self, unit: Unit) -> Unit | None:
        if unit.meaning or " " in unit.text:
            return None
        word = nearest_word(unit.text, [*known_words(self.session), *self.lexicon.of_phrase])
        found = unit_of(word, self.lexicon) if word else None
        return found if found and self.has(found).any() else None


@lru_cache(maxsize=1 << 10)
def programmes_called(knowledge: Knowledge, unit: Unit) -> tuple[str, ...]:
    """Return the programmes whose name, or whose class's name, has a unit."""
    called = {id for id, words in _names(knowledge).items() if has_phrase(unit, words)}
    return tuple(p.id for p in knowledge.programmes if p.id in called or called & set(p.classes))


def has_phrase(unit: Unit, words: frozenset[str]) -> bool:
    """Say whether plain words hold any phrase of a unit."""

    def has(start: Start) -> bool:
        return any(start.begins(word) for word in words)

    return any(all(map(has, phrase)) for phrase in unit.phrases)


@lru_cache(maxsize=4)
def _names(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    return {
        p.id: frozenset(
            word for text in _called(p.id, p.name, p.was_called) for word in plain(text).split()
        )
        for p in knowledge.programmes
    }


def _called(id: str, name: str, was_called: tuple[str, ...]) -> Iterator[str]:
    yield from (name, *was_called, id, id.replace("-", ""))
