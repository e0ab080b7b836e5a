"""A table out of a sheet: its header, and the rows below it, each as wide as the header."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic

from directory.exchange.tables.cells import Unsound
from directory.exchange.tables.limits import Limits
from directory.exchange.tables.sheets import Numbered, Row, Sheet
from directory.model.problems import (
    MOST_PROBLEMS,
    FileError,
    FileProblem,
    of_file,
    of_line,
    refused,
)

IN_PARTS = "bring it in parts, or use the command"
EMPTY = "is empty: the first row should hold the column names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a table stands in its file, and what stands around it."""

    is_header: Callable[[Row], bool] = any
    header_within: int = 1
    """Rows that are not blank, among which the header is."""
    sheet: str | None = None
    """The name of its sheet in a workbook; without one, the first that is shown."""
    has_notes: bool = False
    """Publishers write notes below a table, a cell a row, and merge cells for looks; in a table
    that a person fills in, a merged cell or a lone one is more likely to be a slip."""
    ignores_nameless: bool = False
    """Whether what stands in a column without a name is passed over, and not refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that is being read."""

    headings: tuple[str, ...]
    """The names of the columns; one that is empty has others after it."""
    line: int
    """The line of the header."""
    above: str
    """The title rows; in a workbook the name of the sheet too."""
    rows: Iterator[Numbered]
    nameless: Mapping[str, int]
    """The columns without a name that hold something, as far as the rows were read, each with the
    line on which that was first."""


def table_in(
    sheet: Sheet, layout: Layout, problems: list[FileProblem], limits: Limits
) -> Table | None:
    """Return the table of a sheet, or None where none of its first rows is the header.

    What is wrong with a row is added to `problems` when its turn comes. Raises FileError where the
    sheet is empty, has too many columns, or cannot be read.
    """
    rows = sheet.rows(problems)
    above = [sheet.title] if sheet.title else []
    line = 0
    for line, row in islice(rows, layout.header_within):
        if layout.is_header(row):
            reader = _Reader(sheet, layout, problems, limits, line=line, header=row)
            return Table(
                headings=reader.headings,
                line=line,
                above=" ".join(above),
                rows=reader.read(rows),
                nameless=reader.nameless,
            )
        above += filter(None, row)
    if problems:
        raise FileError(problems)  # the rows ended early: the header may stand below
    if not line:
        raise refused(EMPTY)
    return None


@dataclass(slots=True)
class _Reader:
    """Reads the rows below one header."""

    sheet: Sheet
    layout: Layout
    problems: list[FileProblem]
    limits: Limits
    line: int = field(kw_only=True)
    header: Row = field(kw_only=True)
    headings: tuple[str, ...] = field(init=False)
    ragged: int = field(init=False, default=0)
    """How many rows have too many cells or too few."""
    nameless: dict[str, int] = field(init=False, default_factory=dict)
    """The columns beyond the last name that hold something, and on which line first."""

    def __post_init__(self) -> None:
        width = max(place for place, name in enumerate(self.header, 1) if name)
        if width > self.limits.columns:
            text = f"has {width:,} columns: at most {self.limits.columns} are read; delete those"
            raise refused(f"{text} that are not needed")
        self.headings = tuple(self.header[:width])
        if not self.layout.has_notes:
            self.problems += self._unsound()
            self.problems += self._merged()

    def read(self, rows: Iterator[Numbered]) -> Iterator[Numbered]:
        """Yield the rows of the table, without notes."""
        width, has_notes, most = len(self.headings), self.layout.has_notes, self.limits.rows
        ends = monotonic() + self.limits.seconds
        for count, (line, row) in enumerate(rows):
            if count == most:
                text = f"holds more than {most:,} rows, and no more are read: leave some out"
                raise refused(text)
            if monotonic() > ends:
                raise refused(f"takes more than {self.limits.seconds:g} seconds: {IN_PARTS}")
            if len(row) == width and not (has_notes and "" in row[:2]):
                yield line, row  # as nearly every row is
            elif has_notes and len(row) - row.count("") < 2:
                continue
            elif self._fits(line, row):
                yield line, row[:width]
        if self.ragged > MOST_PROBLEMS:
            more = f"{self.ragged - MOST_PROBLEMS:,} more rows"
            self.problems.append(of_file(f"{more} have too many cells or too few"))

    def _fits(self, line: int, row: Row) -> bool:
        """Say whether a row has a cell for each name; what stands beyond the last is noted."""
        wanted, given = len(self.headings), len(self.header)
        is_ragged = len(row) < wanted or any(row[given:])
        if is_ragged:
            self._note_ragged(line, len(row), wanted)
        else:
            self._note_nameless(line, row)
        return not is_ragged

    def _note_ragged(self, line: int, found: int, wanted: int) -> None:
        self.ragged += 1
        if self.ragged <= MOST_PROBLEMS:  # each would take room, and no more are shown
            mark = self.sheet.separator
            mend = (
                f"put text that holds a {mark} in double quotes"
                if found > wanted
                else f"add the {mark}s that are missing"
            )
            text = f"has {found} cells where the header has {wanted}: {mend}"
            self.problems.append(of_line(line, text))

    def _note_nameless(self, line: int, row: Sequence[str]) -> None:
        for place in range(len(self.headings), len(row)):
            column = self.sheet.column(place)
            if not row[place] or column in self.nameless:
                continue
            self.nameless[column] = line
            if not self.layout.ignores_nameless:
                text = f"holds something in {column}, which has no name: delete it, or name it"
                self.problems.append(of_line(line, text))

    def _unsound(self) -> Iterator[FileProblem]:
        """Yield each name that is none."""
        for place, name in enumerate(self.headings):
            if isinstance(name, Unsound):
                yield of_line(self.line, f"{self.sheet.column(place)} {name.problem}")

    def _merged(self) -> Iterator[FileProblem]:
        """Yield each merged block below the header: its value stands in its first cell alone."""
        for block in self.sheet.merged():
            if block.bottom > self.line and block.left <= len(self.headings):
                text = f"is merged ({block.name}): unmerge the cells and write the value in each"
                yield FileProblem(
                    line=max(block.top, self.line + 1),
                    column=self.headings[block.left - 1],
                    value=None,
                    problem=text,
                )
