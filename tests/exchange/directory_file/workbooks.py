"""Workbooks as people make them, for tests: typed cells, and XML that no library would write."""

import io
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from directory.exchange.directory_file.file_reader import SHEET
from directory.model.columns import NAMES

PART = "xl/worksheets/sheet1.xml"
Change = Callable[[Any], object]


def workbook(
    *rows: dict[str, Any],
    header: Iterable[Any] = NAMES,
    title: str = SHEET,
    change: Change = lambda _: None,
    formats: dict[str, str] | None = None,
) -> bytes:
    """Return a workbook with these rows; `change` may do anything to its sheet first."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    names = list(header)
    sheet.append(names)
    for cells in rows:
        sheet.append([cells.get(name) for name in names])
    for name, form in (formats or {}).items():
        for line in range(2, len(rows) + 2):
            sheet.cell(line, names.index(name) + 1).number_format = form
    change(sheet)
    return saved(book)


def moment(hour: int = 0) -> datetime:
    """Return 5 November 2026 as a spreadsheet keeps it: without a zone."""
    return datetime(2026, 11, 5, hour)  # noqa: DTZ001


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, change: Callable[[bytes], bytes], part: str = PART) -> bytes:
    """Return a workbook in which the XML of one part is changed."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body) if name == part else body)
    return out.getvalue()


def with_strings(content: bytes, *strings: str) -> bytes:
    """Return a workbook with a table of words apart from its cells, as spreadsheets keep them."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    out = io.BytesIO(with_part(content, replacing("</Types>", named), "[Content_Types].xml"))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with ZipFile(out, "a") as archive:
        body = f'<sst xmlns="{space}">{"".join(strings)}</sst>'
        archive.writestr("xl/sharedStrings.xml", body)
    return out.getvalue()


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return a change of a part; what is to be replaced must be there."""

    def change(body: bytes) -> bytes:
        assert old.encode() in body
        return body.replace(old.encode(), new.encode())

    return change
