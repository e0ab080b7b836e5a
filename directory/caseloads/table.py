"""The rows of a caseload: CSV as programs and spreadsheets write it, packed or not, or XLSX."""

import codecs
import csv
import io
import zlib
from collections.abc import Iterator

from directory.caseloads.workbook import workbook_rows
from directory.importing.problems import FileError, FileProblem
from directory.importing.workbook import is_workbook

GZIP = b"\x1f\x8b"
MEGABYTE = 1024 * 1024
MOST_UNPACKED = 1024 * MEGABYTE
MARKS = ",;\t"
Numbered = tuple[int, list[str]]
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def file_rows(
    content: bytes, problems: list[FileProblem], *, most_unpacked: int = MOST_UNPACKED
) -> Iterator[Numbered]:
    """Yield the rows of a file with their numbers from 1, the heading first, blank rows left out.

    A row that cannot be read is added to `problems`. `most_unpacked` is in bytes. Raises FileError
    where the file is no table at all.
    """
    if content.startswith(GZIP):
        content = _unpacked(content, most_unpacked)
    if is_workbook(content):
        yield from workbook_rows(content, problems)
    else:
        yield from _sheet_rows(content, problems)


def of_file(text: str) -> FileError:
    """Return what is wrong with a file as a whole."""
    return FileError([FileProblem(line=None, column=None, value=None, problem=text)])


def _unpacked(content: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unpacking.decompress(content, most)
    except zlib.error:
        raise of_file("is damaged: it cannot be unpacked (gzip)") from None
    if unpacking.unconsumed_tail:
        raise of_file(f"unpacks to more than {most // MEGABYTE:,} megabytes: send it in parts")
    if not unpacking.eof:
        raise of_file("is cut short: it cannot be unpacked (gzip)")
    return found


def _sheet_rows(content: bytes, problems: list[FileProblem]) -> Iterator[Numbered]:
    text = _decoded(content)
    first = next((line for line in text[: MEGABYTE // 8].splitlines() if line.strip()), "")
    mark = max(MARKS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    width, begins = None, 1
    try:
        for row in reader:
            if any(row):
                width = width or len(row)
                if len(row) == width:
                    yield begins, row
                else:
                    problems.append(_ragged(begins, len(row), width))
            begins = reader.line_num + 1
    except csv.Error:
        # Its own words may repeat what stands there.
        text = "the row that begins here, and all after it, cannot be read: look for a quote mark"
        problems.append(FileProblem(line=begins, column=None, value=None, problem=text))


def _decoded(content: bytes) -> str:
    """Return the text, as UTF-8 where it is that, else as Windows in Western Europe writes it."""
    coding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    for each in (coding, "cp1252"):
        try:
            text = content.decode(each)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise of_file("is no table: save it as “CSV UTF-8” or as “Excel workbook (.xlsx)”")


def _ragged(line: int, found: int, wanted: int) -> FileProblem:
    text = (
        f"has {found} cells where the first row has {wanted}: put text that holds a separator in "
        "double quotes, or add what is missing"
    )
    return FileProblem(line=line, column=None, value=None, problem=text)
