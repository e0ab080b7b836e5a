"""Filling in the journey with keys alone, as somebody does who has no mouse."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.choose.people import Person

MOST_TABS = 160
IS_FOCUSED = "element => element === document.activeElement"
IN_FOCUSED_GROUP = "element => element.name === document.activeElement.name"


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
            enter_one(page, name, value, place)
    tab_to(page, page.get_by_role("button", name="See what fits", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Options for child 1")
    for question, word in person.answers.items():
        answer(page, question, word)


def answer(page: Page, question: str, word: str) -> None:
    """Answer the question by keys, wherever it stands; bring it up first where it does not."""
    form = page.locator(f'form:has(input[name=asked][value="{question}"])').first
    if not form.count():
        tab_to(page, page.locator(f'button[name=asked][value="{question}"]').first)
        page.keyboard.press("Enter")
    tab_to(page, form.locator(f'button[name=answer][value="{word}"]'))
    page.keyboard.press("Enter")
    expect(page.locator(f'form:has(input[name=asked][value="{question}"])')).to_have_count(0)
    page.wait_for_load_state()  # half a page has none of the questions that are looked for next


def enter_one(page: Page, name: str, value: str, place: int) -> None:
    exact = page.locator(f'[name="{name}"][value="{value}"]')
    if exact.count() and exact.get_attribute("type") == "radio":
        press_radio(page, exact)
    elif exact.count():
        tab_to(page, exact)
        page.keyboard.press("Space")
    else:
        tab_to(page, page.locator(f'[name="{name}"]').nth(place))
        page.keyboard.type(value)
