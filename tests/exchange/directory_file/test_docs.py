"""The page about the directory file says what the code does: its columns, their words, its plan."""

from directory.cli.import_output import MOST_LINES
from directory.exchange.directory_file.file_reader import MOST_ROWS, MOST_TOLD
from directory.exchange.directory_file.xlsx_writer import LONGEST_CELL
from directory.infrastructure import paths
from directory.model.cell_types import FORMULA
from directory.model.columns import COLUMNS, DELIVERY, KINDS, ROUTES
from directory.model.import_plan import plan_import
from directory.model.service_status import STATUSES

PAGE = (paths.files() / "docs" / "directory.md").read_text(encoding="utf-8")


def test_the_table_of_columns_is_that_of_the_code() -> None:
    rows = [
        f"| `{column.name}` | {'yes' if column.required else ''} "
        f"| {'venue' if column.of_venue else 'service'} "
        f"| {'list' if column.is_list else ''} | {column.means} |"
        for column in COLUMNS
    ]

    assert "\n".join(rows) in PAGE


def test_the_words_of_each_list_are_named() -> None:
    for words in (KINDS, STATUSES, DELIVERY, ROUTES):
        assert f": {', '.join(words)}." in PAGE


def test_the_parts_of_a_plan_are_explained() -> None:
    for part in plan_import([], {}, []).counts():
        assert f"\n| {part} | " in PAGE


def test_the_limits_are_those_of_the_code() -> None:
    assert f"[up to {MOST_TOLD:,}](" in PAGE
    assert f"Up to {MOST_LINES} problems are told one by one" in PAGE
    assert all(f"`{mark}`" in PAGE for mark in FORMULA)
    assert f"At most {MOST_ROWS:,} rows are read" in PAGE
    assert f"A cell holds {LONGEST_CELL:,} letters" in PAGE
