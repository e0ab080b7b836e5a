"""The problems of a file as a workbook to work from: by kind, and each in its place."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from directory.model.problem_groups import grouped
from directory.model.problems import FileProblem

KINDS, EACH = "By kind", "Every problem"
_OF_KINDS = ("Column", "How many", "First on line", "What stands there", "What to do")
_OF_EACH = ("Line", "Column", "What stands there", "What to do", "Mended")
_WIDTHS = {KINDS: (22, 12, 14, 34, 90), EACH: (10, 22, 34, 90, 12)}


def write_problems(problems: Sequence[FileProblem]) -> bytes:
    """Return the workbook of the problems, in the order of the file; text is never a formula."""
    book = Workbook(write_only=True)
    kinds = (
        (group.column, group.count, group.example.line, group.example.shown, group.mend)
        for group in grouped(problems)
    )
    _sheet(book, KINDS, _OF_KINDS, kinds)
    each = ((p.line, p.column, p.shown, p.problem, None) for p in problems)
    _sheet(book, EACH, _OF_EACH, each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Any, title: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", _WIDTHS[title], strict=True):
        sheet.column_dimensions[letter].width = width
    headings = [WriteOnlyCell(sheet, value=name) for name in names]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=value or None)
    if isinstance(value, str) and value:
        cell.data_type = "s"  # whatever the text looks like
    return cell
