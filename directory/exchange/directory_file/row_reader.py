"""Reading one row of the directory file: its cells become values, or problems in their place.

A whole council's file has millions of cells and few words that differ, so what a column has read
already is looked up and not read again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from directory.exchange.directory_file.header import Cells
from directory.exchange.directory_file.read_notes import ReadNotes
from directory.exchange.tables import DateCell, Unsound
from directory.model.cell_types import (
    OneOf,
    Vocabulary,
    day,
    is_nothing,
    of_several,
    past_day,
    service_id,
    written,
)
from directory.model.columns import COLUMNS, NAMES, OF_VENUE, Column
from directory.model.problems import FileProblem
from directory.model.service_entry import VenueEntry

NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd-\uffff]")
"""Control characters, what a file in another encoding leaves behind, and what no XML may hold."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
KEPT_BACK = "(kept back: hide_address is neither no nor empty)"
NOBODY = "is required too: nobody could come"
MOST_REMEMBERED = 4096
LONGEST_REMEMBERED = 200
_PLACE = {name: place for place, name in enumerate(NAMES)}
_OF_HIDDEN = {column.name for column in OF_VENUE} - {"hide_address"}
_PLAIN = {str}
_TOLD = {column.name for column in COLUMNS if column.read in (day, past_day) or column.is_list} - {
    "languages",
    "accessibility",
}
"""Columns of which it is told what a cell written otherwise was read as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row as it was read: its line and place, its cells, and the values that are sound."""

    line: int
    position: int
    cells: Cells
    values: Mapping[str, Any]

    @property
    def venue(self) -> VenueEntry:
        """Return what the row says of its venue."""
        stated = self.values.get
        return VenueEntry(
            name=stated("venue_name"),
            address=stated("address"),
            postcode=stated("postcode"),
            hide_address=stated("hide_address"),
        )

    def problem(self, column: str, text: str) -> FileProblem:
        """Return a problem of one cell; a hidden address is not repeated."""
        value = str(self.cells[_PLACE[column]])
        hidden = self.cells[_PLACE["hide_address"]].casefold() not in ("", "no")
        if hidden and value and column in _OF_HIDDEN:
            value = KEPT_BACK
        return FileProblem(line=self.line, column=column, value=value, problem=text)


class _Remembered(dict[str, Any]):
    """The values of one column by the text of their cells; a text that is new is read."""

    def __init__(self, column: Column, vocabulary: Vocabulary, notes: ReadNotes) -> None:
        super().__init__()
        self.column, self.vocabulary, self.notes = column, vocabulary, notes
        self.line = 0
        self._forget()
        self.keeps = column.read is not service_id

    def __missing__(self, cell: str) -> Any:
        value = self._read(cell)
        if self.keeps and len(cell) <= LONGEST_REMEMBERED:
            if len(self) > MOST_REMEMBERED:
                self._forget()
            self[cell] = value
        return value

    def _forget(self) -> None:
        self.clear()
        if not self.column.required:
            self[""] = () if self.column.is_list else None

    def _read(self, cell: str) -> Any:
        """Return the value of a cell; one that is written otherwise is noted."""
        column = self.column
        if cell and self.keeps and is_nothing(cell) and not _is_a_word(column, cell):
            self.notes.note(column.name, cell, "", self.line)
            cell = ""
            if not column.required:
                return () if column.is_list else None
        value = _value(column, cell, self.vocabulary)
        if column.name in _TOLD and (text := written(value)) != "".join(cell.split()):
            self.notes.note(column.name, cell, text, self.line)
        return value


def _is_a_word(column: Column, cell: str) -> bool:
    """Say whether a column has this very word: “none” is a capacity, not an empty cell."""
    return isinstance(column.read, OneOf) and cell in column.read.words


class RowReader:
    """Reads the rows of one file."""

    def __init__(
        self, vocabulary: Vocabulary, problems: list[FileProblem], notes: ReadNotes
    ) -> None:
        self.problems = problems
        self.remembered = [_Remembered(column, vocabulary, notes) for column in COLUMNS]

    def read(self, line: int, position: int, cells: Cells) -> ReadRow:
        """Return a row; what is wrong with it is added to the problems."""
        for known in self.remembered:
            known.line = line
        try:
            values = self._all_sound(cells)
        except ValueError:
            values = {}
        row = ReadRow(line=line, position=position, cells=cells, values=values)
        if not values:
            values.update(self._sound(row))
        self.problems += _contradictions(row)
        return row

    def _all_sound(self, cells: Cells) -> dict[str, Any]:
        if set(map(type, cells)) != _PLAIN or NOT_TEXT.search("".join(cells)):
            raise ValueError
        pairs = zip(self.remembered, cells, strict=True)
        return dict(zip(NAMES, [known[cell] for known, cell in pairs], strict=True))

    def _sound(self, row: ReadRow) -> Iterator[tuple[str, Any]]:
        """Yield the values of the cells that are sound, and note what is wrong with the others."""
        for known, cell in zip(self.remembered, row.cells, strict=True):
            name = known.column.name
            try:
                _demand_sound(cell, known.column)
                if NOT_TEXT.search(cell):
                    raise ValueError("holds a character that is not text: type it again")
                yield name, known[cell]
            except ValueError as error:
                self.problems.append(row.problem(name, str(error)))


def _demand_sound(cell: str, column: Column) -> None:
    """Raise ValueError for a cell that its spreadsheet bent: “5-11” may have become a date."""
    if isinstance(cell, Unsound):
        raise ValueError(cell.problem)
    is_day = column.read in (day, past_day)
    if isinstance(cell, DateCell) and not (is_day and DAY.fullmatch(cell)):
        kept = "has a time of day" if is_day else "is kept as a date or time"
        raise ValueError(f"{kept}: give the column the format “text”, and type it again")


def _value(column: Column, cell: str, vocabulary: Vocabulary) -> Any:
    if cell:
        return column.read(cell, vocabulary)
    raise ValueError("is empty: every row needs it")


def _contradictions(row: ReadRow) -> Iterator[FileProblem]:
    """Yield what cannot hold at once within one row."""
    pairs = (
        ("age_from_months", "age_under_months", "should be above age_from_months"),
        ("starts_on", "ends_on", "should be after starts_on"),
    )
    for low, high, text in pairs:
        first, second = row.values.get(low), row.values.get(high)
        if first is not None and second is not None and not first < second:
            yield row.problem(high, text)
    if row.values.get("waiting_as_of") and row.values.get("waiting_weeks", 0) is None:
        yield row.problem("waiting_weeks", "is empty, but waiting_as_of says it was asked")
    excluded = row.values.get("excludes", ())
    for fact in row.values.get("requires", ()):
        if fact in excluded:
            yield row.problem("excludes", of_several(excluded, fact, NOBODY))
