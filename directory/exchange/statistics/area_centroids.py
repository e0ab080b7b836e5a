"""The file that says where LSOAs are, and in which district and ward: centroids or a look-up."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.exchange.statistics.coordinates import GridPoint, SpotColumns, cell_of, spot_columns
from directory.exchange.statistics.header_patterns import PLACES, columns_of
from directory.exchange.statistics.lsoa_vintages import is_lsoa, vintage_of
from directory.exchange.statistics.tables import read_published
from directory.exchange.tables import Row, Table
from directory.geo.areas import current_code
from directory.model.problems import FileProblem, demand_none

LSOAS = ("lsoa11", "lsoa21", "lsoa", "area")
WANTED = "a code of LSOAs (such as “LSOA21CD”) and a point (easting and northing, or lat and lon)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPoint:
    """Where one LSOA is, and what it lies in; None where the file does not say."""

    spot: GridPoint
    authority: str | None
    name: str | None
    ward: str | None
    ward_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCentroids:
    """The points of a file by the code of the LSOA, and of which vintage the codes are."""

    vintage: str | None
    """`lsoa11`, `lsoa21`, or None where nothing tells."""
    by_code: Mapping[str, AreaPoint]


def read_points(content: bytes) -> AreaCentroids:
    """Return the points of a CSV, CSV in gzip or workbook; areas outside England are left out.

    Raises FileError with every problem.
    """
    problems: list[FileProblem] = []
    table = read_published(content, _is_headings, WANTED, problems)
    found = columns_of(table.headings, PLACES)
    heading = next(each for each in LSOAS if each in found)
    spots = spot_columns(found, table.headings)
    assert spots is not None  # or the row would not be one of headings
    by_code = _by_code(table, found, found[heading], spots, problems)
    return AreaCentroids(vintage=vintage_of(by_code, heading), by_code=by_code)


def _is_headings(row: Row) -> bool:
    found = columns_of(row, PLACES)
    return any(each in found for each in LSOAS) and spot_columns(found, row) is not None


def _by_code(
    table: Table,
    found: Mapping[str, int],
    place: int,
    spots: SpotColumns,
    problems: list[FileProblem],
) -> dict[str, AreaPoint]:
    by_code: dict[str, AreaPoint] = {}
    for line, row in table.rows:
        code = row[place].strip().upper()
        if not is_lsoa(code):
            continue  # of Wales or Scotland, or a note
        spot = spots.read(line, row)
        if isinstance(spot, FileProblem):
            problems.append(spot)
        elif code in by_code:
            text = "stands twice: leave one row for each LSOA"
            problems.append(
                FileProblem(line=line, column=table.headings[place], value=code, problem=text)
            )
        else:
            by_code[code] = _point(row, found, spot)
    if not by_code and not problems:
        text = "holds no LSOA of England (E01…)"
        problems.append(FileProblem(line=None, column=None, value=None, problem=text))
    demand_none(problems)
    return by_code


def _point(row: Row, found: Mapping[str, int], spot: GridPoint) -> AreaPoint:
    authority = cell_of(row, found, "district")
    return AreaPoint(
        spot=spot,
        authority=current_code(authority) if authority else None,
        name=cell_of(row, found, "lsoa_name") or cell_of(row, found, "area_name"),
        ward=cell_of(row, found, "ward"),
        ward_name=cell_of(row, found, "ward_name"),
    )
