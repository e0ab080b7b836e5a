"""A caseload as a workbook (XLSX): numbered rows of text out of the cells of its first sheet.

Nothing is worked out: of a formula only the result that the file carries is read.
"""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import openpyxl

from directory.importing.problems import FileError, FileProblem
from directory.importing.workbook import MOST_ROWS, OLD
from directory.importing.workbook_scan import DAMAGED, Scanned, WorkbookRefused, scan_workbook

MOST_COLUMNS = 300
NO_RESULT = (
    "is a formula without a result: open the file in a spreadsheet and save it, or write the value"
)


def workbook_rows(content: bytes, problems: list[FileProblem]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank of the first sheet that is shown, with its number.

    Adds what cannot be read to `problems`. Raises FileError where the file is no workbook that can
    be read.
    """
    if content.startswith(OLD):
        text = "is an old Excel file (.xls), or has a password: save it as .xlsx without one"
        raise _of_file(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the library leaves unread, such as drop-downs
        try:
            yield from _rows(content, problems)
        except WorkbookRefused as error:
            raise _of_file(str(error)) from None


def _rows(content: bytes, problems: list[FileProblem]) -> Iterator[tuple[int, list[str]]]:
    scanned = scan_workbook(content)
    sheet = _first_sheet(content)
    found = scanned.get(sheet._worksheet_path)  # the library names its part nowhere else
    if found is None:
        raise WorkbookRefused(DAMAGED)
    if found.rows > MOST_ROWS or found.columns > MOST_COLUMNS:
        text = f"holds more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns: save it as CSV"
        raise WorkbookRefused(text)
    problems += [
        FileProblem(line=row, column=None, value=None, problem=f"cell {column} {NO_RESULT}")
        for row, column in sorted(found.bare)
    ]
    width = 0
    for line, cells in enumerate(_cells(sheet, found), 1):
        row = [_text(value) for value in cells]
        if any(row):
            width = width or _width(row)
            yield line, row[:width]
            if any(row[width:]):
                text = "holds something to the right of the last named column: delete it"
                problems.append(FileProblem(line=line, column=None, value=None, problem=text))


def _first_sheet(content: bytes) -> Any:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception:
        # A damaged workbook fails anywhere within the library.
        raise WorkbookRefused(DAMAGED) from None
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise WorkbookRefused("has no sheet of cells: put one row a child in a sheet")
    return shown[0]


def _cells(sheet: Any, found: Scanned) -> Iterator[tuple[Any, ...]]:
    size = {"max_row": found.rows, "max_col": found.columns, "values_only": True}
    rows = sheet.iter_rows(**size) if found.rows else iter(())
    try:
        yield from islice(rows, found.rows)
    except Exception:
        raise WorkbookRefused(DAMAGED) from None


def _width(heading: list[str]) -> int:
    return max(at for at, name in enumerate(heading, 1) if name)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).strip()


def _of_file(text: str) -> FileError:
    return FileError([FileProblem(line=None, column=None, value=None, problem=text)])
