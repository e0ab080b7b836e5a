"""Files as they really come: other encodings, other separators, broken quotes, ragged rows."""

import pytest

from directory.exchange.directory_file.file_reader import MOST_TOLD, read_entries
from directory.model.cell_types import Vocabulary
from directory.model.columns import NAMES
from tests.directory_builders import problems_in, row, sheet

SOUND = sheet(row(id="a", name="Café"), row(id="b"))
EMPTY = "the file: is empty: the first row should hold the column names"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SOUND, id="as it is published"),
        pytest.param(b"\xef\xbb\xbf" + SOUND, id="a byte order mark"),
        pytest.param(SOUND.replace(b"\n", b"\r\n"), id="lines that end as Windows ends them"),
        pytest.param(SOUND.replace(b"\n", b"\r"), id="lines that end as old Macs ended them"),
        pytest.param(SOUND.rstrip(), id="no end to the last line"),
        pytest.param(b"\n" + SOUND, id="a blank line above"),
        pytest.param(b",,\n" + SOUND, id="a row of empty cells above"),
        pytest.param(SOUND + b"\n\n", id="empty lines at the end"),
        pytest.param(SOUND + b"," * 41 + b"\n" + b" ," * 41 + b"\n", id="rows of empty cells"),
        pytest.param(
            sheet(row(id="a", name="Café"), row(id="b"), header=reversed(NAMES)),
            id="columns in another order",
        ),
        pytest.param(
            sheet(row(id="a", name="Café"), row(id="b"), header=[*NAMES, ""]),
            id="a column without a name in which nothing stands",
        ),
    ],
)
def test_a_sound_file_is_read_however_it_is_packed(content: bytes, words: Vocabulary) -> None:
    entries = read_entries(content, words)

    assert [(e.id, e.values["name"], e.positions) for e in entries] == [
        ("a", "Café", (0,)),
        ("b", "A", (1,)),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", EMPTY, id="nothing"),
        pytest.param(b"\xef\xbb\xbf", EMPTY, id="a mark and nothing"),
        pytest.param(b"\n\n", EMPTY, id="empty lines"),
        pytest.param(sheet(), "the file: holds no services", id="a header and nothing"),
        pytest.param(sheet({}), "the file: holds no services", id="a header and a blank row"),
        pytest.param(SOUND.decode().encode("utf-16-be"), "CSV UTF-8", id="UTF-16 without a mark"),
        pytest.param(SOUND + b"\0", "the file: is no table", id="a NUL"),
        pytest.param(
            b"PK\x03\x04\xff\xfe\x00", "is damaged: save it again as", id="half a workbook"
        ),
        pytest.param(b"Our services,,,\n", "the first row should hold the column", id="a title"),
        pytest.param(b'"id,name\n', "line 1: the row that begins here", id="an open header"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(
    content: bytes, said: str, words: Vocabulary
) -> None:
    [problem] = problems_in(content, words)

    assert said in problem


@pytest.mark.parametrize(
    ("header", "said"),
    [
        pytest.param(NAMES[1:], ["the column id is missing"], id="missing"),
        pytest.param(NAMES[2:], ["the columns id, name are missing"], id="several missing"),
        pytest.param(
            ["statuz" if name == "status" else name for name in NAMES],
            ["the column status is missing; did you mean status?"],
            id="with a slip",
        ),
        pytest.param([*NAMES, "id"], ["the column id is there twice"], id="twice"),
        pytest.param(
            [*NAMES, "Provider"],
            ["the column Provider is there twice, as organisation"],
            id="twice by two names",
        ),
    ],
)
def test_every_slip_of_the_header_is_named(
    header: list[str], said: list[str], words: Vocabulary
) -> None:
    assert problems_in(sheet(row(), header=header), words) == [f"line 1: {each}" for each in said]


def test_spaces_around_a_column_name_do_not_matter(words: Vocabulary) -> None:
    content = SOUND.replace(b"id,name", b" id , name ")

    assert problems_in(content, words) == []


def test_all_problems_come_at_once_in_the_order_of_the_lines(words: Vocabulary) -> None:
    content = sheet(
        row(id="a", kind="x", phone="x"),
        row(id="b"),
        row(id="", status="x"),
        row(id="b", name="Other"),
    )

    assert [problem.split(":")[0] for problem in problems_in(content, words)] == [
        "line 2, kind",
        "line 2, phone",
        "line 4, id",
        "line 4, status",
        "line 5, name",
        "line 5, id",
    ]


def test_a_ragged_row_hides_no_other_problem(words: Vocabulary) -> None:
    content = sheet(row(kind="x")) + b"a,b,c\n" + sheet(row(id="b", status="x")).split(b"\n", 1)[1]
    content += b"," * (len(NAMES) + 8) + b"x\n"

    assert problems_in(content, words) == [
        "line 2, kind: “x” should be one of parenting, home_visiting, therapeutic, advocacy, "
        "practical_help, assessment, perpetrator, substance_misuse, mental_health, "
        "domestic_abuse, youth_work, training, front_door, helpline, other",
        f"line 3: has 3 cells where the header has {len(NAMES)}: add the commas that are missing",
        "line 4, status: “x” should be one of active, paused, closing, closed",
        f"line 5: has {len(NAMES) + 9} cells where the header has {len(NAMES)}: "
        "put text that holds a comma in double quotes",
    ]


def test_an_open_quote_is_placed_where_its_row_begins_after_all_else(words: Vocabulary) -> None:
    content = sheet(row(kind="x"), row(id="b")) + b'c,"Open\nand on\n'

    found = problems_in(content, words)

    assert [problem.split(",")[0] for problem in found] == [
        "line 2",
        "line 4: the row that begins here",
    ]


def test_a_cell_longer_than_the_reader_takes_is_a_problem_of_its_line(words: Vocabulary) -> None:
    content = sheet(row(id="a"), row(id="b", description="x" * 200_000))

    [problem] = problems_in(content, words)

    assert problem.startswith("line 3: ")
    assert len(problem) < 200


def test_a_long_cell_that_can_be_read_is_kept_whole(words: Vocabulary) -> None:
    [entry] = read_entries(sheet(row(description="x" * 100_000)), words)

    assert entry.values["description"] == "x" * 100_000


def test_lines_are_counted_over_line_breaks_within_cells(words: Vocabulary) -> None:
    content = sheet(row(id="a", description="one\ntwo\r\nthree"), row(id="b", kind="x"))

    [problem] = problems_in(content, words)

    assert problem.startswith("line 5, kind")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_within_a_cell_is_kept_as_one(end: str, words: Vocabulary) -> None:
    [entry] = read_entries(
        sheet(row(description="PLACE")).replace(b"PLACE", f'"a{end}b"'.encode()), words
    )

    assert entry.values["description"] == "a\nb"


def test_a_long_value_is_shown_short_and_on_one_line(words: Vocabulary) -> None:
    [problem] = problems_in(sheet(row(kind="no\nkind\x1b[31m" + "x" * 500)), words)

    assert problem.isprintable()
    assert len(problem) < 300


def test_more_problems_than_a_person_reads_are_counted(words: Vocabulary) -> None:
    content = sheet(*(row(id=f"s{place}", kind="x") for place in range(MOST_TOLD + 100)))

    found = problems_in(content, words)

    assert len(found) == MOST_TOLD + 1
    assert found[0].startswith("line 2, ")
    assert found[-1] == "the file: 100 more problems are not listed here"


SHARED = (
    # rows, problems, comment
    ([{"postcode": "NE1 4ST"}, {"postcode": "NE1 4SU"}], [], "two venues"),
    ([{}, {"postcode": "NE1 4SU"}], [], "a venue, and one that is not stated"),
    ([{"postcode": "NE1 4ST"}, {"postcode": "NE1 4ST"}],
     ["line 3, id: “a” repeats line 2: give another venue, or another id"], "the same venue"),
    ([{"postcode": "NE1 4ST"}, {"postcode": "NE1 4SU"}, {"postcode": "NE1 4SU"}],
     ["line 4, id: “a” repeats line 3: give another venue, or another id"], "which one"),
    ([{"hide_address": "yes"}, {"hide_address": "yes"}], [], "two hidden, as we write them"),
    ([{"hide_address": "yes", "postcode": "NE1 4ST"}] * 2,
     ["line 3, id: “a” repeats line 2: give another venue, or another id"], "hidden, and the same"),
    ([{}, {"postcode": "NE1 4SU", "phone": "999", "name": "B"}],
     ["line 3, name: “B” differs from line 2: rows that share an id are one service",
      "line 3, phone: “999” differs from line 2: rows that share an id are one service"],
     "two services"),
    ([{"weeks": "ten"}, {"weeks": "10", "postcode": "NE1 4SU"}],
     ["line 2, weeks: “ten” should be a whole number from 0 to 520"], "not compared with a slip"),
)  # fmt: skip


@pytest.mark.parametrize("case", SHARED, ids=lambda case: case[2])
def test_rows_that_share_an_id_are_one_service(
    case: tuple[list[dict[str, str]], list[str], str], words: Vocabulary
) -> None:
    rows, problems, _ = case

    assert problems_in(sheet(*(row(**cells) for cells in rows)), words) == problems


def test_rows_without_an_id_are_not_taken_for_one_service(words: Vocabulary) -> None:
    content = sheet(row(id="", name="A"), row(id="", name="B"))

    assert problems_in(content, words) == [
        "line 2, id: is empty: every row needs it",
        "line 3, id: is empty: every row needs it",
    ]


def test_rows_of_one_service_need_not_stand_together(words: Vocabulary) -> None:
    first, second = row(id="a", postcode="NE1 4ST"), row(id="a", postcode="NE1 4SU")

    entries = read_entries(sheet(first, row(id="b"), second), words)

    assert [(entry.id, entry.positions) for entry in entries] == [("a", (0, 2)), ("b", (1,))]
