"""A costly page ends after so many seconds, says what to narrow, and goes on when asked again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from threading import Event, Thread

import pytest
from flask import Flask

from directory.infrastructure import time_budget
from directory.infrastructure.settings import Settings, SettingsError, read
from directory.storage.column_store import KEPT
from directory.web.app import create_app
from tests.directory_builders import HOME, PROGRAMME, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.web.page import Page
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
PATH = "/gaps/kinds"
Make = Callable[[float], PageClient]


@pytest.fixture
def timed(settings: Settings, directory: Directory) -> Iterator[Make]:
    """Return what makes a client of an app whose costly pages may take so many seconds."""
    people(directory, area("E01-town", HOME), area("E01-quay", "NE8 1AA"))
    directory.take(entry("a", venue(HOME), programme=PROGRAMME, delivery=("venue",)))
    made: list[Flask] = []

    def client(seconds: float) -> PageClient:
        limits = replace(settings.limits, page_seconds=seconds)
        made.append(create_app(replace(settings, limits=limits)))
        return PageClient(made[-1].test_client())

    KEPT.clear()
    yield client
    for app in made:
        app.extensions["engine"].dispose()


@pytest.fixture
def a_second_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_budget, "monotonic", count().__next__)


@pytest.mark.usefixtures("a_second_a_step")
def test_a_page_past_its_time_says_what_to_narrow(timed: Make) -> None:
    page = timed(5).get(PATH, status=503)

    assert page.heading == "This takes too long"
    assert "Choose one authority, fewer miles" in page.text
    assert page.response.headers["Retry-After"] == "30"


@pytest.mark.usefixtures("a_second_a_step")
def test_programs_are_told_in_json(timed: Make) -> None:
    answer = timed(5).raw.get("/api/v1/gaps")

    assert answer.status_code == 503
    assert "longer than one answer may" in answer.json["problems"][0]["problem"]


@pytest.mark.usefixtures("a_second_a_step")
def test_the_same_page_asked_again_goes_on_from_there(timed: Make) -> None:
    client, asked = timed(40), 0
    while (answer := client.raw.get(PATH)).status_code == 503:
        asked += 1
        assert asked < 100

    assert asked > 1
    KEPT.clear()
    assert Page(answer).text == timed(0).get(PATH).text


@pytest.mark.usefixtures("a_second_a_step")
def test_a_page_that_costs_little_is_not_timed(timed: Make) -> None:
    assert timed(1).get("/find/").heading == "Find a service"


def test_who_waits_for_what_another_works_out_waits_no_longer_than_their_page() -> None:
    begun, may_end = Event(), Event()

    def slow() -> int:
        begun.set()
        may_end.wait(10)
        return 1

    other = Thread(target=lambda: KEPT.keep("slow", slow))
    other.start()
    begun.wait(10)
    with time_budget.time_budget(0.05), pytest.raises(time_budget.OverBudgetError):
        KEPT.keep("slow", lambda: 2)
    may_end.set()
    other.join()

    assert KEPT.keep("slow", lambda: 3) == 1


def test_the_seconds_are_a_setting() -> None:
    assert read({}).limits.page_seconds == 30.0
    assert read({"WAYMARK_PAGE_SECONDS": "0"}).limits.page_seconds == 0.0
    for wrong in ("soon", "-1", "1.5", "99999", "²"):
        with pytest.raises(SettingsError, match="whole seconds"):
            read({"WAYMARK_PAGE_SECONDS": wrong})
