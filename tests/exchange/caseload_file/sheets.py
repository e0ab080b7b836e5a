"""Made-up caseload files for tests; none holds anybody."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl

from directory.exchange.caseload_file.caseload_reader import CaseloadFile, read_caseload
from directory.exchange.caseload_file.census import Census, census_in
from directory.infrastructure import paths
from directory.model.problems import FileError
from directory.storage import reference_data
from matcher import Knowledge
from matcher.caseload import NOT_KNOWN

ON = date(2026, 11, 22)


def knowledge() -> Knowledge:
    return reference_data.loaded(paths.data())


def census() -> Census:
    return census_in(paths.data(), knowledge().facts)


def sheet(header: Sequence[str], *rows: Sequence[object], mark: str = ",") -> bytes:
    """Return a file with these columns and rows."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows([header, *rows])
    return out.getvalue().encode()


def column(name: str, *cells: object) -> bytes:
    """Return a file in which each child has one cell, beside an age that is known."""
    return sheet([name, "child.age_months"], *([cell, 30] for cell in cells))


def workbook(*rows: Sequence[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, on: date = ON, **more: Any) -> CaseloadFile:
    return read_caseload(content, knowledge().facts, census(), on, **more)


def known(file: CaseloadFile) -> list[dict[str, int]]:
    """Return what is known of each child, by fact."""
    return [
        {id: int(codes[at]) for id, codes in file.columns.items() if codes[at] != NOT_KNOWN}
        for at in range(file.children)
    ]


def said(content: bytes, **more: Any) -> list[Mapping[str, int]]:
    """Return what a file says of each child besides the age of `column`."""
    return [
        {id: code for id, code in each.items() if id != "child.age_months"}
        for each in known(read(content, **more))
    ]


def problems(content: bytes, on: date = ON, **more: Any) -> list[str]:
    """Return each problem of a file as a person reads it; none where it can be read."""
    try:
        read(content, on, **more)
    except FileError as error:
        return list(map(str, error.problems))
    return []
