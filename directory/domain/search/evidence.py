"""What speaks for each service, for one thing that is asked for, in points.

The points add up: a service that is named after a need, and is there for those who have it, stands
before one that says the word in passing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from sqlalchemy.orm import Session

from directory.domain.search.filter_columns import FilterColumns
from directory.domain.search.full_text_index import Forms, Where, numbers_saying, numbers_with
from directory.domain.search.normalise import plain
from directory.domain.search.query_parser import Phrase, QueryUnit
from directory.domain.search.word_stems import stems
from directory.model.columns import KINDS
from directory.storage.column_store import by_row
from directory.storage.reference_data import area_name
from directory.storage.snapshot import Flags, Numbers
from matcher import Knowledge

NAMING = {
    "accepts_abuse": "takes families after",
    "accepts_carers": "takes",
    "requires": "only if",
}
"""The criteria that say whom a service is for; one that it excludes finds nothing."""
ACCEPTS = ("accepts_abuse", "accepts_carers")

NAMED, NAMED_ALIKE, NAMED_NEAR = 8, 6, 2
DELIVERS, DELIVERS_OF_CLASS = 6, 4
FOR_IT, FOR_IT_ALONE = 2, 4
KIND = 3
SERVES = 3
SAID, SAID_ALIKE, SAID_NEAR, SCATTERED = 3, 2, 1, 1
EARLY = 2
MOST = 15
"""Points for each way in which a service answers; of each line the most counts, and the lines
add up to so many at most."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each service: points, and of which kind they are."""

    table: Numbers
    """By service: points, whether it says or delivers just this, whether that is its name."""

    @property
    def points(self) -> Numbers:
        """Return the points of each service; 0 where it has nothing of what is asked for."""
        found: Numbers = self.table[:, 0]
        return found

    @property
    def having(self) -> Flags:
        """Return which services have it at all."""
        return self.points > 0

    @property
    def exactly(self) -> Flags:
        """Return which services say just this, in these or in other words, or deliver it."""
        return self.table[:, 1] > 0

    @property
    def named(self) -> Flags:
        """Return which services are called so, or deliver what is called so."""
        return self.table[:, 2] > 0


@dataclass(frozen=True, slots=True)
class EvidenceReader:
    """Looks one thing up in one directory as it is now."""

    session: Session
    arrays: FilterColumns
    knowledge: Knowledge
    forms: Forms

    def of(self, unit: QueryUnit) -> Evidence:
        """Return what speaks for each service; looked up once for each version of the directory."""

        def some(places: Numbers) -> Numbers:
            whole = len(places) == len(self.arrays.number)
            arrays = self.arrays if whole else self.arrays.some(places)
            return replace(self, arrays=arrays)._table(unit)

        return Evidence(by_row(self.arrays.store, ("evidence", unit), some))

    def says(
        self,
        phrases: Sequence[Phrase],
        where: Where = Where.ANYWHERE,
        *,
        together: bool = True,
    ) -> Flags:
        """Return which services say any phrase."""
        if not phrases:
            return self.arrays.none()
        found = numbers_with(
            self.session, phrases, self.forms, where, together=together, among=self.arrays.number
        )
        return self.arrays.numbered(found)

    def spells(self, words: tuple[str, ...], where: Where) -> Flags:
        """Return which services say these very words in this order."""

        def some(places: Numbers) -> Flags:
            whole = len(places) == len(self.arrays.number)
            arrays = self.arrays if whole else self.arrays.some(places)
            found = numbers_saying(self.session, words, where, among=arrays.number)
            return arrays.numbered(found)

        return by_row(self.arrays.store, ("spells", words, where), some)

    def _table(self, unit: QueryUnit) -> Numbers:
        said, alike = self.says(unit.typed), self.says(unit.same)
        named, named_alike = self.says(unit.typed, Where.NAME), self.says(unit.same, Where.NAME)
        called, delivers, of_class = self._delivers(unit)
        points = (
            _most(
                (named, NAMED),
                (named_alike, NAMED_ALIKE),
                (self.says(unit.near, Where.NAME), NAMED_NEAR),
            )
            + _most((delivers, DELIVERS), (of_class, DELIVERS_OF_CLASS))
            + self._for_it(unit)
            + _most((self._serves(unit), SERVES))
            + _most(
                (said, SAID),
                (alike, SAID_ALIKE),
                (self.says(unit.near), SAID_NEAR),
                (self.says(self._scattered(unit), together=False), SCATTERED),
            )
            + _most((self.says(unit.phrases, Where.EARLY), EARLY))
        )
        is_said = said | alike | called
        is_named = named | named_alike | delivers
        table: Numbers = np.stack([np.minimum(points, MOST), is_said, is_named], axis=1).astype(
            np.int8
        )
        return table

    @staticmethod
    def _scattered(unit: QueryUnit) -> tuple[Phrase, ...]:
        """Return the phrases whose words may stand apart; a word alone cannot."""
        return tuple(phrase for phrase in unit.typed if len(phrase) > 1)

    def _delivers(self, unit: QueryUnit) -> tuple[Flags, Flags, Flags]:
        """Return which services deliver what is called so, what that means, or one of its class."""
        called = programmes_called(self.knowledge, unit)
        meant = unit.meaning.programmes if unit.meaning else ()
        stated = self.arrays.stated["programme"]
        ways = called, (*called, *meant), programmes_in(self.knowledge, unit)
        own, all_meant, of_class = (stated.any_of(*ids) for ids in ways)
        return own, all_meant, of_class

    def _for_it(self, unit: QueryUnit) -> Numbers:
        """Return points for the kind of help, and for being there for those who need it."""
        kinds = {kind for kind in KINDS if _has(unit, stems_of(kind)) and kind != "other"}
        kind = self.arrays.stated["kind"].any_of(*sorted(kinds))
        if unit.meaning is None:
            return _most((kind, KIND))
        criteria, facts = self.arrays.snapshot.criteria, unit.meaning.facts
        accepts = [criteria[role].any_of(*facts) for role in ACCEPTS]
        alone = [criteria[role].where(_only(criteria[role].names.sets, facts)) for role in ACCEPTS]
        required = criteria["requires"].any_of(*facts)
        kind = kind | self.arrays.stated["kind"].any_of(*unit.meaning.kinds)
        whom = _most(
            (np.logical_or.reduce([required, *alone]), FOR_IT_ALONE),
            (np.logical_or.reduce(accepts), FOR_IT),
        )
        return whom + _most((kind, KIND))

    def _serves(self, unit: QueryUnit) -> Flags:
        """Return which services state that they serve an area of that name."""
        areas = self.arrays.snapshot.areas
        called = [code for code in areas.used if _has(unit, _area_stems(code))]
        return areas.any_of(*called)


def _only(sets: Iterable[tuple[str, ...]], facts: Iterable[str]) -> Flags:
    """Return which sets of facts hold some of these and no other."""
    known = set(facts)
    return np.array([bool(each) and known.issuperset(each) for each in sets], np.bool_)


def _most(*ways: tuple[Flags, int]) -> Numbers:
    """Return the most points of several ways in which a service may answer."""
    found: Numbers = np.maximum.reduce([flags.astype(np.int64) * points for flags, points in ways])
    return found


@lru_cache(maxsize=1 << 10)
def programmes_called(knowledge: Knowledge, unit: QueryUnit) -> tuple[str, ...]:
    """Return the programmes whose own name has a unit."""
    return tuple(id for id, words in _names(knowledge).items() if _has(unit, words))


@lru_cache(maxsize=1 << 10)
def programmes_in(knowledge: Knowledge, unit: QueryUnit) -> tuple[str, ...]:
    """Return the programmes of a class whose name has a unit, or that a unit means."""
    classes = {
        *programmes_called(knowledge, unit),
        *(unit.meaning.programmes if unit.meaning else ()),
    }
    return tuple(p.id for p in knowledge.programmes if classes & set(p.classes))


def holds(unit: QueryUnit, text: str | None) -> bool:
    """Say whether a text has all the words of any phrase of a unit."""
    return _has(unit, stems_of(text or ""))


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words of a text."""
    return frozenset(stems(plain(text).split()))


def _has(unit: QueryUnit, words: frozenset[str]) -> bool:
    return any(words.issuperset(phrase) for phrase in unit.phrases)


@lru_cache(maxsize=4)
def _names(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Return the stems of the names of each programme, its id with and without its marks."""
    return {
        p.id: stems_of(" ".join((p.name, *p.was_called, p.id, p.id.replace("-", ""))))
        for p in knowledge.programmes
    }


@lru_cache(maxsize=1 << 12)
def _area_stems(code: str) -> frozenset[str]:
    """Return the stems of the name of an area."""
    return stems_of(area_name(code))
