"""The matrix: recommendations, programmes or kinds down, places or ages across."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ChildrensAuthority
from directory.domain.coverage.coverage import Coverage, coverage
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.population import whole
from directory.storage.snapshot import Numbers
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS

Band = tuple[str, str, int, int]
BANDS: tuple[Band, ...] = (
    ("under-5", "Under 5", 0, 60),
    ("primary", "5 to 10", 60, 132),
    ("secondary", "11 to 15", 132, 192),
    ("over-16", "16 and 17", 192, ADULT_MONTHS),
)
"""School ages: id, name, from and under in months."""
NO_WARD = "ward not known"
NOWHERE = -1
"""The column of areas that are not asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCounts:
    """Whole children, as every page and file tells them; the parts add up."""

    children: int
    reached: int
    maybe: int
    nobody: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """Children: all that are meant, those reached, and those only perhaps reached."""

    children: float
    reached: float
    maybe: float

    @property
    def nobody(self) -> float:
        """Return how many have nobody, not even perhaps."""
        return max(self.children - self.reached - self.maybe, 0.0)

    @property
    def whole(self) -> CellCounts:
        """Return it in whole children; a part of nought stays nought."""
        children, reached = whole(self.children), whole(self.reached)
        somebody = whole(self.reached + self.maybe)
        return CellCounts(
            children=children,
            reached=reached,
            maybe=somebody - reached,
            nobody=children - somebody,
        )

    @property
    def share(self) -> float | None:
        """Return the share of them that is surely reached, 0 to 1; None where there are none."""
        return self.reached / self.children if self.children else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """A place or a band of ages."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One target across all columns, and all of them together."""

    target: GapTarget
    cells: tuple[MatrixCell, ...]
    total: MatrixCell


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows and columns of cells, under the same terms."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]


def by_authority(
    ground: AnalysisData,
    knowledge: Knowledge,
    targets: Iterable[GapTarget],
    terms: SuitabilityTerms,
    authorities: Sequence[ChildrensAuthority],
) -> Matrix:
    """Return the matrix with a column for each authority."""
    people = ground.people
    place = {code: at for at, each in enumerate(authorities) for code in each.districts}
    of_district = np.array([place.get(code, NOWHERE) for code in people.districts], np.int64)
    columns = tuple(MatrixColumn(code=each.code, name=each.name) for each in authorities)
    return by_class(
        ground, knowledge, targets, terms, authorities, columns, of_district[people.district]
    )


def by_ward(
    ground: AnalysisData,
    knowledge: Knowledge,
    targets: Iterable[GapTarget],
    terms: SuitabilityTerms,
    authorities: Sequence[ChildrensAuthority],
) -> Matrix:
    """Return the matrix with a column for each ward; those of unknown wards are one."""
    people = ground.people
    inside = np.isin(people.districts, districts_of(authorities))[people.district]
    wards = np.array([ward or "" for ward in people.wards], dtype=object)
    names = dict(zip(people.wards, people.ward_names, strict=True))
    codes = sorted(set(wards[inside].tolist()), key=lambda code: (not code, names.get(code) or ""))
    columns = tuple(
        MatrixColumn(code=each, name=names.get(each) or each or NO_WARD) for each in codes
    )
    place = {code: at for at, code in enumerate(codes)}
    column = np.array([place.get(ward, NOWHERE) for ward in wards.tolist()], np.int64)
    return by_class(ground, knowledge, targets, terms, authorities, columns, column)


def by_band(
    ground: AnalysisData,
    knowledge: Knowledge,
    targets: Iterable[GapTarget],
    terms: SuitabilityTerms,
    authorities: Sequence[ChildrensAuthority],
    bands: Sequence[Band] = BANDS,
) -> Matrix:
    """Return the matrix with a column for each band of ages: school ages, if none are given."""
    districts = districts_of(authorities)
    rows = []
    for target in targets:
        found = [
            coverage(ground, knowledge, target, in_band(terms, low, high), districts)
            for _, _, low, high in bands
        ]
        cells = tuple(map(cell_of, found))
        rows.append(MatrixRow(target=target, cells=cells, total=_sum(cells)))
    columns = tuple(MatrixColumn(code=code, name=name) for code, name, _, _ in bands)
    return Matrix(columns=columns, rows=tuple(rows))


def in_band(terms: SuitabilityTerms, low: int, high: int) -> SuitabilityTerms:
    """Return terms for those children alone who are within a band of ages."""
    low, high = max(low, terms.from_months), min(high, terms.under_months)
    return replace(terms, from_months=low, under_months=max(low, high))


def districts_of(authorities: Sequence[ChildrensAuthority]) -> tuple[str, ...]:
    """Return the codes of the districts of some authorities, in order."""
    return tuple(sorted(district for each in authorities for district in each.districts))


def by_class(
    ground: AnalysisData,
    knowledge: Knowledge,
    targets: Iterable[GapTarget],
    terms: SuitabilityTerms,
    authorities: Sequence[ChildrensAuthority],
    columns: tuple[MatrixColumn, ...],
    column: Numbers,
) -> Matrix:
    """Return the matrix with a column for each class of areas.

    `column` is that of each area of the people, or NOWHERE; only areas of `authorities` count.
    """

    def rows() -> Iterator[MatrixRow]:
        for target in targets:
            found = coverage(ground, knowledge, target, terms, districts_of(authorities))
            yield MatrixRow(
                target=target, cells=_cells(found, column, len(columns)), total=cell_of(found)
            )

    return Matrix(columns=columns, rows=tuple(rows()))


def cell_of(found: Coverage) -> MatrixCell:
    """Return the children of all areas together."""
    parts = (found.children, found.reached, found.maybe)
    children, reached, maybe = (float(part.sum()) for part in parts)
    return MatrixCell(children=children, reached=reached, maybe=maybe)


def _cells(found: Coverage, column: Numbers, columns: int) -> tuple[MatrixCell, ...]:
    children, reached, maybe = (
        np.bincount(column + 1, weights=part, minlength=columns + 1)[1:].tolist()
        for part in (found.children, found.reached, found.maybe)
    )
    return tuple(
        MatrixCell(children=a, reached=b, maybe=c)
        for a, b, c in zip(children, reached, maybe, strict=True)
    )


def _sum(cells: Sequence[MatrixCell]) -> MatrixCell:
    return MatrixCell(
        children=sum(cell.children for cell in cells),
        reached=sum(cell.reached for cell in cells),
        maybe=sum(cell.maybe for cell in cells),
    )
