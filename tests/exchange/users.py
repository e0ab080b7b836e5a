"""Those who read tables: the directory file, caseloads and published figures, asked alike."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl

from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.statistics.need import read_need
from directory.exchange.statistics.publication_registry import FileStatement
from directory.model.cell_types import Vocabulary
from directory.model.columns import NAMES
from directory.model.problems import FileError
from tests.directory_builders import row
from tests.exchange.caseload_file import sheets
from tests.exchange.directory_file.workbooks import saved
from tests.exchange.statistics.builders import NEWCASTLE

Rows = Sequence[Sequence[object]]
VOCABULARY = Vocabulary(
    programmes=frozenset({"abc"}), facts=frozenset({"abuse.neglect"}), today=date(2026, 11, 22)
)


@dataclass(frozen=True)
class User:
    """One reader: rows that it takes, the header first, and what it makes of a file."""

    name: str
    rows: Rows
    read: Callable[[bytes], Any]

    def problems(self, content: bytes) -> list[str]:
        """Return each problem of a file as a person reads it."""
        try:
            self.read(content)
        except FileError as error:
            return list(map(str, error.problems))
        return []


def _services() -> Rows:
    made = [
        row(id="a", name="Café – “Harbour”", delivery="home;online", description="One, two; three"),
        row(id="b", name="Naïve", delivery="home;group", postcode="NE1 4ST"),
    ]
    return [NAMES, *([cells.get(name, "") for name in NAMES] for cells in made)]


def _read_caseload(content: bytes) -> Any:
    read = sheets.read(content)
    return sheets.known(read), read.used, read.not_used


CASELOAD = [
    ["child.born_on", "abuse.neglect", "Factors", "Café – “part”"],
    ["14/05/2024", "yes", "1A,7A", "One, two; three"],
    ["2020-01-02", "no", "", "Naïve"],
]
FIGURES = [
    ["authority", "year", "measure", "number", "Café – “note”"],
    [NEWCASTLE, "2025", "referrals", "1,234", "One, two; three"],
    [NEWCASTLE, "2024", "referrals", "c", "Naïve"],
]
USERS = (
    User("the directory file", _services(), lambda content: read_entries(content, VOCABULARY)),
    User("a caseload", CASELOAD, _read_caseload),
    User(
        "figures",
        FIGURES,
        lambda content: read_need(content, said=FileStatement(title="T", licence="L")),
    ),
)


def text(rows: Rows, separator: str = ",", end: str = "\r\n") -> str:
    """Return rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def book(rows: Rows) -> bytes:
    """Return rows as a workbook."""
    made = openpyxl.Workbook()
    for cells in rows:
        made.active.append(list(cells))
    return saved(made)
