"""Writing the directory file as a workbook (XLSX) with drop-downs and help: filled, or to fill in.

Everything but whole numbers is written as text, so that a spreadsheet turns no date round and
takes no first 0 from a telephone number.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from directory.exchange.directory_file.file_reader import SHEET
from directory.exchange.directory_file.file_writer import Versions, names_of, rows_of
from directory.exchange.directory_file.guide import (
    EXAMPLE,
    Guide,
    allowed,
    example_rows,
    how_to_write,
)
from directory.model.cell_types import OneOf, WholeNumber, programme, yes_or_no
from directory.model.columns import COLUMNS, NAMES, Column
from directory.model.problems import FileError, FileProblem
from directory.model.service_entry import ServiceEntry

LISTS, HOW_TO = "Lists", "How to fill this in"
LONGEST_CELL = 32_767
"""UTF-16 units; a spreadsheet cuts off what is more."""
LONGEST_LIST, LAST_ROW = 255, 5000
TEXT = "@"
WIDE = {"name", "organisation", "description", "eligibility_note", "address", "referral_note"}
STEPS = (
    "One row is one service at one venue. Rows that share an id are one service at several venues.",
    "Fill in the sheet “Services”. Delete the example row first: it is refused.",
    "An empty cell means not stated. It is never shown as no, as free or as none.",
    "The first row holds the names of the columns. A column that you leave out stays as it was.",
    "hide_address: write yes for a refuge or any place that must not be found. Its name, address "
    "and postcode are then shown nowhere.",
    "Check the file on the page /provide of Waymark: it says what to mend, and keeps nothing.",
)


def write_workbook(
    entries: Iterable[ServiceEntry], guide: Guide, versions: Versions = None
) -> bytes:
    """Return the workbook of the entries, hidden addresses left out as in the CSV.

    Raises FileError where a text is longer than a cell of a workbook holds.
    """
    kept = tuple(entries)
    _demand_short(rows_of(kept))  # first: a workbook cannot be left half written
    return _book(rows_of(kept, versions), guide, names_of(versions))


def write_template(guide: Guide) -> bytes:
    """Return the workbook to fill in, with one row as an example, which an import refuses."""
    return _book(example_rows(), guide)


def _book(rows: Iterable[list[str]], guide: Guide, names: Sequence[str] = NAMES) -> bytes:
    book = Workbook(write_only=True)
    services, how_to, lists = (book.create_sheet(title) for title in (SHEET, HOW_TO, LISTS))
    _write_lists(lists, guide)
    _write_how_to(how_to, guide)
    _set_up(services, guide)
    services.append([_heading(services, name) for name in names])
    cells = [_blank(services, column) for column in COLUMNS]
    for row in rows:
        services.append([*_filled(cells, row), *_beyond(services, row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _beyond(sheet: Any, row: Sequence[str]) -> Iterator[Any]:
    """Yield the cells of the columns that are not stored, as text."""
    for text in row[len(NAMES) :]:
        cell = WriteOnlyCell(sheet, value=text)
        cell.number_format = TEXT
        yield cell


def _demand_short(rows: Iterable[list[str]]) -> None:
    for row in rows:
        for column, text in zip(COLUMNS, row, strict=True):
            if len(text) * 2 > LONGEST_CELL and len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
                problem = f"is longer than the {LONGEST_CELL:,} letters of a cell: export as CSV"
                raise FileError(
                    [FileProblem(line=None, column=column.name, value=text, problem=problem)]
                )


def _blank(sheet: Any, column: Column) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.number_format = "General" if isinstance(column.read, WholeNumber) else TEXT
    return cell


def _filled(cells: list[Any], row: list[str]) -> Iterator[Any]:
    """Yield the cells of a row: one object a column, since each is written before the next row."""
    for column, cell, text in zip(COLUMNS, cells, row, strict=False):
        if not text:
            yield None
        elif isinstance(column.read, WholeNumber):
            cell.value = int(text)
            yield cell
        else:
            cell.value = text
            cell.data_type = "s"  # whatever the text looks like
            yield cell


def _heading(sheet: Any, name: str) -> Any:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="EEF5F4")
    return cell


def _set_up(sheet: Any, guide: Guide) -> None:
    """Freeze the first row and the id, and give each column its width, format and help."""
    sheet.freeze_panes = "B2"
    for place, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(place)
        shape = sheet.column_dimensions[letter]
        shape.width = 40 if column.name in WIDE else 20
        if not isinstance(column.read, WholeNumber):
            shape.number_format = TEXT
        rule = _rule(column, guide)
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.data_validations.append(rule)


def _rule(column: Column, guide: Guide) -> DataValidation:
    """Return the help of a column, and its drop-down where a cell takes one word of a list."""
    needed = "Needed. " if column.required else ""
    rule = DataValidation(
        **_demand(column, guide),
        allow_blank=True,
        showInputMessage=True,
        promptTitle=column.name,
        prompt=f"{needed}{column.means} {how_to_write(column)}",
    )
    if rule.type:
        rule.showErrorMessage = True
        rule.errorTitle = column.name
        rule.error = how_to_write(column)
    return rule


def _demand(column: Column, guide: Guide) -> dict[str, Any]:
    if isinstance(column.read, WholeNumber):
        limits = {"formula1": str(column.read.lowest), "formula2": str(column.read.highest)}
        return {"type": "whole", "operator": "between", **limits}
    if column.read not in (programme, yes_or_no) and not isinstance(column.read, OneOf):
        return {}
    words = ",".join(allowed(column, guide))
    if len(words) <= LONGEST_LIST:
        return {"type": "list", "formula1": f'"{words}"'}
    letter = get_column_letter(_listed(guide).index(column) * 2 + 1)
    last = len(allowed(column, guide)) + 1
    return {"type": "list", "formula1": f"{LISTS}!${letter}$2:${letter}${last}"}


def _listed(guide: Guide) -> list[Column]:
    return [column for column in COLUMNS if allowed(column, guide)]


def _write_lists(sheet: Any, guide: Guide) -> None:
    """Write the words of each column that has a list, and beside each what it means."""
    columns = _listed(guide)
    for place in range(1, 2 * len(columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 30
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, text) for c in columns for text in (c.name, "means")])
    lists = [list(allowed(column, guide).items()) for column in columns]
    for row in range(max(map(len, lists))):
        pairs = [words[row] if row < len(words) else ("", "") for words in lists]
        sheet.append([text or None for pair in pairs for text in pair])


def _write_how_to(sheet: Any, guide: Guide) -> None:
    widths = {"A": 24, "B": 10, "C": 50, "D": 60, "E": 34}
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.append([_heading(sheet, HOW_TO)])
    for number, step in enumerate(STEPS, 1):
        sheet.append([f"{number}. {step}"])
    sheet.append([])
    headings = ("Column", "Needed", "Means", "Is written", "In the example")
    sheet.append([_heading(sheet, text) for text in headings])
    for column in COLUMNS:
        listed = f" See the sheet “{LISTS}”." if allowed(column, guide) else ""
        needed = "yes" if column.required else ""
        means, how = column.means, f"{how_to_write(column)}{listed}"
        example = EXAMPLE.get(column.name, "")
        sheet.append([_wrapped(sheet, t) for t in (column.name, needed, means, how, example)])


def _wrapped(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text or None)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
