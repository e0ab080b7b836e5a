"""CSV files: numbered rows of text, a line at a time."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from directory.exchange.tables.cells import tidy
from directory.exchange.tables.csv_dialect import SEPARATORS, CsvDialect, dialect_of
from directory.exchange.tables.limits import Limits
from directory.exchange.tables.sheets import Block, Numbered
from directory.exchange.tables.source import TableSource
from directory.model.problems import FileError, FileProblem, of_line, refused

UNREADABLE = (
    "the row that begins here, and all after it, cannot be read: look for a double quote that is "
    "not closed, or for one too many"
)
"""What Python's csv says of it may repeat what stands there."""


def csv_sheets(source: TableSource, header_within: int) -> tuple["CsvSheet"]:
    """Return the one sheet of a CSV file. Raises FileError where it is no text that is read."""
    return (CsvSheet(source=source, dialect=dialect_of(source, header_within)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvSheet:
    """A CSV file whose encoding and separator are known."""

    source: TableSource
    dialect: CsvDialect
    title: str = ""
    is_shown: bool = True

    @property
    def separator(self) -> str:
        """Return what separates its cells, as it is called."""
        return SEPARATORS[self.dialect.separator]

    def rows(self, problems: list[FileProblem]) -> Iterator[Numbered]:
        """Yield each row that is not blank; adds to `problems` that a quote ends them early."""
        limits = self.source.limits
        blank = 0
        with self.source.open() as file:
            text = io.TextIOWrapper(file, self.dialect.encoding, newline="")
            lines = _lines(text, limits)
            reader = csv.reader(lines, delimiter=self.dialect.separator, strict=True)
            begins = 1
            try:
                for row in reader:
                    if row and any(cells := tidy(row)):
                        yield begins, cells
                    else:
                        blank += 1
                        _demand_few(blank, limits.blank_rows)
                    begins = reader.line_num + 1
            except csv.Error:
                problems.append(of_line(begins, UNREADABLE))

    def merged(self) -> Iterable[Block]:
        """Yield nothing: no cells are merged."""
        return ()

    def column(self, place: int) -> str:
        """Return how a column is called, by its place from 0."""
        return f"column {place + 1}"


def _demand_few(blank: int, most: int) -> None:
    if blank > most:
        raise refused(f"holds more than {most:,} blank rows: delete them")


def _lines(text: io.TextIOWrapper, limits: Limits) -> Iterator[str]:
    number = 0
    while line := text.readline(limits.line):
        number += 1
        if len(line) == limits.line:
            words = f"is longer than {limits.line:,} letters: look for a line break that was lost"
            raise FileError([of_line(number, words)])
        yield line
