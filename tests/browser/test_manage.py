"""Keeping an entry as an editor, a provider and an administrator do: by keys, on a phone, plain."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from directory.application.feeds import http_client
from directory.infrastructure.settings import Settings
from directory.storage import Service
from directory.storage.engine import engine_for
from tests.application.feeds.served import Server, add, pull, record
from tests.browser.driving import PHONE, Axe, NewPage
from tests.browser.keys import tab_to
from tests.directory_builders import Directory, entry, venue
from tests.directory_fixtures import (  # noqa: F401 (pytest finds fixtures by name)
    database_url,
    empty_database_url,
    migrated,
    packed,
    settings,
)

pytestmark = pytest.mark.browser
PATH = "/manage/service/harbour"
CHANGE = re.compile("Change.*How to reach it and refer")


@pytest.fixture(autouse=True)
def laid(settings: Settings) -> Iterator[None]:  # noqa: F811
    directory = Directory(settings)
    directory.take(
        entry("harbour", venue("NE1 4ST", name="Rooms", address="1 High Street"), name="Harbour")
    )
    yield
    directory.engine.dispose()


def stored(settings: Settings) -> Service:  # noqa: F811
    engine = engine_for(settings.database_url)
    with Session(engine) as session:
        found = session.get_one(Service, "harbour")
        session.expunge_all()
    engine.dispose()
    return found


def sign_in(page: Page, role: str) -> None:
    """Press the button of the development page by keys."""
    page.goto("/account/sign-in")
    tab_to(page, page.get_by_role("button", name=f"Demonstration {role}"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your account")


def has_no_overflow(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_an_editor_changes_a_number_by_keys_and_sees_it_first(
    browser_page: Page,
    axe: Axe,
    settings: Settings,  # noqa: F811
) -> None:
    page = browser_page
    sign_in(page, "editor")
    assert axe(page) == []
    page.goto("/manage/")
    tab_to(page, page.get_by_label("Find an entry by its name or organisation"))
    page.keyboard.type("harb")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Harbour"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Harbour")
    assert axe(page) == []
    tab_to(page, page.get_by_role("link", name=CHANGE))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Phone", exact=True))
    page.keyboard.type("0191 498 0101")
    assert axe(page) == []
    tab_to(page, page.get_by_role("button", name="See how it would look"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Not saved yet: how it would look")).to_be_visible()
    assert axe(page) == []
    assert stored(settings).phone is None
    tab_to(page, page.get_by_role("button", name="Save").first)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. Families and practitioners see it now.")).to_be_visible()
    assert stored(settings).phone == "0191 498 0101"


@pytest.mark.parametrize("topic", ["what", "contact", "places", "who", "where", "conditions"])
def test_each_form_fits_a_phone_and_axe_finds_nothing(
    topic: str, new_page: NewPage, axe: Axe
) -> None:
    page = new_page(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, "editor")

    page.goto(f"{PATH}/{topic}")

    assert axe(page) == []
    assert has_no_overflow(page)


def test_a_provider_asks_and_an_editor_approves_with_scripts_off(
    new_page: NewPage,
    settings: Settings,  # noqa: F811
) -> None:
    provider, editor = (
        new_page(PHONE, java_script_enabled=False),
        new_page(java_script_enabled=False),
    )
    for page, role in ((provider, "provider"), (editor, "editor")):
        page.goto("/account/sign-in")
        page.get_by_role("button", name=f"Demonstration {role}").click()

    provider.goto("/manage/own")
    provider.get_by_role("link", name="Harbour").click()
    provider.get_by_role("link", name=CHANGE).click()
    provider.get_by_label("Phone", exact=True).fill("0191 498 0101")
    provider.get_by_role("button", name="Send to the directory team").click()
    assert "Sent to the directory team" in provider.locator("main").inner_text()
    assert stored(settings).phone is None

    editor.goto("/manage/waiting")
    editor.get_by_role("link", name="harbour").click()
    editor.get_by_role("button", name="Approve").click()
    assert stored(settings).phone == "0191 498 0101"
    provider.goto("/manage/own")
    assert "approved" in provider.locator("main").inner_text()


def test_an_administrator_invites_somebody(browser_page: Page, axe: Axe) -> None:
    page = browser_page
    sign_in(page, "administrator")
    page.goto("/account/people/new")
    assert axe(page) == []
    page.get_by_label("Name", exact=True).fill("Jo")
    page.get_by_label("E-mail address").fill("jo@council.gov.uk")
    page.get_by_label("Commissioner").check()
    page.get_by_role("button", name="Send the invitation").click()

    expect(page.get_by_role("link", name="Jo")).to_be_visible()
    assert axe(page) == []


def test_a_report_hides_an_address_and_an_editor_decides_by_keys(
    new_page: NewPage,
    axe: Axe,
    settings: Settings,  # noqa: F811
) -> None:
    reader = new_page(java_script_enabled=False)
    reader.goto("/find/service/harbour/wrong")
    reader.get_by_label("The address should be hidden").check()
    reader.locator("main form button").last.click()
    page = new_page()
    sign_in(page, "editor")
    page.goto("/manage/")
    tab_to(page, page.get_by_role("link", name="1 report of a wrong entry"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Reports of a wrong entry")
    assert axe(page) == []
    tab_to(page, page.get_by_role("button", name="It need not be hidden"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Show the address of Harbour again?")
    assert axe(page) == []
    tab_to(page, page.get_by_role("link", name="Keep it hidden for now"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Keep it hidden"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    reader.goto("/find/service/harbour")
    assert "High Street" not in reader.locator("main").inner_text()


@pytest.mark.parametrize(
    "path",
    [
        "/account/sign-in", "/account/forgotten", "/account/watching", "/manage/audit",
        "/manage/reports", "/manage/feeds", PATH,
    ],
)  # fmt: skip
def test_each_page_fits_a_phone(path: str, new_page: NewPage, axe: Axe) -> None:
    page = new_page(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, "editor")

    page.goto(path)

    assert axe(page) == []
    assert has_no_overflow(page)


def test_an_entry_of_a_feed_is_added_to_on_a_phone(
    settings: Settings,  # noqa: F811
    new_page: NewPage,
    axe: Axe,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served = Server(records=[record("a", email="sunshine99@gmail.com"), record("b")])
    monkeypatch.setattr(http_client, "transport", lambda: httpx.MockTransport(served))
    monkeypatch.setattr(http_client, "pause", lambda _: None)
    directory = Directory(settings)
    add(directory)
    pull(directory)
    page = new_page(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, "editor")

    page.goto("/manage/feeds/other/entries?lack=area")
    page.get_by_role("link", name="Service a").click()
    page.get_by_role("link", name=re.compile("Change.*Who it takes")).click()
    page.get_by_label("Areas it takes families from").fill("Gateshead")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert axe(page) == []
    assert has_no_overflow(page)
    for path in ("/manage/feeds/other", "/manage/feeds/other/contacts", "/manage/feeds"):
        page.goto(path)
        assert axe(page) == []
        assert has_no_overflow(page)
    directory.engine.dispose()
