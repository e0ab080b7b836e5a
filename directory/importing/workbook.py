"""The directory file as a workbook (XLSX): numbered rows of text out of its cells.

A cell becomes the text that the CSV of the same sheet would hold. Nothing is worked out: of a
formula only the result that the file carries is read. Where a spreadsheet has changed what was
typed, or shows something else than it holds, the cell is refused in words, never guessed at.
"""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils.cell import get_column_letter, range_boundaries

from directory.importing.columns import COLUMNS
from directory.importing.header import (
    MOST_COLUMNS,
    Numbered,
    Unsound,
    in_order,
    of_line,
    read_header,
    tidy,
)
from directory.importing.problems import FileError, FileProblem
from directory.importing.values import day, past_day, yes_or_no
from directory.importing.workbook_scan import DAMAGED, Scanned, WorkbookRefused, scan_workbook

SHEET = "Services"
ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_ROWS = 250_000
MOST_DIGITS = 15
"""A spreadsheet keeps no more of a number."""
_DAYS = {column.name for column in COLUMNS if column.read in (day, past_day)}
_YES_OR_NO = {column.name for column in COLUMNS if column.read is yes_or_no}


def is_workbook(content: bytes) -> bool:
    """Say whether the content is that of a workbook, old or new, whatever the file is called."""
    return content.startswith((ZIP, OLD))


def workbook_rows(content: bytes, problems: list[FileProblem]) -> Iterator[Numbered]:
    """Yield each row that is not blank of the sheet “Services” or else the first, with its number.

    Rows that are hidden or filtered out are read like any other. Adds what cannot be read to
    `problems`. Raises FileError where the file is not a directory file at all.
    """
    if content.startswith(OLD):
        text = "is an old Excel file (.xls), or has a password: save it as .xlsx without one"
        raise FileError([of_line(None, text)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the library leaves unread, such as drop-downs
        try:
            yield from _rows(content, problems)
        except WorkbookRefused as error:
            raise FileError([of_line(None, str(error))]) from None


def _rows(content: bytes, problems: list[FileProblem]) -> Iterator[Numbered]:
    scanned = scan_workbook(content)
    book = _opened(content)
    sheet = _chosen(book)
    found = scanned.get(sheet._worksheet_path)  # the library names its part nowhere else
    if found is None:
        raise WorkbookRefused(DAMAGED)
    _demand_size(found)
    rows = enumerate(_cells_of(sheet, found), 1)
    header = _header(next(rows, (1, ()))[1])
    ordered = in_order(header)
    problems += _merged(found, header)
    for line, row in rows:
        cells = _cells(header, row, line, found)
        if any(cells):
            yield line, ordered(cells)
        if beyond := [cell for cell in row[len(header) :] if _is_stated(cell)]:
            where = get_column_letter(beyond[0].column)
            text = f"holds something in column {where}, which has no name: delete it"
            problems.append(of_line(line, text))


def _opened(content: bytes) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception:
        # A damaged workbook fails anywhere within the library.
        raise WorkbookRefused(DAMAGED) from None


def _chosen(book: Any) -> Any:
    """Return the sheet “Services”, or else the first that is not hidden."""
    named = [sheet for sheet in book.worksheets if sheet.title.strip().casefold() == "services"]
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not (named or shown):
        raise WorkbookRefused(f"has no sheet of cells: put the services in a sheet “{SHEET}”")
    return (named or shown)[0]


def _demand_size(found: Scanned) -> None:
    if found.rows > MOST_ROWS:
        text = f"has something in row {found.rows:,}: at most {MOST_ROWS:,} rows are read"
        raise WorkbookRefused(text)
    if found.columns > MOST_COLUMNS:
        where = get_column_letter(found.columns)
        raise WorkbookRefused(f"holds something in column {where}: delete all that are not ours")


def _cells_of(sheet: Any, found: Scanned) -> Iterator[tuple[Any, ...]]:
    """Yield the rows up to the last that holds anything, each of one width."""
    size = {"max_row": found.rows, "max_col": found.columns}
    rows = sheet.iter_rows(**size) if found.rows else iter(())
    try:
        yield from islice(rows, found.rows)
    except Exception:
        raise WorkbookRefused(DAMAGED) from None


def _header(row: tuple[Any, ...]) -> list[str]:
    names = [str(cell.value).strip() if _is_stated(cell) else "" for cell in row]
    while names and not names[-1]:
        names.pop()
    return read_header(names)


def _is_stated(cell: Any) -> bool:
    return cell.value is not None and str(cell.value).strip() != ""


def _merged(found: Scanned, header: list[str]) -> Iterator[FileProblem]:
    """Yield each merged block among the services: a value in it stands in its first cell alone."""
    for block in found.merged:
        left, top, _, bottom = range_boundaries(block)
        if bottom > 1 and top <= found.rows and left <= len(header):
            text = f"is merged ({block}): unmerge the cells and write the value in each"
            yield FileProblem(line=max(top, 2), column=header[left - 1], value=None, problem=text)


def _cells(header: list[str], row: tuple[Any, ...], line: int, found: Scanned) -> list[str]:
    cells = [_text(cell, name) for name, cell in zip(header, row, strict=False)]
    for place in range(len(cells)):
        if (line, place + 1) in found.bare:
            text = "has no result: open the file in a spreadsheet and save it, or write the value"
            cells[place] = Unsound("a formula", text)
    return cells


def _text(cell: Any, column: str) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return Unsound(str(value), "is an error of the spreadsheet: write the value, or nothing")
    if isinstance(value, str):
        return tidy(value.replace("_x000D_", "\r"))
    if isinstance(value, bool):
        return _yes_or_no(value, column)
    if isinstance(value, int | float):
        return _number(value, _form(cell))
    return _moment(value, column)


def _form(cell: Any) -> str:
    try:
        return str(cell.number_format)
    except IndexError:  # it is looked up only now
        raise WorkbookRefused(DAMAGED) from None


def _yes_or_no(value: bool, column: str) -> str:
    if column not in _YES_OR_NO:
        return str(value).upper()
    if value:
        return "yes"
    return Unsound("FALSE", "may be a box that nobody ticked: write no, or leave the cell empty")


def _moment(value: Any, column: str) -> str:
    """Return a date as year-month-day, where a date is asked for; “5-11” may have become one."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if type(value) is date and column in _DAYS:
        return value.isoformat()
    shown = value.isoformat(" ") if isinstance(value, datetime) else str(value)
    mend = "give the column the format “text”, and type it again"
    wanted = "has a time of day" if column in _DAYS else "is kept as a date or time"
    return Unsound(shown, f"{wanted}: {mend}")


def _number(value: int | float, form: str) -> str:
    """Return a number as its cell shows it: with its noughts, its percent or its pounds."""
    if abs(value) >= 10**MOST_DIGITS:
        text = f"has lost digits: a spreadsheet keeps {MOST_DIGITS}; type it again as text"
        return Unsound(f"{value:.0f}", text)
    if re.fullmatch("0{2,}", form) and value == int(value) >= 0:
        return f"{int(value):0{len(form)}d}"
    if "%" in form:
        return f"{value * 100:.{MOST_DIGITS}g}%"
    return f"£{_plain(value)}" if "£" in form and value >= 0 else _plain(value)


def _plain(value: int | float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.{MOST_DIGITS}g}"
