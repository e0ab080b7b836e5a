"""What is wrong with a table of children is all said, placed, with how to mend it."""

from collections.abc import Sequence

import pytest

from directory.exchange.statistics.area_centroids import read_points
from directory.exchange.statistics.population import read_population
from directory.exchange.statistics.publication_registry import FileStatement
from directory.model.problems import FileError
from tests.exchange.statistics.builders import (
    AGES,
    BARNSLEY,
    CITY,
    CITY_LSOAS,
    ENDED,
    NEW,
    NEWCASTLE,
    OLD_BARNSLEY,
    PUBLISHED,
    TWO_EACH,
    city,
    lsoa,
    points,
    table,
    workbook,
)

SAID = FileStatement(title="T", dated="2024-06-30", licence="L")
AUTHORITIES = ["lad25_code", *AGES]


def problems(
    content: bytes, *, said: FileStatement = SAID, placed: bytes | None = None
) -> list[str]:
    """Return what reading a table complains of, one line a problem."""
    with pytest.raises(FileError) as raised:
        read_population(content, points=read_points(placed) if placed else None, said=said)
    return [str(problem) for problem in raised.value.problems]


def bare(codes: Sequence[str], heading: str = "LSOA 2011 Code") -> bytes:
    """Return a table of LSOAs with no point and no district."""
    return table([heading, *AGES], *([code, *TWO_EACH] for code in codes))


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("-3", "“-3” is less than 0: write how many children there are"),
        ("2.5", "“2.5” is not a whole number: children are counted whole"),
        ("many", "“many” is not a number: write digits only"),
        ("", "is empty: write the number, 0 if there is none"),
        ("c", "“c” is withheld, and a gap is not nought: take a table that gives the number"),
        ("[x]", "“[x]” is withheld, and a gap is not nought: take a table that gives the number"),
        ("9" * 9, "“999999999” is more children than there are in England"),
        ("٣", "“٣” is not a number: write digits only"),
    ],
)
def test_a_cell_that_is_no_count_is_named(cell: str, why: str) -> None:
    wrong = city(lsoa(CITY_LSOAS[0], age_4=cell), leave=CITY_LSOAS[:1])

    assert problems(wrong) == [f"line 7, age_4: {why}"]


def test_every_problem_is_said_at_once() -> None:
    wrong = city(
        lsoa(CITY_LSOAS[0], age_4="-1", age_9="x"), ["E0", "", *TWO_EACH, "", "", ""],
        leave=CITY_LSOAS[:1],
    )  # fmt: skip

    assert [line.split(":")[0] for line in problems(wrong)] == [
        *("line 7, age_4", "line 7, age_9"),
        *("line 8, age_15", "line 8, age_16", "line 8, age_17"),
        "line 8, lsoa11_code",
    ]


def test_an_lsoa_that_stands_twice_is_named() -> None:
    assert problems(city(lsoa(CITY_LSOAS[0]))) == [
        "line 8, lsoa11_code: “E01000001” stands twice (first on line 2): leave one row for each"
    ]


def test_missing_lsoas_of_an_authority_are_counted() -> None:
    assert problems(city(leave=CITY_LSOAS[4:])) == [
        "lsoa11_code: “E09000001” lacks 2 of the 6 LSOAs of City of London: add their rows, or "
        "leave out the whole authority"
    ]


def test_missing_lsoas_are_named_where_a_file_of_points_names_them() -> None:
    assert problems(city(leave=CITY_LSOAS[4:]), placed=points()) == [
        "lsoa11_code: “E09000001” lacks 2 of the 6 LSOAs of City of London (E01032739, "
        "E01032740): add their rows, or leave out the whole authority"
    ]


def test_an_lsoa_of_2021_among_those_of_2011_is_named() -> None:
    assert problems(city(lsoa(NEW))) == [
        f"line 8, lsoa11_code: “{NEW}” is not an LSOA of 2011, as others are: take a table "
        "of one year’s areas"
    ]


def test_mixed_years_are_found_where_the_heading_tells_none() -> None:
    mixed = bare([*CITY_LSOAS, NEW, "E01033770", ENDED], "lsoa_code")

    assert [line for line in problems(mixed) if "one year’s" in line] == [
        f"line 10, lsoa_code: “{ENDED}” is not an LSOA of 2021, as others are: take a table "
        "of one year’s areas"
    ]


def test_lsoas_whose_year_nothing_tells_are_asked_about() -> None:
    [asked, *_] = [line for line in problems(bare(CITY_LSOAS, "lsoa_code")) if "year" in line]

    assert asked.endswith("head the column “LSOA 2011 Code” or “LSOA 2021 Code”")


def test_points_of_another_year_are_one_problem() -> None:
    assert problems(bare(CITY_LSOAS), placed=points([*CITY_LSOAS, NEW], "LSOA21CD")) == [
        "the file: has LSOAs of 2011, and the file of points those of 2021: give points of the "
        "LSOAs of 2011"
    ]


def test_an_lsoa_that_the_file_of_points_lacks_is_named() -> None:
    assert problems(bare(CITY_LSOAS), placed=points(CITY_LSOAS[1:])) == [
        "line 2, LSOA 2011 Code: “E01000001” is not in the file of points: take one of the same "
        "year that has it"
    ]


def test_lsoas_without_point_and_district_are_refused_with_how_to_mend() -> None:
    said = problems(bare(CITY_LSOAS))

    assert said[0] == (
        "line 2, LSOA 2011 Code: “E01000001” has no point: add columns of easting and northing, "
        "or name a file of LSOA centroids with --points"
    )
    assert "has no district: add a column of its code (such as “LAD25CD”)" in said[1]


def test_a_point_outside_england_is_named() -> None:
    wrong = city(lsoa(CITY_LSOAS[0], easting="12"), leave=CITY_LSOAS[:1])

    assert problems(wrong)[0].startswith("line 7, easting: “12 181628” is not a point in England")


def test_degrees_the_wrong_way_round_are_said_to_be_so() -> None:
    swapped = table(["LSOA21CD", "lat", "lon"], [CITY_LSOAS[0], "-0.1", "51.5"])

    with pytest.raises(FileError, match="is the other way round: latitude comes first"):
        read_points(swapped)


def test_an_authority_that_was_replaced_is_named() -> None:
    mixed = table(AUTHORITIES, ["E06000063", *TWO_EACH], ["E07000026", *TWO_EACH])

    assert problems(mixed) == [
        "line 3, lad25_code: “E07000026” was replaced by another authority: take a table by the "
        "authorities of today"
    ]


def test_both_codes_of_barnsley_are_one_authority() -> None:
    twice = table(AUTHORITIES, [BARNSLEY, *TWO_EACH], [OLD_BARNSLEY, *TWO_EACH])

    assert problems(twice) == [
        f"line 3, lad25_code: “{OLD_BARNSLEY}” is the same authority as on line 2: leave one row "
        "for each"
    ]


def test_an_authority_that_nobody_knows_is_named() -> None:
    [only] = problems(table(AUTHORITIES, ["E08000099", *TWO_EACH]))

    assert only.endswith("“E08000099” is not the code of an authority of England today")


def test_a_name_in_place_of_a_code_is_a_problem_and_no_other_country() -> None:
    [only] = problems(table(AUTHORITIES, ["Sunderland", *TWO_EACH]))

    assert "“SUNDERLAND” is not the code of an authority" in only


def test_a_table_of_older_people_alone_lacks_every_age() -> None:
    [only] = problems(table(["lad25_code", "age_20"], [NEWCASTLE, "3"]))

    assert "has no column for the ages 0, 1, 2, " in only


def test_a_county_gives_no_place_to_its_children() -> None:
    upper = table(["utla25_code", *AGES], ["E10000015", *TWO_EACH], [NEWCASTLE, *TWO_EACH])

    [only] = problems(upper)

    assert "is a county: give its districts (E07…)" in only


def test_children_of_all_ages_in_one_number_are_refused() -> None:
    heads = ["time_period", "new_la_code", "la_name", "age_group", "population_estimate"]
    rows = [["2024", NEWCASTLE, "Newcastle", "Children aged 0 to 17 years", "58000"]]

    [only] = problems(table(heads, *rows))

    assert only == (
        "line 2, age_group: “Children aged 0 to 17 years” is not a single year, and no other age "
        "is given: give a table of single years of age, 0 to 17"
    )


def test_ages_that_have_no_column_are_listed() -> None:
    assert problems(table(AUTHORITIES[:-2], [NEWCASTLE, *TWO_EACH[:-2]])) == [
        "the file: has no column for the ages 16, 17: each of 0 to 17 is needed"
    ]


def test_an_authority_that_lacks_an_age_is_named() -> None:
    rows = [[NEWCASTLE, "F", age, 1] for age in range(18)]

    [only] = problems(table(["ladcode23", "sex", "age", "population_2022"], *rows))

    assert "lacks some of the ages 0 to 17, or boys or girls" in only


def test_lsoas_and_authorities_in_one_table_are_refused() -> None:
    mixed = bare([*CITY_LSOAS, NEWCASTLE], "geography_code")

    assert any("give LSOAs or authorities, not both" in line for line in problems(mixed))


def test_what_neither_file_nor_person_says_is_asked_for() -> None:
    said = problems(table(["code", *AGES], [NEWCASTLE, *TWO_EACH]), said=FileStatement())

    assert [line.split()[-1] for line in said] == ["--title", "2024-06-30", "--licence"]


def test_a_date_without_a_year_is_refused() -> None:
    said = problems(
        table(["code", *AGES], [NEWCASTLE, *TWO_EACH]),
        said=FileStatement(title="T", dated="soon", licence="L"),
    )

    assert said == ["--date: “soon” names no year"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty: the first row should hold the column names"),
        (b"a,b\n1,2\n", "has no row of headings"),
        (b"\x00\x01", "is no table: save it as"),
        (b"\x1f\x8bbroken", "is cut short"),
        (b"PK\x03\x04broken", "is damaged"),
        (b"\xd0\xcf\x11\xe0old", "is an old Excel file"),
        (table(PUBLISHED), "holds no LSOA and no authority of England"),
        (table(AUTHORITIES, ["W06000001", *TWO_EACH]), "holds no LSOA and no authority"),
        (table(AUTHORITIES, [NEWCASTLE, "1"]), "has 2 cells where the header has 19"),
        (table(AUTHORITIES) + b'"E08', "cannot be read"),
        (workbook({"Notes": [["nothing here"]]}), "has no row of headings"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(content: bytes, why: str) -> None:
    assert why in "\n".join(problems(content))


def test_problems_beyond_what_a_person_reads_are_counted() -> None:
    wrong = table(AUTHORITIES, *([NEWCASTLE, *["x"] * 18] for _ in range(2)))
    many = table(AUTHORITIES, *([f"E99{n:06}", *TWO_EACH] for n in range(600)))

    assert len(problems(wrong)) == 19
    assert problems(many)[-1] == "the file: 100 more problems are not listed here"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (table(["LSOA21CD", "x", "y"]), "holds no LSOA of England"),
        (points([CITY_LSOAS[0]] * 2), "stands twice"),
        (table(["LSOA21CD", "x", "y"], [CITY_LSOAS[0], "a", "b"]), "is not a point in England"),
        (table(["LSOA21CD", "name"], [CITY_LSOAS[0], "a"]), "has no row of headings"),
    ],
)
def test_a_file_of_points_is_checked_too(content: bytes, why: str) -> None:
    with pytest.raises(FileError, match=why):
        read_points(content)


def test_a_whole_city_with_its_points_is_taken() -> None:
    found = read_population(bare(CITY_LSOAS), points=read_points(points()), said=SAID)

    assert {row.authority for row in found.rows} == {CITY}
