"""Reading the directory file: all of it or nothing, with every problem at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from directory.importing.columns import COLUMNS, OF_SERVICE, OF_VENUE, Column
from directory.importing.entries import HELD_BACK, Entry, Row, VenueEntry
from directory.importing.problems import FileError, FileProblem
from directory.importing.sheet import Cells, numbered_rows
from directory.importing.values import Vocabulary

MOST_PROBLEMS = 500
"""More than a person reads at one time; the rest are counted, and come up at the next try."""
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f�]")
"""Control characters, and what a file in another encoding leaves behind."""
KEPT_BACK = "(kept back)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A row as it was read: its line and place, its cells, and the values that are sound."""

    line: int
    position: int
    cells: Cells
    values: dict[str, Any]

    @property
    def venue(self) -> VenueEntry:
        names = {column.name: column.name for column in OF_VENUE} | {"venue_name": "name"}
        return VenueEntry(**{names[key]: self.values.get(key) for key in names})

    def problem(self, column: str, text: str) -> FileProblem:
        """Return a problem of one cell; a hidden address is not repeated."""
        value = self.cells[column]
        hidden = self.cells["hide_address"].casefold() not in ("", "no")
        if hidden and value and column in _OF_HIDDEN:
            value = KEPT_BACK
        return FileProblem(line=self.line, column=column, value=value, problem=text)


_OF_HIDDEN = {column.name for column in OF_VENUE} - {"hide_address"}


def read_entries(content: bytes, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Return the entries of a CSV file.

    Raises FileError with every problem found, each with line, column, value and how to mend it.
    """
    problems: list[FileProblem] = []
    rows = [
        _read(line, position, cells, vocabulary, problems)
        for position, (line, cells) in enumerate(numbered_rows(content, problems))
    ]
    services: dict[str, list[_Read]] = {}
    for row in rows:
        if "id" in row.values:
            services.setdefault(row.values["id"], []).append(row)
    for shared in services.values():
        problems += [*_differences(shared), *_repeats(shared)]
    problems += _given_away(rows)
    if not rows and not problems:
        problems.append(_of_file("holds no services: an import would retire every one there is"))
    if problems:
        raise FileError(_most(problems))
    return tuple(_entry(id, shared) for id, shared in services.items())


def _most(problems: list[FileProblem]) -> list[FileProblem]:
    shown = sorted(problems, key=lambda problem: problem.line or 0)[:MOST_PROBLEMS]
    more = len(problems) - len(shown)
    return [*shown, _of_file(f"{more} more problems are not listed here")] if more else shown


def _of_file(text: str) -> FileProblem:
    return FileProblem(line=None, column=None, value=None, problem=text)


def _read(
    line: int, position: int, cells: Cells, vocabulary: Vocabulary, problems: list[FileProblem]
) -> _Read:
    row = _Read(line=line, position=position, cells=cells, values={})
    for column in COLUMNS:
        try:
            row.values[column.name] = _value(column, cells[column.name], vocabulary)
        except ValueError as error:
            problems.append(row.problem(column.name, str(error)))
    problems += _contradictions(row)
    return row


def _value(column: Column, cell: str, vocabulary: Vocabulary) -> Any:
    if NOT_TEXT.search(cell):
        raise ValueError("holds a character that is not text: type it again")
    if cell:
        return column.read(cell, vocabulary)
    if column.required:
        raise ValueError("is empty: every row needs it")
    return () if column.is_list else None


def _contradictions(row: _Read) -> Iterator[FileProblem]:
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
    for fact in row.values.get("requires", ()):
        if fact in row.values.get("excludes", ()):
            yield row.problem("excludes", f"{fact} is required too: nobody could come")


def _differences(shared: list[_Read]) -> Iterator[FileProblem]:
    """Yield each value that rows of one service do not share."""
    first, *others = shared
    for row in others:
        for column in OF_SERVICE:
            values = [
                each.values[column.name] for each in (first, row) if column.name in each.values
            ]
            if len(values) == 2 and values[0] != values[1]:
                text = f"differs from line {first.line}: rows that share an id are one service"
                yield row.problem(column.name, text)


def _repeats(shared: list[_Read]) -> Iterator[FileProblem]:
    """Yield a row that says nothing new: one service listed twice at one venue."""
    seen: dict[VenueEntry, int] = {}
    for row in shared:
        # A service may have several hidden venues, which our own export leaves blank.
        if row.venue in seen and row.venue != HELD_BACK:
            text = f"repeats line {seen[row.venue]}: give another venue, or another id"
            yield row.problem("id", text)
        seen.setdefault(row.venue, row.line)


def _given_away(rows: list[_Read]) -> Iterator[FileProblem]:
    """Yield each row that shows an address which another row hides, or names its postcode."""
    hidden: dict[str, list[_Read]] = {}
    for row in rows:
        if row.venue.hide_address and row.venue.postcode:
            hidden.setdefault(row.venue.postcode, []).append(row)
    secrets = re.compile("|".join(code.replace(" ", r"\s*") for code in hidden), re.IGNORECASE)
    for row in rows if hidden else ():
        for secret in hidden.get(row.venue.postcode or "", []):
            if not row.venue.hide_address and _same_place(row.venue, secret.venue):
                text = (
                    f"is hidden on line {secret.line} and shown here: write yes in both, or neither"
                )
                yield _withheld(row, "hide_address", text)
        for column in _named_in(row, secrets):
            yield _withheld(row, column, "names the postcode of a hidden address: take it out")


def _withheld(row: _Read, column: str, text: str) -> FileProblem:
    return FileProblem(line=row.line, column=column, value=None, problem=text)


def _same_place(one: VenueEntry, other: VenueEntry) -> bool:
    """Say whether two venues with one postcode may be one: by name, or an address in the other."""
    ours, theirs = _letters(one.address), _letters(other.address)
    same_name = bool(one.name) and _letters(one.name) == _letters(other.name)
    return same_name or ours in theirs or theirs in ours


def _named_in(row: _Read, secrets: re.Pattern[str]) -> Iterator[str]:
    """Yield the columns of words, those of the venue aside, that name a hidden postcode."""
    for column in OF_SERVICE:
        value = row.values.get(column.name)
        if isinstance(value, str) and secrets.search(value):
            yield column.name


def _letters(text: str | None) -> str:
    return "".join(c for c in (text or "").casefold() if c.isalnum())


def _entry(id: str, shared: list[_Read]) -> Entry:
    first = shared[0].values
    values = {column.name: first[column.name] for column in OF_SERVICE if column.name != "id"}
    rows = tuple(Row(position=row.position, venue=row.venue) for row in shared)
    return Entry(id=id, values=values, rows=rows)
