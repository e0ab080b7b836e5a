"""One column of a caseload: what its cells say of each fact, as arrays, some rows at a time."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from directory.exchange.caseload_file.cell_parsers import (
    born_before,
    codes_in,
    due_after,
    has_come,
    is_ticked,
    reader_of,
    tidy,
)
from directory.exchange.caseload_file.census import CensusCode, CensusColumn, value_of
from directory.exchange.caseload_file.header_mapping import Heading
from directory.exchange.tables import Unsound
from matcher.case import BORN_ON
from matcher.caseload import NOT_KNOWN
from matcher.caseload_columns import Column, code_of
from matcher.conditions import AGE
from matcher.facts import FactBook

DIED, CLOSED = "died", "closed"
"""Stand beside the facts: from that day a child is not counted."""
MOST_REMEMBERED = 50_000
"""Different cells of a column; a file of a whole nation has some 7,000 days of birth."""


class FactTarget(NamedTuple):
    """What a cell tells of: a fact, or whether a child is counted at all."""

    of: str
    yields: bool = False
    """It gives way to what another column says."""


Told = Mapping[FactTarget, int]


class ColumnReader:
    """Reads the cells of one column; each different cell is read once."""

    def __init__(
        self, heading: Heading, facts: FactBook, on: date, assumed: frozenset[str]
    ) -> None:
        """Take what the column is, the day of the count and the ids of what is assumed."""
        self.heading = heading
        self.silent: Counter[CensusCode] = Counter()
        """The codes that say nothing, and in how many rows."""
        self._facts, self._assumed = facts, assumed
        self._read = self._reader(heading, on)
        self._place: dict[str, int] = {}
        self._told: list[Told] = []
        self._wrong: dict[int, str] = {}
        self._codes: dict[int, tuple[CensusCode, ...]] = {}

    def read(
        self, cells: Sequence[str]
    ) -> tuple[Mapping[FactTarget, Column], list[tuple[int, str]]]:
        """Return what the cells say, and the place and words of each that is wrong."""
        if len(self._place) > MOST_REMEMBERED:
            self._forget()
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

    def _forget(self) -> None:
        """Read each cell anew: a file may be made of nothing but different ones."""
        for remembered in (self._place, self._told, self._wrong, self._codes):
            remembered.clear()

    def _take(self, cell: str) -> None:
        place = self._place[cell] = len(self._told)
        told: Told = {}
        if isinstance(cell, Unsound):
            self._wrong[place] = cell.problem
        elif text := tidy(cell):
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
            target = FactTarget(AGE if heading.fact.id == BORN_ON else heading.fact.id)
            one = reader_of(heading.fact, on)
            return lambda text, _: {target: one(text)}
        if heading.code:
            return self._tick(heading.code)
        assert heading.census is not None
        return self._census(heading.census, on)

    def _tick(self, code: CensusCode) -> Callable[[str, int], Told]:
        # A box that is not ticked says nothing: what was not found is not known to be absent.
        return lambda text, place: self._of_codes((code,), place) if is_ticked(text) else {}

    def _census(self, column: CensusColumn, on: date) -> Callable[[str, int], Told]:
        match column.reads:
            case "birth":
                return lambda text, _: {FactTarget(AGE): born_before(text, on)}
            case "due":
                return lambda text, _: {FactTarget(AGE, yields=True): due_after(text, on)}
            case "died":
                return lambda text, _: {FactTarget(DIED): has_come(text, on)}
            case "closed":
                return lambda text, _: {FactTarget(CLOSED): has_come(text, on)}
        return lambda text, place: self._of_codes(
            codes_in(text, column), place, gives_way=column.gives_way
        )

    def _of_codes(
        self, codes: tuple[CensusCode, ...], place: int, *, gives_way: bool = False
    ) -> Told:
        found: dict[FactTarget, int] = {}
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
                if found.setdefault(FactTarget(id, yields or gives_way), said) != said:
                    raise ValueError("says two things that cannot both be: take one code out")
        if silent:
            self._codes[place] = tuple(silent)
        return found
