"""The directory file as numbered rows of text: its bytes, its header, its lines."""

import csv
import io
from collections.abc import Iterator

from directory.importing.columns import NAMES
from directory.importing.problems import FileError, FileProblem
from directory.importing.values import meant

Cells = dict[str, str]
Numbered = tuple[int, Cells]


def numbered_rows(content: bytes, problems: list[FileProblem]) -> Iterator[Numbered]:
    """Yield each row that is not blank, with the line on which it begins.

    Adds a row that cannot be read to `problems`. Raises FileError where the file is not a
    directory file at all.
    """
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    begins = 1
    try:
        header = _header(next(reader, []))
        begins = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                if len(row) == len(header):
                    yield begins, _cells(header, row)
                else:
                    problems.append(_ragged(begins, len(row), len(header)))
            begins = reader.line_num + 1
    except csv.Error as error:
        text = f"the row that begins here, and all after it, cannot be read: {error}"
        problems.append(_of_line(begins, text))


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileError([_of_line(line, "is not UTF-8: save the file as “CSV UTF-8”")]) from None
    if "\0" in text:
        raise FileError([_of_line(None, "is not a CSV file: save it as “CSV UTF-8”")])
    return text


def _header(row: list[str]) -> list[str]:
    names = [name.strip() for name in row]
    problems = list(_header_problems(names))
    if problems:
        raise FileError(_of_line(1, problem) for problem in problems)
    return names


def _header_problems(names: list[str]) -> Iterator[str]:
    if not any(names):
        yield "the file is empty: the first row should hold the column names"
    elif len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        yield "the columns are not separated by commas: save the file as CSV (comma)"
    elif not set(names) & set(NAMES):
        yield f"the first row should hold the column names: {', '.join(NAMES)}"
    else:
        yield from (f"the column {name} is missing" for name in NAMES if name not in names)
        for place, name in enumerate(names, 1):
            if not name:
                yield f"column {place} has no name: delete the column"
            elif name not in NAMES:
                yield f"the column {name} is not known{meant(name.lower(), frozenset(NAMES))}"
            elif name in names[: place - 1]:
                yield f"the column {name} is there twice"


def _cells(header: list[str], row: list[str]) -> Cells:
    return {name: _tidy(cell) for name, cell in zip(header, row, strict=True)}


def _tidy(cell: str) -> str:
    """Return a cell without spaces around it, its line breaks as in the file that we write."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _ragged(line: int, found: int, wanted: int) -> FileProblem:
    mend = (
        "put text that holds a comma in double quotes"
        if found > wanted
        else "add the commas that are missing"
    )
    return _of_line(line, f"has {found} cells where the header has {wanted}: {mend}")


def _of_line(line: int | None, problem: str) -> FileProblem:
    return FileProblem(line=line, column=None, value=None, problem=problem)
