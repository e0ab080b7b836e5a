"""Nothing about a family is kept, logged or sent anywhere."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs

from tests.choose.journey import answer, ask, change_all, see_options
from tests.choose.people import NEGLECTED
from tests.pages.page_client import PageClient

TELLING = ("neglect", "NE6", "maltreating", "after_abuse", "2 years", "months")


def walk(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)
    page = answer(client, ask(client, page, "carer.foster"), {"answer": "yes"})
    change_all(client, page)
    see_options(client, {**NEGLECTED.values, "postcode": "neglect"}, status=422)


def test_no_line_of_the_log_tells_anything_about_the_family(client: PageClient) -> None:
    with capture_logs() as lines:
        walk(client)

    assert len(lines) > 6
    assert not [word for word in TELLING if word in str(lines)]


def test_the_cookie_holds_the_token_of_the_form_and_nothing_else(client: PageClient) -> None:
    walk(client)

    with client.raw.session_transaction() as session:
        assert set(session) == {"csrf_token"}


def test_no_address_of_a_form_or_link_tells_anything(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    ours = [
        str(tag.get("action") or tag.get("formaction") or tag.get("href"))
        for tag in page.all("form, [formaction], a[href^='/']")
    ]
    assert set(ours) >= {"/choose/answer#question", "/choose/change", "/choose/"}
    assert not [address for address in ours if "?" in address]


def test_nothing_is_written_to_the_database(client: PageClient, sample_folder: Path) -> None:
    before = _content(sample_folder / "waymark.sqlite")

    walk(client)

    assert _content(sample_folder / "waymark.sqlite") == before


def _content(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    content = list(connection.iterdump())
    connection.close()
    return content


def test_a_page_is_not_stored_and_says_so(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


def test_every_page_of_the_journey_can_be_left_at_once(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    for shown in (client.get("/choose/"), page, change_all(client, page)):
        shown.one(".govuk-exit-this-page")


@pytest.mark.parametrize("path", ["/choose/options", "/choose/answer", "/choose/change"])
def test_a_body_of_two_megabytes_is_refused(client: PageClient, path: str) -> None:
    answered = client.raw.post(path, data={"postcode": "x" * 2_000_000})

    assert answered.status_code == 413


def test_thousands_of_fields_are_refused(client: PageClient) -> None:
    answered = client.raw.post("/choose/answer", data={"known": ["abuse.neglect=yes"] * 5000})

    assert answered.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/choose/options", "/choose/answer", "/choose/change"])
def test_a_form_of_another_site_is_refused(bare_app: Flask, path: str) -> None:
    assert bare_app.test_client().post(path, data={"years": "2"}).status_code == 400
