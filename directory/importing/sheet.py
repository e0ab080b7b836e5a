"""The directory file as CSV: numbered rows of text out of its bytes."""

import codecs
import csv
import io
from collections.abc import Iterator

from directory.importing.header import Numbered, in_order, of_line, read_header, tidy
from directory.importing.problems import FileError, FileProblem

PART = 1024 * 1024
NOT_UTF_8 = "is not UTF-8: save the file as “CSV UTF-8”"


def sheet_rows(content: bytes, problems: list[FileProblem]) -> Iterator[Numbered]:
    """Yield each row that is not blank, with the line on which it begins.

    Adds a row that cannot be read to `problems`. Raises FileError where the file is not a
    directory file at all.
    """
    _demand_text(content)
    lines = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")
    reader = csv.reader(lines, strict=True)
    begins = 1
    try:
        header = read_header(next(reader, []))
        ordered = in_order(header)
        begins = reader.line_num + 1
        for row in reader:
            cells = list(map(tidy, row))
            if any(cells):
                if len(row) == len(header):
                    yield begins, ordered(cells)
                else:
                    problems.append(_ragged(begins, len(row), len(header)))
            begins = reader.line_num + 1
    except csv.Error as error:
        text = f"the row that begins here, and all after it, cannot be read: {error}"
        problems.append(of_line(begins, text))


def _demand_text(content: bytes) -> None:
    """Refuse what is not UTF-8, before any of it is read; in parts, since a file may be large."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), PART):
            decoder.decode(content[start : start + PART])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise FileError([of_line(_broken_line(content), NOT_UTF_8)]) from None
    if b"\0" in content:
        raise FileError([of_line(None, "is not a CSV file: save it as “CSV UTF-8”")])


def _broken_line(content: bytes) -> int | None:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return content[: error.start].count(b"\n") + 1
    return None


def _ragged(line: int, found: int, wanted: int) -> FileProblem:
    mend = (
        "put text that holds a comma in double quotes"
        if found > wanted
        else "add the commas that are missing"
    )
    return of_line(line, f"has {found} cells where the header has {wanted}: {mend}")
