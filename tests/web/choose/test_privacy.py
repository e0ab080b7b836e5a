"""Nothing about a family is kept, logged or sent anywhere."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from structlog.testing import capture_logs

from directory.model.roles import AccountRole
from directory.web.family_session import COOKIE
from tests.web.choose.conftest import NOW
from tests.web.choose.family import ATTACHMENT, option_at, press
from tests.web.choose.journey import answer, ask, key, meet, see_options
from tests.web.choose.people import NEGLECTED
from tests.web.page import Page
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

TELLING = ("neglect", "NE6", "maltreating", "after_abuse", "2 years", "months", "mother", "quokka")
OWN_WORDS = "the quokka is not to be told"
PLACES = (
    "/choose/child/1/signs",
    "/choose/child/1/time",
    "/choose/shortlist",
    "/choose/record",
    "/signpost/",
    "/choose/family",
    "/choose/child/1",
    "/choose/child/1/questions",
    "/choose/carer/1/questions",
    "/choose/family/questions",
)


def walk(client: PageClient) -> list[Page]:
    """Take the whole journey, from the first question to the sheet and the record."""
    see_options(client, {**NEGLECTED.values, "postcode": "neglect"}, status=422)
    page = meet(client, NEGLECTED)
    page = answer(client, ask(client, page, key("child.anxiety")), {"answer": "yes"})
    signs = client.get("/choose/child/1/signs")
    box = signs.all("main input[type=checkbox]")[0]
    client.submit(signs, {str(box["name"]): str(box["value"])}, form="#signs")
    option = option_at(ATTACHMENT)
    client.submit(client.get(option), {"words": OWN_WORDS}, form="#judgement-form")
    press(client, client.get(option), "Add to sheet")
    client.submit(client.get("/signpost/contact"), form="#contact", status=422)
    for file in ("record.pdf", "record.txt", "record.json"):
        assert client.raw.get(f"/choose/{file}").status_code == 200
    return [page, *(client.get(place) for place in PLACES)]


@dataclass(frozen=True)
class Walked:
    """What one walk showed, logged and left behind."""

    pages: list[Page]
    log: list[Any]
    before: list[str]
    after: list[str]


@pytest.fixture(scope="module")
def walked(sample_app: Flask, sample_folder: Path) -> Iterator[Walked]:
    file = sample_folder / "waymark.sqlite"
    with time_machine.travel(NOW):
        before = _content(file)
        with capture_logs() as log:
            pages = walk(PageClient(sample_app.test_client()))
        yield Walked(pages, log, before, _content(file))


def test_no_line_of_the_log_tells_anything_about_the_family(walked: Walked) -> None:
    assert len(walked.log) > 10
    assert not [word for word in TELLING if word in str(walked.log)]


@pytest.mark.slow
def test_an_account_changes_nothing_about_that(sample_app: Flask, sample_folder: Path) -> None:
    """A worker who is signed in leaves no more of a family behind than one who is not."""
    client = PageClient(sample_app.test_client())
    with time_machine.travel(NOW):
        sign_in(client.raw, AccountRole.PRACTITIONER)
        before = _content(sample_folder / "waymark.sqlite")
        with capture_logs() as log:
            walk(client)
        after = _content(sample_folder / "waymark.sqlite")

    assert after == before
    assert not [word for word in TELLING if word in str(log)]


def test_the_cookies_hold_nothing_that_can_be_read(client: PageClient) -> None:
    meet(client, NEGLECTED)

    with client.raw.session_transaction() as session:
        assert set(session) == {"csrf_token"}
    sealed = client.raw.get_cookie(COOKIE)
    assert sealed is not None
    # Three letters may come up in any cipher by chance.
    assert not [word for word in TELLING if len(word) > 4 and word in sealed.decoded_value]


def test_no_address_of_a_form_or_link_tells_anything(walked: Walked) -> None:
    for page in walked.pages:
        ours = [
            str(tag.get("action") or tag.get("formaction") or tag.get("href"))
            for tag in page.all("form, [formaction], a[href^='/']")
        ]
        assert not [word for word in TELLING for address in ours if word in address]


def test_no_title_tells_anything(walked: Walked) -> None:
    """Titles go into the history of the browser."""
    for page in walked.pages:
        title = page.title.lower()
        assert not [word for word in ("neglect", "2 years", "girl", "sexual") if word in title]


def test_nothing_is_written_to_the_database_but_counts_of_asks(walked: Walked) -> None:
    assert walked.after == walked.before


def _content(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    # That these counts hold nothing of a family: tests/web/gaps/test_unmet_views.py.
    content = [each for each in connection.iterdump() if "unmet_ask" not in each]
    connection.close()
    return content


def test_a_page_is_not_stored_and_says_so(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


def test_every_page_of_the_journey_can_be_left_at_once(client: PageClient, walked: Walked) -> None:
    for page in [client.get("/choose/"), *walked.pages]:
        assert page.one(".govuk-exit-this-page__button")["href"] == "/choose/leave"


def test_leaving_clears_everything_on_the_way_out(client: PageClient) -> None:
    meet(client, NEGLECTED)

    left = client.raw.get("/choose/leave")

    assert left.location == "https://www.bbc.co.uk/weather"
    assert client.raw.get_cookie(COOKIE) is None
    assert client.raw.get("/choose/child/1").location == "/choose/?ended=1"


@pytest.mark.parametrize("path", ["/choose/", "/choose/child/1/answer", "/choose/family"])
def test_a_body_of_two_megabytes_is_refused(client: PageClient, path: str) -> None:
    answered = client.raw.post(path, data={"postcode": "x" * 2_000_000})

    assert answered.status_code == 413


def test_thousands_of_fields_are_refused(client: PageClient) -> None:
    answered = client.raw.post("/choose/", data={"abuse": ["abuse.neglect"] * 5000})

    assert answered.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/choose/", "/choose/clear", "/choose/child/1/answer"])
def test_a_form_of_another_site_is_refused(bare_app: Flask, path: str) -> None:
    assert bare_app.test_client().post(path, data={"years": "2"}).status_code == 400
