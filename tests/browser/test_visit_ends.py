"""Two minutes before a visit ends, the page says so and offers to stay (WCAG 2.2.1)."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.driving import Axe, NewPage
from tests.web.choose.sample import sample_app, sample_folder

__all__ = ["sample_app", "sample_folder"]

pytestmark = pytest.mark.browser

WARNED = "This visit ends in 2 minutes"


@pytest.fixture
def app(sample_app: Flask) -> Flask:
    return sample_app


def begin(page: Page) -> None:
    page.goto("/choose/")
    page.get_by_role("button", name="See what fits", exact=True).click()
    expect(page.locator("h1")).to_have_text("Options for child 1")
    page.wait_for_load_state()  # the script has set its timer: only then may the clock be moved


def seal_of(page: Page) -> str:
    return next(c["value"] for c in page.context.cookies() if c["name"] == "waymark_visit")


def test_a_warning_comes_two_minutes_before_and_staying_puts_it_off(
    browser_page: Page, axe: Axe
) -> None:
    page = browser_page
    page.clock.install()
    begin(page)
    seal = seal_of(page)
    page.clock.fast_forward("26:50")
    expect(page.get_by_text(WARNED)).not_to_be_visible()
    page.clock.fast_forward("00:15")
    expect(page.locator("[aria-live=polite]").filter(has_text=WARNED)).to_be_visible()
    assert axe(page) == []

    page.get_by_role("button", name="Stay", exact=True).click()

    expect(page.get_by_text(WARNED)).not_to_be_visible()
    expect(page.locator("h1")).to_have_text("Options for child 1")
    assert seal_of(page) != seal
    page.clock.fast_forward("27:05")
    expect(page.get_by_text(WARNED)).to_be_visible()


def test_an_answer_in_place_puts_the_warning_off(browser_page: Page) -> None:
    page = browser_page
    page.clock.install()
    begin(page)
    page.clock.fast_forward("26:50")

    page.locator("#answer-form [name=answer]").last.click()
    expect(page.locator("#said")).to_contain_text("changed")
    page.clock.fast_forward("00:30")

    expect(page.get_by_text(WARNED)).not_to_be_visible()


def test_staying_in_a_visit_that_has_ended_leads_to_the_start(browser_page: Page) -> None:
    page = browser_page
    page.clock.install()
    begin(page)
    page.context.clear_cookies(name="waymark_visit")
    page.clock.fast_forward("27:05")

    page.get_by_role("button", name="Stay", exact=True).click()

    expect(page.get_by_text("The visit has ended")).to_be_visible()


def test_without_scripts_no_warning_is_in_the_way(plain_page: Page) -> None:
    begin(plain_page)

    expect(plain_page.locator("[data-waymark-ends]")).not_to_be_visible()


def test_nothing_is_said_where_no_visit_is_open(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/choose/")

    assert page.locator("[data-waymark-ends]").count() == 0
