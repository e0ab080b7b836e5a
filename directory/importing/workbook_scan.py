"""A look through the parts of a workbook before any of it is opened.

It finds what would eat the machine, and what the library that opens workbooks does not tell:
how far the cells reach, which are merged, and which hold a formula that was never worked out.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from openpyxl.utils.cell import coordinate_to_tuple

MEGABYTE = 1024 * 1024
LEAST_ROOM, MOST_ROOM = 32 * MEGABYTE, 1024 * MEGABYTE
MOST_PACKED = 50
"""How many times its size a workbook may unpack to; real ones come to 20, bombs to 1,000."""
MOST_AT_ONCE = 300_000
"""Elements that may stand outside rows, or in one row: each is held in memory as it is read."""
MOST_MERGED = 1000
DAMAGED = "is damaged: save it again as “Excel workbook (.xlsx)”"
SHEET, STRINGS, STRICT = "worksheet", "sst", "purl.oclc.org/ooxml"


class WorkbookRefused(Exception):
    """The file is no workbook that can be read; the words say what to do."""


@dataclass(slots=True)
class Scanned:
    """What one sheet holds: its last row and column with a value, merges, bare formulas."""

    rows: int = 0
    columns: int = 0
    merged: list[str] = field(default_factory=list)
    bare: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of each cell with a formula and no result."""


def scan_workbook(content: bytes) -> dict[str, Scanned]:
    """Return what each sheet holds, by the name of its part.

    Raises WorkbookRefused where the file is none, or would take too much room.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _demand_room(content, parts)
            return dict(_sheets(archive, parts))
    except WorkbookRefused:
        raise
    except Exception:
        # A damaged or hostile archive fails anywhere within the libraries.
        raise WorkbookRefused(DAMAGED) from None


def _demand_room(content: bytes, parts: list[ZipInfo]) -> None:
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise WorkbookRefused(
            "is not an Excel workbook: save it as “Excel workbook (.xlsx)” or “CSV UTF-8”"
        )
    room = min(max(LEAST_ROOM, MOST_PACKED * len(content)), MOST_ROOM)
    # What a part declares is also the most that is ever unpacked of it.
    if sum(part.file_size for part in parts) > room:
        raise WorkbookRefused("unpacks to too much: copy the rows into a new workbook, values only")


def _sheets(archive: ZipFile, parts: list[ZipInfo]) -> Iterator[tuple[str, Scanned]]:
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            scan = _Scan()
            with archive.open(part) as source:
                scan.run(source.read)
            if scan.root == SHEET:
                yield part.filename, scan.found


class _Scan:
    """One pass over one part, an element at a time."""

    def __init__(self) -> None:
        self.found = Scanned()
        self.root = ""
        self.held = self.row = self.column = 0
        self.kind: str | None = None
        self.has_formula = self.in_formula = self.has_value = False
        self.ends = {
            "row": self._end_of_row,
            "si": self._end_of_row,
            "c": self._end_of_cell,
            "f": self._end_of_formula,
        }
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse_declarations

    def run(self, read: Callable[[int], bytes]) -> None:
        """Read a part to its end."""
        while chunk := read(MEGABYTE):
            self.parser.Parse(chunk)
        self.parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.held += 1
        if self.held > MOST_AT_ONCE:
            raise WorkbookRefused("holds too much in one row: copy the rows into a new workbook")
        space, _, local = name.rpartition(" ")
        if not self.root:
            self.root = local
            if STRICT in space:
                raise WorkbookRefused("is “Strict Open XML”: save it as “Excel workbook (.xlsx)”")
        if local == "c":
            self._begin_cell(attributes)
        elif local == "f":
            self._begin_formula()
        elif local in ("v", "t") and not self.has_formula:
            self.has_value = True
        elif local == "row":
            self._begin_row(int(attributes.get("r") or self.row + 1))
        elif local == "mergeCell" and len(self.found.merged) < MOST_MERGED:
            self.found.merged.append(attributes.get("ref", ""))

    def _begin_row(self, number: int) -> None:
        if number <= self.row:
            raise WorkbookRefused(DAMAGED)  # the library would leave the row out without a word
        self.row, self.column = number, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self.column = coordinate_to_tuple(place)[1] if place else self.column + 1
        self.kind = attributes.get("t")
        self.has_formula = self.has_value = False

    def _begin_formula(self) -> None:
        """Look for the words of its result; those of a text may be none."""
        self.has_formula, self.has_value = True, self.kind == "str"
        self.in_formula = True
        self.parser.CharacterDataHandler = self._words

    def _words(self, _: str) -> None:
        self.has_value = self.has_value or not self.in_formula

    def _end(self, name: str) -> None:
        if end := self.ends.get(name.rpartition(" ")[2]):
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
    raise WorkbookRefused(DAMAGED)
