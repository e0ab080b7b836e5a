"""Every page of the journey as it is seen: axe, widths, zoom, print, forced colours, links."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.driving import DESKTOP, PHONE, Axe, NewPage
from tests.browser.keys import enter
from tests.web.choose.family import option_at
from tests.web.choose.people import NEGLECTED
from tests.web.choose.sample import sample_app, sample_folder

__all__ = ["sample_app", "sample_folder"]

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ATTACHMENT = "ng76:1.7.4"
PLACES = (
    "/choose/family",
    "/choose/child/1",
    "/choose/child/1/every-option",
    "/choose/child/1/notes",
    "/choose/child/1/questions",
    "/choose/carer/1/questions",
    "/choose/family/questions",
    option_at(ATTACHMENT),
    "/choose/child/1/signs",
    "/choose/child/1/time",
    "/choose/shortlist",
    "/choose/record",
)
"""Every page of the journey that has an address of its own."""


@pytest.fixture
def app(sample_app: Flask) -> Flask:
    return sample_app


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing_in_the_journey(
    browser_page: Page, phone_page: Page, axe: Axe, width: str
) -> None:
    page = browser_page if width == "desktop" else phone_page
    page.goto("/choose/")
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0, "the page of questions scrolls sideways"
    enter(page, NEGLECTED)
    for place in PLACES:
        page.goto(place)
        _open_everything(page)
        assert axe(page) == [], place
        assert page.evaluate(SIDEWAYS) == 0, f"{place} scrolls sideways"


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing_where_services_stand_side_by_side_and_a_file_is_opened(
    browser_page: Page, phone_page: Page, axe: Axe, tmp_path: Path, width: str
) -> None:
    page = browser_page if width == "desktop" else phone_page
    enter(page, NEGLECTED)
    for id in ("ng76:1.7.4", "ng76:1.7.10"):
        page.goto(option_at(id))
        page.locator("button", has_text="Add to sheet").first.click()
    page.goto("/choose/shortlist")
    for box in page.locator("input[name=services]").all():
        box.check()
    page.locator("button", has_text="Compare").click()
    expect(page.locator("table")).to_contain_text("Takes child 1")
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0

    kept = tmp_path / "waymark-family.json"
    page.goto("/choose/record")
    with page.expect_download() as download:
        page.get_by_role("link", name="File that Waymark can open again").click()
    download.value.save_as(kept)
    page.goto("/choose/family")
    page.get_by_role("button", name="Clear everything").click()
    page.locator("summary", has_text="Open a file that you kept").click()
    page.locator("input[type=file]").set_input_files(kept)
    page.get_by_role("button", name="Open the file").click()
    expect(page.locator("h1")).to_have_text("What has changed since you kept this file")
    assert axe(page) == []


def _in_danger(page: Page) -> None:
    danger = page.get_by_role("group", name="Is a child in danger now?")
    danger.get_by_label("Yes").check(force=True)


def _open_everything(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_errors_and_act_first(
    erring_page: NewPage, axe: Axe, viewport: dict[str, int]
) -> None:
    page = erring_page(viewport)
    page.goto("/choose/")
    page.get_by_label("Age or date of birth").fill("40")
    _in_danger(page)
    page.get_by_role("button", name="See what fits", exact=True).click()
    page.locator(".govuk-error-summary").wait_for()
    assert axe(page) == []

    page.get_by_label("Age or date of birth").fill("3")
    page.get_by_role("button", name="See what fits", exact=True).click()
    page.locator(".waymark-act-first").wait_for()
    assert axe(page) == []


def test_act_first_is_in_the_first_screen_of_a_phone(phone_page: Page) -> None:
    phone_page.goto("/choose/")
    _in_danger(phone_page)
    phone_page.get_by_role("button", name="See what fits", exact=True).click()

    call = phone_page.get_by_role("heading", name="Call the police or children’s social care")
    expect(call).to_be_in_viewport()
    expect(phone_page.locator(".waymark-act-first a[href='tel:999']")).to_be_in_viewport()


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_the_first_screen_holds_a_programme_and_a_number_to_ring(
    browser_page: Page, phone_page: Page, width: str
) -> None:
    page = browser_page if width == "desktop" else phone_page
    enter(page, NEGLECTED)
    page.evaluate("window.scrollTo(0, 0)")

    first = page.locator(".waymark-card").first
    expect(first.locator("h3")).to_be_in_viewport()
    expect(first.locator("a[href^='tel:']")).to_be_in_viewport()
    if width == "desktop":
        expect(page.locator("#question-title")).to_be_in_viewport()


def test_a_print_carries_the_answers_and_no_form(browser_page: Page, tmp_path: Path) -> None:
    enter(browser_page, NEGLECTED)

    browser_page.emulate_media(media="print")

    expect(browser_page.locator("#question")).not_to_be_visible()
    expect(browser_page.locator(".waymark-family-nav")).not_to_be_visible()
    assert len(browser_page.pdf(path=tmp_path / "options.pdf")) > 10_000


NARROW = {"width": 320, "height": 640}
"""As wide as a page of 1,280 pixels is at 400 % zoom."""


def test_every_page_fits_320_pixels_which_is_400_per_cent_zoom(new_page: NewPage) -> None:
    page = new_page(NARROW)
    page.goto("/choose/")
    assert page.evaluate(SIDEWAYS) == 0
    enter(page, NEGLECTED)
    for place in PLACES:
        page.goto(place)
        _open_everything(page)
        assert page.evaluate(SIDEWAYS) == 0, f"{place} scrolls sideways"


def test_in_forced_colours_what_matters_keeps_its_outline(new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    danger = {**NEGLECTED.values, "danger": "yes"}
    enter(page, replace(NEGLECTED, values=danger))

    edge = "e => getComputedStyle(e).borderTopStyle + getComputedStyle(e).borderTopWidth"
    assert page.locator(".waymark-act-first").evaluate(edge) == "solid5px"
    # The marks of what is met are text, which forced colours keep.
    page.goto("/choose/child/1/every-option")
    mark = "e => getComputedStyle(e, '::before').content"
    assert "+" in page.locator(".waymark-reasons__met").first.evaluate(mark)


def test_links_say_where_they_lead_out_of_their_context(browser_page: Page) -> None:
    """DfE's own service failed 2.4.4: unclear links; and 2.4.6: headings."""
    enter(browser_page, NEGLECTED)
    for place in PLACES:
        browser_page.goto(place)
        _open_everything(browser_page)
        links = browser_page.locator("main a").evaluate_all(
            "all => all.map(a => [a.innerText.trim(), a.getAttribute('href')])"
        )
        by_words: dict[str, set[str]] = {}
        for words, href in links:
            by_words.setdefault(words, set()).add(href)
        vague = {"more", "here", "read more", "click here", "link", "change"}
        assert not vague & {words.lower() for words in by_words}, place
        twice = {words: hrefs for words, hrefs in by_words.items() if len(hrefs) > 1}
        assert not twice, f"{place}: one text leads to different places: {twice}"
        levels = browser_page.locator("main :is(h1,h2,h3,h4,h5,h6)").evaluate_all(
            "all => all.map(h => Number(h.tagName[1]))"
        )
        assert levels[0] == 1 or 1 in levels[:3], place
        for before, after in pairwise(levels):
            assert after <= before + 1, f"{place}: a heading of level {after} follows {before}"


def test_nothing_about_the_family_is_in_the_address_or_the_browser(browser_page: Page) -> None:
    enter(browser_page, NEGLECTED)

    assert browser_page.url.split("#")[0].endswith("/choose/child/1")
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])"
    assert browser_page.evaluate(kept) == "[{},{},null]"
