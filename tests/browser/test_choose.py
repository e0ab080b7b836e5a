"""The journey in a browser: by keyboard alone, without scripts, at both widths, and printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from directory.clock import today
from tests.browser.driving import DESKTOP, PHONE, Axe, NewPage
from tests.choose.people import NEGLECTED, Person, people
from tests.choose.sample import sample_app, sample_folder

__all__ = ["sample_app", "sample_folder"]

pytestmark = pytest.mark.browser

PEOPLE = people(today())
MOST_TABS = 120
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IS_FOCUSED = "element => element === document.activeElement"
IN_FOCUSED_GROUP = "element => element.name === document.activeElement.name"


@pytest.fixture
def app(sample_app: Flask) -> Flask:
    return sample_app


@pytest.fixture
def erring_page(chromium: Browser, live_server: str) -> Iterator[NewPage]:
    """Return a maker of pages that may be told of errors: Chromium notes each status above 399."""
    contexts: list[BrowserContext] = []

    def make(viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        contexts.append(chromium.new_context(base_url=live_server, viewport=viewport, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the control is reached; radios are one stop, whichever of them it is."""
    seen_by = IN_FOCUSED_GROUP if wanted.get_attribute("type") == "radio" else IS_FOCUSED
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate(seen_by):
            return
    pytest.fail(f"Tab never reaches {wanted}")


def press_radio(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Space")
    for _ in range(5):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"the arrows never reach {wanted}")


def enter(page: Page, person: Person) -> None:
    """Fill in the questions from top to bottom, with keys alone, and send them."""
    page.goto("/choose/")
    order = page.locator("#case [name]").evaluate_all("all => all.map(each => each.name)")
    for name in sorted(person.values, key=order.index):
        given = person.values[name]
        for place, value in enumerate([given] if isinstance(given, str) else given):
            _enter_one(page, name, value, place)
    tab_to(page, page.get_by_role("button", name="See options", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Options for this child")


def _enter_one(page: Page, name: str, value: str, place: int) -> None:
    exact = page.locator(f'[name="{name}"][value="{value}"]')
    if exact.count() and exact.get_attribute("type") == "radio":
        press_radio(page, exact)
    elif exact.count():
        tab_to(page, exact)
        page.keyboard.press("Space")
    else:
        tab_to(page, page.locator(f'[name="{name}"]').nth(place))
        page.keyboard.type(value)


def check_answered(page: Page, person: Person) -> None:
    expect(page.locator(".waymark-counts")).to_have_text(person.counts)
    titles = page.locator("section[aria-labelledby=applies] .waymark-option__title")
    for place, title in enumerate(person.applies):
        expect(titles.nth(place)).to_have_text(title)


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_five_people_is_entered_by_keyboard_alone(
    browser_page: Page, name: str
) -> None:
    enter(browser_page, PEOPLE[name])

    check_answered(browser_page, PEOPLE[name])


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_five_people_is_answered_without_scripts(plain_page: Page, name: str) -> None:
    person = PEOPLE[name]
    # Without scripts every way of giving the age is in view, so nobody need choose one first.
    values = {key: value for key, value in person.values.items() if key != "age_kind"}

    enter(plain_page, Person(values=values, applies=person.applies, counts=person.counts))

    check_answered(plain_page, person)


def test_a_question_is_answered_and_changed_by_keyboard_alone(browser_page: Page) -> None:
    page = browser_page
    enter(page, PEOPLE["nothing known"])
    press_radio(page, page.locator("[name=answer][value=after_abuse]"))
    tab_to(page, page.get_by_role("button", name="Answer", exact=True))
    page.keyboard.press("Enter")
    change = page.get_by_role("button", name="Change Whether abuse or neglect has happened")
    expect(change).to_be_visible()
    while not change.evaluate(IS_FOCUSED):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#question-title")).to_have_text("Change an answer")
    expect(page.locator("[name=answer][value=after_abuse]")).to_be_checked()
    page.wait_for_load_state("networkidle")  # a browser goes to the fragment at the end
    page.keyboard.press("Tab")
    assert page.locator("[name=answer][value=after_abuse]").evaluate(IS_FOCUSED)


def test_what_does_not_apply_opens_without_scripts(plain_page: Page) -> None:
    enter(plain_page, NEGLECTED)
    option = plain_page.get_by_text("MST-CAN").last

    expect(option).not_to_be_visible()
    plain_page.get_by_text("Show why each does not apply").click()

    expect(option).to_be_visible()


def test_the_fields_of_an_age_appear_when_its_way_is_chosen(browser_page: Page) -> None:
    browser_page.goto("/choose/")
    years = browser_page.get_by_label("Years", exact=True)

    expect(years).not_to_be_visible()
    browser_page.get_by_label("Age in years and months").check()

    expect(years).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_error_leads_to_its_field(erring_page: NewPage, *, scripts: bool) -> None:
    page = erring_page(java_script_enabled=scripts)
    page.goto("/choose/")
    page.get_by_label("Date of birth").first.check()
    page.locator("#born_on-day").fill("30")
    page.locator("#born_on-month").fill("2")
    page.locator("#born_on-year").fill("2024")
    page.get_by_role("button", name="See options", exact=True).click()

    page.get_by_role("link", name="Date of birth must be a real date").click()

    expect(page.locator("#born_on-day")).to_be_in_viewport()
    if scripts:
        expect(page.locator("#born_on-day")).to_be_focused()


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing_in_the_journey(
    browser_page: Page, phone_page: Page, axe: Axe, width: str
) -> None:
    page = browser_page if width == "desktop" else phone_page
    page.goto("/choose/")
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0, "the page of questions scrolls sideways"
    page.get_by_role("button", name="See options", exact=True).click()
    page.wait_for_url("**/options")
    assert axe(page) == []

    enter(page, NEGLECTED)
    _open_everything(page)
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0, "the page of options scrolls sideways"


def _open_everything(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_errors_and_act_first(
    erring_page: NewPage, axe: Axe, viewport: dict[str, int]
) -> None:
    page = erring_page(viewport)
    page.goto("/choose/")
    page.get_by_label("Age in years and months").check()
    page.get_by_label("Immediate danger").check()
    page.get_by_role("button", name="See options", exact=True).click()
    page.locator(".govuk-error-summary").wait_for()
    assert axe(page) == []

    page.get_by_label("Years", exact=True).fill("3")
    page.get_by_label("Months", exact=True).fill("0")
    page.get_by_role("button", name="See options", exact=True).click()
    page.locator(".waymark-act-first").wait_for()
    assert axe(page) == []


def test_act_first_is_in_the_first_screen_of_a_phone(phone_page: Page) -> None:
    phone_page.goto("/choose/")
    phone_page.get_by_label("Immediate danger").check()
    phone_page.get_by_role("button", name="See options", exact=True).click()

    expect(phone_page.get_by_text("Call the police or children’s social care")).to_be_in_viewport()


def test_the_top_of_the_page_carries_counts_question_and_best_option(browser_page: Page) -> None:
    enter(browser_page, NEGLECTED)
    browser_page.evaluate("window.scrollTo(0, 0)")

    for part in (".waymark-counts", "#question-title", ".waymark-top__options li >> nth=0"):
        expect(browser_page.locator(part)).to_be_in_viewport()


def test_a_print_carries_every_answer_and_no_form(browser_page: Page, tmp_path: Path) -> None:
    enter(browser_page, NEGLECTED)

    browser_page.emulate_media(media="print")

    expect(browser_page.locator("#question")).not_to_be_visible()
    expect(browser_page.get_by_role("button", name="Print")).not_to_be_visible()
    assert _height(browser_page.get_by_text("MST-CAN").last) > 0, "what is folded is not printed"
    assert len(browser_page.pdf(path=tmp_path / "options.pdf")) > 10_000


def _height(part: Locator) -> float:
    box = part.bounding_box()
    return box["height"] if box else 0


def test_nothing_about_the_family_is_in_the_address_or_the_browser(browser_page: Page) -> None:
    enter(browser_page, NEGLECTED)

    assert browser_page.url.endswith("/choose/options")
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])"
    assert browser_page.evaluate(kept) == "[{},{},null]"
