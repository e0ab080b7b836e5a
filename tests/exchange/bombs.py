"""Files made to eat the machine, each with what is said of it."""

import gzip
from collections.abc import Callable
from functools import cache

from tests.exchange.directory_file.workbooks import replacing, with_part, with_strings
from tests.exchange.users import book

SOUND = book([["id", "x"], ["a", "b"], ["c", "d"]])
IN_A2 = 't="inlineStr"><is><t>a</t></is>'
DAMAGED = "the file: is damaged: save it again as “Excel workbook (.xlsx)”"
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'
)
LONG = 31_000_000


def below(rows: str) -> Callable[[bytes], bytes]:
    return replacing("</sheetData>", f"{rows}</sheetData>")


def gaps() -> bytes:
    """Return a sheet of rows that are there and hold nothing, but for its corner."""
    rows = "<row/>" * 240_000
    return with_part(SOUND, below(f'{rows}<row><c r="KN240004"><v>1</v></c></row>'))


def shared() -> bytes:
    """Return a sheet whose every cell is the same long words, kept once."""
    words = f"<si><t> {'x' * 130_000}</t></si>"
    cells = '<c t="s"><v>0</v></c>' * 200
    content = with_part(SOUND, replacing(IN_A2, 't="s"><v>0</v>'))
    content = with_part(content, below(f"<row>{cells}</row>" * 800))
    return with_strings(content, words)


def formats() -> bytes:
    """Return a sheet whose numbers are to be shown with very many noughts."""
    many = f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{"0" * 250_000}"/></numFmts>'
    styled = with_part(SOUND, replacing('<numFmts count="0" />', many), "xl/styles.xml")
    of_cells = '<cellXfs count="1"><xf numFmtId='
    styled = with_part(styled, replacing(f'{of_cells}"0"', f'{of_cells}"200"'), "xl/styles.xml")
    return with_part(styled, below(f"<row>{'<c><v>1</v></c>' * 200}</row>" * 500))


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    # comment: what makes the file, what is said
    "one attribute": (
        lambda: with_part(SOUND, replacing("<sheetData>", f'<sheetData x="{"a" * LONG}">')),
        "holds a tag that is far too long: copy the rows into a new workbook, values only",
    ),
    "one attribute of the styles": (
        lambda: with_part(SOUND, replacing("<fonts", f'<fonts x="{"a" * LONG}"'), "xl/styles.xml"),
        "holds a tag that is far too long: copy the rows into a new workbook, values only",
    ),
    "one comment": (
        lambda: with_part(SOUND, replacing("<sheetData>", f"<!--{'a' * LONG}--><sheetData>")),
        "holds a tag that is far too long: copy the rows into a new workbook, values only",
    ),
    "cells that hold nothing": (
        lambda: with_part(SOUND, below(f"<row>{'<c/>' * 200}</row>" * 36_000)),
        "holds far more cells than its size tells: copy the rows into a new workbook, values only",
    ),
    "rows that hold nothing": (
        gaps,
        "reaches to row 240,004 and column KN: at most 20,000,000 cells are read; save it as CSV",
    ),
    "spaces": (
        lambda: with_part(SOUND, lambda _: b" " * 60_000_000),
        "unpacks to too much: copy the rows into a new workbook, values only",
    ),
    "one row of cells": (
        lambda: with_part(SOUND, below(f"<row>{'<c/>' * 400_000}</row>")),
        "holds too much in one row: copy the rows into a new workbook, values only",
    ),
    "columns without end": (
        lambda: with_part(
            SOUND, replacing("<sheetData>", f"<cols>{'<col/>' * 400_000}</cols><sheetData>")
        ),
        "holds too much in one row: copy the rows into a new workbook, values only",
    ),
    "styles without end": (
        lambda: with_part(SOUND, replacing("<fonts", f"{'<x/>' * 400_000}<fonts"), "xl/styles.xml"),
        "holds too much in one row: copy the rows into a new workbook, values only",
    ),
    "entities": (
        lambda: with_part(SOUND, replacing("<worksheet", ENTITIES)),
        DAMAGED.removeprefix("the file: "),
    ),
    "a gzip of one letter": (
        lambda: gzip.compress(b"id,x\n" + b"a" * 100_000_000, mtime=0),
        "unpacks to more than 32 megabytes, as no table of its size does: send it unpacked",
    ),
    "a gzip of rows": (
        lambda: gzip.compress("stage,x\nboth,😀\n".encode() * 4_000_000, mtime=0),
        "unpacks to more than 32 megabytes, as no table of its size does: send it unpacked",
    ),
    "a workbook in a gzip": (
        lambda: gzip.compress(SOUND + b"\0" * 60_000_000, mtime=0),
        "unpacks to more than 32 megabytes, as no table of its size does: send it unpacked",
    ),
    "a line without end": (
        lambda: gzip.compress(b"id,x\na," + b"a" * 30_000_000, mtime=0),
        "is longer than 4,194,304 letters: look for a line break that was lost",
    ),
    "blank lines": (
        lambda: gzip.compress(b"id,x\n" + b"\n" * 30_000_000, mtime=0),
        "holds more than 1,048,576 blank rows: delete them",
    ),
}


@cache
def bomb(name: str) -> bytes:
    return BOMBS[name][0]()
