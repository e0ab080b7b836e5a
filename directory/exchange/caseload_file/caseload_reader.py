"""Reading a caseload: all of it or nothing, with every problem at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from directory.exchange.caseload_file.cell_parsers import GROWN
from directory.exchange.caseload_file.census import Census, CensusCode
from directory.exchange.caseload_file.column_readers import CLOSED, DIED, ColumnReader, FactTarget
from directory.exchange.caseload_file.header_mapping import Heading, read_headings
from directory.exchange.caseload_file.identifier_screening import IdentifierScreen, refuse_headings
from directory.exchange.tables import LIMITS, Layout, Limits, Numbered, read_table
from directory.model.problems import MOST_PROBLEMS, FileProblem, demand_none, refused
from matcher.caseload import NOT_KNOWN
from matcher.caseload_columns import Column
from matcher.conditions import AGE
from matcher.facts import FactBook

AT_ONCE, MOST_LETTERS = 10_000, 4_000_000
"""Rows, and letters in them, that are held as text at one time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedRows:
    """Rows that are not counted: of people of 18 and over, children who died, closed cases."""

    grown: int = 0
    died: int = 0
    closed: int = 0

    @property
    def rows(self) -> int:
        """Return how many there are; each row is in one part."""
        return self.grown + self.died + self.closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A code that says nothing which a fact asks, why, and how many rows have it."""

    code: str
    means: str
    why: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseloadFile:
    """What is known of each child, in the order of the rows; nothing of who they are."""

    on: date
    children: int
    columns: Mapping[str, Column]
    """As `matcher.caseload.statuses` takes them; a date of birth is an age by now."""
    left_out: ExcludedRows
    used: tuple[str, ...]
    not_used: tuple[str, ...]
    silent: tuple[Silent, ...]
    assumed: tuple[str, ...]
    """What was assumed of the council's codes, by the ids of `data/census_columns.yaml`."""


def read_caseload(
    content: bytes,
    facts: FactBook,
    census: Census,
    on: date,
    *,
    assumed: Iterable[str] = (),
    limits: Limits = LIMITS,
) -> CaseloadFile:
    """Return the children of a file in any format that a table may have.

    `assumed` are ids of the assumptions of the table. Raises FileError for a file that holds what
    may tell who somebody is, naming the columns and nothing of them, or else with every problem
    found, each with row, column and how to mend it.
    """
    problems: list[FileProblem] = []
    table = read_table(content, Layout(), problems, limits)
    assert table is not None  # whatever its first row is, it is the header
    headings = read_headings_of(table.headings, facts, census)
    reading = _Reading(headings, facts, on, frozenset(assumed), problems)
    for some in _some_at_a_time(table.rows):
        reading.take(some)
    return reading.finished()


def _some_at_a_time(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    some: list[Numbered] = []
    letters = 0
    for each in rows:
        some.append(each)
        letters += sum(map(len, each[1]))
        if len(some) == AT_ONCE or letters > MOST_LETTERS:
            yield some
            some, letters = [], 0
    if some:
        yield some


def read_headings_of(row: Sequence[str], facts: FactBook, census: Census) -> tuple[Heading, ...]:
    """Return what the columns are, those of people refused before anything is said of the rest."""
    headings = read_headings(row, facts, census)
    refuse_headings(headings, census.refused)
    return headings


class _Reading:
    """The rows as far as they were read."""

    def __init__(
        self,
        headings: Sequence[Heading],
        facts: FactBook,
        on: date,
        assumed: frozenset[str],
        problems: list[FileProblem],
    ) -> None:
        self._headings, self._on, self._assumed = headings, on, assumed
        self._problems, self._more = problems, 0
        self._watch = IdentifierScreen(headings)
        self._readers = [ColumnReader(h, facts, on, assumed) for h in headings if h.is_used]
        self._parts: list[Mapping[str, Column]] = []
        self._left_out = ExcludedRows()
        self._children = 0

    def take(self, rows: Sequence[Numbered]) -> None:
        """Read some rows."""
        lines = [line for line, _ in rows]
        cells = [*zip(*(row for _, row in rows), strict=True)]
        for at, column in enumerate(cells):
            self._watch.look(at, column)
        self._read(cells, lines)

    def _read(self, cells: Sequence[tuple[str, ...]], lines: Sequence[int]) -> None:
        said: dict[str, tuple[Column, str]] = {}
        yielding: list[tuple[str, Column]] = []
        for reader in self._readers:
            found, wrong = reader.read(cells[reader.heading.at])
            place = reader.heading.place
            self._note((lines[at], place, text) for at, text in wrong)
            for target, column in found.items():
                if target.yields:
                    yielding.append((target.of, column))
                else:
                    self._add(said, target, column, place, lines)
        self._keep({of: column for of, (column, _) in said.items()}, yielding, len(lines))

    def finished(self) -> CaseloadFile:
        """Return what was read. Raises FileError for what was refused, or was wrong."""
        self._watch.refuse()
        self._note_nameless()
        demand_none(self._problems, more=self._more)
        if not self._children:
            raise refused(_nobody(self._left_out))
        named = [heading for heading in self._headings if heading.name]
        used, unused = ([h.place for h in named if h.is_used is each] for each in (True, False))
        return CaseloadFile(
            on=self._on,
            children=self._children,
            columns=self._joined(),
            left_out=self._left_out,
            used=tuple(used),
            not_used=tuple(unused),
            silent=tuple(_silent(reader.silent for reader in self._readers)),
            assumed=tuple(sorted(self._assumed)),
        )

    def _add(
        self,
        said: dict[str, tuple[Column, str]],
        target: FactTarget,
        column: Column,
        place: str,
        lines: Sequence[int],
    ) -> None:
        """Add what a column says of a fact; note the rows where another one says otherwise."""
        if target.of not in said:
            said[target.of] = column, place
            return
        before, first = said[target.of]
        differ = (before != NOT_KNOWN) & (column != NOT_KNOWN) & (before != column)
        text = f"says something else than {first}: mend one of them"
        self._note((lines[at], place, text) for at in np.flatnonzero(differ).tolist())
        said[target.of] = np.where(before == NOT_KNOWN, column, before), first

    def _keep(
        self, said: dict[str, Column], yielding: Iterable[tuple[str, Column]], rows: int
    ) -> None:
        """Keep the facts of the children who are counted."""
        for of, column in yielding:
            before = said.get(of)
            said[of] = column if before is None else np.where(before == NOT_KNOWN, column, before)
        nothing = np.full(rows, NOT_KNOWN, np.int16)
        grown = said.setdefault(AGE, nothing) == GROWN
        died = (said.pop(DIED, nothing) == 1) & ~grown
        closed = (said.pop(CLOSED, nothing) == 1) & ~grown & ~died
        kept = ~(grown | died | closed)
        counts = (int(np.count_nonzero(each)) for each in (grown, died, closed))
        left = self._left_out
        more = dict(zip(("grown", "died", "closed"), counts, strict=True))
        self._left_out = replace(left, **{n: getattr(left, n) + c for n, c in more.items()})
        self._children += int(np.count_nonzero(kept))
        self._parts.append({of: column[kept].astype(np.int16) for of, column in said.items()})

    def _joined(self) -> Mapping[str, Column]:
        """Return the columns whole; a part in which no cell told of a fact does not know it."""
        parts: dict[str, list[Column]] = defaultdict(list)
        for id in {id for part in self._parts for id in part}:
            for part in self._parts:
                nothing = np.full(len(part[AGE]), NOT_KNOWN, np.int16)
                parts[id].append(part.get(id, nothing))
        return {id: np.concatenate(columns) for id, columns in sorted(parts.items())}

    def _note_nameless(self) -> None:
        """Note a column that holds something and has no name; spreadsheets leave empty ones."""
        for heading in self._headings:
            if not heading.name and self._watch.has_any(heading.at):
                text = f"column {heading.at + 1} has no name: give it one, or delete it"
                each = FileProblem(line=1, column=None, value=None, problem=text)
                self._problems.append(each)

    def _note(self, found: Iterable[tuple[int, str, str]]) -> None:
        for line, column, text in found:
            if len(self._problems) < MOST_PROBLEMS * len(self._readers):
                each = FileProblem(line=line, column=column, value=None, problem=text)
                self._problems.append(each)
            else:
                self._more += 1


def _silent(counted: Iterable[Counter[CensusCode]]) -> Iterator[Silent]:
    """Yield the codes that say nothing, those of most rows first."""
    for code, rows in sum(counted, Counter[CensusCode]()).most_common():
        yield Silent(code=code.code, means=code.means, why=code.why or "", rows=rows)


def _nobody(left_out: ExcludedRows) -> str:
    if not left_out.rows:
        return "holds no children: the first row should hold the column names, each other one child"
    return (
        f"holds no child to count: {left_out.grown:,} rows are of people of 18 and over, "
        f"{left_out.died:,} of children who have died and {left_out.closed:,} of closed cases"
    )
