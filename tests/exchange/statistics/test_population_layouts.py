"""Each layout in which children by single year of age are published."""

import gzip

import pytest

from directory.exchange.statistics.area_centroids import read_points
from directory.exchange.statistics.population import read_population
from directory.exchange.statistics.publication_registry import FileStatement
from tests.exchange.statistics.builders import (
    AGES,
    BARNSLEY,
    CITY,
    CITY_LSOAS,
    NEWCASTLE,
    OLD_BARNSLEY,
    POINT,
    SCILLY,
    SCILLY_LSOA,
    TWO_EACH,
    city,
    points,
    table,
    workbook,
)

SEXED = [f"{sex}{age}" for sex in "FM" for age in range(91)]
SAID = FileStatement(title="T", dated="2024-06-30", licence="L")
LONG = ["ladcode23", "laname23", "country", "sex", "age", "population_2021", "population_2022"]
NOMIS = ["DATE", "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "C_SEX_NAME", "C_AGE_NAME", "OBS_VALUE"]


def test_lsoas_with_a_column_for_each_age_have_point_and_district() -> None:
    found = read_population(city(), name="children_mid2020.csv")

    assert (found.areas, len(found.rows), found.children) == ("lsoa11", 6, 6 * 36)
    first = found.rows[0]
    assert (first.code, first.authority, first.girls) == ("E01000001", CITY, None)
    assert (first.easting, first.northing) == (532_158, 181_628)
    assert found.published.dated == "2020-06-30"
    assert "Office for National Statistics" in found.published.licence


def test_a_table_in_gzip_reads_the_same() -> None:
    assert read_population(gzip.compress(city()), said=SAID) == read_population(city(), said=SAID)


def test_the_workbook_of_lsoas_2021_is_read_from_its_newest_sheet() -> None:
    heads = ["LAD 2021 Code", "LAD 2021 Name", "LSOA 2021 Code", "LSOA 2021 Name", "Total", *SEXED]
    row = [SCILLY, "Isles of Scilly", SCILLY_LSOA, "Isles of Scilly 001A", 999]
    notes: list[list[object]] = [["Mid-year estimates"], ["This sheet has a table"], []]
    sheets = {
        "Contents": [["Sheet", "About"], ["Mid-2021 LSOA 2021", "Persons"]],
        "Mid-2021 LSOA 2021": [*notes, heads, [*row, *[1] * 182]],
        "Mid-2022 LSOA 2021": [*notes, heads, [*row, *[2] * 91, *[3] * 91]],
    }
    place = table(["LSOA21CD", "LAT", "LONG"], [SCILLY_LSOA, "49.92", "-6.3"])

    found = read_population(workbook(sheets), points=read_points(place))

    [only] = found.rows
    assert (found.areas, found.published.dated) == ("lsoa21", "2022-06-30")
    assert (only.girls, only.children) == ((2,) * 18, (5,) * 18)
    assert (only.name, only.authority) == ("Isles of Scilly 001A", SCILLY)
    assert only.easting
    assert 85_000 < only.easting < 95_000


def test_one_row_for_each_authority_sex_and_age_takes_the_newest_year() -> None:
    rows = [
        [NEWCASTLE, "Newcastle", "E", sex, age, 9, number]
        for sex, number in (("F", 3), ("M", 4))
        for age in range(91)
    ]
    wales = [["W06000001", "Ynys Môn", "W", "F", 0, 1, 1]]
    titled = table(["Mid-year estimates"], LONG, *rows, *wales)

    found = read_population(titled)

    [only] = found.rows
    assert (only.girls, only.children) == ((3,) * 18, (7,) * 18)
    assert (only.easting, only.northing, only.name) == (None, None, "Newcastle")
    assert found.published.dated == "2022-06-30"
    assert found.notes[0] == "Wales: 1 area is left out, since Waymark is for England"


@pytest.mark.parametrize("first", ["Age 0", "Aged 0", "Aged under 1 year", "0"])
def test_a_nomis_table_of_persons_is_read(first: str) -> None:
    ages = [first, *(f"Age {age}" for age in range(1, 18)), "Aged 16 to 64", "All ages"]
    rows = [["2024", "Newcastle", NEWCASTLE, "Total", age, 5] for age in ages]
    older = [["2023", "Newcastle", NEWCASTLE, "Total", age, 4] for age in ages]

    found = read_population(table(NOMIS, *older, *rows))

    assert [row.children for row in found.rows] == [(5,) * 18]
    assert (found.rows[0].girls, found.published.dated) == (None, "2024")


def test_headings_may_be_bare_ages_and_larger_areas_are_passed_over() -> None:
    heads = ["Code", "Name", "Geography", "All ages", *range(90), "90+"]
    rows = [
        ["E92000001", "ENGLAND", "Country", 9, *[9] * 91],
        ["E12000001", "NORTH EAST", "Region", 9, *[9] * 91],
        ["E10000003", "Cambridgeshire", "County", 9, *[9] * 91],
        ["E07000008", "Cambridge", "Non-metropolitan District", 9, *[1] * 91],
    ]

    found = read_population(table(heads, *rows), said=SAID)

    assert [(row.code, row.children) for row in found.rows] == [("E07000008", (1,) * 18)]


def test_barnsley_has_the_code_of_today_whichever_the_table_gives() -> None:
    found = read_population(table(["lad24_code", *AGES], [OLD_BARNSLEY, *TWO_EACH]), said=SAID)

    assert [(r.code, r.authority, r.name) for r in found.rows] == [(BARNSLEY, BARNSLEY, "Barnsley")]


def test_a_file_of_points_gives_point_district_and_ward() -> None:
    bare = table(["LSOA code (2011)", *AGES], *([code, *TWO_EACH] for code in CITY_LSOAS))

    found = read_population(bare, points=read_points(points()), said=SAID)

    first = found.rows[0]
    assert (first.authority, first.ward, first.ward_name) == (CITY, "E05009288", "Aldersgate")
    assert (first.easting, first.northing) == tuple(map(int, POINT))


def test_thousands_and_whole_decimals_are_numbers() -> None:
    ages = ["1,234", "12.0", *TWO_EACH[2:]]

    found = read_population(table(["lad25_code", *AGES], [NEWCASTLE, *ages]), said=SAID)

    assert found.rows[0].children[:2] == (1234, 12)


def test_a_region_that_is_there_in_part_is_said() -> None:
    found = read_population(table(["lad25_code", *AGES], [NEWCASTLE, *TWO_EACH]), said=SAID)

    [note] = found.notes
    assert note.startswith("North East: 1 of 12 authorities are there; not there: Hartlepool, ")


def test_notes_below_a_table_are_no_rows() -> None:
    noted = table(["lad25_code", *AGES], [NEWCASTLE, *TWO_EACH], [], ["Source: ONS"])

    assert len(read_population(noted, said=SAID).rows) == 1
