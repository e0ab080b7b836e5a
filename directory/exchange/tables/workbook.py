"""Workbooks (XLSX): numbered rows of text out of the cells of each sheet.

Nothing is worked out: of a formula only the result that the file carries is read. Rows that are
hidden or filtered out are read like any other.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils.cell import get_column_letter, range_boundaries

from directory.exchange.tables.cells import no_result, text_of
from directory.exchange.tables.limits import MEGABYTE, Limits
from directory.exchange.tables.sheets import Block, Numbered, Row
from directory.exchange.tables.source import TableSource
from directory.exchange.tables.workbook_scan import ANEW, DAMAGED, Scanned, scan_workbook
from directory.model.problems import FileProblem, refused

MOST_SHEETS = 500
Cells = tuple[Any, ...]


def refuse_old(_source: TableSource, _header_within: int) -> tuple["WorkbookSheet", ...]:
    """Raise FileError: the file is one that Excel wrote until 2007, or that it has locked."""
    raise refused("is an old Excel file (.xls), or has a password: save it as .xlsx without one")


def workbook_sheets(source: TableSource, _: int) -> tuple["WorkbookSheet", ...]:
    """Return the sheets of cells of a workbook. Raises FileError where it is none that is read."""
    content = source.whole()
    scanned = scan_workbook(content, source.limits)
    sheets = _opened(content).worksheets
    if len(sheets) > MOST_SHEETS:
        raise refused(f"has more than {MOST_SHEETS} sheets: {ANEW}")
    return tuple(
        # The library names the part of a sheet nowhere else.
        WorkbookSheet(sheet=sheet, found=scanned.get(sheet._worksheet_path), limits=source.limits)
        for sheet in sheets
    )


def _opened(content: bytes) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library leaves unread
            return openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
    except Exception:
        # A damaged workbook fails anywhere within the library.
        raise refused(DAMAGED) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookSheet:
    """One sheet of cells, what was found when it was looked over, and how much of it is read."""

    sheet: Any
    found: Scanned | None
    limits: Limits

    @property
    def title(self) -> str:
        """Return its name."""
        return str(self.sheet.title)

    @property
    def is_shown(self) -> bool:
        """Say whether its spreadsheet shows it."""
        return bool(self.sheet.sheet_state == "visible")

    @property
    def separator(self) -> None:
        """Return nothing: each row has a cell for each column."""

    def rows(self, problems: list[FileProblem]) -> Iterator[Numbered]:
        """Yield each row that is not blank; the problems of cells are within them."""
        letters = 0
        blank: Cells = ()
        for line, cells in enumerate(self._cells(), 1):
            if cells is blank:
                continue  # the library gives one row again and again for all that are not there
            row = self._row(line, cells)
            letters += sum(map(len, row))
            if letters > self.limits.most_bytes:
                most = f"{self.limits.most_bytes // MEGABYTE:,} million letters"
                raise refused(f"holds more than {most}: leave out what is not needed")
            if any(row):
                yield line, row
            else:
                blank = cells

    def merged(self) -> Iterator[Block]:
        """Yield the cells that are merged, among those that hold anything."""
        found = self._sound
        for name in found.merged:
            left, top, right, bottom = range_boundaries(name)
            if top <= found.rows and left <= found.columns:
                yield Block(name=name, left=left, top=top, right=right, bottom=bottom)

    def column(self, place: int) -> str:
        """Return how a column is called, by its place from 0."""
        return f"column {get_column_letter(place + 1)}"

    def _cells(self) -> Iterator[Cells]:
        """Yield the rows up to the last that holds anything, each of one width."""
        found = self._sound
        self._demand_size(found)
        rows = self.sheet.iter_rows(max_row=found.rows, max_col=found.columns)
        yield from _readable(islice(rows, found.rows) if found.rows else iter(()))

    def _demand_size(self, found: Scanned) -> None:
        most = self.limits
        if found.rows > most.rows:
            text = f"has something in row {found.rows:,}: at most {most.rows:,} rows are read"
            raise refused(f"{text}; delete what is below them")
        if found.columns > most.columns:
            column = self.column(found.columns - 1)
            text = f"holds something in {column}: at most {most.columns} columns are read"
            raise refused(f"{text}; delete those that are not needed")
        if found.rows * found.columns > most.cells:
            column = self.column(found.columns - 1)
            text = f"reaches to row {found.rows:,} and {column}: at most {most.cells:,} cells"
            raise refused(f"{text} are read; save it as CSV")

    def _row(self, line: int, cells: Cells) -> Row:
        try:
            row = [text_of(cell, self.limits) for cell in cells]
        except IndexError:  # a format is looked up only now
            raise refused(DAMAGED) from None
        if bare := self._sound.bare:
            for place in range(len(row)):
                if (line, place + 1) in bare:
                    row[place] = no_result()
        return row

    @property
    def _sound(self) -> Scanned:
        if self.found is None:
            raise refused(DAMAGED)
        return self.found


def _readable(rows: Iterator[Cells]) -> Iterator[Cells]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from rows
    except Exception:
        raise refused(DAMAGED) from None
