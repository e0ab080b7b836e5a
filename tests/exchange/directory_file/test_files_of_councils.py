"""Files as councils have them: few columns, other names, other ways to write what is in a cell."""

import pytest

from directory.exchange.directory_file.file_reader import DirectoryFile, read_file
from directory.exchange.directory_file.problems_workbook import write_problems
from directory.exchange.tables import Layout, read_tables
from directory.model.age_words import Unit
from directory.model.cell_types import Vocabulary
from directory.model.problem_groups import grouped
from directory.model.problems import FileError, FileProblem
from tests.directory_builders import row, sheet

NEEDED = ("id", "name", "organisation", "kind", "status")


def told(file: DirectoryFile) -> list[str]:
    return list(file.notes.told())


def ages(file: DirectoryFile) -> list[tuple[int | None, int | None]]:
    return [(e.ages.from_months, e.ages.under_months) for e in file.entries]


def test_five_columns_are_enough_and_the_others_are_not_stated(words: Vocabulary) -> None:
    file = read_file(sheet(row(id="a"), header=NEEDED), words)

    [entry] = file.entries
    assert entry.stated == frozenset(NEEDED)
    assert (entry.values["phone"], entry.values["languages"]) == (None, ())
    assert told(file) == []


def test_columns_may_have_other_names_another_order_and_others_beside_them(
    words: Vocabulary,
) -> None:
    content = (
        b"Ward,Charity  number, Service Name ,Provider,TYPE,Status,ID,,Telephone number\n"
        b"East,123,Harbour,Quay,other,active,a,x,0191 498 0101\n"
    )

    file = read_file(content, words)

    [entry] = file.entries
    assert entry.values["name"] == "Harbour"
    assert (entry.values["organisation_number"], entry.values["organisation"]) == ("123", "Quay")
    assert entry.values["phone"] == "0191 498 0101"
    assert "the column Ward is not known, and is not read" in told(file)
    assert "the column Provider is read as organisation" in told(file)


def test_a_column_at_the_end_without_a_name_is_said_and_not_read(words: Vocabulary) -> None:
    content = b"id,name,organisation,kind,status,\na,A,O,other,active,see me\n"

    assert told(read_file(content, words)) == ["column 6 has no name, and is not read"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_a_file_is_read_as_spreadsheets_save_it(
    encoding: str, mark: str, words: Vocabulary
) -> None:
    content = sheet(row(id="a", name="Café"), row(id="b"), header=NEEDED, delimiter=mark)

    file = read_file(content.decode().encode(encoding), words)

    assert [entry.values["name"] for entry in file.entries] == ["Café", "A"]


def test_cells_written_otherwise_are_told_as_they_are_read(words: Vocabulary) -> None:
    cells = {"ends_on": "31/03/2027", "areas_served": "Gateshead", "cost": "N/A"}

    assert told(read_file(sheet(row(**cells)), words)) == [
        "ends_on: “31/03/2027” is read as 2027-03-31 (line 2)",
        "areas_served: “Gateshead” is read as E08000037 (line 2)",
        "cost: “N/A” is read as nothing stated (line 2)",
    ]


AGES = (
    # a cell of a column "Age range", its months
    ("0-5", (0, 72)),
    ("under 5s", (None, 60)),
    ("5 to 11 years", (60, 144)),
    ("18 months to 3 years", (18, 48)),
    ("0 – 18 months", (0, 19)),
    ("11+", (132, None)),
    ("up to 4 years", (None, 60)),
    ("birth to 5", (0, 72)),
    ("N/A", (None, None)),
)


@pytest.mark.parametrize(("cell", "months"), AGES)
def test_a_column_of_age_ranges_is_understood(
    cell: str, months: tuple[int | None, int | None], words: Vocabulary
) -> None:
    content = sheet(row() | {"Age range": cell}, header=[*NEEDED, "Age range"])

    file = read_file(content, words)

    assert ages(file) == [months]
    assert file.ages_question is None


def test_ages_that_cannot_be_read_are_refused_with_examples(words: Vocabulary) -> None:
    content = sheet(row() | {"Ages": "0-19 (25 with SEND)"}, header=[*NEEDED, "Ages"])

    with pytest.raises(FileError, match=r"line 2, Ages: .* should be ages, as in 0-5, under 5s"):
        read_file(content, words)


NUMBERS = (
    # names of the columns, cells, ages_in, months, whether it is asked, comment
    (("age_from_months", "age_under_months"), ("0", "18"), None, (0, 18), True, "asked"),
    (("age_from_months", "age_under_months"), ("0", "18"), "months", (0, 18), False, "months"),
    (("age_from_months", "age_under_months"), ("0", "18"), "years", (0, 216), False, "years"),
    (("age_from_months", "age_under_months"), ("60", "132"), None, (60, 132), False, "clear"),
    (("Age from (years)", "Age under (years)"), ("5", "11"), None, (60, 132), False, "in names"),
    (("Minimum age", "Maximum age"), ("5", "11"), "years", (60, 144), False, "the last counts"),
    (("Minimum age", "Maximum age"), ("5", "11"), None, (5, 12), True, "no unit in names"),
    (("age_from_months", "age_under_months"), ("0-5", ""), None, (0, 72), False, "both in one"),
    (("age_from_months", "age_under_months"), ("0", "1"), None, (0, 1), False, "newborns"),
    (("age_from_months", "age_under_months"), ("18 months", "4 years"), None, (18, 48), False,
     "units in cells"),
)  # fmt: skip


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case[-1])
def test_numbers_of_ages_are_read_by_their_unit_or_asked_about(
    case: tuple[tuple[str, str], tuple[str, str], Unit | None, tuple[int, int], bool, str],
    words: Vocabulary,
) -> None:
    names, cells, ages_in, months, is_asked, _ = case
    content = sheet(row() | dict(zip(names, cells, strict=True)), header=[*NEEDED, *names])

    file = read_file(content, words, ages_in=ages_in)

    assert ages(file) == [months]
    assert (file.ages_question is not None) is is_asked
    assert file.seem_years == (frozenset({"a"}) if is_asked or case[-1] == "months" else set())


def test_one_small_number_among_clear_months_does_not_ask_for_all(words: Vocabulary) -> None:
    clear = [row(id=f"s{n}", age_from_months="60", age_under_months="132") for n in range(3)]

    file = read_file(sheet(*clear, row(id="a", age_under_months="12")), words)

    assert file.ages_question is None


HIDDEN_BY = ({"name": "Rose refuge"}, {"description": "A safe house."},
             {"organisation": "Quay Women’s Aid"}, {"venue_name": "The Safe-House"})  # fmt: skip


@pytest.mark.parametrize("cells", HIDDEN_BY)
def test_a_refuge_by_its_words_is_hidden_unless_somebody_says_no(
    cells: dict[str, str], words: Vocabulary
) -> None:
    place = {"postcode": "NE1 4ST", "address": "1 Rose Street"} | cells

    silent = read_file(sheet(row(**place)), words)
    said = read_file(sheet(row(hide_address="no", **place)), words)
    refugees = read_file(sheet(row(postcode="NE1 4ST", name="Refugee advice")), words)

    assert [venue.hide_address for venue in silent.entries[0].venues] == [True]
    assert "is hidden; write no in hide_address" in told(silent)[0].replace("its address ", "")
    assert [venue.hide_address for venue in said.entries[0].venues] == [False]
    assert [venue.hide_address for venue in refugees.entries[0].venues] == [None]


def test_problems_are_grouped_by_kind_with_an_example_and_the_mend(words: Vocabulary) -> None:
    content = sheet(
        *(row(id=f"s{n}", kind=f"wrong{n}") for n in range(30)),
        *(row(id=f"t{n}", excludes=f"child.disabled;fact{n}") for n in range(5)),
        row(id="u", weeks="ten"),
    )

    with pytest.raises(FileError) as raised:
        read_file(content, words)
    groups = grouped(raised.value.problems)

    assert [(group.column, group.count) for group in groups] == [
        ("kind", 30), ("excludes", 5), ("weeks", 1)
    ]  # fmt: skip
    assert (groups[0].example.value, groups[0].mend[:16]) == ("wrong0", "should be one of")


def test_every_problem_is_in_a_workbook_and_no_cell_of_it_runs() -> None:
    problems = [
        FileProblem(line=n, column="name", value="=1+1", problem="begins with “=”")
        for n in range(2, 702)
    ]

    kinds, each = read_tables(write_problems(problems), Layout(), [])

    assert [row[:4] for _, row in kinds.rows] == [["name", "700", "2", "=1+1"]]
    assert len([*each.rows]) == 700
