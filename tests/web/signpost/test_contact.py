"""Safe contact comes first, and what is not known counts as unsafe."""

import re
from typing import Any

import pytest

from directory.web.family_session import SessionChild
from directory.web.signpost.contact import ABUSER_HAS_ACCESS, SEEN, advise, is_answered
from tests.family_session_builders import carry_visit, held_by, open_visit, visit_with
from tests.web.page import words
from tests.web.page_client import PageClient
from tests.web.signpost.journey import (
    ADVICE,
    CONTACT,
    HARBOUR,
    NUMBERS,
    SAFE,
    SHEET,
    START,
    UNSAFE,
    at,
    follow,
    send,
)


@pytest.mark.parametrize("path", [ADVICE, SHEET, NUMBERS])
def test_the_sheet_cannot_be_reached_before_it_is_answered(client: PageClient, path: str) -> None:
    assert at(follow(client, path)) == START

    open_visit(client, shortlist=[HARBOUR], contact={"phone": "no", "language": "en"})

    assert at(follow(client, path)) == CONTACT


def test_without_a_visit_there_is_nothing_to_ask(client: PageClient) -> None:
    assert at(follow(client, CONTACT)) == START


def test_every_question_has_to_be_answered(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR])

    page = client.submit(client.get(CONTACT), status=422)

    assert len(page.errors) == len(SAFE)
    held = held_by(client)
    assert held is not None
    assert held.contact == {}


def test_the_answers_are_kept_in_the_visit_and_shown_again(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR])

    page = send(client, client.get(CONTACT), "#contact", UNSAFE)

    assert at(page) == ADVICE
    held = held_by(client)
    assert held is not None
    assert held.contact == UNSAFE
    shown = client.get(CONTACT).form_values("#contact")
    assert {name: shown[name] for name in UNSAFE} == {k: [v] for k, v in UNSAFE.items()}


def test_an_answer_to_another_visit_changes_nothing(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR])
    old = client.get(CONTACT)
    now = visit_with(shortlist=[HARBOUR])
    carry_visit(client, now)

    assert at(send(client, old, "#contact", SAFE)) == START
    assert held_by(client) == now


def test_where_all_is_safe_the_sheet_may_be_printed(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR], contact=SAFE)

    page = client.get(ADVICE)

    assert "it is safe to print the sheet" in page.text
    assert "phone call" in page.text
    assert client.get(SHEET).all("[data-waymark-print]")


def test_where_it_is_not_the_page_says_what_to_do_and_blocks_nobody(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR], contact=UNSAFE)

    page = client.get(ADVICE)

    assert "What is not safe, or not known to be" in page.text
    assert "Do not give them paper" in page.text
    assert "Do not post the sheet" in page.text
    assert {"/signpost/sheet", "/signpost/numbers"} <= {a["href"] for a in page.all("main a")}
    for path in (SHEET, NUMBERS):
        assert not client.get(path).all("[data-waymark-print]"), "no button where paper is unsafe"


@pytest.mark.parametrize(
    "known",
    [
        {"family": {ABUSER_HAS_ACCESS: True}},
        {"children": [SessionChild(), SessionChild(facts={ABUSER_HAS_ACCESS: True})]},
    ],
    ids=["family", "child"],
)
def test_what_the_visit_knows_of_harm_counts_whatever_was_answered_since(
    client: PageClient, known: dict[str, Any]
) -> None:
    open_visit(client, shortlist=[HARBOUR], contact=SAFE, **known)

    page = client.get(ADVICE)

    assert "it is safe to print" not in page.text
    assert "In this visit you said that someone who has caused harm may see" in page.text
    assert "Do not give them paper" in page.text
    assert "The way you agreed (phone call) may be seen" in page.text
    for path in (SHEET, NUMBERS):
        sheet = client.get(path)
        assert not sheet.all("[data-waymark-print]")
        assert not re.search(r"harm|visit|safe ", words(sheet.one("main")))


def test_an_answer_of_no_to_harm_leaves_the_advice_as_it_is(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR], contact=SAFE, family={ABUSER_HAS_ACCESS: False})

    assert "it is safe to print the sheet" in client.get(ADVICE).text
    assert client.get(SHEET).all("[data-waymark-print]")


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_what_is_not_known_counts_as_unsafe(name: str, answer: str) -> None:
    assert not advise({**SAFE, "way": "in_person", name: answer}).is_safe


def test_only_all_five_answers_make_it_safe() -> None:
    assert advise(SAFE).is_safe
    for name in SAFE:
        without = {key: value for key, value in SAFE.items() if key != name}
        assert not is_answered(without)
        assert not advise(without).is_safe


@pytest.mark.parametrize(
    ("way", "seen"), [("call", "phone"), ("text", "phone"), ("email", "phone"), ("letter", "post")]
)
def test_a_way_that_may_be_seen_is_to_be_agreed_anew(way: str, seen: str) -> None:
    lines = advise({**SAFE, "way": way, seen: "unknown"}).lines

    assert any("agree another way" in line for line in lines)


def test_an_answer_from_elsewhere_is_none() -> None:
    assert not is_answered({**SAFE, "phone": "perhaps"})
