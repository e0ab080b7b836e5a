"""What one watches, in the browser."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.model.roles import AccountRole
from directory.storage import Watch
from directory.web.account import watch_views
from tests.directory_builders import Directory, entry
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
AREA = "#programme-in-area"
WATCH, DROP = "form[action$='/watching']", "form[action$='/drop']"


@pytest.fixture
def reader(app: Flask, directory: Directory) -> PageClient:
    directory.take(entry("a", name="Harbour"))
    client = PageClient(app.test_client())
    sign_in(client.raw, AccountRole.READER)
    return client


def test_a_service_is_watched_by_one_press_and_dropped_by_another(reader: PageClient) -> None:
    page = reader.submit(reader.get("/find/service/a"), {"often": "weekly"}, WATCH)
    assert page.heading == "What you watch"
    assert "Harbour" in page.text
    assert "Once a week" in page.text

    page = reader.submit(page, form=DROP)
    assert "You watch nothing yet" in page.text


def test_the_button_is_for_those_who_are_signed_in(app: Flask, reader: PageClient) -> None:
    page = PageClient(app.test_client()).get("/find/service/a")

    assert not page.all(WATCH)


@pytest.mark.parametrize(
    "values",
    [
        {"often": "hourly", "service": "a"},
        {"often": "once", "service": "none"},
        {"often": "once", "search": "1"},
        {"often": "once", "search": "1", "running": "closed", "q": "Jane"},
        {"often": "once"},
    ],
)
def test_what_is_not_there_cannot_be_watched(reader: PageClient, values: dict[str, str]) -> None:
    answer = reader.raw.get("/find/service/a")
    token = answer.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    sent = reader.raw.post("/account/watching", data={"csrf_token": token} | values)
    assert sent.status_code == 400


def test_anothers_watch_is_not_there(app: Flask, reader: PageClient) -> None:
    page = reader.submit(reader.get("/find/service/a"), {"often": "once"}, WATCH)
    sign_in(reader.raw, AccountRole.PRACTITIONER)

    reader.submit(page, form=DROP, status=404)


def test_a_programme_in_an_area_is_watched_by_the_name_of_the_area(reader: PageClient) -> None:
    page = reader.get("/account/watching")

    page = reader.submit(page, {"programme": "abc", "area": "Gateshead", "often": "once"}, AREA)

    assert "in Gateshead" in page.text
    assert "At once" in page.text


def test_an_area_that_is_none_is_said_beside_the_question(reader: PageClient) -> None:
    typed = {"programme": "abc", "area": "Nowhere", "often": "once"}

    page = reader.submit(reader.get("/account/watching"), typed, AREA, status=422)

    assert "No area of England has this name" in page.errors[0]
    assert page.one("#area")["value"] == "Nowhere"


def test_the_filters_of_a_search_are_watched_and_nothing_else_of_it(
    app: Flask, reader: PageClient
) -> None:
    page = reader.get("/find/?q=Jane+Smith+harbour&years=3&kind=other&stated=1")

    page = reader.submit(page, {"often": "weekly"}, "#watch-search")

    assert "The search “Kind of help: Other”" in page.text
    with Session(app.extensions["engine"]) as session:
        [watch] = session.query(Watch).all()
    assert watch.subject == '{"filters": {"kind": ["other"]}, "stated": true}'
    assert watch.found == ["a"]


def test_a_search_without_filters_or_by_nobody_is_not_offered(
    app: Flask, reader: PageClient
) -> None:
    assert not reader.get("/find/?q=harbour").all("#watch-search")
    stranger = PageClient(app.test_client())
    assert not stranger.get("/find/?kind=other").all("#watch-search")


def test_a_search_that_finds_too_much_is_refused_with_what_to_do(
    reader: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reader.get("/find/?kind=other")
    monkeypatch.setattr(watch_views, "MOST_FOUND", 0)

    page = reader.submit(page, {"often": "once"}, "#watch-search", status=422)

    assert "choose more filters" in page.errors[0]
