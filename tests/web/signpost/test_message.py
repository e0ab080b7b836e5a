"""The sheet as a text message and an email: only where a phone is safe, and nothing about why."""

from typing import Any

import pytest
from bs4 import Tag

from directory.web.signpost.contact import ABUSER_HAS_ACCESS
from tests.family_session_builders import open_visit
from tests.web.page import Page
from tests.web.page_client import PageClient
from tests.web.signpost.journey import (
    ADVICE,
    CONTACT,
    HARBOUR,
    MESSAGE,
    NEAR,
    REFUGE,
    SAFE,
    START,
    at,
    follow,
)
from tests.web.signpost.reading import grade


def message_of(client: PageClient, *ids: str, **holds: Any) -> Page:
    open_visit(client, **{"shortlist": list(ids), "postcode": NEAR, "contact": SAFE, **holds})
    return client.get(MESSAGE)


def boxes(page: Page) -> list[Tag]:
    return page.all("textarea")


def said(page: Page, id: str) -> str:
    return page.one(f"textarea#{id}").get_text()


def test_it_is_reached_only_after_safe_contact_was_asked(client: PageClient) -> None:
    assert at(follow(client, MESSAGE)) == START

    open_visit(client, shortlist=[HARBOUR])

    assert at(follow(client, MESSAGE)) == CONTACT


def test_a_text_names_each_service_with_its_number(client: PageClient) -> None:
    text = said(message_of(client, HARBOUR), "text")

    assert (
        "Harbour ABC (sample): 0191 498 0101. "
        "A worker spends time with you and your baby or toddler." in text
    )
    assert len(text) < 640, "four text messages at most"


def test_an_email_says_what_the_sheet_says(client: PageClient) -> None:
    text = said(message_of(client, HARBOUR), "email")

    for part in (
        "They help you notice what your child needs.",
        "Ask the person who gave you this sheet.",
        "Phone: 0191 498 0101",
        "On the web: kittiwake-families.example/harbour-abc",
        "The wait was 6 weeks on 3 October 2026.",
        "Made on 22 November 2026.",
        "These services are made up.",
    ):
        assert part in text
    assert "<" not in text
    assert grade("\n".join(line for line in text.splitlines() if ":" not in line)) < 6


def test_a_name_that_tells_is_cut_and_nothing_is_said_of_what_it_is(client: PageClient) -> None:
    page = message_of(client, REFUGE)

    for box in boxes(page):
        text = box.get_text()
        assert "RGR" in text
        assert "refuge" not in text.lower()
        assert "on your side" not in text


@pytest.mark.parametrize(
    "holds",
    [
        {"contact": {**SAFE, "phone": "yes"}},
        {"contact": {**SAFE, "phone": "unknown"}},
        {"family": {ABUSER_HAS_ACCESS: True}},
    ],
    ids=["seen", "not known", "known elsewhere"],
)
def test_where_a_phone_is_not_known_to_be_safe_there_is_no_text(
    client: PageClient, holds: dict[str, Any]
) -> None:
    page = message_of(client, HARBOUR, **holds)

    assert boxes(page) == []
    assert "Do not send a text or an email." in page.text
    assert not client.get(ADVICE).all(f"a[href='{MESSAGE}']")


def test_where_it_is_safe_the_advice_leads_to_it(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR], contact=SAFE)

    assert client.get(ADVICE).one(f"a[href='{MESSAGE}']")


def test_a_draft_language_is_said_to_be_one(client: PageClient) -> None:
    page = message_of(client, HARBOUR, contact={**SAFE, "language": "cy"})

    assert {box["lang"] for box in boxes(page)} == {"cy"}
    assert "Nobody has checked this language" in page.text


def test_every_box_can_be_copied_with_a_button_where_scripts_run(client: PageClient) -> None:
    page = message_of(client, HARBOUR)

    buttons = page.all("button[data-waymark-copy]")
    assert [button["data-waymark-copy"] for button in buttons] == [b["id"] for b in boxes(page)]
    assert all(button.has_attr("hidden") for button in buttons)
    assert page.response.headers["Cache-Control"] == "no-store"


def test_an_email_ends_with_whom_to_call_in_danger_and_a_text_says_nothing_of_it(
    client: PageClient,
) -> None:
    page = message_of(client, HARBOUR)

    assert "If you or your child are in danger now, call 999." in said(page, "email")
    assert "999" not in said(page, "text")
