"""A table of how deprived LSOAs are: as published, as councils keep it, and wrong."""

import pytest

from directory.exchange.statistics.deprivation import DeprivationRow, read_deprivation
from directory.exchange.statistics.publication_registry import FileStatement
from directory.model.problems import FileError

PUBLISHED = (
    "LSOA code (2021),LSOA name (2021),Index of Multiple Deprivation (IMD) Rank,"
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)\n"
)
SAID = FileStatement(title="Indices", dated="2025", licence="None")


def test_the_published_table_is_read_by_its_headings() -> None:
    content = f"{PUBLISHED}E01000001,City 001A,26525,8\nE01035762,New,1,1\n".encode()

    found = read_deprivation(content, said=SAID)

    assert found.rows == (
        DeprivationRow(code="E01000001", tenth=8, rural=None),
        DeprivationRow(code="E01035762", tenth=1, rural=None),
    )
    assert found.areas == "lsoa21"


@pytest.mark.parametrize(
    ("heading", "title"),
    [("imd25_decile", "English Indices of Deprivation 2025"), ("imd19_decile", "2019")],
)
def test_the_year_in_a_heading_is_the_year_of_the_indices(heading: str, title: str) -> None:
    found = read_deprivation(f"lsoa21cd,{heading}\nE01000001,3\n".encode())

    assert title in found.published.title
    assert found.published.dated in found.published.title


@pytest.mark.parametrize(
    ("cell", "rural"),
    [
        ("Urban", False), ("UN1", False), ("A1", False), ("Urban: nearer to a major town", False),
        ("Rural", True), ("RLN1", True), ("RSF1", True), ("D1", True), ("E2", True),
        ("Larger rural: nearer to a major town", True), ("Rural town and fringe", True),
        ("", None), ("?", None), ("Suburban", None),
    ],
)  # fmt: skip
def test_a_class_is_urban_rural_or_not_known(cell: str, rural: bool | None) -> None:
    content = f"lsoa21cd,imd25_decile,ruc\nE01000001,3,{cell}\n".encode()

    assert read_deprivation(content).rows[0].rural is rural


@pytest.mark.parametrize("cell", ["0", "11", "", "x", "1.5", "-1", "²"])
def test_what_is_no_tenth_is_refused_with_its_line(cell: str) -> None:
    content = f"lsoa21cd,imd25_decile,ruc\nE01000001,3,A1\nE01000002,{cell},A1\n".encode()

    with pytest.raises(FileError) as told:
        read_deprivation(content)

    [problem] = told.value.problems
    assert (problem.line, problem.column) == (3, "imd25_decile")
    assert "tenth from 1" in problem.problem


def test_an_lsoa_that_stands_twice_is_refused() -> None:
    content = b"lsoa21cd,imd25_decile\nE01000001,3\nE01000001,4\n"

    with pytest.raises(FileError, match="stands twice"):
        read_deprivation(content)


def test_a_table_of_other_countries_holds_nothing() -> None:
    with pytest.raises(FileError, match="holds no LSOA of England"):
        read_deprivation(b"lsoa21cd,imd25_decile\nW01000001,3\n")


def test_a_table_that_does_not_say_its_year_asks_for_it() -> None:
    with pytest.raises(FileError, match="--title"):
        read_deprivation(b"lsoa21cd,imd_decile\nE01000001,3\n")
