"""Which words each service states in a column: for each the number of a set of words.

Few sets are stated by many services, so what is asked is worked out for each set once.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.storage.column_store.arrays import Flags, Numbers, spread, starts
from directory.storage.column_store.splice import Splice

NONE: tuple[str, ...] = ()
MOST_ASKED = 1000
_MOST_SHORT = 1 << 15
"""Numbers below this are sorted in one pass."""


class SetNames:
    """Sets of words by their numbers; the first is empty."""

    def __init__(self) -> None:
        self.sets: list[tuple[str, ...]] = [NONE]
        self.numbers = {NONE: 0}
        self.words: dict[str, int] = {}
        self.holds = np.zeros((1, 0), np.bool_)
        """By set and word, whether it is in it."""
        self._with_any: dict[tuple[str, ...], Numbers] = {}

    def with_(self, sets: Iterable[tuple[str, ...]]) -> "SetNames":
        """Return these sets and more after them; these themselves where there are no more."""
        new = [words for words in dict.fromkeys(sets) if words not in self.numbers]
        if not new:
            return self
        found = SetNames()
        found.sets = [*self.sets, *new]
        found.numbers = self.numbers | {words: at for at, words in enumerate(new, len(self.sets))}
        more = sorted({word for words in new for word in words} - self.words.keys())
        found.words = self.words | {word: at for at, word in enumerate(more, len(self.words))}
        found.holds = np.zeros((len(found.sets), len(found.words)), np.bool_)
        found.holds[: len(self.sets), : len(self.words)] = self.holds
        for at, words in enumerate(new, len(self.sets)):
            found.holds[at, [found.words[word] for word in words]] = True
        return found

    def with_any(self, wanted: tuple[str, ...]) -> Numbers:
        """Return the numbers of the sets that have any of some words."""
        found = self._with_any.get(wanted)
        if found is None:
            if len(self._with_any) >= MOST_ASKED:
                self._with_any.clear()
            found = self._with_any[wanted] = np.flatnonzero(self.any_of(wanted))
        return found

    def any_of(self, wanted: Collection[str]) -> Flags:
        """Return which sets have any of some words."""
        columns = [self.words[word] for word in wanted if word in self.words]
        found: Flags = np.any(self.holds[:, columns], axis=1)
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class WordSets:
    """The set of words that each service states, in the order in which it states them."""

    names: SetNames
    number: NDArray[np.int32]
    kept: dict[str, Flags] = field(default_factory=dict)
    """Which services state a word, of those that were asked for."""

    @classmethod
    def of(cls, stated: Sequence[Hashable], read: Callable[[Any], tuple[str, ...]]) -> "WordSets":
        """Return what services state; each that is stated is read once."""
        seen = {raw: read(raw) for raw in set(stated)}
        names = SetNames().with_(sorted(seen.values()))
        numbers = {raw: names.numbers[words] for raw, words in seen.items()}
        found = np.fromiter(map(numbers.__getitem__, stated), np.int32, len(stated))
        return cls(names=names, number=found)

    def spliced(self, fresh: "WordSets", splice: Splice) -> "WordSets":
        """Return the sets of the next version."""
        names = self.names.with_(fresh.names.sets)
        known = np.array([names.numbers[words] for words in fresh.names.sets], np.int32)
        number = splice.rows(self.number, known[fresh.number])
        kept = {w: splice.rows(flags, fresh.any_of(w)) for w, flags in [*self.kept.items()]}
        return WordSets(names=names, number=number, kept=kept)

    def some(self, places: Numbers) -> "WordSets":
        """Return the sets of some services."""
        return WordSets(names=self.names, number=self.number[places])

    def at(self, place: int) -> tuple[str, ...]:
        """Return the words of one service."""
        return self.names.sets[int(self.number[place])]

    def any_of(self, *wanted: str) -> Flags:
        """Return which services state any of some words."""
        if len(wanted) != 1 or wanted[0] not in self.names.words:
            return self.where(self.names.any_of(wanted))
        found = self.kept.get(wanted[0])
        if found is None:
            found = self.kept[wanted[0]] = self.where(self.names.any_of(wanted))
        return found

    def where(self, of_set: Flags) -> Flags:
        """Return the services whose set is one of some."""
        found: Flags = of_set.take(self.number)
        return found

    @cached_property
    def states(self) -> Flags:
        """Return which services state any word."""
        found: Flags = self.number > 0
        return found

    @cached_property
    def used(self) -> tuple[str, ...]:
        """Return the words that any service states, sorted."""
        times = np.bincount(self.number, minlength=len(self.names.sets))
        has: Flags = np.any(self.names.holds[times > 0], axis=0)
        return tuple(sorted(w for w, is_used in zip(self.names.words, has, strict=True) if is_used))

    @cached_property
    def _grouped(self) -> tuple[Numbers, Numbers]:
        """Return the places, set by set, and where those of each set begin."""
        is_short = len(self.names.sets) < _MOST_SHORT
        order = np.argsort(self.number.astype(np.int16 if is_short else np.int32), kind="stable")
        return order, starts(np.bincount(self.number, minlength=len(self.names.sets)))

    def places(self, wanted: tuple[str, ...]) -> Numbers:
        """Return the places of the services that state any of some words, set by set."""
        order, first = self._grouped
        some = self.names.with_any(wanted)
        return order[spread(first[some], first[some + 1] - first[some])]
