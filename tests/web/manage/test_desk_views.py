"""The desk: each list holds what it says, and many are changed only after they were shown."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from directory.infrastructure.clock import today
from directory.model.roles import AccountRole
from directory.model.service_entry import ServiceEntry
from directory.storage import Service
from tests.directory_builders import Directory, entry, hidden, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
Stated = Callable[[date], ServiceEntry]
FULL = {"areas_served": ("E08000021",), "accepts_abuse": ("abuse.neglect",)}


def listed(on: date, **values: object) -> ServiceEntry:
    """Return an entry that stands on no list, but for what is said of it."""
    checked = {"assured_on": on - timedelta(days=10), "assured_by": "Editor"}
    return entry("x", venue("NE1 4ST"), **{**FULL, **checked, **values})  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def on_the_first_of_december() -> Iterator[None]:
    """Months differ in length: 3 of them before this day are 91 days, and 1 is 30."""
    with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
        yield


@pytest.fixture
def editor(app: Flask, directory: Directory) -> PageClient:
    client = PageClient(app.test_client())
    sign_in(client.raw, AccountRole.EDITOR)
    return client


def days(number: int) -> date:
    return today() + timedelta(days=number)


@pytest.mark.parametrize(
    ("list_id", "values", "is_on_it"),
    [
        ("overdue", {"assured_on": -92}, True),
        ("overdue", {"assured_on": -91}, False),
        ("due", {"assured_on": -91}, True),
        ("due", {"assured_on": -77}, True),
        ("due", {"assured_on": -76}, False),
        ("overdue", {"assured_on": -31, "kind": "front_door"}, True),
        ("overdue", {"assured_on": -30, "kind": "front_door"}, False),
        ("never-checked", {"assured_on": None, "assured_by": None}, True),
        ("never-checked", {}, False),
        ("ending", {"ends_on": 0}, True),
        ("ending", {"ends_on": 180}, True),
        ("ending", {"ends_on": 181}, False),
        ("ending", {"ends_on": 10, "status": "closed"}, False),
        ("ended", {"ends_on": -1}, True),
        ("ended", {"ends_on": 0}, False),
        ("no-area", {"areas_served": ()}, True),
        ("no-area", {}, False),
        ("no-criteria", {"accepts_abuse": ()}, True),
        ("no-criteria", {"accepts_abuse": (), "age_under_months": 60}, False),
        ("no-criteria", {}, False),
        ("unlocated", {}, False),
        ("roughly-placed", {}, False),
        ("twins", {}, False),
    ],
)
def test_an_entry_is_on_the_lists_that_are_about_it(
    list_id: str,
    values: dict[str, object],
    is_on_it: bool,
    editor: PageClient,
    directory: Directory,
) -> None:
    dated = {
        k: days(v) if isinstance(v, int) and k.endswith("_on") else v for k, v in values.items()
    }
    directory.take(listed(today(), **dated))

    page = editor.get(f"/manage/list/{list_id}")

    assert ("Nothing stands on this list" in page.text) is not is_on_it


def test_two_entries_of_one_name_and_organisation_are_twins(
    editor: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", name="Rooms"), entry("b", name="ROOMS"), entry("c", name="Other"))

    text = editor.get("/manage/list/twins").text

    assert "2 entries" in text


def test_a_hidden_address_that_the_entrys_own_words_tell_is_on_the_desk(
    editor: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", hidden("NE8 1AA"), description="Behind NE8 1AA"), entry("b"))

    page = editor.get("/manage/")

    assert ": its address is hidden, and its words tell where it is" in page.text.replace(" :", ":")


def test_many_are_shown_before_they_are_changed(
    editor: PageClient, directory: Directory, app: Flask
) -> None:
    directory.take(entry("a"), entry("b"), entry("c"))
    page = editor.get("/manage/list/never-checked")

    page = editor.submit(page, {"id": ["a", "b"], "do": "checked"}, "main form")
    assert page.heading == "Mark as checked today: 2 entries"
    assert checked(app) == {"a": False, "b": False, "c": False}

    editor.submit(page, {"do": "checked"}, "main form")
    assert checked(app) == {"a": True, "b": True, "c": False}


def checked(app: Flask) -> dict[str, bool]:
    with Session(app.extensions["engine"]) as session:
        return {s.id: s.assured_on is not None for s in session.query(Service).order_by(Service.id)}


def test_a_list_is_a_spreadsheet(editor: PageClient, directory: Directory) -> None:
    directory.take(entry("a"), entry("b"))

    answer = editor.raw.get("/manage/list/never-checked.xlsx")

    assert answer.data.startswith(b"PK")
    assert "waymark-never-checked.xlsx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("words", "found"), [("harb", 1), ("HARBOUR abc", 1), ("100%", 0), ("_", 0)]
)
def test_an_entry_is_found_by_a_part_of_its_name(
    words: str, found: int, editor: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", name="Harbour ABC"), entry("b", name="Other"))

    text = editor.get(f"/manage/?q={words}").text

    assert (f"{found} found" in text) is bool(found)


def test_the_audit_page_says_who_did_what(editor: PageClient, directory: Directory) -> None:
    directory.take(entry("a"))
    page = editor.get("/manage/service/a")
    editor.submit(page, {"do": "pause"}, "#presses")

    text = editor.get("/manage/audit").text

    assert "Demonstration editor (editor 1) service: edit" in text
    assert "columns status, service a, what edited" in text
