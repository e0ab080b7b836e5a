"""Children by single year of age, by LSOA or by authority: a published table, read and checked.

All of a file is taken or nothing, with every problem named. A reader of the answer needs to know
that children in an authority’s row are nowhere in particular: they have no point.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.exchange.statistics.area_assignment import placed
from directory.exchange.statistics.area_centroids import AreaCentroids
from directory.exchange.statistics.completeness import missing_districts, missing_lsoas
from directory.exchange.statistics.population_rows import (
    LARGER,
    DraftArea,
    DraftReader,
    PopulationLayout,
    is_headings,
    layout_of,
    missing_ages,
)
from directory.exchange.statistics.publication_registry import (
    FileStatement,
    Publication,
    known_of,
    mid_year_in,
    published,
)
from directory.exchange.statistics.tables import read_published
from directory.model.problems import FileError, FileProblem, demand_none, refused

AUTHORITY = "authority"
LONG_MEND = "give a table of single years of age, 0 to 17"
WANTED = (
    "a code of areas (such as “LSOA 2021 Code” or “ladcode23”) and a column for each single year "
    "of age (such as “age_0” or “F0”), or one row for each area and age (“age”, “population”)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """The children of one LSOA or authority, by single year of age from 0 to 17."""

    code: str
    name: str | None
    authority: str
    """The district of today that it lies in, or is."""
    ward: str | None
    ward_name: str | None
    easting: int | None
    """Grid metres; None for an authority."""
    northing: int | None
    children: tuple[int, ...]
    girls: tuple[int, ...] | None
    """None where the table does not tell girls from boys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """A whole table: what it is, of what kind its areas are, and what to say about it."""

    published: Publication
    areas: str
    """`lsoa11`, `lsoa21` or `authority`."""
    rows: tuple[AreaFigures, ...]
    notes: tuple[str, ...]
    """What was left out, and what may be missing, in words."""

    @property
    def children(self) -> int:
        """Return how many children there are in all."""
        return sum(sum(row.children) for row in self.rows)


def read_population(
    content: bytes,
    *,
    name: str = "",
    points: AreaCentroids | None = None,
    said: FileStatement | None = None,
) -> Population:
    """Return the children of a table as published: CSV, CSV in gzip or workbook.

    `name` is that of the file, which may tell the year; `points` says where LSOAs are if the
    table does not; `said` is what somebody says of it. Raises FileError with every problem.
    """
    problems: list[FileProblem] = []
    table = read_published(content, is_headings, WANTED, problems)
    layout = layout_of(table.headings)
    demand_none(missing_ages(layout))
    reader = DraftReader(layout, problems)
    drafts = reader.read(table)
    _demand_single_years(reader, drafts)
    problems += _incomplete(reader, drafts)
    areas, rows = placed(layout, drafts, points, problems)
    dated = _dated(layout, reader, f"{name} {table.above}")
    about = published(said or FileStatement(), known_of(table.headings), dated, problems)
    if areas != AUTHORITY and all(row.district for row in rows):
        problems += missing_lsoas(areas, rows, points, table.headings[layout.area])
    demand_none(problems)
    notes = (*_left_out(reader), *missing_districts(row.district for row in rows))
    return Population(published=about, areas=areas, rows=tuple(map(_figures, rows)), notes=notes)


def _demand_single_years(reader: DraftReader, drafts: dict[str, DraftArea]) -> None:
    """Raise FileError where no row counts children of a single year of age."""
    if not (drafts or reader.problems):
        raise refused("holds no LSOA and no authority of England")
    if reader.ranges and not any(draft.counts for draft in drafts.values()):
        line, value = reader.ranges
        column = reader.layout.headings[reader.layout.long["age"]]
        text = f"is not a single year, and no other age is given: {LONG_MEND}"
        raise FileError([FileProblem(line=line, column=column, value=value, problem=text)])


def _incomplete(reader: DraftReader, drafts: dict[str, DraftArea]) -> Iterator[FileProblem]:
    """Yield the areas of which an age, or one of the sexes, is missing."""
    column = reader.layout.headings[reader.layout.area]
    text = "lacks some of the ages 0 to 17, or boys or girls: give all of them"
    for draft in drafts.values():
        if children_of(draft) is None:
            yield FileProblem(line=draft.line, column=column, value=draft.code, problem=text)


def children_of(draft: DraftArea) -> tuple[int, ...] | None:
    """Return the children by age: as counted together, or else girls and boys added."""
    together = draft.series("all")
    girls, boys = draft.series("girls"), draft.series("boys")
    if together is None and girls and boys:
        return tuple(map(sum, zip(girls, boys, strict=True)))
    return together


def _figures(draft: DraftArea) -> AreaFigures:
    children = children_of(draft)
    assert children is not None  # or there was a problem
    assert draft.district is not None
    return AreaFigures(
        code=draft.code,
        name=draft.name,
        authority=draft.district,
        ward=draft.ward,
        ward_name=draft.ward_name,
        easting=draft.spot.easting if draft.spot else None,
        northing=draft.spot.northing if draft.spot else None,
        children=children,
        girls=draft.series("girls"),
    )


def _dated(layout: PopulationLayout, reader: DraftReader, told: str) -> str | None:
    """Return the day that the table is of: by its column, its dates, or its name and title."""
    if layout.year:
        return f"{layout.year}-06-30"
    return reader.date or mid_year_in(told)


def _left_out(reader: DraftReader) -> Sequence[str]:
    return [
        f"{country}: {len(codes):,} {'area is' if len(codes) == 1 else 'areas are'} left out, "
        "since Waymark is for England"
        for country, codes in reader.left_out.items()
        if country != LARGER
    ]
