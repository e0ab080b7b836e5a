"""Dark colours, large text and every state of the first pages of choose, as axe sees them."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.driving import DESKTOP, PHONE, Axe, NewPage
from tests.web.choose.sample import sample_app, sample_folder

__all__ = ["sample_app", "sample_folder"]

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")
PAGES = ("/", "/find/", "/signpost/", "/gaps/", "/about-the-knowledge")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAPER = "getComputedStyle(document.body).backgroundColor"
EXIT_COVERS = """() => {
  const exit = document.querySelector(".govuk-exit-this-page__button").getBoundingClientRect();
  const lies = (box) => box.width > 0 && box.left < exit.right && box.right > exit.left
    && box.top < exit.bottom && box.bottom > exit.top;
  return [...document.querySelectorAll("main *, .waymark-family-nav a, nav a")]
    .filter((each) => lies(each.getBoundingClientRect())).map((each) => each.outerHTML);
}"""


@pytest.fixture
def app(sample_app: Flask) -> Flask:
    return sample_app


def send(page: Page) -> None:
    page.get_by_role("button", name="See what fits", exact=True).click()


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f'[name="{name}"][value="{value}"]').check(force=True)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_any_state_of_the_first_pages(
    erring_page: NewPage, axe: Axe, viewport: dict[str, int], scheme: str
) -> None:
    page = erring_page(viewport, color_scheme=scheme)
    page.goto("/choose/")
    page.get_by_text("Somebody else").click()
    for role in ("mother", "foster_carer", "adoptive_parent"):
        tick(page, "roles", role)
    assert axe(page) == [], "carers opened"
    page.get_by_label("Age or date of birth").fill("40")
    send(page)
    page.locator(".govuk-error-summary").wait_for()
    assert axe(page) == [], "errors"
    page.get_by_label("Age or date of birth").fill("2")
    page.get_by_label("Family’s postcode").fill("NE6 1DP")
    tick(page, "danger", "yes")
    tick(page, "stage", "after_abuse")
    tick(page, "abuse", "abuse.neglect")
    send(page)
    expect(page.locator(".waymark-act-first")).to_be_visible()
    expect(page.locator(".waymark-card").first).to_be_visible()
    expect(page.get_by_text("Fits if").first).to_be_visible()
    assert axe(page) == [], "act first, cards, and what they wait for"


@pytest.mark.parametrize("place", PAGES)
def test_axe_finds_nothing_on_other_pages_in_the_dark(
    new_page: NewPage, axe: Axe, place: str
) -> None:
    page = new_page(color_scheme="dark")

    page.goto(place)

    assert page.evaluate(PAPER) == "rgb(18, 25, 26)"
    assert axe(page) == []


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_large_text_makes_the_page_larger_and_nothing_overlap(
    new_page: NewPage, width: int
) -> None:
    page = new_page({"width": width, "height": 900})
    page.goto("/choose/")
    before = page.locator("h1").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")

    page.evaluate("document.documentElement.style.fontSize = '150%'")

    after = page.locator("h1").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert after == pytest.approx(before * 1.5)
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(EXIT_COVERS) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_exit_this_page_covers_nothing(new_page: NewPage, width: int) -> None:
    page = new_page({"width": width, "height": 900})
    page.goto("/choose/")
    assert page.evaluate(EXIT_COVERS) == []

    send(page)

    expect(page.locator("h1")).to_have_text("Options for child 1")
    assert page.evaluate(EXIT_COVERS) == []
    assert page.evaluate(SIDEWAYS) == 0
