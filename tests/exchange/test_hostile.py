"""Files that are damaged, of another kind, or made to eat the machine: all refuse them alike."""

import csv
import gzip
import io
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from directory.exchange.tables import Layout, read_table
from directory.exchange.tables.limits import LIMITS, MEGABYTE
from directory.model.problems import FileError, FileProblem
from tests.exchange.bombs import BOMBS, DAMAGED, SOUND, below, bomb, formats, shared
from tests.exchange.directory_file.workbooks import PART, replacing, with_part, with_strings
from tests.exchange.users import USERS, User, book, text

DIRECTORY, CASELOAD, _ = USERS
MOST_SECONDS = 6
"""Of the processor; each of these files took from 18 seconds to minutes, or gigabytes."""
MOST_MEGABYTES = 64

everyone = pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)


def packed(method: int = ZIP_DEFLATED, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def packed_otherwise(method: int) -> bytes:
    with ZipFile(io.BytesIO(SOUND)) as archive:
        return packed(method, **{name: archive.read(name) for name in archive.namelist()})


OTHER = (
    # content, what is said, comment
    (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "is not an Excel", "ods"),
    (packed(**{"word/document.xml": b"<x/>"}), "is not an Excel workbook", "a letter"),
    (SOUND[:-30], DAMAGED, "cut short"),
    (SOUND[:200] + b"\0" * 200 + SOUND[400:], DAMAGED, "bytes lost"),
    (b"PK\x03\x04\xff\xfe\x00", DAMAGED, "a start and nothing"),
    (packed_otherwise(ZIP_LZMA), DAMAGED, "packed as no spreadsheet does"),
    (with_part(SOUND, lambda _: b"<worksheet>"), DAMAGED, "half a sheet"),
    (with_part(SOUND, lambda _: b"", "xl/workbook.xml"), DAMAGED, "an empty part"),
    (with_part(SOUND, replacing('r="A2"', 'r="ZZZZZZ2"')), DAMAGED, "a cell that is nowhere"),
    (with_part(SOUND, replacing('<row r="3"', '<row r="2"')), DAMAGED, "a row twice"),
    (with_part(SOUND, replacing("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                "http://purl.oclc.org/ooxml/spreadsheetml/main")),
     "is “Strict Open XML”: save it as", "another standard"),
)  # fmt: skip


@everyone
@pytest.mark.parametrize("case", OTHER, ids=lambda case: case[2])
def test_what_is_no_workbook_is_refused_with_what_to_do(
    user: User, case: tuple[bytes, str, str]
) -> None:
    content, said, _ = case

    assert said in user.problems(content)[-1]


@pytest.mark.parametrize("cell", ['s="999"><v>1</v>', 't="s"><v>9</v>', "><v>9e</v>"])
def test_a_cell_that_names_a_format_or_words_that_are_not_there_is_damage(cell: str) -> None:
    first = 't="inlineStr"><is><t>14/05/2024</t></is>'

    assert CASELOAD.problems(with_part(book(CASELOAD.rows), replacing(first, cell))) == [DAMAGED]


def test_a_workbook_whose_sheets_are_hidden_has_none() -> None:
    hidden = with_part(SOUND, replacing('state="visible"', 'state="hidden"'), "xl/workbook.xml")

    assert CASELOAD.problems(hidden) == ["the file: has no sheet of cells: put the rows in a sheet"]
    assert DIRECTORY.problems(hidden) == [
        "the file: has no sheet of cells: put the rows in a sheet “Services”"
    ]


@everyone
def test_what_a_sheet_says_of_its_own_size_is_not_believed(user: User) -> None:
    sound = book(user.rows)
    for claim in ("A1:XFD1048576", "A1:A1", "A1"):
        content = with_part(sound, lambda body, at=claim: _claiming(body, at))

        assert user.problems(content) == []


def _claiming(body: bytes, claim: str) -> bytes:
    before, _, after = body.partition(b'<dimension ref="')
    return before + b'<dimension ref="' + claim.encode() + after[after.index(b'"') :]


def headed(user: User) -> tuple[bytes, bytes]:
    """Return the header that a user takes, and that of the bombs in CSV."""
    return text(user.rows[:1], end="\n").encode(), b"id,x\n"


def sent(user: User, name: str) -> bytes:
    """Return a bomb; one of lines begins as a file of the user does, so that they are read."""
    content = bomb(name)
    if name in ("a line without end", "blank lines"):
        ours, theirs = headed(user)
        return gzip.compress(gzip.decompress(content).replace(theirs, ours, 1), mtime=0)
    return content


@everyone
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_eat_the_machine_is_refused_quickly(user: User, name: str) -> None:
    content = sent(user, name)
    start = process_time()

    [problem] = user.problems(content)

    assert process_time() - start < MOST_SECONDS
    assert problem.endswith(f": {BOMBS[name][1]}")
    assert len(content) < 1_000_000


@pytest.mark.parametrize("name", [name for name in BOMBS if name != "blank lines"])
def test_a_file_made_to_eat_the_machine_takes_little_memory(name: str) -> None:
    assert most_megabytes(CASELOAD, sent(CASELOAD, name)) < MOST_MEGABYTES


def most_megabytes(user: User, content: bytes) -> float:
    """Return the most memory that reading a file takes, in megabytes."""
    tracemalloc.start()
    try:
        user.problems(content)
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_file_that_takes_too_long_is_ended() -> None:
    limits = replace(LIMITS, seconds=0.05)
    problems: list[FileProblem] = []
    content = ("a,b\n" + "1,2\n" * 900_000).encode()
    table = read_table(content, Layout(), problems, limits)
    assert table is not None

    with pytest.raises(FileError, match="takes more than"):
        list(table.rows)


@everyone
def test_a_row_far_below_is_refused(user: User) -> None:
    far = '<row r="999999999"><c r="A999999999" t="inlineStr"><is><t>x</t></is></c></row>'

    [problem] = user.problems(with_part(book(user.rows), below(far)))

    assert "has something in row 999,999,999: at most " in problem
    assert problem.endswith(" rows are read; delete what is below them")


@pytest.mark.parametrize("make", [shared, formats])
def test_what_a_workbook_keeps_once_and_shows_often_takes_little_memory(
    make: Callable[[], bytes],
) -> None:
    content = make()

    assert len(content) < 300_000
    assert most_megabytes(CASELOAD, content) < MOST_MEGABYTES


def test_a_packed_file_that_is_just_small_enough_is_not_held_whole() -> None:
    line = "both," + "😀" * 3000 + "\n"
    content = gzip.compress(("stage,Ward\n" + line * 2700).encode(), mtime=0)
    assert 30 * MEGABYTE < len(gzip.decompress(content)) < LIMITS.room(len(content))

    assert CASELOAD.problems(content) == []
    assert most_megabytes(CASELOAD, content) < MOST_MEGABYTES


@everyone
def test_ragged_rows_without_end_are_counted_and_not_kept(user: User) -> None:
    content = (text(user.rows, end="\n") + "x,y\n" * 60_000).encode()

    problems = user.problems(content)

    assert len(problems) == 501
    assert problems[0] == "the file: 59,500 more rows have too many cells or too few"
    last = (
        "line 503: has 2 cells" if user is DIRECTORY else "the file: 1 more problem is not listed"
    )
    assert problems[-1].startswith(last)


def test_ragged_rows_without_end_take_little_memory() -> None:
    content = (text(CASELOAD.rows, end="\n") + "x,y\n" * 60_000).encode()

    assert most_megabytes(CASELOAD, content) < 8


@everyone
def test_ten_thousand_formatted_rows_without_a_value_are_no_rows(user: User) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(4, 10_004))

    assert user.problems(with_part(book(user.rows), below(rows), PART)) == []


def test_a_cell_holds_as_much_as_a_reader_of_csv_takes() -> None:
    first = 't="inlineStr"><is><t>yes</t></is>'
    content = with_part(book(CASELOAD.rows), replacing(first, 't="s"><v>0</v>'))

    kept, longer = (
        CASELOAD.problems(with_strings(content, f"<si><t>{'x' * (LIMITS.cell + n)}</t></si>"))
        for n in (0, 1)
    )

    assert csv.field_size_limit() == LIMITS.cell
    assert kept == ["line 2, abuse.neglect: should be yes or no, or empty where it is not known"]
    assert longer == ["line 2, abuse.neglect: is longer than 131,072 letters: shorten it"]
