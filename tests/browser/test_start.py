"""The pages outside a journey, as a browser shows them."""

import pytest
from playwright.sync_api import Page

from tests.browser.driving import Axe

pytestmark = pytest.mark.browser

PAGES = ("/", "/about-the-knowledge", "/accessibility", "/cookies", "/privacy")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_at_desktop_width(browser_page: Page, axe: Axe, path: str) -> None:
    browser_page.goto(path)

    assert axe(browser_page) == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_at_phone_width(phone_page: Page, axe: Axe, path: str) -> None:
    phone_page.goto(path)

    assert axe(phone_page) == []
    assert phone_page.evaluate(SIDEWAYS) == 0, "the page scrolls sideways"


def test_the_style_sheet_and_script_are_there(browser_page: Page) -> None:
    browser_page.goto("/")

    assert browser_page.evaluate("document.body.className").endswith("govuk-frontend-supported")
    family = browser_page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert family.startswith("arial")


def test_the_first_tab_stop_skips_to_the_content(browser_page: Page) -> None:
    browser_page.goto("/")

    browser_page.keyboard.press("Tab")
    assert browser_page.locator(":focus").inner_text() == "Skip to main content"
    assert browser_page.locator(":focus").is_visible()
    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("Tab")

    focused = browser_page.locator(":focus")
    assert focused.evaluate("element => Boolean(element.closest('main'))")


def test_the_journey_can_be_begun_with_the_keyboard(browser_page: Page) -> None:
    browser_page.goto("/")

    for _ in range(20):
        browser_page.keyboard.press("Tab")
        if "govuk-button--start" in (browser_page.locator(":focus").get_attribute("class") or ""):
            return
    pytest.fail("Tab never reaches the start button")


def test_the_menu_of_a_phone_opens(phone_page: Page) -> None:
    phone_page.goto("/")
    link = phone_page.get_by_role("navigation").get_by_text("About the knowledge")

    assert not link.is_visible()
    phone_page.get_by_role("button", name="Menu").click()

    assert link.is_visible()


def test_without_scripts_everything_is_in_reach(plain_page: Page) -> None:
    plain_page.goto("/")

    assert plain_page.get_by_role("button", name="Choose support with a family").is_visible()
    plain_page.get_by_role("navigation").get_by_text("About the knowledge").click()

    assert plain_page.locator("h1").inner_text() == "About the knowledge"


def test_a_printed_page_leaves_out_the_controls(browser_page: Page) -> None:
    browser_page.goto("/")

    browser_page.emulate_media(media="print")

    assert not browser_page.get_by_role("navigation").is_visible()
    assert not browser_page.locator(".govuk-button--start").is_visible()
    assert browser_page.locator("h1").is_visible()
