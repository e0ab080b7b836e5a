"""A service is put on the family's sheet from the list and from its own page, in no address."""

import pytest

from directory.web.family_session import SessionChild
from directory.web.sheet_list import MOST_LISTED
from tests.directory_builders import Directory, entry
from tests.family_session_builders import held_by, open_visit
from tests.web.page import Page
from tests.web.page_client import PageClient

LIST = "/find/?q=anger"
BUTTONS = "form[action*='/find/sheet']"


@pytest.fixture(autouse=True)
def two_services(directory: Directory) -> None:
    directory.take(entry("a", name="Anger work"), entry("b", name="Anger group"))


def press(client: PageClient, page: Page, status: int = 200, **pressed: str) -> Page:
    return client.submit(page, pressed, form=BUTTONS, status=status)


def on_list(client: PageClient) -> list[str]:
    held = held_by(client)
    return held.shortlist if held else []


def nav(page: Page) -> str:
    return page.one(".govuk-service-navigation").get_text(" ", strip=True)


@pytest.mark.parametrize("address", [LIST, "/find/service/a"])
def test_a_service_is_put_on_the_sheet_without_a_question_first(
    client: PageClient, address: str
) -> None:
    page = press(client, client.get(address), add="a")

    assert on_list(client) == ["a"]
    assert "Sheet (1)" in nav(page)
    assert "Anger work" in page.one("button[name=remove]").text


def test_it_is_taken_off_again(client: PageClient) -> None:
    page = press(client, client.get(LIST), add="a")

    page = press(client, page, remove="a")

    assert on_list(client) == []
    assert "Sheet for a family" in nav(page)


def test_the_way_leads_back_to_the_list_as_it_was_searched(client: PageClient) -> None:
    page = client.get("/find/?q=anger&cost=free&page=1")
    fields = page.form_values(BUTTONS)

    reply = client.raw.post("/find/sheet", data={**fields, "add": "a"})

    assert reply.headers["Location"] == "/find/?q=anger&cost=free#service-a"


def test_looking_at_a_list_opens_no_visit(client: PageClient) -> None:
    client.get(LIST)

    assert held_by(client) is None


def test_what_is_no_service_is_put_on_no_sheet(client: PageClient) -> None:
    press(client, client.get(LIST), add="nothing")

    assert on_list(client) == []


def test_a_full_sheet_says_so_and_keeps_what_it_has(client: PageClient) -> None:
    full = [f"made-up-{n}" for n in range(MOST_LISTED)]
    open_visit(client, shortlist=full)

    page = press(client, client.get(LIST), status=422, add="a")

    assert "The sheet is full" in page.text
    assert on_list(client) == full


def test_a_page_of_another_family_changes_nothing(client: PageClient) -> None:
    page = client.get(LIST)
    open_visit(client, children=[SessionChild()], shortlist=["b"])

    page = press(client, page, status=409, add="a")

    assert "Another family’s visit" in page.text
    assert on_list(client) == ["b"]
