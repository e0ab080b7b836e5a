"""The column names of a directory file, and the cells of any row in the order that we use."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from directory.exchange.directory_file.heading_names import (
    AGES,
    OF_FILE,
    ROW_VERSION,
    column_of,
    unit_of,
)
from directory.model.age_words import AgeUnit
from directory.model.cell_types import meant
from directory.model.columns import COLUMNS, NAMES
from directory.model.problems import FileError, of_line

NEEDED = tuple(column.name for column in COLUMNS if column.required)
LEAST_KNOWN = 2
"""Column names by which the first row is told from a title."""

Cells = tuple[str, ...]
"""The cells of a row in the order of `NAMES`, whatever their order in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Which column of the file is which of ours."""

    places: Mapping[str, int]
    """The place of each column of ours that the file has, from 0."""
    headings: tuple[str, ...]
    ignored: tuple[str, ...]
    """Names that are not known, whose columns are not read."""

    @property
    def stated(self) -> frozenset[str] | None:
        """Return the columns that are stored and stand in the file; None where all do."""
        found = {name for name in self.places if name in NAMES}
        if AGES in self.places:
            found |= {"age_from_months", "age_under_months"}
        return None if len(found) == len(NAMES) else frozenset(found)

    @property
    def renamed(self) -> Iterator[tuple[str, str]]:
        """Yield each name of the file that is written otherwise here, and what it is read as."""
        for column, place in self.places.items():
            if self.headings[place] != column:
                yield self.headings[place], column

    def unit(self, column: str) -> AgeUnit:
        """Return how the numbers of a column of ages are meant."""
        place = self.places.get(column)
        return AgeUnit() if place is None else unit_of(self.headings[place])

    def order(self) -> Callable[[Cells], Cells]:
        """Return what picks the cells of a row, with one empty cell after its last, in order."""
        # A column that the file leaves out is read from one past the last, which is empty.
        places = [self.places.get(name, len(self.headings)) for name in NAMES]
        return itemgetter(*places)

    def cell(self, name: str, cells: Sequence[str]) -> str:
        """Return the cell of a column of the file that is not stored; empty without the column."""
        place = self.places.get(name)
        return "" if place is None else cells[place]


def read_header(names: Sequence[str], line: int) -> Header:
    """Return which column is which; `line` is that of the names.

    Raises FileError naming every column that is needed and missing, or there twice.
    """
    known = [column_of(name) for name in names]
    if problems := list(_problems(names, known)):
        raise FileError(of_line(line, problem) for problem in problems)
    places = {column: place for place, column in enumerate(known) if column}
    ignored = tuple(
        name for name, column in zip(names, known, strict=True) if name and column is None
    )
    return Header(places=places, headings=tuple(names), ignored=ignored)


def _problems(names: Sequence[str], known: Sequence[str | None]) -> Iterator[str]:
    if len(set(known) - {None}) < LEAST_KNOWN:
        yield f"the first row should hold the column names: {', '.join(NAMES)}"
        return
    yield from _missing([name for name in NEEDED if name not in known], names)
    for place, column in enumerate(known):
        if column and column in known[:place]:
            first = names[known.index(column)]
            also = "" if first == names[place] else f", as {first}"
            yield f"the column {names[place]} is there twice{also}"


def _missing(needed: list[str], names: Sequence[str]) -> Iterator[str]:
    if needed:
        several = len(needed) > 1
        hints = "".join(
            meant(name, frozenset(needed))
            for name in names
            if name and name not in NAMES and column_of(name) is None
        )
        text = f"the column{'s' * several} {', '.join(needed)} {'are' if several else 'is'} missing"
        yield f"{text}{hints}"


__all__ = ["AGES", "NEEDED", "OF_FILE", "ROW_VERSION", "Cells", "Header", "read_header"]
