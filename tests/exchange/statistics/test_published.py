"""Over the published files of England; skipped where these are not at hand."""

import csv
import gzip
import io
from collections.abc import Callable

import pytest

from directory.exchange.statistics.area_centroids import read_points
from directory.exchange.statistics.authorities import authorities
from directory.exchange.statistics.boundaries import read_boundaries
from directory.exchange.statistics.lsoa_vintages import ended, only_of
from directory.exchange.statistics.need import ENGLAND, code_in_year, joined, read_need
from directory.exchange.statistics.population import read_population
from directory.model.problems import FileError

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

Published = Callable[[str], bytes]
LSOAS, POINTS = "lsoa11_children_mid2020.csv.gz", "lsoa21_imd2025.csv.gz"
NEED = (
    "dfe_children_in_need_utla_2013_2025.csv.gz",
    "dfe_child_protection_plans_utla_2013_2025.csv.gz",
    "dfe_referrals_utla_2013_2025.csv.gz",
    "dfe_children_looked_after_utla_2021_2025.csv.gz",
)
CHILDREN = 12_093_288


def codes(content: bytes, column: str) -> set[str]:
    """Return the codes of a column, read without our own code."""
    text = io.StringIO(gzip.decompress(content).decode("utf-8-sig"), newline="")
    return {row[column] for row in csv.DictReader(text)}


def test_every_lsoa_of_england_is_read(published: Published) -> None:
    found = read_population(published(LSOAS), name=LSOAS)

    assert (len(found.rows), found.children, found.areas) == (32_844, CHILDREN, "lsoa11")
    assert found.notes == ()
    assert {row.authority for row in found.rows} == set(authorities())
    assert all(row.easting and row.northing for row in found.rows)


def test_every_authority_is_read_and_has_as_many_children(published: Published) -> None:
    name = "child_population_single_year_lad_mid2020.csv"

    found = read_population(published(name), name=name)

    assert (len(found.rows), found.children, found.areas) == (296, CHILDREN, "authority")
    assert found.published.dated == "2020-06-30"


def test_children_in_one_number_are_refused(published: Published) -> None:
    with pytest.raises(FileError, match="“Children aged 0 to 17 years” is not a single year"):
        read_population(published("child_population_0_17_utla_2012_2024.csv"))


def test_points_of_another_year_are_refused(published: Published) -> None:
    points = read_points(published(POINTS))

    assert (points.vintage, len(points.by_code)) == ("lsoa21", 33_755)
    with pytest.raises(FileError, match="has LSOAs of 2011, and the file of points those of 2021"):
        read_population(published(LSOAS), points=points)


def test_the_codes_that_tell_the_year_are_those_of_the_files(published: Published) -> None:
    of_2011 = codes(published(LSOAS), "lsoa11_code")
    of_2021 = codes(published(POINTS), "lsoa21_code")

    assert ended() == of_2011 - of_2021
    assert {c for c in of_2011 | of_2021 if only_of(c) == "lsoa21"} == of_2021 - of_2011


@pytest.mark.parametrize("name", NEED[:3])
def test_a_table_of_need_keeps_authorities_and_england(published: Published, name: str) -> None:
    rows = [row for row in read_need(published(name)).rows if row.measure != "children_in_need"]

    assert len(rows) == 2132 - 143  # regions
    assert sum(row.authority == ENGLAND for row in rows) == 13


def test_the_tables_of_need_are_one_set(published: Published) -> None:
    found = joined([read_need(published(name)) for name in NEED])

    assert (len(found.rows), found.withheld) == (8_736, 64)
    assert found.published.dated == "2013 to 2025"


@pytest.mark.parametrize("year", range(2013, 2026))
def test_every_authority_is_found_by_its_code_of_the_year(published: Published, year: int) -> None:
    rows = [row for row in read_need(published(NEED[0])).rows if row.year == year]
    there = {row.authority for row in rows} - {ENGLAND}
    asked = {code_in_year(each.upper, year) for each in authorities().values()}

    assert asked - {None} <= there
    assert len(there - asked) <= 5  # replaced by others of another ground


@pytest.mark.parametrize(
    ("name", "kind", "number"),
    [
        ("lad_boundaries_england.geojson.gz", "districts", 296),
        ("utla_boundaries_england.geojson.gz", "upper", 153),
    ],
)
def test_boundaries_are_read(published: Published, name: str, kind: str, number: int) -> None:
    found = read_boundaries(published(name))

    assert (found.kind, len(found.features)) == (kind, number)
    assert found.points < 60_000
