"""The first screen of eight kinds of case: what to do or which programme, and whom to ring.

On the knowledge and the sample that are shipped. What each takes is printed: `pytest -s`.
"""

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from directory.infrastructure.clock import today
from tests.browser.driving import DESKTOP, PHONE, NewPage
from tests.browser.first_cases import ACT_FIRST, FirstCase, first_cases
from tests.browser.keys import IN_FOCUSED_GROUP, IS_FOCUSED
from tests.web.choose.people import Values
from tests.web.choose.sample import shipped_app

__all__ = ["shipped_app"]

pytestmark = pytest.mark.browser

CASES = first_cases(today())
WIDTHS = {
    "desktop": (DESKTOP, DESKTOP["height"], {}),
    "phone": (PHONE, 2 * PHONE["height"], {"has_touch": True, "is_mobile": True}),
}
"""The window, how far down counts as the first screen, and what makes it a phone."""
MOST_KEYS, MOST_WORDS, MOST_CLICKS = 40, 700, 15
ENTER_AT_MOST = {"desktop": 1600, "phone": 2 * PHONE["height"]}
TOP = "e => e.getBoundingClientRect().top + window.scrollY"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
VISIBLE_WORDS = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    if (around.closest(".govuk-visually-hidden, script, textarea") || !around.checkVisibility())
      continue;
    words += texts.currentNode.textContent.split(/\\s+/).filter(Boolean).length;
  }
  return words;
}"""
OPEN_FOLD = """e => {
  for (let fold = e.closest("details"); fold; fold = fold.parentElement.closest("details"))
    fold.open = true;
}"""


@pytest.fixture
def app(shipped_app: Flask) -> Flask:
    return shipped_app


class Keyboard:
    """A keyboard that counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)

    def tab_to(self, wanted: Locator) -> None:
        seen_by = IN_FOCUSED_GROUP if wanted.get_attribute("type") == "radio" else IS_FOCUSED
        for _ in range(60):
            if wanted.evaluate(seen_by):
                return
            self.press("Tab")
        pytest.fail(f"Tab never reaches {wanted}")

    def choose(self, wanted: Locator) -> None:
        """Reach a box or a radio, opening the fold that it is in, and take it."""
        if wanted.evaluate("e => Boolean(e.closest('details:not([open])'))"):
            self.tab_to(wanted.locator("xpath=ancestor::details/summary"))
            self.press("Enter")
        self.tab_to(wanted)
        if wanted.get_attribute("type") == "checkbox":
            return self.press("Space")
        while not wanted.is_checked():
            self.press("ArrowDown")
        return None


def field(page: Page, name: str, value: str) -> Locator:
    exact = page.locator(f'#main-content [name="{name}"][value="{value}"]')
    return exact if exact.count() else page.locator(f'#main-content [name="{name}"]').first


def entries(page: Page, values: Values) -> list[tuple[str, str]]:
    """Return what is entered, a pair for each, in the order of the page."""
    order = page.locator("form [name]").evaluate_all("all => all.map(e => e.name + e.value)")
    names = page.locator("form [name]").evaluate_all("all => all.map(e => e.name)")
    pairs = [
        (name, each)
        for name, given in values.items()
        for each in ([given] if isinstance(given, str) else given)
    ]
    return sorted(
        pairs, key=lambda p: order.index(p[0] + p[1]) if p[0] + p[1] in order else names.index(p[0])
    )


def enter_by_keys(page: Page, values: Values) -> int:
    """Begin at the start page and enter a case with keys alone; return how many were pressed."""
    keys = Keyboard(page)
    page.goto("/")
    for begin in ("Skip to main content", "Choose support with a family"):
        keys.tab_to(page.get_by_text(begin, exact=True).first)
        keys.press("Enter")
    page.wait_for_url("**/choose/")
    keys.press("Tab")
    keys.press("Enter")
    for name, value in entries(page, values):
        wanted = field(page, name, value)
        if wanted.get_attribute("type") in ("checkbox", "radio"):
            keys.choose(wanted)
        else:
            keys.tab_to(wanted)
            keys.type(value)
    if not values:
        keys.tab_to(page.get_by_role("button", name="See what fits", exact=True))
    keys.press("Enter")  # in any field, it sends the form
    expect(page.locator("h1")).to_have_text("Options for child 1")
    return keys.pressed


def enter_by_clicks(page: Page, values: Values) -> int:
    """Enter a case without keys but for what is typed; return how many clicks it took."""
    page.goto("/choose/")
    clicks = fill(page, values)
    page.get_by_role("button", name="See what fits", exact=True).click()
    expect(page.locator("h1")).to_have_text("Options for child 1")
    return clicks + 1


def fill(page: Page, values: Values) -> int:
    pairs = entries(page, values)
    for name, value in pairs:
        wanted = field(page, name, value)
        wanted.evaluate(OPEN_FOLD)
        if wanted.get_attribute("type") in ("checkbox", "radio"):
            wanted.check(force=True)
        else:
            wanted.fill(value)
    return len(pairs)


def add_sibling(page: Page, values: Values, number: int) -> None:
    page.goto("/choose/family")
    page.get_by_role("button", name="Add a child", exact=True).click()
    expect(page.locator("h1")).to_have_text(f"Everything about child {number}")
    fill(page, values)
    page.get_by_role("button", name="Save answers", exact=True).click()
    expect(page.locator("h1")).to_have_text(f"Options for child {number}")


def check_first_screen(page: Page, case: FirstCase, width: str) -> str:
    """Check what stands in the first screen; return what was measured, in words."""
    bottom = WIDTHS[width][1]
    first = page.locator(f"#{case.first}")
    if case.first == ACT_FIRST:
        first = page.locator(".waymark-act-first")
    top = first.evaluate(TOP)
    number = page.locator("#main-content a[href^='tel:']").first.evaluate(TOP)
    words = page.evaluate(VISIBLE_WORDS)

    expect(first).to_contain_text(case.title)
    assert top < bottom
    assert number < bottom
    assert words <= MOST_WORDS
    assert page.evaluate(SIDEWAYS) == 0
    return f"{top:.0f} px to the first programme, {number:.0f} px to a number, {words} words"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", CASES)
def test_by_keyboard_the_first_screen_says_what_to_do_and_whom_to_ring(
    new_page: NewPage, name: str, width: str
) -> None:
    viewport, _, options = WIDTHS[width]
    page = new_page(viewport, **options)

    pressed = enter_by_keys(page, CASES[name].values)

    said = check_first_screen(page, CASES[name], width)
    print(f"\n{name}, {width}: {pressed} key presses, {said}")  # noqa: T201
    if name == "neglected-toddler":
        assert pressed <= MOST_KEYS


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", CASES)
def test_without_scripts_the_first_screen_says_what_to_do_and_whom_to_ring(
    new_page: NewPage, name: str, width: str
) -> None:
    viewport, _, options = WIDTHS[width]
    page = new_page(viewport, java_script_enabled=False, **options)

    clicks = enter_by_clicks(page, CASES[name].values)

    said = check_first_screen(page, CASES[name], width)
    print(f"\n{name}, {width}, no scripts: {clicks} clicks, {said}")  # noqa: T201
    assert clicks <= MOST_CLICKS


@pytest.mark.parametrize("width", WIDTHS)
def test_each_of_three_children_and_the_family_has_a_programme_and_a_number(
    new_page: NewPage, width: str
) -> None:
    viewport, bottom, options = WIDTHS[width]
    page = new_page(viewport, **options)
    case = CASES["three-children"]
    enter_by_clicks(page, case.values)

    for number, sibling in enumerate(case.siblings, 2):
        add_sibling(page, sibling, number)
        assert page.locator(".waymark-card").first.evaluate(TOP) < bottom
        assert page.locator("#main-content a[href^='tel:']").first.evaluate(TOP) < bottom
        assert page.evaluate(VISIBLE_WORDS) <= MOST_WORDS
    page.goto("/choose/family")

    expect(page.locator("#main-content li").first).to_contain_text("ABC")
    assert page.locator("#main-content a[href^='tel:']").first.evaluate(TOP) < bottom
    assert page.evaluate(VISIBLE_WORDS) <= MOST_WORDS


@pytest.mark.parametrize("name", CASES)
def test_no_page_of_a_result_says_more_than_is_read(new_page: NewPage, name: str) -> None:
    page = new_page()
    enter_by_clicks(page, CASES[name].values)
    options = page.locator(".waymark-card__foot a[href^='/choose/']")
    addresses = options.evaluate_all("all => all.map(a => a.getAttribute('href'))")

    words = {}
    for address in ("/choose/family", "/choose/child/1/time", "/choose/shortlist", *addresses):
        page.goto(address)
        words[address] = page.evaluate(VISIBLE_WORDS)

    print(f"\n{name}: {words}")  # noqa: T201
    assert max(words.values()) <= MOST_WORDS


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_page_is_short(new_page: NewPage, width: str) -> None:
    viewport, _, options = WIDTHS[width]
    page = new_page(viewport, **options)

    page.goto("/choose/")

    assert page.evaluate("document.documentElement.scrollHeight") < ENTER_AT_MOST[width]
