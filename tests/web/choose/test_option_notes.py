"""What the worker notes of an option: it stays in the visit, and changes nothing else."""

from hashlib import sha512
from typing import Any

import pytest

from directory.web.choose.options.option_notes import MOST_LETTERS, NO_ROOM, note_text
from directory.web.family_session import OptionNote
from tests.web.choose.family import (
    ATTACHMENT,
    SAFECARE,
    TODDLER,
    begin,
    held,
    knowledge,
    option_at,
    press,
)
from tests.web.choose.journey import counts, every_option, titles
from tests.web.page import Page, words
from tests.web.page_client import PageClient

FORM = "#judgement-form"
FILLING = 56
"""Notes that nearly fill a visit: what looks random cannot be packed."""
AT = option_at(ATTACHMENT)


def judge(client: PageClient, status: int = 200, at: str = AT, **values: str) -> Page:
    return client.submit(client.get(at), values, form=FORM, status=status)


def test_an_option_is_set_aside_with_a_reason_and_own_words(client: PageClient) -> None:
    begin(client)

    page = judge(client, reason="too-far", words="  Two buses\r\neach way ")

    [thought] = held(client).thoughts
    assert thought == OptionNote(
        child=1, recommendation=ATTACHMENT, reason="too-far", words="Two buses\neach way"
    )
    assert "Set aside: Too far to travel: Two buses each way" in page.text
    assert "prefers this" in words(page.one(FORM))


def test_what_the_family_prefers_is_noted(client: PageClient) -> None:
    begin(client)

    page = judge(client, prefers="y")

    [thought] = held(client).thoughts
    assert (thought.prefers, thought.reason, thought.words) == (True, None, "")
    assert words(page.one("section[aria-labelledby=what] .waymark-near")) == (
        "The family prefers this."
    )


def test_the_form_shows_what_was_noted_and_takes_it_anew(client: PageClient) -> None:
    begin(client)
    judge(client, reason="tried-before", prefers="y")

    page = judge(client, reason="", words="Later, perhaps")

    assert held(client).thoughts == [
        OptionNote(child=1, recommendation=ATTACHMENT, words="Later, perhaps", prefers=True)
    ]
    assert "Set aside:" not in page.text
    assert page.form_values(FORM)["words"] == ["Later, perhaps"]


def test_the_note_of_another_child_or_option_is_left_alone(client: PageClient) -> None:
    others = [
        OptionNote(child=2, recommendation=ATTACHMENT, prefers=True),
        OptionNote(child=1, recommendation=SAFECARE, reason="too-far"),
    ]
    begin(client, TODDLER, TODDLER, thoughts=others)

    judge(client, reason="not-safe")
    assert len(held(client).thoughts) == 3
    page = press(client, client.get(AT), "Clear the note")

    assert held(client).thoughts == others
    assert "Set aside:" not in page.text


def test_an_empty_note_is_none(client: PageClient) -> None:
    begin(client, thoughts=[OptionNote(child=1, recommendation=ATTACHMENT, words="A note")])

    judge(client, words=" ")

    assert held(client).thoughts == []


MISTAKES: tuple[tuple[dict[str, str], str], ...] = (
    ({"reason": "other"}, "Enter the reason in your own words"),
    ({"reason": "no-such"}, "Choose a reason from the list, or “No, it is not set aside”"),
    (
        {"words": "x" * (MOST_LETTERS + 1)},
        f"Note must be {MOST_LETTERS} characters or fewer; it has {MOST_LETTERS + 1}",
    ),
)


@pytest.mark.parametrize(("values", "problem"), MISTAKES, ids=lambda value: str(value)[:20])
def test_a_mistake_is_said_and_nothing_is_kept(
    values: dict[str, str], problem: str, client: PageClient
) -> None:
    begin(client)

    page = judge(client, status=422, **values)

    assert page.errors == [problem]
    assert page.form_values(FORM).get("words") == [values.get("words", "")]
    assert held(client).thoughts == []


def test_a_note_of_the_greatest_length_is_kept(client: PageClient) -> None:
    begin(client)

    judge(client, words="x" * MOST_LETTERS)

    assert len(held(client).thoughts[0].words) == MOST_LETTERS


def test_where_a_visit_is_full_that_is_said(client: PageClient) -> None:
    noise = [
        OptionNote(child=1, recommendation=f"ng76:{n}", words=sha512(bytes([n])).hexdigest())
        for n in range(FILLING)
    ]
    kept = begin(client, thoughts=noise)
    letters = "".join(chr(0x4E00 + (n * 7919) % 20000) for n in range(MOST_LETTERS))

    page = judge(client, status=422, words=letters)

    assert page.errors == [NO_ROOM]
    assert held(client).thoughts == kept.thoughts


def test_setting_aside_hides_nothing_and_takes_the_card_away(client: PageClient) -> None:
    begin(client)
    before, every_before = client.get("/choose/child/1"), every_option(client)

    judge(client, reason="family-does-not-want")

    after = client.get("/choose/child/1")
    assert "set aside" in words(after.one("section[aria-labelledby=also]"))
    assert counts(after) == counts(before)
    assert sorted(titles(after, "applies")) == sorted(titles(before, "applies"))
    for status in ("needs-an-answer", "does-not-apply"):
        assert titles(every_option(client), status) == titles(every_before, status) != []


def test_a_form_of_another_visit_writes_nothing(client: PageClient) -> None:
    begin(client)
    page = client.get(AT)
    begin(client)

    led = client.submit(page, {"reason": "too-far"}, form=FORM)

    assert led.heading == "This family"
    assert held(client).thoughts == []


WORDS: tuple[tuple[dict[str, Any] | None, str | None], ...] = (
    (None, None),
    ({"prefers": True}, None),
    ({"words": "A note alone"}, None),
    ({"reason": "too-far"}, "Too far to travel"),
    ({"reason": "too-far", "words": "No bus"}, "Too far to travel: No bus"),
    ({"reason": "other", "words": "They are moving"}, "They are moving"),
    ({"reason": "other"}, "Another reason"),
    ({"reason": "of-old"}, "for a reason that is offered no more"),
    ({"reason": "of-old", "words": "No bus"}, "No bus"),
)


@pytest.mark.parametrize(("noted", "said"), WORDS)
def test_a_reason_in_words(noted: dict[str, Any] | None, said: str | None) -> None:
    thought = None if noted is None else OptionNote(child=1, recommendation=ATTACHMENT, **noted)

    assert note_text(thought, knowledge()) == said


def test_the_reasons_are_offered_in_the_order_of_the_file(client: PageClient) -> None:
    begin(client)

    options = [str(option["value"]) for option in client.get(AT).all("#reason option")]

    assert options == ["", *(each.id for each in knowledge().set_aside)]
