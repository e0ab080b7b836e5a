"""Reading the directory file: all of it or nothing, with every problem at once."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from directory.importing.columns import COLUMNS, NAMES, OF_SERVICE, OF_VENUE, Column
from directory.importing.entries import Entry, Row, VenueEntry
from directory.importing.problems import FileError, FileProblem
from directory.importing.values import Vocabulary

MOST_PROBLEMS = 500
"""More than a person reads at one time; the rest come up at the next try."""

Cells = dict[str, str]
Numbered = tuple[int, Cells]


def read_entries(content: bytes, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Return the entries of a CSV file.

    Raises FileError with every problem found, each with line, column, value and how to mend it.
    """
    problems: list[FileProblem] = []
    drafts: dict[str, _Draft] = {}
    for position, (line, cells) in enumerate(_rows(_text(content))):
        found = _values(line, cells, vocabulary, problems)
        drafts.setdefault(cells["id"], _Draft(line)).add(position, line, found, problems)
    problems += [problem for draft in drafts.values() for problem in draft.contradictions()]
    if problems:
        raise FileError(sorted(problems, key=lambda p: p.line or 0)[:MOST_PROBLEMS])
    return tuple(draft.entry() for draft in drafts.values())


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _unreadable(line, "is not UTF-8: save the file as “CSV UTF-8”") from None
    if "\0" in text:
        raise _unreadable(None, "is not a CSV file: it holds bytes that are not text")
    return text


def _rows(text: str) -> Iterator[Numbered]:
    """Yield each row that is not blank, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        header = next(reader, [])
        _check_header(header)
        begins = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, _named(header, cells, begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable(begins, f"the row that begins here cannot be read: {error}") from None


def _check_header(header: list[str]) -> None:
    names = [name.strip() for name in header]
    if not any(names):
        raise _unreadable(1, "the file is empty: the first row should hold the column names")
    if len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        raise _unreadable(
            1, "the columns are not separated by commas: save the file as CSV (comma)"
        )
    problems = [f"the column {name} is missing" for name in NAMES if name not in names]
    problems += [f"the column {name} is not known" for name in names if name not in NAMES]
    problems += [
        f"the column {name} is there twice" for name in set(names) if names.count(name) > 1
    ]
    if problems:
        raise FileError(
            FileProblem(line=1, column=None, value=None, problem=text) for text in problems
        )


def _named(header: list[str], cells: list[str], line: int) -> Cells:
    if len(cells) != len(header):
        counts = f"has {len(cells)} cells where the header has {len(header)}"
        raise _unreadable(line, f"{counts}: put text that holds a comma in double quotes")
    return {name.strip(): cell.strip() for name, cell in zip(header, cells, strict=True)}


def _unreadable(line: int | None, problem: str) -> FileError:
    return FileError([FileProblem(line=line, column=None, value=None, problem=problem)])


def _values(
    line: int, cells: Cells, vocabulary: Vocabulary, problems: list[FileProblem]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in COLUMNS:
        try:
            found[column.name] = _value(column, cells[column.name], vocabulary)
        except ValueError as error:
            problems.append(_at(line, column.name, cells[column.name], str(error)))
    problems += _order_problems(line, cells, found)
    return found


def _value(column: Column, cell: str, vocabulary: Vocabulary) -> Any:
    if cell:
        return column.read(cell, vocabulary)
    if column.required:
        raise ValueError("is empty: every row needs it")
    return () if column.is_list else None


def _order_problems(line: int, cells: Cells, found: dict[str, Any]) -> Iterator[FileProblem]:
    pairs = (
        ("age_from_months", "age_under_months", "should be above age_from_months"),
        ("starts_on", "ends_on", "should be after starts_on"),
    )
    for low, high, problem in pairs:
        first, second = found.get(low), found.get(high)
        if first is not None and second is not None and not first < second:
            yield _at(line, high, cells[high], problem)
    if found.get("waiting_as_of") and found.get("waiting_weeks") is None:
        yield _at(line, "waiting_weeks", "", "is empty, but waiting_as_of says it was asked")


def _at(line: int, column: str, value: str, problem: str) -> FileProblem:
    return FileProblem(line=line, column=column, value=value, problem=problem)


class _Draft:
    """The rows of one service as they come in."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.values: dict[str, Any] = {}
        self.rows: list[Row] = []
        self.lines: list[int] = []

    def add(
        self, position: int, line: int, found: dict[str, Any], problems: list[FileProblem]
    ) -> None:
        shared = {c.name: found[c.name] for c in OF_SERVICE if c.name in found}
        if not self.rows:
            self.values = shared
        for name, value in shared.items():
            if self.values.get(name, value) != value:
                text = f"differs from line {self.line}: rows that share an id are one service"
                problems.append(_at(line, name, "", text))
        self.rows.append(Row(position=position, venue=_venue(found)))
        self.lines.append(line)

    def contradictions(self) -> Iterator[FileProblem]:
        """Yield a row that says nothing new: one service listed twice."""
        seen: set[VenueEntry] = set()
        for line, row in zip(self.lines, self.rows, strict=True):
            if row.venue in seen and not row.venue.hide_address:
                text = f"repeats line {self.line}: give another venue, or another id"
                yield _at(line, "id", str(self.values.get("id", "")), text)
            seen.add(row.venue)

    def entry(self) -> Entry:
        values = {name: value for name, value in self.values.items() if name != "id"}
        return Entry(id=self.values["id"], values=values, rows=tuple(self.rows))


def _venue(found: dict[str, Any]) -> VenueEntry:
    names = {column.name: column.name for column in OF_VENUE} | {"venue_name": "name"}
    return VenueEntry(**{names[key]: found.get(key) for key in names})
