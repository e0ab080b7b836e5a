"""Which sheet and which row a table begins with, how far it is read, and how its cells are."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any

import openpyxl
import pytest

from directory.exchange.tables import (
    LIMITS,
    DateCell,
    Layout,
    Table,
    Unsound,
    formats,
    is_workbook,
    read_table,
    read_tables,
)
from directory.exchange.tables.csv_rows import CsvSheet
from directory.exchange.tables.formats import FORMATS, Format
from directory.exchange.tables.sheets import Numbered
from directory.model.problems import FileError, FileProblem
from tests.exchange.directory_file.workbooks import moment, saved
from tests.exchange.users import USERS, book, text

PLAIN = Layout()
NOTED = Layout(is_header=lambda row: "code" in row, header_within=3, has_notes=True)


def read(content: bytes, layout: Layout = PLAIN, **limits: int) -> tuple[Table, list[str]]:
    """Return a table with its rows read, and what is wrong with them."""
    problems: list[FileProblem] = []
    table = read_table(content, layout, problems, replace(LIMITS, **limits))
    assert table is not None
    rows = list(table.rows)
    return replace(table, rows=iter(rows)), list(map(str, problems))


def refusal(content: bytes, layout: Layout = PLAIN, **limits: int) -> str:
    with pytest.raises(FileError) as raised:
        read(content, layout, **limits)
    return str(raised.value)


def titled(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for cells in rows:
            sheet.append(cells)
    return saved(made)


def test_the_sheet_that_is_named_is_read_or_else_the_first_that_is_shown() -> None:
    content = titled(("Notes", [["x"]]), (" services", [["y"]]))

    assert read(content, Layout(sheet="Services"))[0].headings == ("y",)
    assert read(content, Layout(sheet="Other"))[0].headings == ("x",)
    assert read(content)[0].headings == ("x",)


def test_all_sheets_that_have_such_a_table_are_found_whatever_is_wrong_with_others() -> None:
    table = [["Title"], [], ["code", "n"], ["a", 1]]
    wide = [["code", *["x"] * 400]]
    content = titled(("One", table), ("Notes", [["nothing"]]), ("Wide", wide), ("Two", table))

    assert [table.above for table in read_tables(content, NOTED, [])] == ["One Title", "Two Title"]


def test_a_file_whose_every_sheet_is_refused_is_refused() -> None:
    with pytest.raises(FileError, match="columns are read"):
        read_tables(titled(("Wide", [["code", *["x"] * 400]])), NOTED, [])


def test_an_empty_sheet_says_nothing_of_the_others() -> None:
    assert read_tables(titled(("Empty", []), ("Notes", [["nothing"]])), NOTED, []) == []
    with pytest.raises(FileError, match="is empty"):
        read_tables(titled(("Empty", []), ("Empty too", [])), NOTED, [])


def test_titles_above_and_notes_below_are_no_rows_where_there_may_be_some() -> None:
    content = text([["Title"], ["code", "n"], ["a", 1], ["", ""], ["Source: b"], ["c", 2]])

    table, problems = read(content.encode(), NOTED)

    assert (table.headings, table.line, table.above) == (("code", "n"), 2, "Title")
    assert list(table.rows) == [(3, ["a", "1"]), (6, ["c", "2"])]
    assert problems == []


def test_a_table_without_the_header_that_is_asked_for_is_none() -> None:
    assert read_table(b"a,b\n1,2\n", NOTED, []) is None


def test_a_broken_row_above_the_header_is_told() -> None:
    with pytest.raises(FileError, match="line 2: the row that begins here"):
        read_table(b'Title,\n"x"y,\ncode,n\n', NOTED, [])


def test_a_lone_cell_is_a_row_where_there_are_no_notes() -> None:
    assert list(read(b"a,b\n1,\n")[0].rows) == [(2, ["1", ""])]


@pytest.mark.parametrize("content", [b"a\n1\n2\n3\n", book([["a"], ["1"], ["2"], ["3"]])])
def test_more_rows_than_are_read_are_refused(content: bytes) -> None:
    assert len(list(read(content, rows=4)[0].rows)) == 3
    assert "the file: h" in refusal(content, rows=2)
    assert "rows" in refusal(content, rows=2)


def test_a_file_that_is_larger_than_is_read_is_refused() -> None:
    assert refusal(b"a\n1\n" * 999, most_bytes=1000) == (
        "the file: is larger than 0 megabytes: leave out what is not needed"
    )


def test_a_pack_of_several_parts_is_read_to_its_end() -> None:
    content = gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n")

    assert list(read(content)[0].rows) == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_a_workbook_is_told_by_its_content_packed_or_not() -> None:
    made = book([["a"]])

    assert is_workbook(made)
    assert is_workbook(gzip.compress(made))
    assert is_workbook(b"\xd0\xcf\x11\xe0")
    assert not is_workbook(b"a,b\n")
    assert not is_workbook(b"\x1f\x8b")


CELLS = (
    # cell, number format, text, comment
    (None, None, "", "nothing"),
    (" a\r\nb ", None, "a\nb", "words"),
    ("one_x000D_\ntwo", None, "one\ntwo", "a line break of Windows"),
    ("5-11", "@", "5-11", "words that look like a date"),
    (6.0, None, "6", "a whole number"),
    (0.1 + 0.2, None, "0.3", "no more digits than a sheet shows"),
    (1234567, "00000000", "01234567", "a number shown with its noughts"),
    (0.25, "0%", "25%", "a part of a hundred"),
    (2.5, "£#,##0.00", "£2.5", "pounds"),
    (True, None, "TRUE", "a box that is ticked"),
    (False, None, "FALSE", "a box that is not"),
    (date(2026, 11, 5), None, "2026-11-05", "a day"),
    (moment(), None, "2026-11-05", "the start of a day"),
    (moment(9), None, "2026-11-05 09:00:00", "a time of a day"),
    (time(9, 30), None, "09:30:00", "a time"),
    ("#N/A", None, "#N/A", "an error"),
    ("=A1", None, "a formula", "a formula that was never worked out"),
    (10**15, None, "1000000000000000", "more digits than a sheet keeps"),
)


@pytest.mark.parametrize("case", CELLS, ids=lambda case: case[3])
def test_a_cell_becomes_the_text_that_it_shows(case: tuple[Any, str | None, str, str]) -> None:
    cell, form, shown, _ = case
    made = openpyxl.Workbook()
    made.active.append(["name", "value"])
    made.active.append(["x", cell])
    if form:
        made.active["B2"].number_format = form

    [(_, [_, found])] = read(saved(made))[0].rows

    assert found == shown


def test_what_a_spreadsheet_keeps_as_a_date_says_so_and_so_does_what_is_wrong() -> None:
    [(_, cells)] = read(book([["a", "b", "c"], [date(2026, 11, 5), "#REF!", "x"]]))[0].rows

    assert [type(cell) for cell in cells] == [DateCell, Unsound, str]


def test_a_name_that_is_a_formula_without_a_result_is_told() -> None:
    [said] = read(book([["a", "=A1"], ["x", "y"]]))[1]

    assert said.startswith("line 1: column B has no result: open the file in a spreadsheet")


def test_a_merged_cell_is_told_but_where_cells_are_merged_for_looks() -> None:
    made = openpyxl.Workbook()
    for cells in (["code", "n"], ["a", 1], ["b", 2]):
        made.active.append(cells)
    made.active.merge_cells("B2:B3")

    assert read(saved(made))[1] == [
        "line 2, n: is merged (B2:B3): unmerge the cells and write the value in each"
    ]
    assert read(saved(made), NOTED)[1] == []


def test_a_further_format_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    class Backwards(CsvSheet):
        def rows(self, problems: list[FileProblem]) -> Iterator[Numbered]:
            header, *rest = super().rows(problems)
            yield from [header, *rest[::-1]]

    def sheets(source: Any, _: int) -> tuple[CsvSheet]:
        [sheet] = FORMATS[-1].sheets(source, 1)
        return (Backwards(source=source, dialect=sheet.dialect),)  # type: ignore[attr-defined]

    for user in USERS:
        content = text(user.rows).encode()
        begins = content[:4]
        more = Format(begins=begins, sheets=sheets, is_workbook=False)
        expected = user.read(text([user.rows[0], *user.rows[:0:-1]]).encode())
        with monkeypatch.context() as patched:
            patched.setattr(formats, "FORMATS", (more, *FORMATS))
            assert user.read(content) == expected
