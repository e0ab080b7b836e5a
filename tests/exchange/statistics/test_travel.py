"""Tables of travel times: each heading, what rounding does, and what is refused."""

import gzip

import pytest

from directory.exchange.statistics.publication_registry import FileStatement
from directory.exchange.statistics.travel_times import KnownAreas, TravelTimesFile, read_travel
from directory.geo import Places
from directory.model.problems import FileError
from tests.directory_builders import HOME
from tests.exchange.statistics.builders import (
    BARNSLEY,
    CITY_LSOAS,
    ENDED,
    NEW,
    NEWCASTLE,
    OLD_BARNSLEY,
    table,
    workbook,
)

HERE, THERE = CITY_LSOAS[:2]
HEADS = ["area", "postcode", "minutes"]
SAID = FileStatement(title="Drive times", dated="2026-03-01", licence="Ours")
LSOAS = KnownAreas(kind="lsoa21", codes=frozenset({HERE, THERE}))
AUTHORITIES = KnownAreas(kind="authority", codes=frozenset({NEWCASTLE, BARNSLEY}))


def read(
    content: bytes, places: Places, areas: KnownAreas = LSOAS, said: FileStatement = SAID
) -> TravelTimesFile:
    return read_travel(content, areas=areas, places=places, said=said)


def times(found: TravelTimesFile) -> list[tuple[str, str, int]]:
    return [(row["area"], row["postcode"], row["minutes"]) for row in found.rows()]


def problems(
    content: bytes, places: Places, areas: KnownAreas = LSOAS, said: FileStatement = SAID
) -> list[str]:
    with pytest.raises(FileError) as raised:
        read(content, places, areas, said)
    return [str(problem) for problem in raised.value.problems]


def test_times_are_kept_by_area_and_postcode(places: Places) -> None:
    rows = [[THERE, HOME, 12], [HERE, "ne14su", 0], [HERE, HOME, 25]]

    found = read(table(HEADS, *rows), places)

    assert times(found) == [(HERE, HOME, 25), (HERE, "NE1 4SU", 0), (THERE, HOME, 12)]
    assert (found.kind, found.areas, found.notes) == ("lsoa21", (HERE, THERE), ())
    assert found.published.dated == "2026-03-01"


@pytest.mark.parametrize(
    ("heads", "cell"),
    [
        (["lsoa21cd", "postcode", "minutes"], "20"),
        (["LSOA 2021 Code", "Postcode", "Drive time (minutes)"], "19.2"),
        (["origin", "destination", "duration_min"], "19.01"),
        (["from_id", "to_id", "travel_time_p50"], "20.0"),
        (["Area code", "pcds", "seconds"], "1200"),
        (["origin", "destination", "duration_seconds"], "1140.5"),
        (["origin", "destination", "travel_time_sec"], "1141"),
    ],
)
def test_a_column_is_known_by_its_heading_and_a_part_of_a_minute_counts_whole(
    heads: list[str], cell: str, places: Places
) -> None:
    assert times(read(table(heads, [HERE, HOME, cell]), places)) == [(HERE, HOME, 20)]


def test_a_workbook_and_csv_in_gzip_say_the_same(places: Places) -> None:
    rows = [HEADS, [HERE, HOME, 17.5]]

    for content in (workbook({"Times": rows}), gzip.compress(table(*rows))):
        assert times(read(content, places)) == [(HERE, HOME, 18)]


@pytest.mark.parametrize("heads", [["area", "postcode", "duration"], ["area", "minutes"], ["a"]])
def test_a_time_without_a_unit_or_a_table_of_others_is_refused(
    heads: list[str], places: Places
) -> None:
    [only] = problems(table(heads, [HERE, HOME, 20][: len(heads)]), places)

    assert "has no row of headings that is known: it should have “area”" in only


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ([HERE, HOME, "-1"], "line 2, minutes: “-1” is less than 0"),
        ([HERE, HOME, ""], "line 2, minutes: is empty: write the time, or leave the row out"),
        ([HERE, HOME, "soon"], "line 2, minutes: “soon” is not a time"),
        ([HERE, HOME, "NA"], "line 2, minutes: “NA” is not a time"),
        ([HERE, HOME, "1e3"], "line 2, minutes: “1e3” is not a time"),
        ([HERE, HOME, "1441"], "line 2, minutes: “1441” is longer than a day"),
        ([HERE, "NE1", "5"], "line 2, postcode: “NE1” is not a full postcode"),
        ([HERE, "NE1 9ZZ", "5"], "line 2, postcode: “NE1 9ZZ” is not a postcode that is known"),
        ([HERE, "EH1 1AA", "5"], "line 2, postcode: “EH1 1AA” is in Scotland"),
        (
            [ENDED, HOME, "5"],
            f"line 2, area: “{ENDED}” is one of the LSOAs of 2011, and the children",
        ),
        ([NEWCASTLE, HOME, "5"], f"line 2, area: “{NEWCASTLE}” is one of the authorities"),
        (["Town", HOME, "5"], "line 2, area: “Town” is not the code of an LSOA or an authority"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(row: list[str], why: str, places: Places) -> None:
    [only] = problems(table(HEADS, row), places)

    assert only.startswith(why)


def test_an_lsoa_of_another_year_than_the_children_is_named(places: Places) -> None:
    older = KnownAreas(kind="lsoa11", codes=LSOAS.codes)

    [only] = problems(table(HEADS, [NEW, HOME, 5]), places, older)
    assert "LSOAs of 2021, and the children in force are known by LSOAs of 2011" in only
    [headed] = problems(table(["lsoa21cd", *HEADS[1:]], [HERE, HOME, 5]), places, older)
    assert headed.startswith("lsoa21cd: is of another year")


def test_every_problem_is_told_at_once_and_a_cell_that_repeats_only_once(places: Places) -> None:
    rows = [[HERE, "NE1 9ZZ", 5], [THERE, "NE1 9ZZ", "x"], ["Town", HOME, 5]]

    found = problems(table(HEADS, *rows), places, said=FileStatement())

    assert [each.split(":")[0] for each in found[3:]] == [
        "line 2, postcode", "line 3, minutes", "line 4, area",
    ]  # fmt: skip
    assert "--title" in found[0]


def test_a_pair_that_stands_twice_is_named_however_it_is_written(places: Places) -> None:
    rows = [[HERE, HOME, 5], [THERE, HOME, 5], [HERE.lower(), HOME.replace(" ", ""), 6]]

    assert problems(table(HEADS, *rows), places) == [
        "line 4: has the same area and postcode as line 2: leave one row for each pair"
    ]


def test_areas_without_children_are_kept_and_said(places: Places) -> None:
    found = read(table(HEADS, [HERE, HOME, 5], [CITY_LSOAS[2], HOME, 5]), places)

    assert len(times(found)) == 2
    assert found.notes[0].startswith(f"1 of 2 areas have no figures of children ({CITY_LSOAS[2]})")


def test_an_authority_is_known_by_its_code_of_today(places: Places) -> None:
    found = read(table(HEADS, [OLD_BARNSLEY, HOME, 5]), places, AUTHORITIES)

    assert times(found) == [(BARNSLEY, HOME, 5)]
    [only] = problems(table(HEADS, [HERE, HOME, 5]), places, AUTHORITIES)
    assert "the children in force are known by authorities" in only


def test_a_table_without_a_time_is_refused(places: Places) -> None:
    assert problems(table(HEADS), places) == ["the file: holds no time from an area to a postcode"]


def test_what_is_in_a_table_is_told_from_what_is_not(places: Places) -> None:
    found = read(table(HEADS, [HERE, HOME, 5], [THERE, "NE1 4SU", 6]), places)

    assert found.holds(times(found))
    assert not found.holds([(HERE, HOME, 6)])
    assert not found.holds([(HERE, "NE1 4SU", 6)])
    assert not found.holds([("E01000003", HOME, 5)])
