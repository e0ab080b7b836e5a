"""For whom there is a gap: one answer by deprivation, age, sex and rurality."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.area_classes import NOT_KNOWN, AreaClasses
from directory.domain.coverage.authorities import ChildrensAuthority
from directory.domain.coverage.children import SEXES, MeantChildren, children_of
from directory.domain.coverage.coverage import MONTHS_A_YEAR, coverage
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.matrix import (
    BANDS,
    Band,
    Matrix,
    MatrixCell,
    MatrixColumn,
    by_band,
    by_class,
    cell_of,
    districts_of,
)
from directory.storage.snapshot import Numbers
from matcher import Knowledge

TENTHS = tuple(
    MatrixColumn(code=str(tenth), name=name)
    for tenth, name in enumerate(
        ("Most deprived tenth", *(f"Tenth {n}" for n in range(2, 10)), "Least deprived tenth"), 1
    )
)
MOST_DEPRIVED, LEAST_DEPRIVED = TENTHS[0].code, TENTHS[-1].code
UNKNOWN = MatrixColumn(code="unknown", name="Not known")
RURALITY = (MatrixColumn(code="urban", name="Urban"), MatrixColumn(code="rural", name="Rural"))
FEW_YEARS = 6
"""So many years of age, or fewer, are told one by one."""
SEX = (MatrixColumn(code="female", name="Girls"), MatrixColumn(code="male", name="Boys"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some of the children: their name, and whom services reach of them."""

    code: str
    name: str
    cell: MatrixCell


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The children of one answer in groups; those of no child are left out."""

    id: str
    """deprivation, age, sex or rurality."""
    title: str
    groups: tuple[Group, ...]

    def of(self, code: str) -> MatrixCell | None:
        """Return the children of one group; None where there are none."""
        return next((each.cell for each in self.groups if each.code == code), None)


def breakdowns(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    authorities: Sequence[ChildrensAuthority],
    classes: AreaClasses | None,
) -> tuple[Breakdown, ...]:
    """Return the answer by each thing that the figures tell of the children.

    Raises KeyError for a recommendation that there is not.
    """
    asked = (ground, knowledge, [target], terms, authorities)
    found = []
    if classes is not None:
        tenths, rural = _columns(classes.tenth - 1, len(TENTHS)), _columns(classes.rural, 2)
        by_tenth = by_class(*asked, columns=(*TENTHS, UNKNOWN), column=tenths)
        found.append(_breakdown("deprivation", "By deprivation", by_tenth))
        if (classes.rural != NOT_KNOWN).any():
            by_rurality = by_class(*asked, columns=(*RURALITY, UNKNOWN), column=rural)
            found.append(_breakdown("rurality", "Town and country", by_rurality))
    bands = _bands(children_of(knowledge, target, terms))
    by_age = _breakdown("age", "By age", by_band(*asked, bands=bands))
    if len(by_age.groups) > 1:
        found.append(by_age)
    if ground.people.tells_sex:
        groups = _by_sex(ground, knowledge, target, terms, authorities)
        found.append(Breakdown(id="sex", title="By sex", groups=tuple(groups)))
    return tuple(found)


def _bands(children: MeantChildren) -> Sequence[Band]:
    """Return school ages, or single years where all the children are within a few."""
    ages = (np.flatnonzero(children.months.any(axis=0)) // MONTHS_A_YEAR).tolist()
    if not ages or ages[-1] - ages[0] >= FEW_YEARS:
        return BANDS
    return [
        (
            str(year),
            f"{year}" if year else "Under 1",
            year * MONTHS_A_YEAR,
            (year + 1) * MONTHS_A_YEAR,
        )
        for year in range(ages[0], ages[-1] + 1)
    ]


def _columns(classes: Numbers, unknown: int) -> Numbers:
    """Return the column of each area; those of no known class have the last one."""
    return np.where(classes < 0, unknown, classes)


def _breakdown(id: str, title: str, matrix: Matrix) -> Breakdown:
    [row] = matrix.rows
    groups = (
        Group(code=column.code, name=column.name, cell=cell)
        for column, cell in zip(matrix.columns, row.cells, strict=True)
        if cell.whole.children
    )
    return Breakdown(id=id, title=title, groups=tuple(groups))


def _by_sex(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    authorities: Sequence[ChildrensAuthority],
) -> Iterator[Group]:
    districts = districts_of(authorities)
    for column in SEX:
        sex = SEXES.index(column.code)
        cell = cell_of(coverage(ground, knowledge, target, terms, districts, sex))
        if cell.whole.children:
            yield Group(code=column.code, name=column.name, cell=cell)
