"""The sentence at the head of a report of gaps."""

import pytest

from directory.domain.coverage.gap_query import GapQuery, GapTarget
from directory.domain.coverage.matrix import Matrix, MatrixCell, MatrixRow
from directory.domain.coverage.report import _headline, gap_report
from tests.directory_builders import HOME, Directory, knowledge
from tests.domain.coverage.laid_out import area, ground, people, terms

OFFER = next(each.id for each in knowledge().recommendations if each.strength == "offer")
CONSIDER = next(each.id for each in knowledge().recommendations if each.strength == "consider")


def row(id: str, children: float, reached: float) -> MatrixRow:
    cell = MatrixCell(children=children, reached=reached, maybe=0)
    return MatrixRow(target=GapTarget(what="recommendation", id=id), cells=(cell,), total=cell)


def headline(*rows: MatrixRow) -> str:
    return _headline(Matrix(columns=(), rows=rows), terms(), "Gateshead", knowledge())


def test_a_wide_gap_of_what_is_only_to_be_considered_gives_way_to_an_offer() -> None:
    assert "70 of the 100" in headline(row(CONSIDER, 100, 10), row(OFFER, 100, 70))


def test_where_nothing_is_an_offer_the_widest_gap_is_told() -> None:
    assert "10 of the 100" in headline(row(CONSIDER, 100, 10))


@pytest.mark.parametrize("rows", [(), (row(OFFER, 0, 0),)])
def test_without_children_there_is_no_gap_to_tell(rows: tuple[MatrixRow, ...]) -> None:
    assert headline(*rows) == "No numbers of children are known for Gateshead."


@pytest.mark.database
@pytest.mark.parametrize(
    ("postcodes", "columns"), [((HOME,), "band"), ((HOME, "DH1 1AA"), "authority")]
)
def test_authorities_stand_side_by_side_where_there_are_several(
    directory: Directory, postcodes: tuple[str, ...], columns: str
) -> None:
    people(directory, *(area(code, code) for code in postcodes))

    assert gap_report(ground(directory), knowledge(), GapQuery(terms=terms())).columns == columns
