"""The family's sheet in a browser: by keyboard, without scripts, on a narrow screen, on paper."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from directory.web.family_session import Visit
from tests.browser.driving import DESKTOP, PHONE, Axe, NewPage
from tests.family_session_builders import cookies_of, visit_with
from tests.web.choose.sample import sample_app, sample_folder
from tests.web.signpost.journey import (
    ADVICE,
    CLOSED,
    CONTACT,
    HARBOUR,
    MESSAGE,
    NEAR,
    NUMBERS,
    REFUGE,
    SAFE,
    SHEET,
    START,
    UNSAFE,
)

__all__ = ["sample_app", "sample_folder"]

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
A4_WIDTH, A4_HEIGHT = 703, 1032
"""What is left of a page of A4 within its margins, in CSS pixels."""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SIZES = "tags => tags.map(tag => parseFloat(getComputedStyle(tag).fontSize))"
COLOURS = """tags => [...new Set(tags.flatMap(tag => {
  const style = getComputedStyle(tag);
  return [style.color, style.backgroundColor];
}))]"""
SIXTEEN_POINT = 21.3
MOST_TABS = 60


@pytest.fixture
def app(sample_app: Flask) -> Flask:
    return sample_app


def carry(page: Page, app: Flask, address: str, visit: Visit) -> None:
    """Let a browser carry a visit on."""
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": address}
            for name, value in cookies_of(app, visit).items()
        ]
    )


def listed(contact: dict[str, str]) -> Visit:
    return visit_with(shortlist=[HARBOUR, REFUGE, CLOSED], postcode=NEAR, contact=contact)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
@pytest.mark.parametrize("contact", [SAFE, UNSAFE], ids=["safe", "unsafe"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    new_page: NewPage,
    sample_app: Flask,
    live_server: str,
    axe: Axe,
    viewport: dict[str, int],
    contact: dict[str, str],
) -> None:
    page = new_page(viewport)
    page.goto(START)
    assert axe(page) == [], "the empty list"
    carry(page, sample_app, live_server, listed(contact))
    for path in (START, CONTACT, ADVICE, SHEET, f"{SHEET}?lang=cy", NUMBERS, MESSAGE):
        page.goto(path)
        assert axe(page) == [], path
        assert page.evaluate(SIDEWAYS) == 0, f"{path} scrolls sideways"


def press_until(page: Page, key: str, role: str, name: str) -> None:
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} never reaches {name}")


def test_a_sheet_is_made_with_the_keyboard_alone(browser_page: Page) -> None:
    page = browser_page
    page.goto(START)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.locator("#postcode").evaluate("e => e === document.activeElement"):
            break
    page.keyboard.type(NEAR)
    press_until(page, "Tab", "button", "Continue")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CONTACT}")

    for name, value in SAFE.items():
        group = page.locator(f"[name={name}]")
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if group.first.evaluate("e => e.name === document.activeElement.name"):
                break
        page.keyboard.press("Space")
        while not page.locator(f"[name={name}][value={value}]").is_checked():
            page.keyboard.press("ArrowDown")
    press_until(page, "Tab", "button", "Continue")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ADVICE}")
    press_until(page, "Tab", "button", "Show the sheet")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SHEET}")

    expect(page.get_by_text("Little Larder").first).to_be_visible()
    assert NEAR not in page.content()


def test_without_scripts_the_sheet_is_made_all_the_same(plain_page: Page) -> None:
    page = plain_page
    page.goto(START)
    page.get_by_label("Family’s postcode").fill(NEAR)
    page.get_by_label("Cymraeg").check()
    page.get_by_role("button", name="Continue").click()
    for name, value in SAFE.items():
        page.locator(f"[name={name}][value={value}]").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Show the sheet").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Help i chi a’ch teulu")
    expect(page.get_by_role("button", name="Print")).not_to_be_visible()


def test_a_service_is_taken_off_the_list(
    browser_page: Page, sample_app: Flask, live_server: str
) -> None:
    carry(browser_page, sample_app, live_server, listed(SAFE))
    browser_page.goto(START)

    refuge = re.compile("Take off sheet.*Rowan Gate refuge")
    browser_page.get_by_role("button", name=refuge).click()

    expect(browser_page.get_by_text("On the sheet (2)")).to_be_visible()
    expect(browser_page.get_by_text("Rowan Gate refuge")).to_have_count(0)


@pytest.mark.parametrize("path", [SHEET, NUMBERS])
def test_on_paper_it_is_large_black_on_white_and_without_controls(
    new_page: NewPage, sample_app: Flask, live_server: str, path: str
) -> None:
    page = new_page({"width": A4_WIDTH, "height": A4_HEIGHT})
    carry(page, sample_app, live_server, listed(SAFE))
    page.goto(path)
    page.emulate_media(media="print")

    for gone in ("header", "footer", "nav", ".govuk-exit-this-page", "[data-waymark-print]"):
        for part in page.locator(gone).all():
            expect(part).not_to_be_visible()
    body = page.locator(".waymark-sheet dt, .waymark-sheet dd, .waymark-sheet article p")
    assert min(body.evaluate_all(SIZES)) >= SIXTEEN_POINT
    colours = set(page.locator(".waymark-sheet, .waymark-sheet *").evaluate_all(COLOURS))
    assert colours <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


def test_each_service_is_kept_together_on_a_page(
    new_page: NewPage, sample_app: Flask, live_server: str
) -> None:
    page = new_page({"width": A4_WIDTH, "height": A4_HEIGHT})
    carry(page, sample_app, live_server, listed(SAFE))
    page.goto(SHEET)
    page.emulate_media(media="print")

    services = page.locator(".waymark-sheet__service")
    kept = services.evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")
    assert set(kept) == {"avoid"}
    ends = "all => all.map(each => each.getBoundingClientRect().height)"
    assert max(services.evaluate_all(ends)) <= A4_HEIGHT
    first = services.first.bounding_box()
    assert first is not None
    assert first["y"] + first["height"] <= A4_HEIGHT, "the first page holds the first service"


def test_two_services_fit_two_pages(new_page: NewPage, sample_app: Flask, live_server: str) -> None:
    page = new_page()
    carry(page, sample_app, live_server, listed(SAFE))
    page.goto(SHEET)

    assert page.locator(".waymark-sheet__service").count() == 2
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


def test_a_text_is_copied_by_its_button(
    new_page: NewPage, sample_app: Flask, live_server: str
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    carry(page, sample_app, live_server, listed(SAFE))
    page.goto(MESSAGE)
    page.get_by_label("Text message", exact=True).fill("Changed by hand")

    page.locator("[data-waymark-copy=text]").click()

    expect(page.locator("#text-done")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "Changed by hand"


def test_a_code_is_large_enough_for_a_phone(
    browser_page: Page, sample_app: Flask, live_server: str
) -> None:
    carry(browser_page, sample_app, live_server, listed(SAFE))
    browser_page.goto(SHEET)

    for code in browser_page.locator(".waymark-qr svg").all():
        box = code.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 120
