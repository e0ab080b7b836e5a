"""One column of a caseload: what its cells say of each fact, as arrays, some rows at a time."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from directory.caseloads.census import CensusColumn, Code, value_of
from directory.caseloads.headings import Heading
from directory.caseloads.values import (
    born_before,
    codes_in,
    due_after,
    has_come,
    is_ticked,
    reader_of,
    tidy,
)
from matcher.case import BORN_ON
from matcher.caseload import NOT_KNOWN
from matcher.caseload_columns import Column, code_of
from matcher.conditions import AGE
from matcher.facts import FactBook

DIED, CLOSED = "died", "closed"
"""Stand beside the facts: from that day a child is not counted."""


class Target(NamedTuple):
    """What a cell tells of: a fact, or whether a child is counted at all."""

    of: str
    yields: bool = False
    """It gives way to what another column says."""


Told = Mapping[Target, int]


class ColumnReader:
    """Reads the cells of one column; each different cell is read once."""

    def __init__(
        self, heading: Heading, facts: FactBook, on: date, assumed: frozenset[str]
    ) -> None:
        """Take what the column is, the day of the count and the ids of what is assumed."""
        self.heading = heading
        self.silent: Counter[Code] = Counter()
        """The codes that say nothing, and in how many rows."""
        self._facts, self._assumed = facts, assumed
        self._read = self._reader(heading, on)
        self._place: dict[str, int] = {}
        self._told: list[Told] = []
        self._wrong: dict[int, str] = {}
        self._codes: dict[int, tuple[Code, ...]] = {}

    def read(self, cells: Sequence[str]) -> tuple[Mapping[Target, Column], list[tuple[int, str]]]:
        """Return what the cells say, and the place and words of each that is wrong."""
        for cell in set(cells) - self._place.keys():
            self._take(cell)
        places = np.fromiter(map(self._place.__getitem__, cells), np.int64, len(cells))
        self._count(places)
        targets = {target for told in self._told for target in told}
        found = {
            target: np.array([told.get(target, NOT_KNOWN) for told in self._told], np.int16)[places]
            for target in sorted(targets)
        }
        return found, [*self._wrongs(places)]

    def _take(self, cell: str) -> None:
        place = self._place[cell] = len(self._told)
        told: Told = {}
        if text := tidy(cell):
            try:
                told = self._read(text, place)
            except ValueError as error:
                self._wrong[place] = str(error)
        self._told.append(told)

    def _wrongs(self, places: Column) -> Iterator[tuple[int, str]]:
        if self._wrong:
            for at in np.flatnonzero(np.isin(places, [*self._wrong])):
                yield int(at), self._wrong[int(places[at])]

    def _count(self, places: Column) -> None:
        """Count the rows of codes that say nothing."""
        if self._codes:
            for place, rows in zip(*np.unique(places, return_counts=True), strict=True):
                for code in self._codes.get(int(place), ()):
                    self.silent[code] += int(rows)

    def _reader(self, heading: Heading, on: date) -> Callable[[str, int], Told]:
        if heading.fact:
            target = Target(AGE if heading.fact.id == BORN_ON else heading.fact.id)
            one = reader_of(heading.fact, on)
            return lambda text, _: {target: one(text)}
        if heading.code:
            return self._tick(heading.code)
        assert heading.census is not None
        return self._census(heading.census, on)

    def _tick(self, code: Code) -> Callable[[str, int], Told]:
        # A box that is not ticked says nothing: what was not found is not known to be absent.
        return lambda text, place: self._of_codes((code,), place) if is_ticked(text) else {}

    def _census(self, column: CensusColumn, on: date) -> Callable[[str, int], Told]:
        match column.reads:
            case "birth":
                return lambda text, _: {Target(AGE): born_before(text, on)}
            case "due":
                return lambda text, _: {Target(AGE, yields=True): due_after(text, on)}
            case "died":
                return lambda text, _: {Target(DIED): has_come(text, on)}
            case "closed":
                return lambda text, _: {Target(CLOSED): has_come(text, on)}
        return lambda text, place: self._of_codes(
            codes_in(text, column), place, gives_way=column.gives_way
        )

    def _of_codes(self, codes: tuple[Code, ...], place: int, *, gives_way: bool = False) -> Told:
        found: dict[Target, int] = {}
        silent = []
        for code in codes:
            told = [*code.told(self._assumed)]
            if not told:
                silent.append(code)
            for id, text, yields in told:
                fact = self._facts.by_id[id]
                value = value_of(fact, text)
                assert value is not None  # the table was checked
                said = code_of(fact, value)
                if found.setdefault(Target(id, yields or gives_way), said) != said:
                    raise ValueError("says two things that cannot both be: take one code out")
        if silent:
            self._codes[place] = tuple(silent)
        return found
