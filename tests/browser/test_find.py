"""Finding a service as a practitioner would: by mouse and keys, without scripts, on a phone."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.driving import PHONE, Axe, NewPage
from tests.browser.keys import tab_to
from tests.web.choose.sample import sample_app, sample_folder

__all__ = ["sample_app", "sample_folder"]

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NEAR = "NE6 1DP"
A4_WIDTH = 703
"""What is left of a page of A4 within its margins, in CSS pixels."""
HARBOUR = "/find/service/sample-abc-harbour"
REFUGE = "/find/service/sample-refuge-rowan-gate"


@pytest.fixture
def app(sample_app: Flask) -> Flask:
    return sample_app


def names(page: Page) -> list[str]:
    return page.locator(".waymark-result__name a").all_inner_texts()


def total(page: Page) -> int:
    return int(page.locator("#results").inner_text().split()[0])


def look_near(page: Page) -> None:
    page.get_by_label("Postcode").fill(NEAR)
    page.get_by_role("button", name="Look near here").click()
    expect(page.get_by_label("Postcode")).to_have_value(NEAR)


def test_somebody_looks_for_a_programme_near_a_postcode_and_reads_how_to_refer(
    browser_page: Page, axe: Axe
) -> None:
    browser_page.goto("/")
    browser_page.get_by_role("link", name="Find a service", exact=True).click()
    browser_page.get_by_label("What are you looking for?").fill("abc")
    browser_page.get_by_role("button", name="Search").click()
    look_near(browser_page)

    assert names(browser_page)[0] == "Harbour ABC (sample)"
    assert "NE6" not in browser_page.url
    assert axe(browser_page) == []

    browser_page.get_by_role("link", name="Harbour ABC (sample)").click()
    expect(browser_page.get_by_role("heading", name="How to refer")).to_be_visible()
    expect(browser_page.get_by_text("Send the form on our website.")).to_be_visible()
    assert axe(browser_page) == []


def test_filters_are_set_by_keys_alone(browser_page: Page) -> None:
    browser_page.goto("/find/?q=parenting")
    before = total(browser_page)

    tab_to(browser_page, browser_page.get_by_label("Years"))
    browser_page.keyboard.type("2")
    tab_to(browser_page, browser_page.locator("summary", has_text="How it is delivered"))
    browser_page.keyboard.press("Enter")
    tab_to(browser_page, browser_page.get_by_label("At home"))
    browser_page.keyboard.press("Space")
    tab_to(browser_page, browser_page.get_by_role("button", name="Apply filters"))
    browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_role("link", name="At home")).to_be_visible()
    assert 0 < total(browser_page) < before
    assert "delivery=home" in browser_page.url


def test_without_scripts_everything_but_the_map_is_there(plain_page: Page) -> None:
    plain_page.goto("/find/?q=refuge")
    look_near(plain_page)

    assert names(plain_page)
    expect(plain_page.locator("#results-map")).to_be_hidden()
    expect(plain_page.get_by_role("button", name="Show the map")).to_have_count(0)
    plain_page.locator("summary", has_text="Cost").click()
    plain_page.get_by_label("Says it is free").check()
    plain_page.get_by_role("button", name="Apply filters").click()
    assert "cost=free" in plain_page.url


def test_the_map_shows_the_same_list_and_no_hidden_address(browser_page: Page, axe: Axe) -> None:
    browser_page.goto("/find/?q=refuge")
    look_near(browser_page)
    hidden = browser_page.locator(".waymark-result", has_text="kept back for safety")

    assert hidden.count() > 0
    assert hidden.evaluate_all("all => all.every(one => !one.dataset.points)")

    browser_page.get_by_role("button", name="Show the map").click()
    expect(browser_page.get_by_role("img", name="Where you searched from")).to_be_visible()
    assert axe(browser_page) == []


def test_on_a_phone_the_first_result_is_on_the_first_screen_and_nothing_runs_off_the_side(
    new_page: NewPage, axe: Axe
) -> None:
    page = new_page(PHONE)
    page.goto("/find/?q=parenting")

    expect(page.locator("#result-1 h3")).to_be_in_viewport()
    expect(page.locator("#result-1 a[href^='tel:']")).to_be_in_viewport()
    expect(page.get_by_label("Postcode")).to_be_hidden()
    assert page.evaluate(SIDEWAYS) <= 0
    assert axe(page) == []

    page.locator("summary", has_text="Near and filters").click()
    expect(page.get_by_label("Postcode")).to_be_visible()
    assert axe(page) == []
    page.goto(HARBOUR)
    assert page.evaluate(SIDEWAYS) <= 0


def test_a_service_is_put_on_the_sheet_by_keys_alone(browser_page: Page, axe: Axe) -> None:
    browser_page.goto("/find/?q=abc")
    tab_to(browser_page, browser_page.locator("#result-1 button"))
    browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_role("link", name="Sheet (1)")).to_be_visible()
    expect(browser_page.locator("#result-1 button")).to_contain_text("Take off sheet")
    assert "q=abc#service-" in browser_page.url
    assert axe(browser_page) == []

    browser_page.get_by_role("link", name="Sheet (1)").click()
    expect(browser_page.get_by_text("On the sheet (1)")).to_be_visible()


def test_what_is_typed_is_completed_from_the_page_itself(browser_page: Page) -> None:
    """No request is made while somebody types: the suggestions stand in the page."""
    browser_page.goto("/find/", wait_until="networkidle")
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))

    browser_page.get_by_label("What are you looking for?").press_sequentially("Attach")

    options = browser_page.locator("#may-be-typed option")
    assert any("Attachment" in (each.get_attribute("value") or "") for each in options.all())
    assert asked == []


def test_a_service_prints_without_buttons_and_links_of_the_page(browser_page: Page) -> None:
    browser_page.goto(HARBOUR)
    browser_page.emulate_media(media="print")

    expect(browser_page.get_by_text("Tell us this is wrong")).to_be_hidden()
    expect(browser_page.get_by_role("heading", name="Harbour ABC (sample)")).to_be_visible()


def test_a_service_leads_back_to_the_list_as_it_was_searched(browser_page: Page) -> None:
    browser_page.goto("/find/?q=abc&delivery=home")
    browser_page.get_by_role("link", name="Harbour ABC (sample)").click()

    back = browser_page.get_by_role("link", name="Back to the list")
    expect(back).to_have_attribute("href", re.compile(r"/find/\?q=abc&delivery=home$"))  # by script
    back.click()

    browser_page.wait_for_url("**/find/?q=abc&delivery=home")


def test_what_is_printed_of_a_service_stays_within_the_paper(new_page: NewPage) -> None:
    page = new_page({"width": A4_WIDTH, "height": 1000})
    page.goto(HARBOUR)
    page.emulate_media(media="print")

    widths = page.locator(".waymark-fidelity").evaluate_all("all => all.map(t => t.scrollWidth)")
    assert widths
    assert max(widths) <= A4_WIDTH


def test_a_refuge_shows_no_address(browser_page: Page) -> None:
    browser_page.goto(REFUGE)

    expect(browser_page.get_by_text("The address is kept back for safety")).to_be_visible()


def test_a_new_search_sends_a_filter_that_is_not_yet_applied(browser_page: Page) -> None:
    browser_page.goto("/find/?q=anger")
    browser_page.get_by_label("Years").fill("2")

    browser_page.get_by_label("What are you looking for?").fill("abc")
    browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_role("link", name="Aged 2 years")).to_be_visible()
    assert "q=abc" in browser_page.url


def test_a_printed_list_has_the_width_of_the_page(browser_page: Page) -> None:
    browser_page.goto("/find/?q=anger&years=2")
    browser_page.emulate_media(media="print")

    share = browser_page.locator("#result-1").evaluate(
        "one => one.offsetWidth / document.querySelector('main').offsetWidth"
    )
    assert share > 0.9


def test_a_postcode_among_the_words_is_in_no_address_that_the_browser_keeps(
    browser_page: Page,
) -> None:
    browser_page.goto("/find/")
    browser_page.get_by_label("What are you looking for?").fill(f"abc {NEAR}")
    browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_label("Postcode")).to_have_value(NEAR)
    assert "NE6" not in browser_page.url
    assert names(browser_page)[0] == "Harbour ABC (sample)"
