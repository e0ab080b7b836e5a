"""How a CSV file is written: in which encoding, and what separates its cells.

Nobody states either, so both are told from the file: the encoding from all of it, the separator
from its first rows. This is the one place where that is done.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from directory.exchange.tables.source import TableSource
from directory.model.problems import FileError, of_line, refused

SEPARATORS: Mapping[str, str] = {",": "comma", ";": "semicolon", "\t": "tab"}
"""What may stand between cells, and how it is called; the first where nothing tells."""
WINDOWS = "cp1252"
NO_TABLE = "is no table: save it as “CSV UTF-8” or as “Excel workbook (.xlsx)”"
MIXED = "holds letters that are not UTF-8, as others of the file are: save it as “CSV UTF-8”"
SAMPLE, SAMPLE_ROWS = 256 * 1024, 100
"""Letters and rows from which the separator is told."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_NO_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(128))


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvDialect:
    """The encoding as Python names it, and the separator."""

    encoding: str
    separator: str


def dialect_of(source: TableSource, header_within: int) -> CsvDialect:
    """Return how a file is written, whose column names are among so many of its first rows.

    Raises FileError where it is no text in an encoding that is read.
    """
    encoding = _encoding(source)
    with source.open() as file:
        text = io.TextIOWrapper(file, encoding, newline="")
        return CsvDialect(encoding=encoding, separator=_separator(text.read(SAMPLE), header_within))


def _encoding(source: TableSource) -> str:
    """Return the encoding that the file states at its start, else UTF-8, else that of Windows."""
    start = source.start()
    stated = next((encoding for bom, encoding in _BOMS if start.startswith(bom)), None)
    broken = _broken_line(source, stated or "utf-8")
    if broken is None:
        return stated or "utf-8"
    if stated:
        raise refused(NO_TABLE)
    _demand_windows(source, broken)
    return WINDOWS


def _broken_line(source: TableSource, encoding: str) -> int | None:
    """Return the first line that is not in an encoding, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        for text in _decoded(source, decoder):
            if "\0" in text:
                raise refused(NO_TABLE)
            line += text.count("\n")
    except UnicodeDecodeError as error:
        return line + error.object[: error.start].count(b"\n")
    return None


def _decoded(source: TableSource, decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    for part in source.parts():
        yield decoder.decode(part)
    yield decoder.decode(b"", final=True)


def _demand_windows(source: TableSource, broken: int) -> None:
    """Raise FileError for what is not as Windows in Western Europe writes, but UTF-8 damaged.

    Nearly any bytes can be read as that, so that a file with more letters of UTF-8 than others
    would come out as “CafÃ©”, without a word.
    """
    of_utf_8 = others = 0
    is_windows = True
    for part in source.parts():
        if b"\0" in part:
            raise refused(NO_TABLE)
        rest, found = _UTF_8.subn(b"", part)
        of_utf_8 += found
        others += len(rest.translate(None, _ASCII))
        is_windows = is_windows and not _NO_WINDOWS.search(part)
    if of_utf_8 >= others:
        raise FileError([of_line(broken, MIXED)])
    if not is_windows:
        raise refused(NO_TABLE)


def _separator(sample: str, header_within: int) -> str:
    return max(SEPARATORS, key=lambda mark: _fit(sample, mark, header_within))


def _fit(sample: str, mark: str, header_within: int) -> tuple[bool, int, int]:
    """Return how well a separator fits the first rows of a file.

    Most rows of a table have as many cells as its header. Lists within cells, and the commas of
    numbers and titles, come before the header, or only after it, or now and then.
    """
    widths = [*islice(_widths(sample, mark), SAMPLE_ROWS)]
    counted = Counter(width for width in widths if width > 1)
    width, rows = max(counted.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
    first = widths.index(width) if rows else header_within
    if first >= header_within:
        return False, 0, 0
    is_table = 2 * rows >= len(widths) - first
    return is_table, -first if is_table else 0, rows * (width - 1)


def _widths(sample: str, mark: str) -> Iterator[int]:
    """Yield the number of cells of each row that is not blank."""
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark):
            if any(map(str.strip, row)):
                yield len(row)
    except csv.Error:
        return  # it is told when the row is read
