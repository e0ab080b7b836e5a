"""Read the ONS Postcode Directory and the National Statistics Postcode Lookup.

Columns are found by heading: releases differ in order, and the names carry years
(``oslaua``, ``laua``, ``lad25cd``).
Source: Office for National Statistics, user guides of the two products.
"""

import re
import zipfile
from collections.abc import Callable
from operator import itemgetter
from typing import NamedTuple

from directory.geo.errors import PlacesFileError, PlacesProblem
from directory.geo.licence import ONS_LICENCE
from directory.geo.place import COUNTRIES, ENGLAND, PlaceSource
from directory.geo.quality import NONE
from directory.geo.sources.csv_stream import CsvStream, Progress, numbered_rows, silent
from directory.geo.sources.problems import ProblemCollector
from directory.geo.sources.row_buffer import RowArea, RowBuffer, RowPoint, fault

# Our name for a column: the headings it goes by, the best first.
_NEEDED = {
    "postcode": r"pcds|pcd|pcd7|pcd8|pcd2",
    "easting": r"oseast1m|east1m",
    "northing": r"osnrth1m|north1m",
    "district": r"oslaua|laua|lad(?:\d\d)?cd",
    "country": r"ctry|ctry\d\dcd",
    "terminated": r"doterm",
}
_WELCOME = {
    "quality": r"osgrdind|gridind",
    "county": r"oscty|cty|cty\d\dcd",
    "region": r"rgn|rgn\d\dcd",
}
# Northern Ireland (on another grid), Channel Islands and Isle of Man; the parser refuses them.
_LEFT_OUT = frozenset({"N92000002", "L93000001", "M83000003", ""})
_NO_AREA = "99999999"  # E99999999: “no such area here”
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_RELEASE = re.compile(rf"({'|'.join(_MONTHS)})[A-Z]*[_ -]*(20\d\d)", re.IGNORECASE)


class _Cells(NamedTuple):
    """What we take of a row, empty where the file lacks the column."""

    postcode: str
    easting: str
    northing: str
    district: str
    country: str
    terminated: str
    quality: str
    county: str
    region: str


def missing_columns(headings: list[str]) -> list[str]:
    """Return the columns we cannot do without and do not find, as the headings they go by."""
    lower = _lower(headings)
    lacking = (pattern for pattern in _NEEDED.values() if _find(lower, pattern) is None)
    return [
        pattern.replace(r"(?:\d\d)?", "25").replace(r"\d\d", "25").replace("|", " or ")
        for pattern in lacking
    ]


def _lower(headings: list[str]) -> list[str]:
    """Return headings as we compare them."""
    return [heading.strip().lower() for heading in headings]


def _find(headings: list[str], pattern: str) -> int | None:
    """Return the position of the heading that fits the earliest alternative of a pattern."""
    for alternative in pattern.split("|"):
        for position, heading in enumerate(headings):
            if re.fullmatch(alternative, heading):
                return position
    return None


def _picker(headings: list[str]) -> Callable[[list[str]], _Cells]:
    """Return what takes our cells out of a row of a file with these headings."""
    lower = _lower(headings)
    found = [_find(lower, pattern) for pattern in (_NEEDED | _WELCOME).values()]
    # One empty cell is put behind each row for the columns that are lacking.
    pick = itemgetter(*(len(headings) if at is None else at for at in found))
    return lambda row: _Cells(*map(str.strip, pick([*row, ""])))


def read(stream: CsvStream, problems: ProblemCollector, progress: Progress) -> RowBuffer:
    """Return every postcode of Great Britain in a directory file; faults go to ``problems``.

    Raises:
        PlacesFileError: a column that is needed is missing.
    """
    gathering = RowBuffer()
    with progress("Reading postcodes", stream.size) as advance:
        rows = numbered_rows(stream, advance)
        _, headings = next(rows, (0, []))
        _check_headings(headings, stream.name)
        pick = _picker(headings)
        for line, row in rows:
            if len(row) != len(headings):
                message = f"has {len(row)} cells where the heading has {len(headings)}"
                problems.add(PlacesProblem(file=stream.name, line=line, message=message))
            elif told := _take(pick(row), gathering):
                column, message = told
                problems.add(
                    PlacesProblem(file=stream.name, line=line, column=column, message=message)
                )
    return gathering


def _check_headings(headings: list[str], file: str) -> None:
    """Do nothing if the columns needed are there, raise PlacesFileError if not."""
    problems = [
        PlacesProblem(file=file, line=1, column=heading, message="this column is missing")
        for heading in missing_columns(headings)
    ]
    if problems:
        raise PlacesFileError(problems)


def _take(cells: _Cells, gathering: RowBuffer) -> tuple[str, str] | None:
    """Add a row, or return column and words of its fault."""
    country, ended = cells.country, bool(cells.terminated)
    # A terminated Scottish or Welsh postcode would be refused anyway.
    if country in _LEFT_OUT or (ended and COUNTRIES.get(country, ENGLAND) != ENGLAND):
        return None
    point = _point(cells)
    if ended and point.quality == str(NONE):
        return None
    area = RowArea(country, _code(cells.district), _code(cells.county), _code(cells.region))
    try:
        gathering.add(gathering.ended if ended else gathering.live, cells.postcode, point, area)
    except ValueError:
        return fault(cells.postcode, point, area)
    return None


def _point(cells: _Cells) -> RowPoint:
    """Return where a row is; the directories leave the cells of an unplaced postcode empty."""
    easting, northing = cells.easting, cells.northing
    if not easting and not northing:
        return RowPoint("0", "0", str(NONE))
    return RowPoint(easting, northing, cells.quality or "1")


def _code(code: str) -> str:
    """Return an area's code, empty for the code that stands for none."""
    return "" if code.endswith(_NO_AREA) else code


def read_source(name: str) -> PlaceSource:
    """Return product and release as its file's name tells, such as ``ONSPD_MAY_2025_UK.csv``.

    Raises:
        PlacesFileError: the name does not say how old the data is.
    """
    told = _RELEASE.search(name)
    if told is None:
        message = "keep the published name, with its month and year (ONSPD_MAY_2025_UK.csv)"
        raise PlacesFileError.of(name, message)
    month = _MONTHS.index(told[1].upper()) + 1
    lookup = re.search(r"NSPL|Lookup", name, re.IGNORECASE)
    product = "National Statistics Postcode Lookup" if lookup else "ONS Postcode Directory"
    release = f"{told[1].capitalize()} {told[2]}"
    return PlaceSource(
        label=f"{product}, {release}",
        release=release,
        date=f"{told[2]}-{month:02}",
        licence=ONS_LICENCE,
    )


def read_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return district names by GSS code, from the tables in the zip's ``Documents`` folder."""
    names: dict[str, str] = {}
    for info in archive.infolist():
        if "documents/" in info.filename.lower() and info.filename.lower().endswith(".csv"):
            with archive.open(info) as data:
                names |= _names(CsvStream(name=info.filename, data=data, gauge=data, size=0))
    return names


def _names(stream: CsvStream) -> dict[str, str]:
    """Return the names in one table, none if it is not a table of districts."""
    with silent("", 0) as advance:
        rows = numbered_rows(stream, advance)
        _, headings = next(rows, (0, []))
        lower = _lower(headings)
        code, name = _find(lower, r"lad\d\dcd"), _find(lower, r"lad\d\dnm")
        if code is None or name is None:
            return {}
        return {row[code]: row[name] for _, row in rows if len(row) == len(headings)}
