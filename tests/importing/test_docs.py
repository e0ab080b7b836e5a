"""The page about the directory file says what the code does: its columns, their words, its plan."""

from directory import paths
from directory.importing.columns import COLUMNS, DELIVERY, KINDS, ROUTES, STATUSES
from directory.importing.planning import plan_import
from directory.importing.reading import MOST_PROBLEMS
from directory.importing.values import FORMULA
from directory.importing.workbook import MOST_ROWS
from directory.importing.workbook_scan import LEAST_ROOM, MEGABYTE, MOST_PACKED
from directory.importing.workbook_writing import LONGEST_CELL

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
    assert f"up to {MOST_PROBLEMS}" in PAGE
    assert all(f"`{mark}`" in PAGE for mark in FORMULA)
    assert f"At most {MOST_ROWS:,} rows are read." in PAGE
    assert f"more than {MOST_PACKED} times its size" in PAGE
    assert f"more than {LEAST_ROOM // MEGABYTE} megabytes" in PAGE
    assert f"A cell holds {LONGEST_CELL:,} letters" in PAGE
