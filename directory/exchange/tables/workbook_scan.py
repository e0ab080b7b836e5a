"""A look through the parts of a workbook before any of it is opened.

It finds what would eat the machine, and what the library that opens workbooks does not tell:
how far the cells reach, which are merged, and which hold a formula that was never worked out.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import digits
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl.utils.cell import column_index_from_string

from directory.exchange.tables.limits import Limits
from directory.model.problems import FileError, refused

CHUNK = 64 * 1024
LONGEST_TAG = 4 * CHUNK
"""Bytes; the library goes over one anew for each 16 kilobytes of it."""
MOST_AT_ONCE = 300_000
"""Elements that may stand outside rows, or in one row: each is held in memory as it is read."""
MOST_MERGED = 1000
MOST_PARTS = 5000
DAMAGED = "is damaged: save it again as “Excel workbook (.xlsx)”"
ANEW = "copy the rows into a new workbook, values only"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STRINGS, STRICT = f"{MAIN} worksheet", f"{MAIN} sst", "http://purl.oclc.org/ooxml"
Attributes = dict[str, str]


@dataclass(slots=True)
class Scanned:
    """What one sheet holds: its last row and column with a value, merges, bare formulas."""

    rows: int = 0
    columns: int = 0
    merged: list[str] = field(default_factory=list)
    bare: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of each cell with a formula and no result."""


def scan_workbook(content: bytes, limits: Limits) -> dict[str, Scanned]:
    """Return what each sheet holds, by the name of its part.

    Raises FileError where the file is no workbook, or would take too much room or time.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _demand_room(content, parts, limits)
            return dict(_sheets(archive, parts, limits.elements(len(content))))
    except FileError:
        raise
    except Exception:
        # A damaged or hostile archive fails anywhere within the libraries.
        raise refused(DAMAGED) from None


def _demand_room(content: bytes, parts: list[ZipInfo], limits: Limits) -> None:
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise refused(
            "is not an Excel workbook: save it as “Excel workbook (.xlsx)” or “CSV UTF-8”"
        )
    # What a part declares is also the most that is ever unpacked of it.
    if sum(part.file_size for part in parts) > limits.room(len(content)):
        raise refused(f"unpacks to too much: {ANEW}")
    if len(parts) > MOST_PARTS:
        raise refused(f"has too many parts: {ANEW}")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise refused(DAMAGED)  # no spreadsheet packs another way


def _sheets(archive: ZipFile, parts: list[ZipInfo], room: int) -> Iterator[tuple[str, Scanned]]:
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            scan = _Scan(room)
            with archive.open(part) as source:
                scan.run(source.read)
            room -= scan.elements
            if scan.root == SHEET:
                yield part.filename, scan.found


class _Scan:
    """One pass over one part, an element at a time."""

    def __init__(self, room: int) -> None:
        self.found = Scanned()
        self.root = ""
        self.room = room
        self.elements = self.held = self.row = self.column = 0
        self.kind: str | None = None
        self.has_formula = self.in_formula = self.has_value = False
        self.starts: dict[str, Callable[[Attributes], None]] = {
            f"{MAIN} c": self._begin_cell,
            f"{MAIN} f": self._begin_formula,
            f"{MAIN} v": self._begin_value,
            f"{MAIN} t": self._begin_value,
            f"{MAIN} row": self._begin_row,
            f"{MAIN} mergeCell": self._begin_merged,
        }
        self.ends = {
            f"{MAIN} row": self._end_of_row,
            f"{MAIN} si": self._end_of_row,
            f"{MAIN} c": self._end_of_cell,
            f"{MAIN} f": self._end_of_formula,
        }
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse_declarations

    def run(self, read: Callable[[int], bytes]) -> None:
        """Read a part to its end."""
        fed = 0
        while chunk := read(CHUNK):
            self.parser.Parse(chunk)
            fed += len(chunk)
            if fed - self.parser.CurrentByteIndex > LONGEST_TAG:
                raise refused(f"holds a tag that is far too long: {ANEW}")
        self.parser.Parse(b"", True)

    def _start(self, name: str, attributes: Attributes) -> None:
        self.elements += 1
        self.held += 1
        if self.held > MOST_AT_ONCE:
            raise refused(f"holds too much in one row: {ANEW}")
        if self.elements > self.room:
            raise refused(f"holds far more cells than its size tells: {ANEW}")
        if not self.root:
            self.root = name
            if name.startswith(STRICT):
                raise refused("is “Strict Open XML”: save it as “Excel workbook (.xlsx)”")
        if start := self.starts.get(name):
            start(attributes)

    def _begin_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r") or self.row + 1)
        if number <= self.row:
            raise refused(DAMAGED)  # the library would leave the row out without a word
        self.row, self.column = number, 0

    def _begin_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        self.column = column_index_from_string(place.rstrip(digits)) if place else self.column + 1
        self.kind = attributes.get("t")
        self.has_formula = self.has_value = False

    def _begin_formula(self, _: Attributes) -> None:
        """Look for the words of its result; those of a text may be none."""
        self.has_formula, self.has_value = True, self.kind == "str"
        self.in_formula = True
        self.parser.CharacterDataHandler = self._words

    def _begin_value(self, _: Attributes) -> None:
        self.has_value = self.has_value or not self.has_formula

    def _begin_merged(self, attributes: Attributes) -> None:
        if len(self.found.merged) < MOST_MERGED:
            self.found.merged.append(attributes.get("ref", ""))

    def _words(self, _: str) -> None:
        self.has_value = self.has_value or not self.in_formula

    def _end(self, name: str) -> None:
        if end := self.ends.get(name):
            end()

    def _end_of_formula(self) -> None:
        self.in_formula = False

    def _end_of_row(self) -> None:
        if self.root in (SHEET, STRINGS):
            self.held = 0

    def _end_of_cell(self) -> None:
        self.parser.CharacterDataHandler = None
        if self.has_formula and not self.has_value:
            self.found.bare.add((self.row, self.column))
        if self.has_formula or self.has_value:
            self.found.rows = max(self.found.rows, self.row)
            self.found.columns = max(self.found.columns, self.column)


def _refuse_declarations(*_: object) -> None:
    """Refuse a part that declares entities of its own: no spreadsheet writes any."""
    raise refused(DAMAGED)
