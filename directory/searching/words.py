"""Which services have the words of a search, in what they say or in what they name."""

from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
from sqlalchemy.orm import Session

from directory.nearby.snapshot import Flags, Numbers
from directory.searching.arrays import Arrays
from directory.searching.asking import Unit, respelt, stem, unit_of, units_of
from directory.searching.index import GUESS, SLIP, Forms, forms_in, nearest_word, numbers_with
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
    nowhere: tuple[tuple[str, str | None], ...]
    """Words that no service has, each with one that may be meant; the search went on without."""
    is_any: bool
    """No service has all the words; those with some are listed."""
    hits: Flags
    missed: Numbers
    """How many of the words each service does not have."""
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
                nowhere.append((unit.text, self._guess(unit)))
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
        nowhere: tuple[tuple[str, str | None], ...],
    ) -> WordsFound:
        flags = [self.has(unit) for unit in units] or [self.arrays.none()]
        missed: Numbers = len(flags) - np.stack(flags).sum(axis=0, dtype=np.int64)
        is_any = len(units) > 1 and not (missed == 0).any()
        named = [self._is_called(unit) for unit in units] or [self.arrays.none()]
        return WordsFound(
            units=units,
            put_right=put_right,
            nowhere=nowhere,
            is_any=is_any,
            hits=np.less(missed, len(flags) if is_any else 1),
            missed=missed,
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
        found = numbers_with(self.session, unit, self._forms(), named=named)
        return self.arrays.numbered(found)

    def _forms(self) -> Forms:
        return self.arrays.keep("forms", lambda: forms_in(self.session))

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
        word = nearest_word(unit.text, self._known(), SLIP)
        found = unit_of(word, self.lexicon) if word else None
        return found if found and self.has(found).any() else None

    def _guess(self, unit: Unit) -> str | None:
        """Return the word that may be meant; one that has a meaning of its own is meant itself."""
        return None if unit.meaning else nearest_word(unit.text, self._known(), GUESS)

    def _known(self) -> tuple[str, ...]:
        """Return the words that services use, and those that have a meaning."""
        used = (word for words in self._forms().values() for word in words)
        return (*used, *self.lexicon.of_phrase)


@lru_cache(maxsize=1 << 10)
def programmes_called(knowledge: Knowledge, unit: Unit) -> tuple[str, ...]:
    """Return the programmes whose name, or whose class's name, has a unit."""
    called = {id for id, words in _names(knowledge).items() if _has(unit, words)}
    return tuple(p.id for p in knowledge.programmes if p.id in called or called & set(p.classes))


def holds(unit: Unit, text: str | None) -> bool:
    """Say whether a text has all the words of any phrase of a unit."""
    return _has(unit, stems_of(text or ""))


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words of a text."""
    return frozenset(map(stem, plain(text).split()))


def _has(unit: Unit, stems: frozenset[str]) -> bool:
    return any(stems.issuperset(phrase) for phrase in unit.phrases)


@lru_cache(maxsize=4)
def _names(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Return the stems of the names of each programme, its id with and without its marks."""
    return {
        p.id: stems_of(" ".join((p.name, *p.was_called, p.id, p.id.replace("-", ""))))
        for p in knowledge.programmes
    }
