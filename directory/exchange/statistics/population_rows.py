"""Rows of a population table as they stand, wide or long, before they are checked together."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from directory.exchange.statistics.coordinates import GridPoint, SpotColumns, cell_of, spot_columns
from directory.exchange.statistics.header_patterns import (
    LONG,
    PLACES,
    SEXES,
    age_of_cell,
    age_of_heading,
    columns_of,
    words_of,
    year_in,
)
from directory.exchange.statistics.suppressed_counts import Unread, read_count
from directory.exchange.tables import Row, Table
from directory.model.problems import FileProblem, of_file

AGES = range(18)
AREAS = ("lsoa11", "lsoa21", "lsoa", "area", "district", "upper")
"""What a row may be of; the first of these columns that a table has."""
LARGER = "larger areas"
_ELSEWHERE = {
    **{"W": "Wales", "S": "Scotland", "N": "Northern Ireland", "95": "Northern Ireland"},
    **dict.fromkeys(("K", "E92", "E12", "E13", "E11"), LARGER),
}
_CODE = re.compile(r"[A-Z]\d{8}|95[A-Z\d]{2,7}")
_NAMES = {"district": ("district_name", "area_name"), "upper": ("district_name", "area_name")}
_ANY_NAME = ("lsoa_name", "area_name", "district_name")


@dataclass(slots=True)
class DraftArea:
    """What a table says of one area; counts by whom they count and by age."""

    code: str
    line: int
    name: str | None
    district: str | None
    ward: str | None
    ward_name: str | None
    spot: GridPoint | None
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def series(self, whom: str) -> tuple[int, ...] | None:
        """Return the count of each age from 0 to 17, or None where one is missing."""
        counts = self.counts.get(whom, {})
        return tuple(counts[age] for age in AGES) if len(counts) == len(AGES) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationLayout:
    """Which column of a table means what."""

    headings: tuple[str, ...]
    kind: str
    """One of AREAS."""
    places: dict[str, int]
    long: dict[str, int]
    wide: tuple[tuple[str, int, int], ...]
    """Whom, the age, and the column that counts them."""
    spots: SpotColumns | None

    @property
    def area(self) -> int:
        """Return the column of the area's code."""
        return self.places[self.kind]

    @property
    def is_long(self) -> bool:
        """Say whether there is one row for each area and age."""
        return not self.wide and "age" in self.long and "count" in self.long

    @property
    def year(self) -> int | None:
        """Return the year that the column of counts names, as `population_2022` does."""
        heading = self.headings[self.long["count"]] if "count" in self.long else ""
        return 2000 + year if self.is_long and (year := year_in(heading)) else None


def is_headings(row: Row) -> bool:
    """Say whether a row names areas and counts of some age."""
    if not any(each in AREAS for each in columns_of(row, PLACES)):
        return False
    long = columns_of(row, LONG)
    return any(map(age_of_heading, row)) or ("age" in long and "count" in long)


def layout_of(headings: tuple[str, ...]) -> PopulationLayout:
    """Return what the columns mean of a row for which `is_headings` holds."""
    places = columns_of(headings, PLACES)
    ages = ((place, age_of_heading(each)) for place, each in enumerate(headings))
    return PopulationLayout(
        headings=headings,
        kind=next(each for each in AREAS if each in places),
        places=places,
        long=columns_of(headings, LONG),
        wide=tuple((*each, place) for place, each in ages if each and each[1] in AGES),
        spots=spot_columns(places, headings),
    )


class DraftReader:
    """Reads the rows of one table into drafts, and gathers what is wrong with them."""

    def __init__(self, layout: PopulationLayout, problems: list[FileProblem]) -> None:
        self.layout = layout
        self.problems = problems
        self.drafts: dict[str, DraftArea] = {}
        self.ranges: tuple[int, str] | None = None
        """The line of the first age that is none, and how it is written."""
        self.date: str | None = None
        """What the column of dates says, where there is one."""
        self.left_out: dict[str, set[str]] = defaultdict(set)
        """The codes of areas that are not of England, by country, and of those that hold others."""

    def read(self, table: Table) -> dict[str, DraftArea]:
        """Return the drafts of every row, by the code of the area."""
        rows = self._newest(table.rows) if self.layout.is_long else table.rows
        for line, row in rows:
            code = row[self.layout.area].strip().upper()
            if elsewhere := _elsewhere(code):
                self.left_out[elsewhere].add(code)
            elif self.layout.is_long:
                self._add_age(line, row, code)
            else:
                self._add_area(line, row, code)
        return self.drafts

    def _newest(self, rows: Iterator[tuple[int, Row]]) -> list[tuple[int, Row]]:
        """Return the rows of the newest date, where there is a column of dates."""
        kept = [each for each in rows if self._is_value(each[1])]
        place = self.layout.long.get("date")
        if place is None or not kept:
            return kept
        self.date = max(row[place].strip() for _, row in kept)
        return [(line, row) for line, row in kept if row[place].strip() == self.date]

    def _is_value(self, row: Row) -> bool:
        place = self.layout.long.get("measure")
        return place is None or words_of(row[place]) in ("value", "")

    def _add_area(self, line: int, row: Row, code: str) -> None:
        if code in self.drafts:
            self._repeated(line, code)
            return
        draft = self.drafts[code] = self._draft(line, row, code)
        for whom, age, place in self.layout.wide:
            self._count(draft, whom, age, line, place, row)

    def _add_age(self, line: int, row: Row, code: str) -> None:
        long = self.layout.long
        draft = self.drafts.get(code) or self._draft(line, row, code)
        self.drafts[code] = draft
        age = age_of_cell(row[long["age"]])
        if age is None:
            self.ranges = self.ranges or (line, row[long["age"]].strip())
        whom = SEXES.get(words_of(row[long["sex"]])) if "sex" in long else "all"
        if whom is None:
            text = "is not a sex that is known: write F, M or persons"
            self._problem(line, long["sex"], row[long["sex"]], text)
        elif age in AGES:
            assert age is not None
            if age in draft.counts.get(whom, {}):
                self._repeated(line, code)
            else:
                self._count(draft, whom, age, line, long["count"], row)

    def _count(
        self, draft: DraftArea, whom: str, age: int, line: int, place: int, row: Row
    ) -> None:
        number = read_count(row[place])
        if isinstance(number, Unread):
            self._problem(line, place, row[place], number.problem)
            number = 0  # so that the age is not said to be missing too
        draft.counts.setdefault(whom, {})[age] = number

    def _draft(self, line: int, row: Row, code: str) -> DraftArea:
        layout, places = self.layout, self.layout.places
        names = (cell_of(row, places, each) for each in _NAMES.get(layout.kind, _ANY_NAME))
        return DraftArea(
            code=code,
            line=line,
            name=next(filter(None, names), None),
            district=cell_of(row, places, "district"),
            ward=cell_of(row, places, "ward"),
            ward_name=cell_of(row, places, "ward_name"),
            spot=self._spot(line, row, code),
        )

    def _spot(self, line: int, row: Row, code: str) -> GridPoint | None:
        spots = self.layout.spots
        if spots is None or not code.startswith("E01"):
            return None
        if not (row[spots.across].strip() or row[spots.up].strip()):
            return None
        spot = spots.read(line, row)
        if isinstance(spot, FileProblem):
            self.problems.append(spot)
            return None
        return spot

    def _repeated(self, line: int, code: str) -> None:
        first = self.drafts[code].line
        text = f"stands twice (first on line {first}): leave one row for each"
        self._problem(line, self.layout.area, code, text)

    def _problem(self, line: int, place: int, value: str, text: str) -> None:
        column = self.layout.headings[place]
        self.problems.append(FileProblem(line=line, column=column, value=value, problem=text))


def _elsewhere(code: str) -> str | None:
    """Return the country of an area that is not of England, or that it is one that holds others."""
    if not _CODE.fullmatch(code):
        return None  # a name perhaps, which is a problem
    return next((name for first, name in _ELSEWHERE.items() if code.startswith(first)), None)


def missing_ages(layout: PopulationLayout) -> list[FileProblem]:
    """Return what is wrong where a table has a column for some ages, and not for all of 0 to 17."""
    if layout.is_long:
        return []
    have: dict[str, set[int]] = {} if layout.wide else {"all": set()}
    for whom, age, _ in layout.wide:
        have.setdefault(whom, set()).add(age)
    best: Sequence[int] = min(
        ([age for age in AGES if age not in ages] for ages in have.values()), key=len
    )
    listed = ", ".join(map(str, best))
    return [of_file(f"has no column for the ages {listed}: each of 0 to 17 is needed")] * bool(best)
