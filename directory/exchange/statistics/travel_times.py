"""How long people of an area need to premises: a table that a council brings, read and checked.

All of a file is taken or nothing, with every problem named. A pair that the table does not hold is
not known. The times are kept as arrays: a table for the whole country has millions.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.exchange.statistics.header_patterns import columns_of
from directory.exchange.statistics.publication_registry import FileStatement, Publication, published
from directory.exchange.statistics.tables import read_published
from directory.exchange.statistics.travel_cells import (
    KnownAreas,
    Unknown,
    area_of,
    minutes_of,
    postcode_of,
)
from directory.exchange.tables import Row, Table
from directory.geo import Places
from directory.model.problems import FileProblem, demand_none, refused

__all__ = ["KnownAreas", "TravelTimesFile", "read_travel"]

COLUMNS: Mapping[str, str] = {
    "area": r"area(code)?|lsoa((20)?(11|21))?(code|cd)|lsoa(code|cd)(20)?(11|21)"
    r"|lsoa((20)?(11|21))?|origin(id|code|area)?|from(id)?|geographycode"
    r"|(lad|ltla)((20)?\d\d)?(code|cd)|authority(code)?",
    "postcode": r"postcode|pcds?|destination(id|code|postcode)?|to(id)?|venue(postcode)?",
    "minutes": r"(travel|drive|driving|duration)?(time)?(in)?min(ute)?s?|traveltimep50",
    "seconds": r"(travel|drive|driving|duration)?(time)?(in)?sec(ond)?s?",
}
"""How such tables head their columns; r5r writes `from_id`, `to_id`, `travel_time_p50`.

A time without a unit in its heading is not taken for either.
"""
UNITS = {"minutes": 1, "seconds": 60}
"""What a time may be counted in, and how many of it are a minute."""
WANTED = (
    "“area” (or “lsoa21cd”, “origin”), “postcode” (or “destination”), and “minutes” (or “seconds”)"
)
OTHER_YEAR = {
    "lsoa11": r"lsoa(20)?21(code|cd)?|lsoa(code|cd)(20)?21",
    "lsoa21": r"lsoa(20)?11(code|cd)?|lsoa(code|cd)(20)?11",
}
"""How a column of LSOAs is headed that is of the other year."""
MOST_NAMED = 5
Times = NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TravelTimesFile:
    """The times of one table.

    Attributes:
        areas, postcodes: each once, in the order of their letters.
        key: of each time, place of its area × number of postcodes + place of its postcode; sorted.
        minutes: each time, rounded up, in the order of `key`.
        kind: as that of the KnownAreas that the table was read for.
        notes: what counts for nothing now, in words.
    """

    published: Publication
    kind: str
    areas: tuple[str, ...]
    postcodes: tuple[str, ...]
    key: NDArray[np.int64]
    minutes: Times
    notes: tuple[str, ...]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each time as a row: `area`, `postcode`, `minutes`."""
        for key, minutes in zip(self.key.tolist(), self.minutes.tolist(), strict=True):
            area, postcode = divmod(key, len(self.postcodes))
            yield {
                "area": self.areas[area],
                "postcode": self.postcodes[postcode],
                "minutes": minutes,
            }

    def holds(self, rows: Sequence[tuple[str, str, int]]) -> bool:
        """Say whether all of these times are in it, as they are."""
        area = {code: at * len(self.postcodes) for at, code in enumerate(self.areas)}
        postcode = {code: at for at, code in enumerate(self.postcodes)}
        if not all(code in area and to in postcode for code, to, _ in rows):
            return False
        wanted = np.array([area[code] + postcode[to] for code, to, _ in rows], np.int64)
        found = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        minutes = np.array([each for _, _, each in rows], np.int64)
        return bool(np.all((self.key[found] == wanted) & (self.minutes[found] == minutes)))


def read_travel(
    content: bytes, *, areas: KnownAreas, places: Places, said: FileStatement | None = None
) -> TravelTimesFile:
    """Return the times of a table: CSV, CSV in gzip or workbook.

    `areas` are those that the children in force are known by. Raises FileError with every problem.
    """
    problems: list[FileProblem] = []
    table = read_published(content, _is_headings, WANTED, problems)
    reader = _Reader(table, areas, places, problems)
    reader.read()
    about = published(said or FileStatement(), None, None, problems)
    found = reader.found(about)
    demand_none(problems)
    if not len(found.key):
        raise refused("holds no time from an area to a postcode")
    return found


def _is_headings(row: Row) -> bool:
    found = columns_of(row, COLUMNS)
    return {"area", "postcode"} <= found.keys() and not found.keys().isdisjoint(UNITS)


class _Reader:
    """Reads the rows of one table, and gathers what is wrong with them."""

    def __init__(
        self, table: Table, areas: KnownAreas, places: Places, problems: list[FileProblem]
    ) -> None:
        self.table, self.known, self.places, self.problems = table, areas, places, problems
        self.columns = columns_of(table.headings, COLUMNS)
        self.unit = next(unit for unit in UNITS if unit in self.columns)
        self.cells: dict[str, dict[str, int | None]] = {"area": {}, "postcode": {}}
        """The place of what each cell that was met names; None where that is a problem."""
        self.names: dict[str, dict[str, int]] = {"area": {}, "postcode": {}}
        self.lines, self.area, self.postcode = array("q"), array("q"), array("q")
        self.minutes = array("h")

    def read(self) -> None:
        """Read every row."""
        self._demand_year()
        for line, row in self.table.rows:
            area, postcode = self._place("area", line, row), self._place("postcode", line, row)
            minutes = minutes_of(row[self.columns[self.unit]], UNITS[self.unit])
            if isinstance(minutes, Unknown):
                self._problem(line, self.unit, row, minutes)
            elif area is not None and postcode is not None:
                self.lines.append(line)
                self.area.append(area)
                self.postcode.append(postcode)
                self.minutes.append(minutes)

    def found(self, about: Publication) -> TravelTimesFile:
        """Return all that was read; adds a problem for each pair that stands twice."""
        areas, area = _sorted(self.names["area"], self.area)
        postcodes, postcode = _sorted(self.names["postcode"], self.postcode)
        key = area * len(postcodes) + postcode
        order = np.argsort(key, kind="stable")
        self._demand_once(key[order], order)
        return TravelTimesFile(
            published=about,
            kind=self.known.kind,
            areas=areas,
            postcodes=postcodes,
            key=key[order],
            minutes=np.array(self.minutes, np.int16)[order],
            notes=tuple(_without_children(areas, self.known)),
        )

    def _place(self, which: str, line: int, row: Row) -> int | None:
        """Return the place of the area or postcode; what is wrong with a cell is said once."""
        cell, met = row[self.columns[which]], self.cells[which]
        if cell not in met:
            read = area_of(cell, self.known) if which == "area" else postcode_of(cell, self.places)
            if isinstance(read, Unknown):
                self._problem(line, which, row, read)
                met[cell] = None
            else:
                met[cell] = self.names[which].setdefault(read, len(self.names[which]))
        return met[cell]

    def _demand_year(self) -> None:
        """Add a problem where the column of areas is headed as LSOAs of another year."""
        heading = self.table.headings[self.columns["area"]]
        if columns_of([heading], {"other": OTHER_YEAR.get(self.known.kind, "")}):
            text = (
                f"is of another year: the children in force are known by {self.known.said}; "
                "bring a table by those, or take in children by these"
            )
            self.problems.append(FileProblem(line=None, column=heading, value=None, problem=text))

    def _demand_once(self, key: NDArray[np.int64], order: NDArray[np.intp]) -> None:
        for at in np.flatnonzero(key[1:] == key[:-1]).tolist():
            first, line = self.lines[order[at]], self.lines[order[at + 1]]
            text = f"has the same area and postcode as line {first}: leave one row for each pair"
            self.problems.append(FileProblem(line=line, column=None, value=None, problem=text))

    def _problem(self, line: int, which: str, row: Row, unknown: Unknown) -> None:
        place = self.columns[which]
        self.problems.append(
            FileProblem(
                line=line,
                column=self.table.headings[place],
                value=row[place].strip(),
                problem=unknown.problem,
            )
        )


def _sorted(
    names: Mapping[str, int], places: Sequence[int]
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return names in the order of their letters, and the places of what was met among them."""
    ordered = sorted(names)
    rank = np.zeros(len(ordered), np.int64)
    rank[[names[name] for name in ordered]] = np.arange(len(ordered))
    return tuple(ordered), rank[np.array(places, np.int64)]


def _without_children(areas: Sequence[str], known: KnownAreas) -> Iterator[str]:
    """Yield a note where there are times for areas of which there are no figures of children."""
    lacking = [code for code in areas if code not in known.codes]
    if lacking:
        first = ", ".join(lacking[:MOST_NAMED]) + (", …" if len(lacking) > MOST_NAMED else "")
        yield (
            f"{len(lacking):,} of {len(areas):,} areas have no figures of children ({first}): "
            "their times are kept, and count for nothing until there are"
        )
