"""A published table out of its bytes: CSV, CSV in gzip, or a workbook (XLSX).

Publishers write titles and notes above and below a table. Its headings are the first row, of the
first rows, that the reader knows; a row with one cell filled is a note.
"""

import csv
import gzip
import io
import re
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import openpyxl

from directory.importing.problems import FileError, FileProblem
from directory.importing.workbook import OLD, is_workbook
from directory.importing.workbook_scan import DAMAGED, WorkbookRefused, scan_workbook

Row = Sequence[str]
Numbered = tuple[int, Row]
IsHeadings = Callable[[Row], bool]
HIGHEST_HEADINGS = 15
"""How far down the row of headings may stand."""
MOST_BYTES = 1024 * 1024 * 1024
"""More than any published table unpacks to."""
MOST_PROBLEMS = 500
"""More than a person reads at one time."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The headings of a table, what stands above them, and its rows with their line numbers."""

    headings: tuple[str, ...]
    above: str
    """The title rows; in a workbook the name of the sheet too."""
    rows: Iterator[Numbered]


def read_table(
    content: bytes, is_headings: IsHeadings, wanted: str, problems: list[FileProblem]
) -> Table:
    """Return the table of a file; `wanted` says in words which columns it should have.

    A row with too few cells or too many is added to `problems` when its turn comes. Raises
    FileError where there is no table, and while its rows are read where one cannot be.
    """
    plain = unpacked(content)
    if is_workbook(plain):
        found = _of_workbook(plain, is_headings, problems)
    else:
        numbered = enumerate_lines(_text(plain))
        found = _of_rows(numbered, is_headings, "", problems)
    if found is None:
        raise refused(f"has no row of headings that is known: it should have {wanted}")
    return found


def refused(problem: str) -> FileError:
    """Return what is raised about a whole file."""
    return FileError([of_file(problem)])


def of_file(problem: str) -> FileProblem:
    """Return a problem of the whole file."""
    return FileProblem(line=None, column=None, value=None, problem=problem)


def demand_none(problems: Sequence[FileProblem]) -> None:
    """Raise FileError where there is any problem: the first of them by line, the rest counted."""
    shown = sorted(problems, key=lambda problem: problem.line or 0)[:MOST_PROBLEMS]
    if more := len(problems) - len(shown):
        shown.append(of_file(f"{more:,} more problems are not listed here"))
    if shown:
        raise FileError(shown)


def unpacked(content: bytes) -> bytes:
    """Return the content, out of its gzip if it is in one. Raises FileError."""
    if not content.startswith(_GZIP):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            plain = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise refused("is damaged: download it again") from None
    if len(plain) > MOST_BYTES:
        raise refused("unpacks to too much")
    return plain


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise refused("is neither a CSV file nor a workbook: save it as “CSV UTF-8” or .xlsx")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # as older tables are, in names alone


def enumerate_lines(text: str) -> Iterator[Numbered]:
    """Yield the rows of a CSV text with the line on which each begins. Raises FileError."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        text = f"the row that begins here, and all after it, cannot be read: {error}"
        problem = FileProblem(line=begins, column=None, value=None, problem=text)
        raise FileError([problem]) from None


def _of_rows(
    rows: Iterator[Numbered], is_headings: IsHeadings, above: str, problems: list[FileProblem]
) -> Table | None:
    before = [above]
    for _, row in islice(rows, HIGHEST_HEADINGS):
        if is_headings(row):
            names = tuple(cell.strip() for cell in row)
            kept = _sound(rows, len(names), problems)
            return Table(headings=names, above=" ".join(before), rows=kept)
        before += filter(None, row)
    return None


def _sound(rows: Iterable[Numbered], width: int, problems: list[FileProblem]) -> Iterator[Numbered]:
    """Yield the rows of the table, without notes and blank ones."""
    for line, row in rows:
        if len(row) == width and row[0] and row[1]:
            yield line, row  # as nearly every row is
        elif sum(1 for cell in row if cell.strip()) < 2:
            continue
        elif len(row) < width or any(cell.strip() for cell in row[width:]):
            text = f"has {len(row)} cells where the headings are {width}"
            problems.append(FileProblem(line=line, column=None, value=None, problem=text))
        else:
            yield line, row


def _of_workbook(
    content: bytes, is_headings: IsHeadings, problems: list[FileProblem]
) -> Table | None:
    if content.startswith(OLD):
        raise refused("is an old Excel file (.xls), or has a password: save it as .xlsx")
    try:
        scan_workbook(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            found = [
                _of_rows(_cells(sheet), is_headings, sheet.title, problems)
                for sheet in book.worksheets
            ]
    except WorkbookRefused as error:
        raise refused(str(error)) from None
    except FileError:
        raise
    except Exception:
        raise refused(DAMAGED) from None
    tables = [each for each in found if each]
    return max(tables, key=lambda each: _newest(each.above)) if tables else None


def _newest(title: str) -> int:
    return max(map(int, re.findall(r"20\d\d", title)), default=0)


def _cells(sheet: Any) -> Iterator[Numbered]:
    try:
        for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield line, [_shown(value) for value in row]
    except Exception:
        # A damaged workbook fails anywhere within the library.
        raise refused(DAMAGED) from None


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
