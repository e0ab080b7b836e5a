"""The formats in which a table may come: one entry each."""

from collections.abc import Callable
from dataclasses import dataclass

from directory.exchange.tables.csv_rows import csv_sheets
from directory.exchange.tables.limits import LIMITS, Limits
from directory.exchange.tables.sheets import Sheet
from directory.exchange.tables.source import TableSource
from directory.exchange.tables.table import EMPTY, Layout, Table, table_in
from directory.exchange.tables.workbook import refuse_old, workbook_sheets
from directory.model.problems import FileError, FileProblem, refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How one format is told and read."""

    begins: bytes
    """How its files begin, unpacked."""
    sheets: Callable[[TableSource, int], tuple[Sheet, ...]]
    """Returns the sheets of a file, whose header is among so many rows; raises FileError."""
    is_workbook: bool = True


FORMATS = (
    Format(begins=b"PK\x03\x04", sheets=workbook_sheets),
    Format(begins=b"\xd0\xcf\x11\xe0", sheets=refuse_old),
    Format(begins=b"", sheets=csv_sheets, is_workbook=False),
)
"""The first that fits is taken; what is none of the others is CSV."""


def is_workbook(content: bytes) -> bool:
    """Say whether a file is a workbook, old or new, packed or not, whatever it is called."""
    try:
        return _format_of(TableSource(content)).is_workbook
    except FileError:
        return False


def read_table(
    content: bytes, layout: Layout, problems: list[FileProblem], limits: Limits = LIMITS
) -> Table | None:
    """Return the table of a file, or None where none of its first rows is the header.

    Of a workbook it is that of the sheet that the layout names, or else of the first that is shown.
    What is wrong with a row is added to `problems` when its turn comes. Raises FileError where the
    file cannot be read at all, or is more than is read; so may reading the rows.
    """
    sheet = _chosen(_sheets(content, layout, limits), layout.sheet)
    return table_in(sheet, layout, problems, limits)


def read_tables(
    content: bytes, layout: Layout, problems: list[FileProblem], limits: Limits = LIMITS
) -> list[Table]:
    """Return the tables of all sheets that have one, as `read_table` does.

    Raises FileError where no sheet can be read.
    """
    found: list[Table | None] = []
    refusals: list[FileError] = []
    for sheet in _sheets(content, layout, limits):
        try:
            found.append(table_in(sheet, layout, problems, limits))
        except FileError as error:
            refusals.append(error)
    tables = [table for table in found if table]
    # That one sheet is empty says nothing of the others, but that one is too wide may.
    told = [error for error in refusals if not found or EMPTY not in str(error)]
    if told and not tables:
        raise told[0]
    return tables


def _format_of(source: TableSource) -> Format:
    start = source.start()
    return next(form for form in FORMATS if start.startswith(form.begins))


def _sheets(content: bytes, layout: Layout, limits: Limits) -> tuple[Sheet, ...]:
    source = TableSource(content, limits)
    return _format_of(source).sheets(source, layout.header_within)


def _chosen(sheets: tuple[Sheet, ...], name: str | None) -> Sheet:
    """Return the sheet of a name, or else the first that is not hidden."""
    named = [s for s in sheets if name and s.title.strip().casefold() == name.casefold()]
    shown = [sheet for sheet in sheets if sheet.is_shown]
    if not (named or shown):
        where = f" “{name}”" if name else ""
        raise refused(f"has no sheet of cells: put the rows in a sheet{where}")
    return (named or shown)[0]
