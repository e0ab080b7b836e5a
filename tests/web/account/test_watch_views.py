"""What one watches, in the browser."""

import pytest
from flask import Flask

from directory.model.roles import AccountRole
from tests.directory_builders import Directory, entry
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
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
        {"often": "once", "programme": "abc", "area": "nowhere"},
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
