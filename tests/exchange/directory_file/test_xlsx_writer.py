"""The directory as a workbook: a spreadsheet changes nothing of it, and help stands beside."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings

from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.directory_file.file_writer import write_entries, write_rows
from directory.exchange.directory_file.guide import EXAMPLE, allowed, example_rows, guide_of
from directory.exchange.directory_file.xlsx_writer import (
    HOW_TO,
    LISTS,
    LONGEST_CELL,
    write_template,
    write_workbook,
)
from directory.model.capacity import CAPACITIES
from directory.model.cell_types import EXAMPLE_ID, Vocabulary, WholeNumber, yes_or_no
from directory.model.columns import COLUMNS, KINDS, NAMES
from directory.model.problems import FileError
from directory.model.service_entry import ServiceEntry
from directory.model.service_status import STATUSES
from tests.directory_builders import Directory, entry, hidden, knowledge, problems_in, row, venue
from tests.directory_builders import sheet as csv_sheet
from tests.exchange.directory_file.test_round_trip import SHIPPED, canonical_entries
from tests.exchange.directory_file.workbooks import saved

GUIDE = guide_of(knowledge())
LONGEST_PROMPT, LONGEST_TITLE, LONGEST_INLINE = 255, 32, 255
"""What Excel takes; it calls a workbook with more of it damaged."""


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def rules(book: Any) -> dict[str, Any]:
    """Return the rule of each column by its name."""
    found = book["Services"].data_validations.dataValidation
    return {NAMES[next(iter(rule.sqref.ranges)).min_col - 1]: rule for rule in found}


@given(entries=canonical_entries())
@with_settings(max_examples=40, deadline=None, database=None,
               suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
def test_what_is_written_as_a_workbook_is_read_as_it_was(
    entries: list[ServiceEntry], words: Vocabulary
) -> None:
    assert list(read_entries(write_workbook(entries, GUIDE), words)) == entries


@pytest.mark.database
def test_a_file_goes_through_the_database_and_a_workbook_unchanged(directory: Directory) -> None:
    content = csv_sheet(
        row(id="a", organisation_number="01234567", phone="0191 498 0101", ends_on="2027-03-31",
            description="First line\nsecond, “third”", postcode="NE1 4ST", weeks="10"),
        row(id="b", hide_address="yes"),
        row(id="a-2", cost="5", languages="English;Polish", on_call="no", age_from_months="-9"),
    )  # fmt: skip
    directory.import_(content)

    plan = directory.import_(write_workbook(directory.stored().values(), GUIDE))

    assert plan.is_empty
    assert directory.export() == content


def test_a_hidden_address_is_in_no_workbook() -> None:
    secret = {"name": "Rose House", "address": "1 Rose Street"}
    refuge = entry("refuge", hidden("NE1 4ST", **secret), venue("NE8 1AA"))
    content = write_workbook([refuge], GUIDE)

    cells = [str(c.value) for line in opened(content)["Services"].iter_rows() for c in line]

    assert "NE8 1AA" in cells
    assert not any("Rose" in cell or "NE1 4ST" in cell for cell in cells)


@pytest.mark.parametrize("text", ["1-2", "#N/A", "1E5", "007", "TRUE", "2026-01-01", "1/2", "5%"])
def test_what_looks_like_something_else_is_written_as_text(text: str, words: Vocabulary) -> None:
    content = write_workbook([entry("a", cost=text, organisation_number=text)], GUIDE)
    cell = opened(content)["Services"].cell(2, NAMES.index("cost") + 1)

    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    [read] = read_entries(content, words)
    assert (read.values["cost"], read.values["organisation_number"]) == (text, text)


def test_a_spreadsheet_that_saves_the_file_again_changes_nothing(words: Vocabulary) -> None:
    content = SHIPPED.read_bytes()
    entries = list(read_entries(content, replace(words, postcode=str)))

    again = saved(opened(write_workbook(entries, GUIDE)))

    assert write_entries(read_entries(again, replace(words, postcode=str))) == content


def test_a_text_that_a_cell_would_cut_off_is_refused() -> None:
    fits = entry("a", cost="x" * LONGEST_CELL)
    longer = entry("b", cost="😀" * (LONGEST_CELL // 2 + 1))

    write_workbook([fits], GUIDE)
    with pytest.raises(FileError, match="is longer than the 32,767 letters of a cell"):
        write_workbook([longer], GUIDE)


def test_the_first_row_and_the_id_stay_in_sight() -> None:
    book = opened(write_template(GUIDE))

    assert book.sheetnames == ["Services", HOW_TO, LISTS]
    assert book["Services"].freeze_panes == "B2"


def test_each_column_has_help_that_excel_takes() -> None:
    found = rules(opened(write_template(GUIDE)))

    assert list(found) == list(NAMES)
    for column in COLUMNS:
        rule = found[column.name]
        assert rule.showInputMessage
        assert column.means in rule.prompt
        assert rule.prompt.startswith("Needed.") == column.required
        assert len(rule.prompt) <= LONGEST_PROMPT
        assert len(rule.promptTitle) <= LONGEST_TITLE
        assert len(rule.error or "") <= LONGEST_PROMPT


def test_a_column_of_one_word_has_a_drop_down_and_one_of_several_has_none() -> None:
    book = opened(write_template(GUIDE))
    listed = {name: rule.formula1 for name, rule in rules(book).items() if rule.type == "list"}

    last = len(GUIDE.programmes) + 1
    assert listed == {
        "programme": f"{LISTS}!$A$2:$A${last}",
        "kind": f'"{",".join(KINDS)}"',
        "status": f'"{",".join(STATUSES)}"',
        "capacity": f'"{",".join(CAPACITIES)}"',
        **{each.name: '"yes,no"' for each in COLUMNS if each.read is yes_or_no},
    }
    assert all(len(formula) <= LONGEST_INLINE + 2 for formula in listed.values())
    named = [cell.value for (cell,) in book[LISTS][f"A2:A{last}"]]
    assert named == list(GUIDE.programmes)


def test_a_number_may_be_typed_within_its_limits_alone() -> None:
    found = rules(opened(write_template(GUIDE)))

    for column in COLUMNS:
        if isinstance(column.read, WholeNumber):
            rule = found[column.name]
            limits = (str(column.read.lowest), str(column.read.highest))
            assert (rule.type, rule.formula1, rule.formula2) == ("whole", *limits)


def test_every_word_of_a_list_is_on_the_sheet_of_lists() -> None:
    sheet = opened(write_template(GUIDE))[LISTS]
    columns = {col[0].value: [c.value for c in col[1:] if c.value] for col in sheet.iter_cols()}

    for column in COLUMNS:
        assert columns.get(column.name, []) == list(allowed(column, GUIDE))


def test_how_to_fill_it_in_speaks_of_every_column() -> None:
    sheet = opened(write_template(GUIDE))[HOW_TO]

    said = {line[0].value: line[2].value for line in sheet.iter_rows()}
    assert {column.name: said[column.name] for column in COLUMNS} == {
        column.name: column.means for column in COLUMNS
    }


@pytest.mark.parametrize(
    "make", [lambda: write_template(GUIDE), lambda: write_rows(example_rows())]
)
def test_the_example_of_a_template_is_refused_until_it_is_deleted(
    make: Any, words: Vocabulary
) -> None:
    assert problems_in(make(), words) == [
        f"line 2, id: “{EXAMPLE_ID}” is the example of the template: delete its row"
    ]


def test_the_example_is_otherwise_as_a_service_is_written(words: Vocabulary) -> None:
    assert problems_in(csv_sheet(EXAMPLE | {"id": "ours"}), words) == []


def test_a_template_with_the_example_replaced_is_taken(words: Vocabulary) -> None:
    book = opened(write_template(GUIDE))
    book["Services"].delete_rows(2)
    for place, name in enumerate(NAMES, 1):
        book["Services"].cell(2, place).value = row(id="ours").get(name)

    assert [each.id for each in read_entries(saved(book), words)] == ["ours"]
