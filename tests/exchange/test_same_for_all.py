"""Whoever reads a table reads the same of it, however it is written."""

import gzip
from collections.abc import Callable
from itertools import product

import pytest

from directory.exchange.tables import Layout, read_table
from tests.exchange.users import USERS, User, book, text

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be with a mark", "cp1252")
PACKINGS: dict[str, Callable[[bytes], bytes]] = {"plain": bytes, "gzip": gzip.compress}
WAYS = tuple(product(USERS, ENCODINGS, ",;\t", PACKINGS))


def encoded(words: str, encoding: str) -> bytes:
    if encoding == "utf-16-be with a mark":
        return b"\xfe\xff" + words.encode("utf-16-be")
    return words.encode(encoding)


@pytest.mark.parametrize(
    "way", WAYS, ids=lambda way: f"{way[0].name}, {way[1]}, {way[2]!r}, {way[3]}"
)
def test_a_file_reads_alike_however_it_is_written(way: tuple[User, str, str, str]) -> None:
    user, encoding, separator, packing = way
    content = PACKINGS[packing](encoded(text(user.rows, separator), encoding))

    assert user.read(content) == user.read(text(user.rows).encode())


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_may_end_in_any_way(user: User, packing: str, end: str) -> None:
    content = PACKINGS[packing](text(user.rows, end=end).encode())

    assert user.read(content) == user.read(text(user.rows).encode())


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
@pytest.mark.parametrize("packing", PACKINGS)
def test_a_workbook_reads_as_the_csv_of_its_sheet(user: User, packing: str) -> None:
    content = PACKINGS[packing](book(user.rows))

    assert user.read(content) == user.read(text(user.rows).encode())


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
@pytest.mark.parametrize("write", [book, lambda rows: text(rows).encode()], ids=["XLSX", "CSV"])
def test_blank_rows_and_columns_around_a_table_do_not_matter(
    user: User, write: Callable[..., bytes]
) -> None:
    wide = [[*cells, "", " "] for cells in user.rows]
    blank = [""] * len(wide[0])

    content = write([blank, wide[0], blank, *wide[1:], blank])

    assert user.read(content) == user.read(text(user.rows).encode())


def test_the_rows_that_all_see_are_those_of_the_file() -> None:
    for user in USERS:
        table = read_table(text(user.rows).encode(), Layout(), [])

        assert table is not None
        assert list(table.headings) == list(user.rows[0])
        assert [cells for _, cells in table.rows] == [list(cells) for cells in user.rows[1:]]


SLIPS = (
    # content in place of a file, what is said of it, comment
    (b"", "the file: is empty: the first row should hold the column names", "nothing"),
    (b"\n\n,,\n", "the file: is empty: the first row should hold the column names", "blank"),
    (b"%PDF-1.7\n\0\x90\x81", "the file: is no table: save it as “CSV UTF-8” or as “Excel workbook "
     "(.xlsx)”", "no text"),
    ("a,b\né,c\n".encode("utf-16-le"), "the file: is no table: save it as “CSV UTF-8” or as "
     "“Excel workbook (.xlsx)”", "UTF-16 without a mark"),
    (b"\xff\xfea\0,\0b\0\n", "the file: is no table: save it as “CSV UTF-8” or as “Excel workbook "
     "(.xlsx)”", "half a letter of UTF-16"),
    ("a,b\né,é\nà".encode() + b"\xe9", "line 3: holds letters that are not UTF-8, as others of the "
     "file are: save it as “CSV UTF-8”", "UTF-8 but for one letter"),
    (b"\xd0\xcf\x11\xe0" + bytes(600), "the file: is an old Excel file (.xls), or has a password: "
     "save it as .xlsx without one", "an old workbook"),
    (gzip.compress(text([["a"]]).encode() * 900, mtime=0)[:-9], "the file: is cut short: it cannot "
     "be unpacked; get it again, or pack it again", "half packed"),
    (b"\x1f\x8b\x08" + bytes(600), "the file: is damaged: it cannot be unpacked; get it again, or "
     "pack it again", "no gzip"),
)  # fmt: skip


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[2])
def test_what_is_no_table_is_refused_in_the_same_words(
    user: User, slip: tuple[bytes, str, str]
) -> None:
    content, said, _ = slip

    assert user.problems(content) == [said]


def in_rows(user: User, *more: str) -> bytes:
    """Return the file of a user with more lines."""
    return (text(user.rows) + "".join(more)).encode()


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
def test_a_row_of_another_width_is_told_in_the_same_words(user: User) -> None:
    width = len(user.rows[0])
    few, many = '"x","y"\r\n', ",".join("x" * (width + 1)) + "\r\n"

    assert user.problems(in_rows(user, few, many)) == [
        f"line 4: has 2 cells where the header has {width}: add the commas that are missing",
        f"line 5: has {width + 1} cells where the header has {width}: put text that holds a comma "
        "in double quotes",
    ]


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
def test_the_separator_is_named_as_it_is(user: User) -> None:
    content = (text(user.rows, ";") + "x;y\r\n").encode()

    assert user.problems(content)[0].endswith("add the semicolons that are missing")


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
def test_a_quote_that_is_not_closed_is_told_in_the_same_words(user: User) -> None:
    assert user.problems(in_rows(user, 'x,"y\r\n'))[-1] == (
        "line 4: the row that begins here, and all after it, cannot be read: look for a double "
        "quote that is not closed, or for one too many"
    )


@pytest.mark.parametrize("user", USERS[1:], ids=lambda user: user.name)
def test_what_stands_beyond_the_last_name_is_told_once_for_its_column(user: User) -> None:
    """But for the directory file, which says what it leaves out and takes the rest."""
    beyond = [user.rows[0], *([*cells, "", "x"] for cells in user.rows[1:])]

    [said] = user.problems(book(beyond))

    assert said.startswith("line 2: holds something in column ")
    assert said.endswith(", which has no name: delete it, or name it")


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
def test_a_table_of_too_many_columns_is_refused_in_the_same_words(user: User) -> None:
    wide = [[*cells, *["x"] * 300] for cells in user.rows]

    [as_csv] = user.problems(text(wide).encode())
    [as_book] = user.problems(book(wide))

    assert as_csv == (
        f"the file: has {len(wide[0])} columns: at most 300 are read; delete those that are not "
        "needed"
    )
    assert "at most 300 columns are read; delete those that are not needed" in as_book
