"""Reading the directory file: all of it or nothing, with every problem at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from directory.exchange.directory_file.address_leaks import given_away
from directory.exchange.directory_file.age_cells import AgeCells
from directory.exchange.directory_file.header import ROW_VERSION, Header, read_header
from directory.exchange.directory_file.read_notes import ReadNotes
from directory.exchange.directory_file.row_reader import NOT_TEXT, ReadRow, RowReader
from directory.exchange.tables import LIMITS, Layout, Limits, Table, read_table
from directory.model.age_words import Unit
from directory.model.cell_types import Vocabulary
from directory.model.columns import OF_SERVICE
from directory.model.hidden_by_words import hidden_by_words
from directory.model.problems import FileProblem, demand_none, of_file
from directory.model.row_version import RowVersion, read_version
from directory.model.service_entry import (
    HELD_BACK,
    ServiceEntry,
    ServiceValues,
    VenueEntry,
    VenueRow,
)

__all__ = ["NOT_TEXT", "DirectoryFile", "read_entries", "read_file"]

SHEET = "Services"
MOST_ROWS = 250_000
"""Fewer than other tables may have: what a service states is held in memory until it is stored."""
DIRECTORY = replace(LIMITS, rows=MOST_ROWS)
ROWS_AT_ONCE = 1000
MOST_TOLD = 10_000
"""Problems that are told of one file, all of them in a spreadsheet to work from."""
LAYOUT = Layout(sheet=SHEET, ignores_nameless=True)
Advance = Callable[[int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFile:
    """What a file states, how it was read, and what has to be asked before it is taken."""

    entries: tuple[ServiceEntry, ...]
    notes: ReadNotes
    ages_question: str | None
    """What is asked where its ages may be years; None where they are clear."""
    seem_years: frozenset[str]
    """The ids of the services whose ages may be years."""


@dataclass(slots=True)
class Shared:
    """The rows of one service, as far as they were read."""

    first: int
    """The line of its first row."""
    values: Mapping[str, Any]
    rows: list[VenueRow] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    seen: dict[VenueEntry, int] | None = None
    """The line of each venue, from the second row on."""
    version: RowVersion | None = None


def read_entries(
    content: bytes,
    vocabulary: Vocabulary,
    *,
    limits: Limits = DIRECTORY,
    advance: Advance = lambda _: None,
) -> tuple[ServiceEntry, ...]:
    """Return the entries of a file, as `read_file` does, its numbers of ages read as months."""
    return read_file(content, vocabulary, limits=limits, advance=advance).entries


def read_file(
    content: bytes,
    vocabulary: Vocabulary,
    *,
    ages_in: Unit | None = None,
    limits: Limits = DIRECTORY,
    advance: Advance = lambda _: None,
) -> DirectoryFile:
    """Return what a file states, in any format that a table may have.

    Without `ages_in`, numbers of ages are read as months, and the question is part of the answer.
    `advance` is told how many rows were read since the last time. Raises FileError with every
    problem found, each with line, column, value and how to mend it.
    """
    problems: list[FileProblem] = []
    table = read_table(content, LAYOUT, problems, limits)
    assert table is not None  # whatever its first row is, it is the header
    reading = _Reading(table, vocabulary, problems, ages_in)
    services = reading.services(advance)
    entries = tuple(reading.entry(id, each) for id, each in services.items())
    problems += given_away(
        (line, row.venue, entry.values)
        for entry in entries
        for line, row in zip(services[entry.id].lines, entry.rows, strict=True)
    )
    if not services and not problems:
        problems.append(of_file("holds no services: an import would retire every one there is"))
    demand_none(problems, most=MOST_TOLD)
    return reading.file(entries, services)


class _Reading:
    """Reads the rows of one file into services."""

    def __init__(
        self,
        table: Table,
        vocabulary: Vocabulary,
        problems: list[FileProblem],
        ages_in: Unit | None,
    ) -> None:
        self.table, self.problems, self.notes = table, problems, ReadNotes()
        self.header = read_header(table.headings, table.line)
        self.stated = self.header.stated
        self.ages = AgeCells(self.header, ages_in, self.notes.note, problems)
        self.reader = RowReader(vocabulary, problems, self.notes)

    def services(self, advance: Advance) -> dict[str, Shared]:
        """Return the rows of each service, those with problems among them."""
        services: dict[str, Shared] = {}
        pick = self.header.order()
        for position, (line, cells) in enumerate(self.table.rows):
            if position % ROWS_AT_ONCE == ROWS_AT_ONCE - 1:
                advance(ROWS_AT_ONCE)
            ordered = self.ages.of(line, cells, pick((*cells, "")))
            row = self.reader.read(line, position, ordered)
            if "id" in row.values:
                self.problems += _added(services, row)
                self._keep_version(services[row.values["id"]], line, cells)
        return services

    def _keep_version(self, shared: Shared, line: int, cells: list[str]) -> None:
        cell = self.header.cell(ROW_VERSION, cells)
        try:
            shared.version = shared.version or (read_version(cell) if cell else None)
        except ValueError as error:
            problem = FileProblem(line=line, column=ROW_VERSION, value=cell, problem=str(error))
            self.problems.append(problem)

    def entry(self, id: str, service: Shared) -> ServiceEntry:
        """Return the entry of a service, its address hidden where its words say so."""
        entry = ServiceEntry(
            id=id,
            values=service.values,
            rows=tuple(service.rows),
            stated=self.stated,
            version=service.version,
        )
        hidden = hidden_by_words(entry)
        if hidden is not entry:
            self.notes.hidden.append(id)
        return hidden

    def file(
        self, entries: tuple[ServiceEntry, ...], services: Mapping[str, Shared]
    ) -> DirectoryFile:
        """Return the file as it was read."""
        self.notes.of_file = list(_of_header(self.header, self.table))
        doubted = self.ages.seem_years.keys()
        return DirectoryFile(
            entries=entries,
            notes=self.notes,
            ages_question=self.ages.question,
            seem_years=frozenset(
                id for id, each in services.items() if not doubted.isdisjoint(each.lines)
            ),
        )


def _of_header(header: Header, table: Table) -> Iterator[str]:
    """Yield what was made of the column names."""
    for heading, column in header.renamed:
        yield f"the column {heading} is read as {column}"
    for name in header.ignored:
        yield f"the column {name} is not known, and is not read"
    for column in table.nameless:
        yield f"{column} has no name, and is not read"


def _added(services: dict[str, Shared], row: ReadRow) -> Iterator[FileProblem]:
    """Add a row to those of its service; yield what does not agree with them."""
    venue = row.venue
    shared = services.get(row.values["id"])
    if shared is None:
        values = ServiceValues.of(row.values) or row.values
        shared = services[row.values["id"]] = Shared(row.line, values)
    else:
        yield from _differences(shared, row)
        yield from _repeats(shared, row, venue)
    shared.rows.append(VenueRow(position=row.position, venue=venue))
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
