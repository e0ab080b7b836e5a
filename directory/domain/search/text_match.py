"""Which services have the words of a search, in what they say or in what they name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy.orm import Session

from directory.domain.search.evidence import Evidence, EvidenceReader, stems_of
from directory.domain.search.filter_columns import FilterColumns
from directory.domain.search.full_text_index import (
    GUESS,
    SLIP,
    Forms,
    forms_of,
    is_used,
    known_words,
    nearest_words,
    words_of,
)
from directory.domain.search.query_parser import QueryUnit, respelt, unit_of, units_of
from directory.domain.search.relevance import having_some, relevance
from directory.domain.search.synonyms import Lexicon
from directory.domain.search.word_stems import stem
from directory.storage.column_store import followed
from directory.storage.snapshot import Flags, Numbers
from matcher import Knowledge

ENOUGH = 10
"""Services with all the words: where there are so many, those with some are not listed."""
SHORTEST_PART = 3
"""Letters of a word that was typed together with another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsFound:
    """What became of the words of a search."""

    units: tuple[QueryUnit, ...]
    """What was looked for in the end."""
    put_right: tuple[tuple[str, str], ...]
    """Words that nobody uses, each with the one that was looked for instead."""
    nowhere: tuple[tuple[str, str | None], ...]
    """Words that no service has, each with one that may be meant; the search went on without."""
    only_near: tuple[str, ...]
    """Words that no service says, in these or in other words; what is listed is near them."""
    is_any: bool
    """No service has all the words; those with some are listed."""
    having: tuple[Flags, ...]
    """Which services have each unit."""
    all_of: Flags
    """Which services have all the words that they must have."""
    hits: Flags
    """Those that are listed: where fewer than ENOUGH have all, those with some are too."""
    relevance: Numbers
    """How well each service answers: 0 to TOP of `relevance`."""
    is_called: Flags
    """Services that are called what was typed."""


@dataclass(frozen=True)
class TextReader:
    """Looks words up in one directory as it is now."""

    session: Session
    arrays: FilterColumns
    knowledge: Knowledge
    lexicon: Lexicon
    forms: Forms

    @classmethod
    def of(
        cls, session: Session, arrays: FilterColumns, knowledge: Knowledge, lexicon: Lexicon
    ) -> "TextReader":
        """Return a reader, with the words that services use."""
        return cls(session, arrays, knowledge, lexicon, _forms(session, arrays))

    @cached_property
    def evidence(self) -> EvidenceReader:
        """Return what looks one thing up."""
        return EvidenceReader(self.session, self.arrays, self.knowledge, self.forms)

    def find(self, query: str) -> WordsFound | None:
        """Return which services have the words; None where there are none to look for."""
        put_right = list(respelt(query, self.lexicon).items())
        units, nowhere = [], []
        for unit in units_of(query, self.lexicon, self._is_one):
            found = unit if self.has(unit).any() else self._nearest(unit)
            if found is None:
                nowhere.append((unit.text, self._guess(unit)))
                continue
            if found is not unit:
                put_right.append((unit.text, found.text))
            units.append(found)
        if not units and not nowhere:
            return None
        return self._found(query, tuple(units), tuple(put_right), tuple(nowhere))

    def _found(
        self,
        query: str,
        units: tuple[QueryUnit, ...],
        put_right: tuple[tuple[str, str], ...],
        nowhere: tuple[tuple[str, str | None], ...],
    ) -> WordsFound:
        evidence = tuple(map(self.evidence.of, units))
        needed = [each.having for each in self._needed(units, evidence)]
        all_of = np.logical_and.reduce([*needed, ~self.arrays.none()]) & bool(units)
        is_any = len(units) > 1 and not all_of.any()
        is_short = len(units) > 1 and np.count_nonzero(all_of) < ENOUGH
        points, is_called = relevance(self.evidence, query, units, evidence)
        return WordsFound(
            units=units,
            put_right=put_right,
            nowhere=nowhere,
            only_near=tuple(
                unit.text
                for unit, each in zip(units, evidence, strict=True)
                if unit.meaning and unit.meaning.near and not each.exactly.any()
            ),
            is_any=is_any,
            having=tuple(each.having for each in evidence),
            all_of=all_of,
            hits=all_of | having_some(units, evidence) if is_short else all_of,
            relevance=points,
            is_called=is_called,
        )

    @staticmethod
    def _needed(
        units: tuple[QueryUnit, ...], evidence: tuple[Evidence, ...]
    ) -> tuple[Evidence, ...]:
        """Return what a service must have: common words only where there are no others."""
        both = zip(units, evidence, strict=True)
        telling = tuple(each for unit, each in both if not unit.is_common)
        return telling or evidence

    def has(self, unit: QueryUnit) -> Flags:
        """Return which services say a unit anywhere, or name what it means."""
        return self.evidence.of(unit).having

    def _is_one(self, word: str) -> bool:
        """Say whether two words that were typed apart are one that is in use."""
        return stem(word) in self.forms or stem(word) in _of_programmes(self.knowledge)

    def _nearest(self, unit: QueryUnit) -> QueryUnit | None:
        """Return what was meant by a word that nobody uses: two in one, or one letter wrong."""
        for phrase in self._parts(unit.text):
            parts = unit_of(phrase, self.lexicon)
            if self.evidence.of(parts).exactly.any():
                return parts
        word = self._near(unit.text, SLIP)
        found = unit_of(word, self.lexicon) if word else None
        return found if found and self.has(found).any() else None

    def _parts(self, word: str) -> Iterator[str]:
        """Yield the two known words that a word is made of, where it is."""
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            if " " not in word and {stem(word[:at]), stem(word[at:])} <= self.forms.keys():
                yield f"{word[:at]} {word[at:]}"

    def _guess(self, unit: QueryUnit) -> str | None:
        """Return the word that may be meant; one that has a meaning of its own is meant itself."""
        return None if unit.meaning else self._near(unit.text, GUESS)

    def _near(self, word: str, letters: int) -> str | None:
        """Return the nearest of the words that services use, and of those that have a meaning."""
        used = (each for words in self.forms.values() for each in words)
        near = nearest_words(word, {*used, *self.lexicon.of_phrase}, letters)
        # The last service that used a word may have changed since.
        meant = (w for w in near if w in self.lexicon.of_phrase or is_used(self.session, w))
        return next(meant, None)


def _forms(session: Session, arrays: FilterColumns) -> Forms:
    """Return the words that services use, by their stems; some may be in use no more."""

    def extend(kept: Forms | None, places: Numbers) -> Forms:
        if kept is None:
            return forms_of(known_words(session), {})
        return forms_of(words_of(session, arrays.number[places]), kept)

    return followed(arrays.store, "forms", extend)


def _of_programmes(knowledge: Knowledge) -> frozenset[str]:
    """Return the stems of the ids of programmes, written as one word."""
    return stems_of(" ".join(p.id.replace("-", "") for p in knowledge.programmes))
