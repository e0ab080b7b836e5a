"""Reading the directory file: all of it or nothing, with every problem at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.importing.columns import OF_SERVICE
from directory.importing.entries import HELD_BACK, Entry, Row, Stated, VenueEntry
from directory.importing.hiding import given_away
from directory.importing.problems import FileError, FileProblem
from directory.importing.rows import NOT_TEXT, ReadRow, RowReader
from directory.importing.sheet import sheet_rows
from directory.importing.values import Vocabulary
from directory.importing.workbook import MOST_ROWS, is_workbook, workbook_rows

__all__ = ["MOST_PROBLEMS", "NOT_TEXT", "read_entries"]

MOST_PROBLEMS = 500
"""More than a person reads at one time; the rest are counted, and come up at the next try."""
ROWS_AT_ONCE = 1000
Advance = Callable[[int], object]


@dataclass(slots=True)
class Shared:
    """The rows of one service, as far as they were read."""

    first: int
    """The line of its first row."""
    values: Mapping[str, Any]
    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    seen: dict[VenueEntry, int] | None = None
    """The line of each venue, from the second row on."""


def read_entries(
    content: bytes,
    vocabulary: Vocabulary,
    *,
    most_rows: int = MOST_ROWS,
    advance: Advance = lambda _: None,
) -> tuple[Entry, ...]:
    """Return the entries of a CSV file, or of a workbook (XLSX), told by what it begins with.

    `advance` is told how many rows were read since the last time. Raises FileError with every
    problem found, each with line, column, value and how to mend it.
    """
    problems: list[FileProblem] = []
    services = _services(content, vocabulary, problems, most_rows, advance)
    problems += given_away(
        (line, row.venue, service.values)
        for service in services.values()
        for line, row in zip(service.lines, service.rows, strict=True)
    )
    if not services and not problems:
        problems.append(_of_file("holds no services: an import would retire every one there is"))
    if problems:
        raise FileError(_most(problems))
    return tuple(
        Entry(id=id, values=service.values, rows=tuple(service.rows))
        for id, service in services.items()
    )


def _services(
    content: bytes,
    vocabulary: Vocabulary,
    problems: list[FileProblem],
    most_rows: int,
    advance: Advance,
) -> dict[str, Shared]:
    """Return the rows of each service, those with problems among them."""
    reader = RowReader(vocabulary, problems)
    services: dict[str, Shared] = {}
    numbered = workbook_rows if is_workbook(content) else sheet_rows
    for position, (line, cells) in enumerate(numbered(content, problems)):
        if position == most_rows:
            raise FileError([_of_file(f"holds more than {most_rows:,} rows")])
        if position % ROWS_AT_ONCE == ROWS_AT_ONCE - 1:
            advance(ROWS_AT_ONCE)
        row = reader.read(line, position, cells)
        if "id" in row.values:
            problems += _added(services, row)
    return services


def _added(services: dict[str, Shared], row: ReadRow) -> Iterator[FileProblem]:
    """Add a row to those of its service; yield what does not agree with them."""
    venue = row.venue
    shared = services.get(row.values["id"])
    if shared is None:
        values = Stated.of(row.values) or row.values
        shared = services[row.values["id"]] = Shared(row.line, values)
    else:
        yield from _differences(shared, row)
        yield from _repeats(shared, row, venue)
    shared.rows.append(Row(position=row.position, venue=venue))
    shared.lines.append(row.line)


def _differences(shared: Shared, row: ReadRow) -> Iterator[FileProblem]:
    """Yield each value that rows of one service do not share."""
    for column in OF_SERVICE:
        name = column.name
        if name in shared.values and name in row.values and shared.values[name] != row.values[name]:
            text = f"differs from line {shared.first}: rows that share an id are one service"
            yield row.problem(name, text)


def _repeats(shared: Shared, row: ReadRow, venue: VenueEntry) -> Iterator[FileProblem]:
    """Yield a row that says nothing new: one service listed twice at one venue."""
    if shared.seen is None:
        shared.seen = {shared.rows[0].venue: shared.first}
    # A service may have several hidden venues, which our own export leaves blank.
    if venue in shared.seen and venue != HELD_BACK:
        text = f"repeats line {shared.seen[venue]}: give another venue, or another id"
        yield row.problem("id", text)
    shared.seen.setdefault(venue, row.line)


def _most(problems: list[FileProblem]) -> list[FileProblem]:
    shown = sorted(problems, key=lambda problem: problem.line or 0)[:MOST_PROBLEMS]
    more = len(problems) - len(shown)
    return [*shown, _of_file(f"{more} more problems are not listed here")] if more else shown


def _of_file(text: str) -> FileProblem:
    return FileProblem(line=None, column=None, value=None, problem=text)
