"""A workbook is read as the CSV of the same sheet would be; what a spreadsheet bent is refused."""

from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest

from directory.exchange.directory_file.file_reader import MOST_ROWS, read_entries, read_file
from directory.model.cell_types import Vocabulary
from directory.model.columns import NAMES
from tests.directory_builders import problems_in, row, sheet
from tests.exchange.directory_file.workbooks import (
    moment,
    replacing,
    saved,
    with_part,
    with_strings,
    workbook,
)


def column(name: str) -> int:
    return NAMES.index(name) + 1


def test_a_workbook_says_what_the_csv_of_the_same_sheet_says(words: Vocabulary) -> None:
    rows = [
        row(id="a", name="Café “Harbour”", delivery="home;online", phone="0191 498 0101"),
        row(id="a", name="Café “Harbour”", delivery="home;online", phone="0191 498 0101",
            postcode="NE1 4ST"),
        row(id="b", starts_on="2026-02-28", weeks="10", on_call="no"),
    ]  # fmt: skip

    assert read_entries(workbook(*rows), words) == read_entries(sheet(*rows), words)


TYPED = (
    # column, cell, number format, value, comment
    ("weeks", 6.0, None, 6, "a whole number, kept as a float"),
    ("age_from_months", -9, None, -9, "before birth"),
    ("places_per_year", 100_000.0, None, 100_000, "a large number"),
    ("starts_on", moment(), None, date(2026, 11, 5), "a date cell"),
    ("starts_on", date(2026, 2, 28), "dd/mm/yyyy", date(2026, 2, 28), "shown the English way"),
    ("assured_on", "2026-02-28", None, date(2026, 2, 28), "a date as text"),
    ("on_call", True, None, True, "a box that was ticked"),
    ("organisation_number", 1234567, "00000000", "01234567", "a number shown with its noughts"),
    ("phone", 1914980101, "00000000000", "01914980101", "a telephone number shown with its 0"),
    ("phone", 116123, None, "116123", "a short code"),
    ("cost", 5, "£#,##0", "£5", "pounds"),
    ("cost", 2.5, "£#,##0.00", "£2.5", "pounds and pence"),
    ("cost", 0.1 + 0.2, None, "0.3", "no more digits than a sheet shows"),
    ("description", "one_x000D_\ntwo", None, "one\ntwo", "a line break of Windows"),
    ("name", "\xa0 Harbour \n", None, "Harbour", "spaces of every kind"),
    ("eligibility_note", "5-11", "@", "5-11", "text stays text"),
    ("cost", 5, "0%", "500%", "a percentage is shown as one"),
    ("description", True, None, "TRUE", "as the cell shows it"),
)  # fmt: skip


@pytest.mark.parametrize("case", TYPED, ids=lambda case: f"{case[0]}: {case[4]}")
def test_a_cell_is_read_as_what_it_shows(case: tuple[Any, ...], words: Vocabulary) -> None:
    name, cell, form, value, _ = case
    content = workbook(row() | {name: cell}, formats={name: form} if form else None)

    [entry] = read_entries(content, words)

    assert entry.values[name] == value


BENT = (
    # column, cell, number format, what is said, comment
    ("weeks", 6.5, None, "“6.5” should be a whole number", "half a week"),
    ("weeks", 1, "0%", "“100%” should be a whole number", "a percentage is no number"),
    ("phone", 1914980101, None, "“1914980101” has lost its first 0", "a lost 0"),
    ("phone", 447700900123.0, None, "has lost its first 0", "a lost +"),
    ("organisation_number", 1234567890123456789, None, "has lost digits", "too long for a sheet"),
    ("eligibility_note", moment(), None, "“2026-11-05” is kept as a date",
     "5-11 became a date"),
    ("weeks", moment(), None, "is kept as a date or time", "5-11 became a date"),
    ("cost", time(9, 30), None, "“09:30:00” is kept as a date or time", "a time of day"),
    ("cost", timedelta(hours=30), None, "is kept as a date or time", "a length of time"),
    ("starts_on", moment(9), None, "has a time of day", "a moment"),
    ("starts_on", 46331, None, "“46331” should be a date", "a date that lost its format"),
    ("starts_on", "05/11/26", None, "should be a date as year-month-day", "a year of two figures"),
    ("on_call", False, None, "“FALSE” may be a box that nobody ticked", "unticked is not no"),
    ("weeks", True, None, "“TRUE” should be a whole number", "a box in a column of numbers"),
    ("phone", "#N/A", None, "“#N/A” is an error of the spreadsheet", "a failed look-up"),
    ("description", "#REF!", None, "“#REF!” is an error of the spreadsheet", "a broken reference"),
    ("description", "=A1&B1", None, "“a formula” has no result: open the file", "never worked out"),
    ("name", "", None, "is empty: every row needs it", "nothing"),
    ("kind", "x", None, "“x” should be one of parenting", "as in a CSV"),
)  # fmt: skip


@pytest.mark.parametrize("case", BENT, ids=lambda case: f"{case[0]}: {case[4]}")
def test_a_cell_that_a_spreadsheet_bent_is_refused_in_its_place(
    case: tuple[Any, ...], words: Vocabulary
) -> None:
    name, cell, form, said, _ = case
    content = workbook(row(id="a"), row(id="b") | {name: cell})
    if form:
        content = workbook(row(id="a"), row(id="b") | {name: cell}, formats={name: form})

    [problem] = [each for each in problems_in(content, words) if not each.startswith("line 2")]

    assert problem.startswith(f"line 3, {name}:")
    assert said in problem


def test_only_the_result_of_a_formula_is_read(words: Vocabulary) -> None:
    plain = workbook(row(description="WORDS"))
    kept = '<c r="G2" t="str"><f>WEBSERVICE("http://example/")&amp;"x"</f><v>Harbour</v></c>'

    def change(body: bytes) -> bytes:
        start = body.index(b'<c r="G2"')
        end = body.index(b"</c>", start) + 4
        return body[:start] + kept.encode() + body[end:]

    [entry] = read_entries(with_part(plain, change), words)

    assert entry.values["description"] == "Harbour"


def test_a_formula_whose_result_is_empty_is_an_empty_cell(words: Vocabulary) -> None:
    content = workbook(row(phone="=IF(1,2,3)"))
    content = with_part(content, replacing("><f>", ' t="str"><f>'))

    [entry] = read_entries(content, words)

    assert entry.values["phone"] is None


def test_words_that_a_workbook_keeps_apart_from_its_cells_are_read(words: Vocabulary) -> None:
    content = workbook(row(name="NAME"))
    content = with_part(content, replacing('t="inlineStr"><is><t>NAME</t></is>', 't="s"><v>0</v>'))
    rich = "<si><r><t>Har</t></r><r><rPr><b/></rPr><t>bour</t></r></si>"

    [entry] = read_entries(with_strings(content, rich), words)

    assert entry.values["name"] == "Harbour"


def test_rows_that_are_hidden_or_filtered_out_are_read(words: Vocabulary) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.auto_filter.ref = "A1:AP3"

    entries = read_entries(workbook(row(id="a"), row(id="b"), change=hide), words)

    assert [entry.id for entry in entries] == ["a", "b"], "or an import would retire b"


def test_merged_cells_are_named_since_their_value_stands_in_the_first_alone(
    words: Vocabulary,
) -> None:
    where = column("phone")
    letter = openpyxl.utils.get_column_letter(where)
    rows = [row(id=id, phone="0191 498 0101") for id in "ab"]
    content = workbook(
        *rows,
        change=lambda sheet: sheet.merge_cells(
            start_row=2, end_row=3, start_column=where, end_column=where
        ),
    )

    assert problems_in(content, words) == [
        f"line 2, phone: is merged ({letter}2:{letter}3): "
        "unmerge the cells and write the value in each"
    ]


def test_what_hangs_below_and_beside_the_services_is_no_row(words: Vocabulary) -> None:
    def dress(sheet: Any) -> None:
        for cell in (sheet.cell(5000, 3), sheet.cell(2, 300), sheet.cell(1, 44)):
            cell.number_format = "0.00"
        sheet.cell(4, 2).value = "  "

    content = workbook(row(id="a"), change=dress)

    assert [entry.id for entry in read_entries(content, words)] == ["a"]


def test_lines_are_the_rows_of_the_sheet_over_empty_ones(words: Vocabulary) -> None:
    content = workbook(row(id="a"), {}, {}, row(id="b", kind="x"))

    [problem] = problems_in(content, words)

    assert problem.startswith("line 5, kind:")


def test_a_cell_beyond_the_last_column_is_said_and_not_read(words: Vocabulary) -> None:
    content = workbook(row(), change=lambda sheet: sheet.cell(2, 60, "a note"))

    read = read_file(content, words)

    assert list(read.notes.told()) == ["column BH has no name, and is not read"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda sheet: sheet.delete_cols(1), ["column id is missing"], id="fewer"),
        pytest.param(lambda sheet: sheet.delete_rows(1, 9), ["the file: is empty"], id="nothing"),
        pytest.param(
            lambda sheet: sheet.delete_rows(2), ["holds no services"], id="a header alone"
        ),
        pytest.param(
            lambda sheet: sheet.cell(1, 900, "x"), ["holds something in column AHP"], id="far"
        ),
        pytest.param(
            lambda sheet: sheet.cell(MOST_ROWS + 1, 1, "x"), ["rows are read"], id="very long"
        ),
    ],
)
def test_a_sheet_of_another_shape_is_refused(
    change: Any, said: list[str], words: Vocabulary
) -> None:
    found = problems_in(workbook(row(), change=change), words)

    assert [words in problem for words, problem in zip(said, found, strict=True)] == [True]


def test_the_sheet_called_services_is_read_or_else_the_first_that_is_shown(
    words: Vocabulary,
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["A note to ourselves"])
    for title, id in (("Old", "old"), (" services", "new")):
        sheet = book.create_sheet(title)
        sheet.append(list(NAMES))
        sheet.append([row(id=id).get(name) for name in NAMES])
    named = saved(book)
    book.remove(book[" services"])
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    shown = saved(book)

    assert [entry.id for entry in read_entries(named, words)] == ["new"]
    assert [entry.id for entry in read_entries(shown, words)] == ["old"]


@pytest.mark.parametrize("cell", ["#N/A", "=A1", moment(), "QQ9 9Q"])
@pytest.mark.parametrize("name", ["venue_name", "address", "postcode"])
@pytest.mark.parametrize("hide", ["yes", "Yes", True, 1])
def test_a_problem_of_a_workbook_never_repeats_a_hidden_address(
    cell: Any, name: str, hide: Any, words: Vocabulary
) -> None:
    found = problems_in(workbook(row(hide_address=hide) | {name: cell}), words)

    shown = "2026-11-05" if isinstance(cell, datetime) else str(cell)
    assert not any(shown in problem for problem in found)


def test_an_address_hidden_in_one_row_may_not_be_shown_in_another(words: Vocabulary) -> None:
    where = {"address": "1 Rose Street", "postcode": "NE1 4ST"}
    content = workbook(row(id="refuge", hide_address=True, **where), row(id="group", **where))

    assert problems_in(content, words) == [
        "line 3, hide_address: is hidden on line 2 and shown here: write yes in both, or neither"
    ]
