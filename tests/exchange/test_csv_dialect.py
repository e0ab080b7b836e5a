"""The encoding and the separator of a CSV file are told from the file alone."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from directory.exchange.tables import Layout, TableSource, read_table
from directory.exchange.tables.csv_dialect import CsvDialect, dialect_of
from directory.model.problems import FileError


def told(content: bytes, header_within: int = 1) -> CsvDialect:
    return dialect_of(TableSource(content), header_within)


def encoding_of(content: bytes) -> str:
    return told(content).encoding


ENCODINGS = (
    # content, encoding, comment
    (b"name\nplain\n", "utf-8", "letters that all encodings have"),
    ("name\nCafé – “x”\n".encode(), "utf-8", "UTF-8"),
    ("name\nCafé\n".encode("utf-8-sig"), "utf-8-sig", "UTF-8 with a mark"),
    ("name\nCafé\n".encode("utf-16"), "utf-16", "UTF-16, as Windows writes it"),
    (b"\xfe\xff" + "name\nCafé\n".encode("utf-16-be"), "utf-16", "UTF-16, the other order"),
    ("name\nCafé – “x”\n".encode("cp1252"), "cp1252", "Windows"),
    ("name\nCAFÉ’S £5, Zoë\n".encode("cp1252"), "cp1252", "Windows, with what may be UTF-8"),
    (b"name\n" + b"x" * 3_000_000 + b"\xe9\n", "cp1252", "Windows, far down"),
)  # fmt: skip


@pytest.mark.parametrize("case", ENCODINGS, ids=lambda case: case[2])
def test_the_encoding_is_told(case: tuple[bytes, str, str]) -> None:
    content, encoding, _ = case

    assert encoding_of(content) == encoding


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Café\nNaïve\n".encode() + b"\xe9", "line 3: holds letters that are not UTF-8"),
        ("é\né\nCafé\n".encode()[:-2], "line 3: holds letters that are not UTF-8"),
        ("é".encode() * 700_000 + b"\nx\xe9\n", "line 2: holds letters that are not UTF-8"),
        ("“Café”\n“Café”\n".encode() + b"\xe9", "line 3: holds letters that are not UTF-8"),
        (b"caf\x8e, caf\x8f\n", "the file: is no table"),
        (b"a,b\n\0\n", "the file: is no table"),
        (b"\xe9,b\n\0\n", "the file: is no table"),
        ("Café\n".encode("utf-16")[:-1], "the file: is no table"),
    ],
)
def test_what_would_come_out_as_other_letters_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        encoding_of(content)


SEPARATORS = (
    # text, header within, separator, comment
    ("a,b\n1,2\n", 1, ",", "commas"),
    ("a;b\n1;2\n", 1, ";", "semicolons"),
    ("a\tb\n1\t2\n", 1, "\t", "tabs"),
    ("a\n1\n2\n", 1, ",", "one column"),
    ("a\n1;2\n1;3\n", 1, ",", "one column of lists"),
    ("a,b\n1,x;y;z\n2,x;y;z\n", 1, ",", "lists within cells"),
    ("a,b\n" + "1," + "x;" * 200 + "\n", 1, ",", "a list longer than the header"),
    ("a;b\n1,5;2,5\n3,5;4,5\n", 1, ";", "numbers with commas"),
    ("a;b, c;d\n", 1, ";", "a header alone"),
    ('"a;x;y;z",b\n1,2\n', 1, ",", "separators within quotes"),
    ("a,b\n1\n2\n3,4\n", 1, ",", "ragged rows"),
    ("\n\n ; \na;b\n1;2\n", 1, ";", "blank rows above"),
    ("Births, deaths, and moves\n\na\tb\n1\t2\n3\t4\n", 15, "\t", "a title with commas"),
    ("Births; deaths\na,b,c\n1,2,3\nSource: x; y; z\n", 15, ",", "a title with semicolons"),
    ("Notes\na;b\n1,5;2\n2,5;3\n", 15, ";", "a title, and numbers with commas"),
    ('a,"b\n' + "x" * 200_000, 1, ",", "a quote that is not closed"),
    ("", 1, ",", "nothing"),
)  # fmt: skip


@pytest.mark.parametrize("case", SEPARATORS, ids=lambda case: case[3])
def test_the_separator_is_told(case: tuple[str, int, str, str]) -> None:
    text, header_within, separator, _ = case

    assert told(text.encode(), header_within).separator == separator


CELLS = st.text(st.sampled_from("ab1,;\t\"' é’\n"), max_size=6).map(str.strip)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    header = [f"name {place}" for place in range(width)]
    cells = st.lists(CELLS, min_size=width, max_size=width)
    return [header, *draw(st.lists(cells, max_size=8))]


@given(
    rows=tables(), separator=st.sampled_from(",;\t"), encoding=st.sampled_from(["utf-8", "utf-16"])
)
@with_settings(deadline=None, database=None)
def test_any_table_is_read_as_it_was_written(
    rows: list[list[str]], separator: str, encoding: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)

    table = read_table(out.getvalue().encode(encoding), Layout(), [])

    assert table is not None
    assert list(table.headings) == rows[0]
    assert [cells for _, cells in table.rows] == [cells for cells in rows[1:] if any(cells)]
