"""Reports of a wrong entry, as the directory team deals with them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.application.commands.corrections import report_wrong_entry
from directory.application.commands.geocoding import locator
from directory.model.roles import AccountRole
from directory.storage import Correction, Feed, Service
from directory.web.manage.report_views import ON_A_PAGE
from tests.directory_builders import NOW, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.manage.entry_pages import press
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
PATH = "/manage/reports"
OPEN = venue("NE1 4ST", name="The Rooms", address="1 High Street")
TOLD = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def editor(app: Flask, directory: Directory) -> PageClient:
    directory.take(entry("a", OPEN, name="Harbour"), entry("b", name="Haven", position=1))
    client = PageClient(app.test_client())
    sign_in(client.raw, AccountRole.EDITOR)
    return client


def tell(directory: Directory, id: str, what: str, text: str | None = None, days: int = 0) -> None:
    with directory.session() as session:
        report_wrong_entry(
            session, session.get_one(Service, id), what, text=text, role="a neighbour",
            visitor=f"{id}{days}", now=TOLD + timedelta(days=days),
            locate=locator(directory.places),
        )  # fmt: skip


def outcomes(app: Flask) -> list[tuple[str | None, str | None]]:
    with Session(app.extensions["engine"]) as session:
        rows = session.query(Correction).order_by(Correction.id)
        return [(row.outcome, row.text) for row in rows]


def take_from_feed(directory: Directory, **values: str) -> None:
    with directory.session() as session:
        session.merge(Feed(id="north", source="north.json", added_at=NOW))
    directory.take(entry("f", OPEN, name="Far", **values), feed="north")


def is_hidden(directory: Directory, id: str = "a") -> bool:
    with directory.session() as session:
        return all(each.hide_address for each in session.get_one(Service, id).venues)


def test_the_urgent_come_first_then_the_oldest_and_who_told_is_not_shown(
    editor: PageClient, directory: Directory
) -> None:
    tell(directory, "a", "wait", "12 weeks\nsince <May>")
    tell(directory, "b", "closed", days=1)
    tell(directory, "a", "hide_address", days=2)

    page = editor.get(PATH)

    titles = page.all(".govuk-summary-card__title")
    assert [title.get_text(" ", strip=True) for title in titles] == [
        "The address should be hidden: Harbour", "The wait: Harbour", "It has closed: Haven",
    ]  # fmt: skip
    assert "12 weeks since <May>" in page.text
    assert "neighbour" not in page.text
    assert "3 wait." in page.text


def test_the_desk_and_the_entry_lead_to_them(editor: PageClient, directory: Directory) -> None:
    tell(directory, "a", "wait")

    link = editor.get("/manage/").one(f'a[href="{PATH}"]')
    assert link.get_text(" ").split() == ["1", "report", "of", "a", "wrong", "entry"]
    assert "1 report says that this entry is wrong" in editor.get("/manage/service/a").text
    assert "says that this entry is wrong" not in editor.get("/manage/service/b").text


@pytest.mark.parametrize("outcome", ["mended", "left", "not-true"])
def test_a_report_is_dealt_with_by_one_press_and_its_words_are_deleted(
    outcome: str, editor: PageClient, directory: Directory, app: Flask
) -> None:
    tell(directory, "a", "wait", "12 weeks")

    page = editor.submit(editor.get(PATH), {"do": outcome}, "main form")

    assert "Dealt with" in page.text
    assert "Nothing waits." in page.text
    assert outcomes(app) == [(outcome, None)]


def test_an_address_is_shown_again_only_after_a_second_press(
    editor: PageClient, directory: Directory, app: Flask
) -> None:
    tell(directory, "a", "hide_address")

    page = editor.submit(editor.get(PATH), {"do": "not-true"}, "main form")
    assert page.heading == "Show the address of Harbour again?"
    assert is_hidden(directory)
    assert outcomes(app) == [(None, None)]

    editor.submit(page, {"do": "not-true"}, "main form")
    assert not is_hidden(directory)


@pytest.mark.parametrize("outcome", ["mended", "left"])
def test_what_an_editor_keeps_hidden_no_later_file_or_feed_shows(
    outcome: str, editor: PageClient, directory: Directory
) -> None:
    take_from_feed(directory)
    for id in ("a", "f"):
        tell(directory, id, "hide_address")
        editor.raw.post(f"{PATH}/{1 if id == 'a' else 2}", data=form_of(editor, outcome))

    directory.take(entry("a", OPEN, name="Harbour", phone="01"), entry("b", position=1))
    take_from_feed(directory, phone="01")

    assert is_hidden(directory, "a")
    assert is_hidden(directory, "f")


def form_of(editor: PageClient, outcome: str) -> dict[str, str]:
    token = editor.get(PATH).all("input[name=csrf_token]")[0]["value"]
    return {"csrf_token": str(token), "do": outcome}


def test_what_is_hidden_by_one_press_no_earlier_file_shows_until_it_is_shown_again(
    editor: PageClient, directory: Directory
) -> None:
    press(editor, "hide", "/manage/service/a")

    directory.take(entry("a", OPEN, name="Harbour", phone="01"), entry("b", position=1))
    assert is_hidden(directory, "a")

    press(editor, "show", "/manage/service/a")
    directory.take(entry("a", OPEN, name="Harbour", phone="02"), entry("b", position=1))
    assert not is_hidden(directory, "a")


def test_an_entry_of_a_feed_says_whose_it_is_and_opens_where_it_can(
    editor: PageClient, directory: Directory
) -> None:
    take_from_feed(directory)
    tell(directory, "f", "wait")

    page = editor.get(PATH)

    assert "The entry comes from the feed “north”" in page.text
    editor.get(str(page.one(".govuk-summary-card__title a")["href"]))


def test_what_was_dealt_with_meanwhile_is_said_and_nothing_is_lost(
    editor: PageClient, directory: Directory, app: Flask
) -> None:
    tell(directory, "a", "wait")
    tell(directory, "b", "closed", days=1)
    page = editor.get(PATH)
    editor.submit(page, {"do": "mended"}, "#report-1 form")

    again = editor.submit(page, {"do": "left"}, "#report-1 form", status=409)

    assert "Somebody has dealt with this report already." in again.text
    assert outcomes(app) == [("mended", None), (None, None)]


@pytest.mark.parametrize("do", ["", "drop", "not_true"])
def test_another_outcome_is_refused(do: str, editor: PageClient, directory: Directory) -> None:
    tell(directory, "a", "wait")

    assert editor.raw.post(f"{PATH}/1", data=form_of(editor, do)).status_code == 400


def test_many_are_read_page_by_page(editor: PageClient, directory: Directory) -> None:
    for day in range(ON_A_PAGE + 1):
        tell(directory, "a", "other", f"word {day}", days=day)

    first, second = editor.get(PATH), editor.get(f"{PATH}?page=2")

    assert len(first.all("section.govuk-summary-card")) == ON_A_PAGE
    assert len(second.all("section.govuk-summary-card")) == 1
    assert editor.get(f"{PATH}?page=99").text == second.text
    assert editor.get(f"{PATH}?page=x").text == first.text
