"""A crafted file is refused before it costs anything, and an honest one of any size opens."""

import json
from time import process_time
from typing import Any

import pytest
from sqlalchemy import Engine, event

from directory.web.choose.options.option_notes import MOST_LETTERS
from directory.web.security import LARGEST_BODY
from tests.web.choose.kept_family import APPLIES, SERVICE
from tests.web.choose.kept_files import file, open_kept, refused
from tests.web.page_client import PageClient

__all__ = ["file"]


def times(count: int, file: dict[str, Any], *where: str | int) -> None:
    """Let a list or an object of a file hold so many, all of them like the first."""
    inner: Any = file
    for key in where:
        inner = inner[key]
    if isinstance(inner, list):
        inner[:] = (inner[:1] or [1]) * count
    else:
        inner.update({f"more {n}": next(iter(inner.values()), 1) for n in range(count)})


TOO_MANY: tuple[tuple[int, tuple[str | int, ...], str], ...] = (
    (13, ("family", "children"), "children: holds 13, and Waymark can open 12 at most"),
    (7, ("family", "carers"), "carers: holds 7, and Waymark can open 6 at most"),
    (13, ("signs",), "signs: holds 13"),
    (13, ("result",), "result: holds 13"),
    (201, ("signs", 1), "signs[2]: holds 201"),
    (301, ("result", 0), "result[1]: holds 3"),
    (301, ("result", 1, APPLIES, "reasons"), "result[2]: the reasons: holds"),
    (21, ("shortlist",), "shortlist: holds 21"),
    (101, ("thoughts",), "thoughts: holds 101"),
    (301, ("family", "family"), "family: holds 302"),
    (301, ("family", "children", 0), "children[1]: holds"),
    (301, ("family", "carers", 1, "facts"), "carers[2].facts: holds"),
    (301, ("family", "carers", 0, "with_child", "1"), "carers[1].with_child.1: holds"),
    (13, ("family", "carers", 0, "with_child"), "carers[1].with_child: holds 14"),
    (13, ("family", "carers", 0, "for_children"), "carers[1].for_children: holds 13"),
    (101, ("knowledge", "sources"), "knowledge.sources: holds 106"),
)


@pytest.mark.parametrize("many", TOO_MANY, ids=lambda many: many[2].partition(":")[0])
def test_more_of_anything_than_a_visit_holds_is_refused_unread(
    many: Any, client: PageClient, file: dict[str, Any]
) -> None:
    count, where, said = many
    times(count, file, *where)

    [error] = refused(client, file)

    assert said in error


def test_text_where_a_list_should_be_is_not_read_as_letters(
    client: PageClient, file: dict[str, Any]
) -> None:
    assert refused(client, {**file, "shortlist": "a-service"}) == ["shortlist: should be a list"]


def test_a_note_that_no_page_would_take_is_refused(
    client: PageClient, file: dict[str, Any]
) -> None:
    first, second = file["thoughts"]
    long = "x" * (MOST_LETTERS + 1)
    file["thoughts"] = [{**first, "reason": long}, {**second, "words": long}, {**first}]

    assert refused(client, file) == [
        "thoughts[1].reason: should be at most 500 letters",
        "thoughts[2].words: should be at most 500 letters",
        "thoughts[3]: is a second note for this child and option",
    ]


HALF = "\ud800"
HALVES = (
    ("fact", lambda file: file["family"]["children"][0].update({HALF: True})),
    ("part", lambda file: file["family"]["carers"][0].update({HALF: True})),
    ("words", lambda file: file["thoughts"][0].update(words=HALF)),
    ("service", lambda file: file.update(shortlist=[HALF])),
    ("field", lambda file: file.update({HALF: 1})),
)


@pytest.mark.parametrize("half", HALVES, ids=lambda half: half[0])
def test_half_a_letter_that_no_page_can_show_is_refused(
    half: Any, client: PageClient, file: dict[str, Any]
) -> None:
    half[1](file)

    [error] = refused(client, file)

    assert error.startswith("The file holds signs that are no letters")


def test_all_services_of_a_shortlist_are_looked_up_at_once(
    client: PageClient, file: dict[str, Any]
) -> None:
    file["shortlist"] = [SERVICE, *(f"gone-{n}" for n in range(19))]
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    page = open_kept(client, file)
    event.remove(Engine, "before_cursor_execute", note)

    # What they are called, and whether they run: a query each, however many there are.
    assert len([each for each in statements if "FROM service " in each]) == 2
    assert page.text.count("a service of the shortlist:") == 19


MANY = {str(n): 0 for n in range(80_000)}
HUGE: tuple[tuple[str, Any], ...] = (
    ("unknown facts", lambda file: times(35_000, file, "family", "children", 0)),
    ("bad thoughts", lambda file: file.update(thoughts=[0] * 300_000)),
    ("bad results", lambda file: file.update(result=[0] * 300_000)),
    ("bad reasons", lambda file: file["result"][0][APPLIES].update(reasons=[{}] * 200_000)),
    ("bad options", lambda file: file["result"][0].update(MANY)),
    ("bad signs", lambda file: file.update(signs=[[0] * 200_000])),
    ("services", lambda file: file.update(shortlist=[f"s{n}" for n in range(85_000)])),
    ("letters", lambda file: file.update(shortlist="s" * 900_000)),
    ("sources", lambda file: file["knowledge"]["sources"].update(MANY)),
    ("parts", lambda file: file["family"].update(MANY)),
    ("parts of a carer", lambda file: file["family"]["carers"][0].update(MANY)),
    ("fields", lambda file: file.update(MANY)),
    ("postcode", lambda file: file.update(postcode="N" * 900_000)),
    ("as much as is read", lambda file: file.update(
        result=[
            {str(n): {"title": 0, "status": 0, "reasons": [{}] * (1 + n % 2)} for n in range(200)}
            for _ in range(12)
        ],
        signs=[[0] * 200] * 12, thoughts=[{}] * 100,
    )),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("huge", HUGE, ids=lambda huge: huge[0])
def test_a_crafted_file_is_answered_at_once(
    huge: Any, client: PageClient, file: dict[str, Any]
) -> None:
    huge[1](file)
    content = json.dumps(file, separators=(",", ":")).encode()
    assert len(content) < LARGEST_BODY - 1000
    client.get("/choose/open")  # the first page takes longer
    began = process_time()

    assert refused(client, content)

    assert process_time() - began < 2, "a crafted file must not hold a worker"
