"""Children in need, on protection plans, referred and looked after, by authority and year.

Tables of the Department for Education (DfE) as published, or a council's own. What is withheld
stays withheld: it is never nought.

Authorities keep the code of the year that a figure is of, as the DfE gives it; `code_in_year`
tells it. The DfE's year ends on 31 March, and a population is of 30 June: children in need of
year Y lived among the population of year Y − 1, under the same code.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.exchange.statistics.authorities import district_of, upper_names
from directory.exchange.statistics.authority_codes import code_in_year
from directory.exchange.statistics.need_columns import (
    CATEGORIES,
    MEASURES,
    category_of,
    counts_of,
    is_wanted_kind,
    keys_of,
)
from directory.exchange.statistics.publication_registry import (
    FileStatement,
    Publication,
    known_of,
    published,
)
from directory.exchange.statistics.suppressed_counts import Unread, read_count, withheld_mark
from directory.exchange.statistics.tables import read_published
from directory.exchange.tables import Row, Table
from directory.geo.areas import REPLACED, codes_of
from directory.model.problems import FileProblem, demand_none, refused

__all__ = ["CATEGORIES", "MEASURES", "Need", "NeedRow", "code_in_year", "joined", "read_need"]

ENGLAND = "E92000001"
WANTED = (
    "“new_la_code”, “time_period” and a column of counts of the Department for Education, such as "
    "“At31_episodes” or “CPP_At31”; or “authority”, “year”, “measure” and “number”"
)
_YEAR = re.compile(r"(20\d\d)(\d\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One figure; a number of None is withheld, and `withheld` is the publisher's mark."""

    authority: str
    year: int
    """The year to 31 March."""
    measure: str
    category: str
    number: int | None
    withheld: str | None

    @property
    def key(self) -> tuple[str, int, str, str]:
        """Return what it is a figure of: there is one for each."""
        return self.authority, self.year, self.measure, self.category


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The figures of one table, or of several."""

    published: Publication
    rows: tuple[NeedRow, ...]
    notes: tuple[str, ...]
    """What was left out, in words."""

    @property
    def withheld(self) -> int:
        """Return how many figures are withheld."""
        return sum(row.number is None for row in self.rows)


def read_need(content: bytes, *, said: FileStatement | None = None) -> Need:
    """Return the figures of a table: CSV, CSV in gzip or workbook.

    Regions are left out; England is kept. Raises FileError with every problem.
    """
    problems: list[FileProblem] = []
    table = read_published(content, _is_headings, WANTED, problems)
    reader = _Reader(table, problems)
    rows = tuple(reader.read())
    if not rows:
        demand_none(problems)
        raise refused("holds no figure of an authority of England")
    about = published(said or FileStatement(), known_of(table.headings), _years(rows), problems)
    demand_none(problems)
    return Need(published=about, rows=rows, notes=tuple(reader.notes()))


def joined(tables: Sequence[Need]) -> Need:
    """Return the figures of several tables as one set.

    Raises FileError where two give a figure of the same thing.
    """
    seen: dict[tuple[str, int, str, str], str] = {}
    for need in tables:
        for row in need.rows:
            if row.key in seen:
                what = f"{MEASURES[row.measure]} of {row.authority} in {row.year}"
                raise refused(f"{what} stand in two of the files: leave out one of them")
            seen[row.key] = need.published.title
    rows = tuple(row for need in tables for row in need.rows)
    about = Publication(
        title="; ".join(dict.fromkeys(need.published.title for need in tables)),
        dated=_years(rows) or "",
        licence="; ".join(dict.fromkeys(need.published.licence for need in tables)),
    )
    return Need(published=about, rows=rows, notes=tuple(n for need in tables for n in need.notes))


def _is_headings(row: Row) -> bool:
    keys = keys_of(row)
    own = "measure" in keys and "number" in keys
    return "authority" in keys and "year" in keys and bool(own or counts_of(row))


def _years(rows: Sequence[NeedRow]) -> str | None:
    years = sorted({row.year for row in rows})
    if not years:
        return None
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


class _Reader:
    """Reads the rows of one table, and gathers what is wrong with them."""

    def __init__(self, table: Table, problems: list[FileProblem]) -> None:
        self.table = table
        self.problems = problems
        self.keys = keys_of(table.headings)
        self.counts = counts_of(table.headings)
        self.seen: dict[tuple[str, int, str, str], int] = {}
        self.regions: set[str] = set()

    def read(self) -> Iterator[NeedRow]:
        """Yield the figures of each row."""
        for line, row in self.table.rows:
            if "kind" in self.keys and not is_wanted_kind(self._cell(row, "kind")):
                continue
            before = len(self.problems)
            authority, year = self._authority(line, row), self._year(line, row)
            category = self._category(line, row)
            if authority is None or len(self.problems) > before:
                continue
            for measure, part, place in self._figures(line, row, category):
                yield from self._figure(line, row, place, (authority, year, measure, part))

    def notes(self) -> Iterator[str]:
        """Yield what was left out."""
        if self.regions:
            yield "Regions are left out: an authority, or England, is what a figure is kept for"

    def _cell(self, row: Row, key: str) -> str:
        return row[self.keys[key]].strip() if key in self.keys else ""

    def _authority(self, line: int, row: Row) -> str | None:
        """Return the code, or None for a region."""
        code = self._cell(row, "authority").upper()
        level = self._cell(row, "level").casefold()
        if level == "national":
            return ENGLAND
        if level == "regional" or code.startswith(("E12", "E13")):
            self.regions.add(code)
            return None
        if not (code == ENGLAND or code in REPLACED or _is_known(code)):
            text = "is not the code of an authority of England (such as E08000021)"
            self._problem(line, "authority", code, text)
        return code

    def _year(self, line: int, row: Row) -> int:
        cell = self._cell(row, "year")
        found = _YEAR.fullmatch(cell.replace("/", "").replace("-", ""))
        if not found:
            text = "is not a year: write the year in which it ended, such as 2025"
            self._problem(line, "year", cell, text)
            return 0
        # 202425 is the year that began in 2024.
        return int(found[1]) + (1 if found[2] else 0)

    def _category(self, line: int, row: Row) -> str:
        cell = self._cell(row, "category")
        category = category_of(cell)
        if category is None:
            known = ", ".join(CATEGORIES)
            self._problem(line, "category", cell, f"is not a category that is known: {known}")
        return category or ""

    def _figures(self, line: int, row: Row, category: str) -> Iterator[tuple[str, str, int]]:
        """Yield measure, category and column of each figure of a row."""
        if "measure" not in self.keys or "number" not in self.keys:
            for (measure, part), place in self.counts.items():
                yield measure, part if category == "all" else category, place
            return
        measure = self._cell(row, "measure").casefold().replace(" ", "_")
        if measure in MEASURES:
            yield measure, category, self.keys["number"]
        else:
            known = ", ".join(MEASURES)
            self._problem(line, "measure", self._cell(row, "measure"), f"is none of {known}")

    def _figure(
        self, line: int, row: Row, place: int, key: tuple[str, int, str, str]
    ) -> Iterator[NeedRow]:
        cell = row[place].strip()
        mark = withheld_mark(cell)
        number = None if mark else read_count(cell)
        if isinstance(number, Unread):
            column = self.table.headings[place]
            text = _not_a_count(cell, number)
            self.problems.append(FileProblem(line=line, column=column, value=cell, problem=text))
        elif key in self.seen:
            text = f"stands twice for {key[1]} (first on line {self.seen[key]}): leave one row"
            self._problem(line, "authority", key[0], text)
        else:
            self.seen[key] = line
            authority, year, measure, category = key
            yield NeedRow(
                authority=authority,
                year=year,
                measure=measure,
                category=category,
                number=number,
                withheld=mark,
            )

    def _problem(self, line: int, key: str, value: str, text: str) -> None:
        column = self.table.headings[self.keys[key]]
        self.problems.append(FileProblem(line=line, column=column, value=value, problem=text))


def _not_a_count(cell: str, unread: Unread) -> str:
    return unread.problem if cell else "is empty: write the number, or c where it is withheld"


def _is_known(code: str) -> bool:
    return district_of(code) is not None or not codes_of(code).isdisjoint(upper_names())
