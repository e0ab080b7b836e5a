"""Files as programs and spreadsheets write them, and every problem with its place."""

import gzip
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from directory.exchange.caseload_file import caseload_reader, column_readers
from directory.exchange.caseload_file.caseload_reader import ExcludedRows
from directory.exchange.tables import LIMITS
from tests.exchange.caseload_file.sheets import (
    ON,
    column,
    known,
    problems,
    read,
    said,
    sheet,
    workbook,
)

AGE = "child.age_months"
HEADER = ["child.born_on", "child.sex", "abuse.neglect", "stage"]
ROW = ["14/05/2024", "female", "yes", "both"]
SAYS = {AGE: 30, "child.sex": 0, "abuse.neglect": 1, "stage": 2}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(sheet(HEADER, ROW), id="commas"),
        pytest.param(sheet(HEADER, ROW, mark=";"), id="semicolons"),
        pytest.param(sheet(HEADER, ROW, mark="\t"), id="tabs"),
        pytest.param(b"\xef\xbb\xbf" + sheet(HEADER, ROW), id="with a mark of UTF-8"),
        pytest.param(sheet(HEADER, ROW).decode().encode("utf-16"), id="UTF-16"),
        pytest.param(gzip.compress(sheet(HEADER, ROW)), id="packed"),
        pytest.param(b"\n\n" + sheet(HEADER, ROW, ["", "", "", ""]), id="with blank rows"),
        pytest.param(sheet([*HEADER, ""], [*ROW, ""]), id="with an empty column"),
        pytest.param(sheet([each.upper() for each in HEADER], ROW), id="in capitals"),
        pytest.param(workbook(HEADER, ROW), id="XLSX"),
        pytest.param(workbook(HEADER, [date(2024, 5, 14), "female", True, "both"]), id="cells"),
        pytest.param(workbook([], HEADER, [], ROW), id="XLSX with blank rows"),
        pytest.param(gzip.compress(workbook(HEADER, ROW)), id="XLSX packed"),
    ],
)
def test_a_file_is_read_whichever_way_it_is_written(content: bytes) -> None:
    assert known(read(content)) == [SAYS]


def test_a_file_that_is_not_utf_8_is_read_as_windows_writes_it() -> None:
    file = sheet(["abuse.neglect", "Ward’s part"], ["yes", "Café"]).decode().encode("cp1252")

    assert read(file).not_used == ("Ward’s part",)


@pytest.mark.parametrize(
    ("fact", "cell", "code"),
    [
        ("abuse.neglect", "yes", 1), ("abuse.neglect", "TRUE", 1), ("abuse.neglect", "1", 1),
        ("abuse.neglect", "1.0", 1), ("abuse.neglect", " No ", 0), ("abuse.neglect", "false", 0),
        ("abuse.neglect", "0", 0), ("abuse.neglect", "", None), ("abuse.neglect", "NULL", None),
        ("child.sex", "Girl", 0), ("child.sex", "male", 1), ("stage", "at_risk", 0),
        ("stage", "", None),
    ],
)  # fmt: skip
def test_a_cell_says_yes_no_a_choice_or_nothing(fact: str, cell: str, code: int | None) -> None:
    assert said(column(fact, cell)) == [{} if code is None else {fact: code}]


@pytest.mark.parametrize(
    ("heading", "cell", "months"),
    [
        (AGE, "30", 30), (AGE, "30.0", 30), (AGE, "-3", -3), (AGE, "", None),
        ("child.born_on", "2024-05-14", 30), ("child.born_on", "14/05/2024", 30),
        ("child.born_on", "14.5.2024", 30), ("child.born_on", "2024-05-14T00:00:00", 30),
        ("child.born_on", "2024-05-14 00:00:00", 30), ("child.born_on", "2027-02-22", -3),
        ("PersonBirthDate", "23/05/2024", 29), ("Date of birth", "22/05/2024", 30),
        ("ExpectedPersonBirthDate", "2027-02-22", -3),
        ("ExpectedPersonBirthDate", "2026-10-01", None),
    ],
)  # fmt: skip
def test_an_age_is_read_in_completed_months(heading: str, cell: str, months: int | None) -> None:
    file = read(sheet([heading, "child.sex"], [cell, "male"]))

    assert known(file)[0].get(AGE) == months


def test_a_date_of_birth_comes_before_a_due_date() -> None:
    file = sheet(["ExpectedPersonBirthDate", "PersonBirthDate"], ["2027-01-01", "2026-11-01"])

    assert known(read(file)) == [{AGE: 0}]


@pytest.mark.parametrize(
    ("heading", "cell", "says"),
    [
        ("abuse.neglect", "maybe", "should be yes or no, or empty where it is not known"),
        ("child.sex", "neither", "should be one of female, male, or empty where it is not known"),
        (AGE, "3 years", "should be whole months, from -9 for an unborn child, or empty where it "
         "is not known"),
        (AGE, "-10", "should be whole months, from -9 for an unborn child, or empty where it is "
         "not known"),
        ("child.born_on", "31/02/2024", "should be a date that exists, as in 14/05/2015, or empty "
         "where it is not known"),
        ("child.born_on", "05/14/2024", "should be a date that exists, as in 14/05/2015, or empty "
         "where it is not known"),
        ("child.born_on", "1840-01-01", "is more than 150 years ago: mend the year"),
        ("child.born_on", "2027-08-23", "is too far ahead: a due date is at most 9 months after "
         "22 November 2026"),
        ("PersonBirthDate", "2026-11-23", "is after 22 November 2026: a due date has a column of "
         "its own"),
        ("PrimaryNeedCode", "N11", "should be one of N1, N2, N3, N4, N5, N6, N7, N8, N9, N0, or "
         "empty where it is not known"),
        ("Factors", "7A,99Z", "should be codes of the census (1A to 24A), with commas between "
         "them, or empty where it is not known"),
        ("Factors", '{"7A": ', "should be codes of the census (1A to 24A), with commas between "
         "them, or empty where it is not known"),
        ("Disabilities", "NONE,MOB", "says NONE beside another code: take one of them out"),
        ("7A", "perhaps", "should be yes or no, or empty"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_row_and_column_and_not_repeated(
    heading: str, cell: str, says: str
) -> None:
    file = sheet(["stage", heading], ["both", ""], ["both", cell])

    assert problems(file) == [f"line 3, {heading}: {says}"]


def test_every_problem_is_told_row_by_row() -> None:
    file = sheet(HEADER, ["x", "y", "", ""], ["", "", "z", "w"])

    assert [each.split(":")[0] for each in problems(file)] == [
        "line 2, child.born_on", "line 2, child.sex", "line 3, abuse.neglect", "line 3, stage"
    ]  # fmt: skip


def test_problems_are_placed_after_any_number_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caseload_reader, "AT_ONCE", 2)
    rows = [["yes"]] * 4 + [["maybe"]]

    assert problems(sheet(["abuse.neglect"], *rows))[0].startswith("line 6, abuse.neglect:")


def test_a_column_of_nothing_but_different_cells_is_read_as_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = ["yes", "no", "1A", "TRUE", "0", "", "FALSE", "yes", "maybe"]
    file = column("abuse.neglect", *cells[:2], *cells[3:-1]), column("abuse.neglect", *cells)
    whole = said(file[0]), problems(file[1])
    monkeypatch.setattr(caseload_reader, "AT_ONCE", 2)
    monkeypatch.setattr(column_readers, "MOST_REMEMBERED", 1)

    assert (said(file[0]), problems(file[1])) == whole


def test_no_more_letters_are_held_at_one_time_than_a_few_rows_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(caseload_reader, "MOST_LETTERS", 20)
    file = sheet(["abuse.neglect", "Ward"], *[["yes", "x" * 9]] * 10)

    assert said(file) == [{"abuse.neglect": 1}] * 10


def test_columns_are_joined_over_parts_in_which_a_code_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(caseload_reader, "AT_ONCE", 2)

    found = said(column("Factors", "", "1A", "7A", "", "10A"))

    assert found == [{}, {}, {"child.young_carer": 1}, {}, {"child.missing": 1}]


def test_more_problems_than_are_listed_are_counted() -> None:
    found = problems(sheet(["abuse.neglect"], *[["maybe"]] * 1234))

    assert len(found) == 501
    assert found[-1] == "the file: 734 more problems are not listed here"


def test_those_who_are_not_counted_are_told_apart() -> None:
    file = read(
        sheet(
            ["PersonBirthDate", "PersonDeathDate", "CINclosureDate"],
            ["2008-11-22", "", ""],
            ["2008-11-23", "", ""],
            ["2015-01-01", "2026-01-01", "2026-01-01"],
            ["2015-01-01", "", "2026-11-22"],
            ["2015-01-01", "", "2026-11-23"],
        )
    )

    assert (file.children, file.left_out) == (2, ExcludedRows(grown=1, died=1, closed=1))
    assert known(file) == [{AGE: 215}, {AGE: 142}]


def test_an_age_in_months_of_18_years_is_not_counted_either() -> None:
    file = read(sheet([AGE], ["215"], ["216"], ["400"]))

    assert (file.children, file.left_out.grown) == (1, 2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty: the first row should hold the column names"),
        (b"\n\n", "is empty: the first row should hold the column names"),
        (sheet(["abuse.neglect"]), "holds no children: the first row should hold the column names"),
        (sheet([AGE], ["216"]), "holds no child to count: 1 rows are of people of 18 and over"),
        (b"Our caseload\n1\n", "none of the names in the first row is one that Waymark reads"),
        (b"%PDF-1.7\n\0\x90\x81", "is no table: save it as “CSV UTF-8” or as"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is an old Excel file (.xls), or has a password"),
        (b"PK\x03\x04" + bytes(600), "is damaged: save it again"),
        (b"\x1f\x8b" + bytes(600), "is damaged: it cannot be unpacked"),
        (gzip.compress(sheet([AGE], ["1"]), mtime=0)[:-9], "is cut short: it cannot be unpacked"),
        (sheet([f"x{n}" for n in range(301)], []), "has 301 columns: at most 300 are read"),
    ],
)
def test_a_file_that_is_no_caseload_is_told(content: bytes, says: str) -> None:
    assert problems(content)[0].startswith(f"the file: {says}")


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    content = gzip.compress(sheet(["abuse.neglect"], *[["yes"]] * 500_000))

    [said] = problems(content, limits=replace(LIMITS, most_bytes=1024 * 1024))

    assert said == (
        "the file: unpacks to more than 1 megabyte, as no table of its size does: send it unpacked"
    )


def test_a_row_of_another_width_is_told_and_not_repeated() -> None:
    content = sheet(HEADER, ROW) + b"Smith,John\r\n"

    assert problems(content) == [
        "line 3: has 2 cells where the header has 4: add the commas that are missing"
    ]


def test_a_quote_mark_that_does_not_end_is_told() -> None:
    content = sheet(HEADER, ROW) + b'"x"y,\r\n'

    assert problems(content)[0].startswith("line 3: the row that begins here, and all after it")


def test_a_column_that_is_there_twice_or_has_no_name_is_told() -> None:
    twice = sheet(["abuse.neglect", "abuse.neglect"], ["yes", "no"])
    nameless = sheet(["", "abuse.neglect"], ["no", "yes"])
    last = sheet(["abuse.neglect", ""], ["yes", "no"], ["yes", "no"])

    assert problems(twice) == ["line 1, abuse.neglect: is there twice: delete one of them"]
    assert problems(nameless) == ["line 1: column 1 has no name: give it one, or delete it"]
    assert problems(last) == [
        "line 2: holds something in column 2, which has no name: delete it, or name it"
    ]


def test_a_formula_without_a_result_is_told() -> None:
    [said] = problems(workbook([AGE], ["=1+1"]))

    assert said.startswith(f"line 2, {AGE}: has no result: open the file in a spreadsheet")


def test_a_workbook_that_would_eat_the_machine_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 64 * 1024 * 1024)

    assert problems(out.getvalue())[0].startswith("the file: unpacks to too much")


def test_columns_that_are_not_used_are_named() -> None:
    file = read(sheet([AGE, "Ethnicity", "Ward"], [30, "WBRI", "Byker"]))

    assert (file.used, file.not_used) == ((AGE,), ("Ethnicity", "Ward"))


def test_nothing_of_a_date_of_birth_is_left_but_months() -> None:
    file = read(sheet(["child.born_on"], *([ON - timedelta(days=n)] for n in range(0, 999, 50))))

    assert set(file.columns) == {AGE}
    assert not any(isinstance(value, date) for value in file.columns[AGE].tolist())
