"""The matrix: recommendations, programmes or kinds down, places or ages across."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from directory.covering.authorities import Authority
from directory.covering.coverage import Coverage, coverage
from directory.covering.ground import Ground
from directory.covering.people import Amounts
from directory.covering.terms import Target, Terms
from directory.nearby.snapshot import Flags
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS

BANDS = (
    ("under-5", "Under 5", 0, 60),
    ("primary", "5 to 10", 60, 132),
    ("secondary", "11 to 15", 132, 192),
    ("over-16", "16 and 17", 192, ADULT_MONTHS),
)
"""School ages: id, name, from and under in months."""
NO_WARD = "ward not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Children: all that are meant, those reached, and those only perhaps reached."""

    children: float
    reached: float
    maybe: float

    @property
    def nobody(self) -> float:
        """Return how many have nobody, not even perhaps."""
        return max(self.children - self.reached - self.maybe, 0.0)

    @property
    def share(self) -> float | None:
        """Return the share of them that is surely reached, 0 to 1; None where there are none."""
        return self.reached / self.children if self.children else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A place or a band of ages."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One target across all columns, and all of them together."""

    target: Target
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows and columns of cells, under the same terms."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def by_authority(
    ground: Ground,
    knowledge: Knowledge,
    targets: Iterable[Target],
    terms: Terms,
    authorities: Sequence[Authority],
) -> Matrix:
    """Return the matrix with a column for each authority."""
    people = ground.people
    masks = [np.isin(people.districts, each.districts)[people.district] for each in authorities]
    columns = tuple(Column(code=each.code, name=each.name) for each in authorities)
    return _by_place(ground, knowledge, targets, terms, _districts(authorities), columns, masks)


def by_ward(
    ground: Ground,
    knowledge: Knowledge,
    targets: Iterable[Target],
    terms: Terms,
    authorities: Sequence[Authority],
) -> Matrix:
    """Return the matrix with a column for each ward; those of unknown wards are one."""
    people = ground.people
    inside = np.isin(people.districts, _districts(authorities))[people.district]
    wards = np.array([ward or "" for ward in people.wards])
    names = dict(zip(people.wards, people.ward_names, strict=True))
    codes = sorted(set(wards[inside].tolist()), key=lambda code: (not code, names.get(code) or ""))
    columns = tuple(Column(code=each, name=names.get(each) or each or NO_WARD) for each in codes)
    masks = [inside & (wards == each) for each in codes]
    return _by_place(ground, knowledge, targets, terms, _districts(authorities), columns, masks)


def by_band(
    ground: Ground,
    knowledge: Knowledge,
    targets: Iterable[Target],
    terms: Terms,
    authorities: Sequence[Authority],
) -> Matrix:
    """Return the matrix with a column for each band of school ages."""
    districts = _districts(authorities)
    rows = []
    for target in targets:
        found = [
            coverage(ground, knowledge, target, _in_band(terms, low, high), districts)
            for _, _, low, high in BANDS
        ]
        cells = tuple(_cell(each, None) for each in found)
        rows.append(Row(target=target, cells=cells, total=_sum(cells)))
    columns = tuple(Column(code=code, name=name) for code, name, _, _ in BANDS)
    return Matrix(columns=columns, rows=tuple(rows))


def _in_band(terms: Terms, low: int, high: int) -> Terms:
    low, high = max(low, terms.from_months), min(high, terms.under_months)
    return replace(terms, from_months=low, under_months=max(low, high))


def _districts(authorities: Sequence[Authority]) -> tuple[str, ...]:
    return tuple(sorted(district for each in authorities for district in each.districts))


def _by_place(
    ground: Ground,
    knowledge: Knowledge,
    targets: Iterable[Target],
    terms: Terms,
    districts: tuple[str, ...],
    columns: tuple[Column, ...],
    masks: Sequence[Flags],
) -> Matrix:
    def rows() -> Iterator[Row]:
        for target in targets:
            found = coverage(ground, knowledge, target, terms, districts)
            cells = tuple(_cell(found, mask) for mask in masks)
            yield Row(target=target, cells=cells, total=_cell(found, None))

    return Matrix(columns=columns, rows=tuple(rows()))


def _cell(found: Coverage, mask: Flags | None) -> Cell:
    return Cell(
        children=_total(found.children, mask),
        reached=_total(found.reached, mask),
        maybe=_total(found.maybe, mask),
    )


def _total(amounts: Amounts, mask: Flags | None) -> float:
    return float(amounts.sum() if mask is None else amounts[mask].sum())


def _sum(cells: Sequence[Cell]) -> Cell:
    return Cell(
        children=sum(cell.children for cell in cells),
        reached=sum(cell.reached for cell in cells),
        maybe=sum(cell.maybe for cell in cells),
    )
