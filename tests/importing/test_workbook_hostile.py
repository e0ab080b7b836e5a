"""Workbooks that are damaged, of another kind, or made to eat the machine."""

import io
import tracemalloc
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from directory.importing.values import Vocabulary
from tests.directory_builders import problems_in, row
from tests.importing.workbooks import PART, replacing, with_part, workbook

SOUND = workbook(row(id="a"), row(id="b"), title="Sheet1")
IN_A2 = 't="inlineStr"><is><t>a</t></is>'
DAMAGED = "the file: is damaged: save it again as “Excel workbook (.xlsx)”"


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


OTHER = (
    # content, what is said, comment
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Excel file (.xls)", "old"),
    (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "is not an Excel", "ods"),
    (packed(**{"word/document.xml": b"<x/>"}), "is not an Excel workbook", "a letter"),
    (SOUND[:-30], DAMAGED, "cut short"),
    (SOUND[:200] + b"\0" * 200 + SOUND[400:], DAMAGED, "bytes lost"),
    (with_part(SOUND, lambda _: b"<worksheet>"), DAMAGED, "half a sheet"),
    (with_part(SOUND, lambda _: b"", "xl/workbook.xml"), DAMAGED, "an empty part"),
    (with_part(SOUND, replacing('state="visible"', 'state="hidden"'), "xl/workbook.xml"),
     "has no sheet of cells: put the services in a sheet “Services”", "every sheet hidden"),
    (with_part(SOUND, replacing('r="A2"', 'r="ZZZZZZ2"')), DAMAGED, "a cell that is nowhere"),
    (with_part(SOUND, replacing('<row r="3"', '<row r="2"')), DAMAGED, "a row twice"),
    (with_part(SOUND, replacing(IN_A2, 's="999"><v>1</v>')), DAMAGED, "a format that is not there"),
    (with_part(SOUND, replacing(IN_A2, 't="s"><v>9</v>')), DAMAGED, "words that are not there"),
    (with_part(SOUND, replacing("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                "http://purl.oclc.org/ooxml/spreadsheetml/main")),
     "is “Strict Open XML”: save it as", "another standard"),
)  # fmt: skip


@pytest.mark.parametrize("case", OTHER, ids=lambda case: case[2])
def test_what_is_no_workbook_is_refused_with_what_to_do(
    case: tuple[bytes, str, str], words: Vocabulary
) -> None:
    content, said, _ = case

    [problem] = problems_in(content, words)

    assert said in problem


def test_what_a_sheet_says_of_its_own_size_is_not_believed(words: Vocabulary) -> None:
    for claim in ("A1:XFD1048576", "A1:A1", "A1"):
        content = with_part(SOUND, replacing('dimension ref="A1:AP3"', f'dimension ref="{claim}"'))

        assert problems_in(content, words) == []


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'
)
FAR = '<row r="999999999"><c r="A999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
BOMBS = (
    # change of the sheet, what is said, comment
    (lambda _: b" " * 200_000_000, "unpacks to too much", "spaces"),
    (replacing("</sheetData>", f"<row>{'<c/>' * 400_000}</row></sheetData>"),
     "holds too much in one row", "one row of cells"),
    (replacing("<sheetData>", f"<cols>{'<col/>' * 400_000}</cols><sheetData>"),
     "holds too much in one row", "columns without end"),
    (replacing("<worksheet", ENTITIES), DAMAGED, "entities"),
    (replacing("</sheetData>", FAR), "at most 250,000 rows are read", "a row far below"),
)  # fmt: skip


@pytest.mark.parametrize("case", BOMBS, ids=lambda case: case[2])
def test_a_workbook_made_to_eat_the_machine_is_refused_before_it_is_opened(
    case: tuple[Callable[[bytes], bytes], str, str], words: Vocabulary
) -> None:
    change, said, _ = case
    content = with_part(SOUND, change)

    tracemalloc.start()
    try:
        [problem] = problems_in(content, words)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert said in problem
    assert len(content) < 1_000_000
    assert most < 64 * 1024 * 1024


def test_a_bomb_beside_the_sheet_is_seen_too(words: Vocabulary) -> None:
    styles = with_part(SOUND, replacing("<fonts", f"{'<x/>' * 400_000}<fonts"), "xl/styles.xml")

    assert "holds too much" in problems_in(styles, words)[0]


def test_ten_thousand_formatted_rows_without_a_value_are_no_rows(words: Vocabulary) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(4, 10_004))
    content = with_part(SOUND, replacing("</sheetData>", f"{rows}</sheetData>"), PART)

    assert problems_in(content, words) == []
