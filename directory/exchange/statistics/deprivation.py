"""How deprived each LSOA is, and whether it is rural: a published table, read and checked.

The tenths of the English Indices of Deprivation: 1 is the most deprived tenth of all LSOAs of
England. All of a file is taken or nothing, with every problem named; other countries are left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.exchange.statistics.header_patterns import PLACES, columns_of, words_of, year_in
from directory.exchange.statistics.lsoa_vintages import is_lsoa, vintage_of
from directory.exchange.statistics.publication_registry import FileStatement, Publication, published
from directory.exchange.statistics.tables import read_published
from directory.exchange.tables import Row, Table
from directory.model.problems import FileProblem, demand_none, refused

AREAS = ("lsoa21", "lsoa11", "lsoa", "area")
TENTHS = range(1, 11)
COLUMNS: Mapping[str, str] = {
    "tenth": r"(indexofmultipledeprivation)?(imd)?(20)?(\d\d)?dec(ile)?(where1is.*)?",
    "rural": r"ruc|ruc(20)?\d\d|ruc(20)?\d\d(code|cd|name|nm)?|ruralurban(classification)?.*"
    r"|urbanrural.*|rural",
}
"""How such tables head what they tell of an LSOA; of several years the newest is read."""
WANTED = (
    "the code of an LSOA (“LSOA code (2021)”, “lsoa21cd”) and its decile of the Index of Multiple"
    " Deprivation (“IMD Decile”)"
)
TITLE = "English Indices of Deprivation {} (Ministry of Housing, Communities and Local Government)"
LICENCE = "Source: MHCLG, licensed under the Open Government Licence v3.0"
NOT_A_TENTH = "should be a tenth from 1 (most deprived) to 10"
_RURAL = re.compile(
    r"(r[a-z]{1,2}\d|[def][12])|(rural\b.*|larger rural.*|smaller rural.*|yes|true)"
)
_URBAN = re.compile(r"(u[a-z]\d|[abc][12])|(urban\b.*|no|false)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeprivationRow:
    """One LSOA: its tenth, and whether it is rural; None where the table does not tell."""

    code: str
    tenth: int
    rural: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprivation:
    """The LSOAs of one table; `areas` is `lsoa11` or `lsoa21`."""

    published: Publication
    areas: str
    rows: tuple[DeprivationRow, ...]
    notes: tuple[str, ...] = ()


def read_deprivation(content: bytes, *, said: FileStatement | None = None) -> Deprivation:
    """Return the tenths of a table: CSV, CSV in gzip or workbook.

    Raises FileError with every problem.
    """
    problems: list[FileProblem] = []
    table = read_published(content, _is_headings, WANTED, problems)
    columns = columns_of(table.headings, PLACES) | columns_of(table.headings, COLUMNS)
    area = next(each for each in AREAS if each in columns)
    rows = _once(_rows(table, columns, columns[area], problems), problems)
    demand_none(problems)
    if not rows:
        raise refused("holds no LSOA of England")
    about = published(_stated(said, table, columns["tenth"]), None, None, problems)
    demand_none(problems)
    codes = [row.code for row in rows]
    areas = vintage_of(codes, area) or "lsoa21"
    return Deprivation(published=about, areas=areas, rows=rows)


def _is_headings(row: Row) -> bool:
    return "tenth" in columns_of(row, COLUMNS) and any(
        each in columns_of(row, PLACES) for each in AREAS
    )


def _rows(
    table: Table, columns: Mapping[str, int], area: int, problems: list[FileProblem]
) -> Iterator[tuple[int, DeprivationRow]]:
    for line, row in table.rows:
        code, cell = row[area].strip().upper(), row[columns["tenth"]].strip()
        if not is_lsoa(code):
            continue
        tenth = int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= 2 else 0
        rural = _rural(row[columns["rural"]]) if "rural" in columns else None
        if tenth in TENTHS:
            yield line, DeprivationRow(code=code, tenth=tenth, rural=rural)
        else:
            heading = table.headings[columns["tenth"]]
            problems.append(FileProblem(line=line, column=heading, value=cell, problem=NOT_A_TENTH))


def _once(
    rows: Iterator[tuple[int, DeprivationRow]], problems: list[FileProblem]
) -> tuple[DeprivationRow, ...]:
    """Return the rows; adds a problem for each LSOA that stands twice."""
    first: dict[str, int] = {}
    found = []
    for line, row in rows:
        if row.code in first:
            text = f"stands twice (first on line {first[row.code]}): leave one row"
            problems.append(FileProblem(line=line, column=None, value=row.code, problem=text))
        first.setdefault(row.code, line)
        found.append(row)
    return tuple(found)


def _rural(cell: str) -> bool | None:
    """Return whether a class of the rural-urban classification is rural; None if it is neither."""
    plain = words_of(cell)
    if _RURAL.fullmatch(plain):
        return True
    return False if _URBAN.fullmatch(plain) else None


def _stated(said: FileStatement | None, table: Table, tenth: int) -> FileStatement:
    """Return what somebody says of the file, or else what its columns and titles show."""
    said = said or FileStatement()
    heading = year_in(words_of(table.headings[tenth]).replace("where 1 is", ""))
    year = 2000 + heading if heading in (15, 19, 25) else year_of_title(table.above)
    if year is None:
        return said
    return FileStatement(
        title=said.title or TITLE.format(year),
        dated=said.dated or str(year),
        licence=said.licence or LICENCE,
    )


def year_of_title(title: str) -> int | None:
    """Return the year of the indices that a title above the table names: 2025, 2019 or 2015."""
    found = [year for year in (2025, 2019, 2015) if str(year) in title]
    return found[0] if found else None
