"""The journey in a browser: by keyboard alone, without scripts, at both widths, and printed."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from directory.infrastructure.clock import today
from tests.browser.driving import NewPage
from tests.browser.keys import IS_FOCUSED, answer, enter, enter_one, tab_to
from tests.web.choose.people import NEGLECTED, Person, Values, people
from tests.web.choose.sample import sample_app, sample_folder

__all__ = ["sample_app", "sample_folder"]

pytestmark = pytest.mark.browser

PEOPLE = people(today())


@pytest.fixture
def app(sample_app: Flask) -> Flask:
    return sample_app


def check_answered(page: Page, person: Person) -> None:
    expect(page.locator(".waymark-counts")).to_contain_text(person.counts)
    titles = page.locator(".waymark-card:not(.waymark-card--waits) .waymark-card__title")
    for place, title in enumerate(person.applies):
        expect(titles.nth(place)).to_have_text(title)


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_people_is_entered_by_keyboard_alone(browser_page: Page, name: str) -> None:
    enter(browser_page, PEOPLE[name])

    check_answered(browser_page, PEOPLE[name])


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_people_is_answered_without_scripts(plain_page: Page, name: str) -> None:
    enter(plain_page, PEOPLE[name])

    check_answered(plain_page, PEOPLE[name])


def test_a_question_is_answered_and_changed_by_keyboard_alone(browser_page: Page) -> None:
    page = browser_page
    enter(page, PEOPLE["nothing known"])
    answer(page, "harm.happened/1/", "yes")
    change = page.get_by_role("button", name="Change Abuse or neglect has happened")
    tab_to(page, page.locator("details:has(#what-is-known) summary").first)
    page.keyboard.press("Enter")
    expect(change).to_be_visible()
    tab_to(page, change)
    page.keyboard.press("Enter")

    expect(page.locator("#question-title")).to_contain_text("Change an answer")
    expect(page.locator("#question-title")).to_be_focused()
    yes = page.locator("#answer-form [name=answer][value=yes]")
    expect(yes).to_have_attribute("aria-current", "true")
    page.keyboard.press("Tab")
    assert yes.evaluate(IS_FOCUSED)


def test_an_answer_changes_the_page_in_place_and_is_told_politely(browser_page: Page) -> None:
    page = browser_page
    enter(page, PEOPLE["nothing known"])
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))

    answer(page, "harm.happened/1/", "yes")

    said = page.locator("#said")
    expect(said).to_contain_text("Options changed: 1 applies,")
    assert said.get_attribute("role") == "status"
    tab_to(page, page.locator("#answer-form [name=answer]").last)
    page.keyboard.press("Enter")
    expect(said).to_contain_text("No option changed: 1 applies,")
    expect(page.locator("#question-title")).to_be_focused()
    assert loads == []


def test_an_answer_changes_the_page_within_100_milliseconds(browser_page: Page) -> None:
    page = browser_page
    enter(page, NEGLECTED)
    taken = []
    for _ in range(7):
        taken.append(page.evaluate(TIMED_ANSWER))
    assert sorted(taken)[3] < 100


TIMED_ANSWER = """() => new Promise((done) => {
  const part = document.querySelector("#answers");
  const start = performance.now();
  new MutationObserver((_, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - start));
  }).observe(part, { childList: true });
  part.querySelector("#answer-form [name=answer][value=no]").click();
})"""


def test_an_answer_not_in_order_is_explained_in_place(erring_page: NewPage) -> None:
    page = erring_page()
    enter(page, PEOPLE["nothing known"])
    page.locator("#answer-form [name=answer]").first.evaluate("button => button.value = 'x'")

    page.locator("#answer-form [name=answer]").first.click()

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Choose an answer").click()
    expect(page.locator("#answer")).to_be_focused()


def test_back_and_refresh_lose_nothing(browser_page: Page) -> None:
    page = browser_page
    enter(page, NEGLECTED)
    page.get_by_role("link", name="Family", exact=True).click()
    expect(page.locator("h1")).to_have_text("This family")

    page.go_back()
    check_answered(page, NEGLECTED)
    page.reload()
    check_answered(page, NEGLECTED)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_family_of_three_with_neglect_by_keyboard_alone(
    new_page: NewPage, *, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    first = {"age_text": "0y 9m", "stage": "after_abuse", "abuse": ["abuse.neglect"]}
    values: Values = {**first, "roles": ["mother"], "postcode": "NE6 1DP"}
    answers = {"carer.maltreating_parent/1/1": "yes"}
    enter(page, Person(values=values, answers=answers, applies=(), counts=""))
    for number, years in ((2, "4"), (3, "14")):
        _add_child(page, number, years)

    tab_to(page, page.get_by_role("link", name="Family", exact=True))
    page.keyboard.press("Enter")

    together = page.locator("section[aria-labelledby=together]")
    expect(together).to_contain_text("The fewest programmes that reach every child")
    besides = page.locator("section[aria-labelledby=besides]")
    expect(besides).to_contain_text("fits child 3")


def _add_child(page: Page, number: int, years: str) -> None:
    tab_to(page, page.get_by_role("link", name="Family", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Add a child", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Everything about child {number}")
    told = [
        ("carers", "1"),
        ("age_text", f"{years}y 0m"),
        ("stage", "after_abuse"),
        ("abuse", "abuse.neglect"),
    ]
    for name, value in told:
        enter_one(page, name, value, 0)
    tab_to(page, page.get_by_role("button", name="Save answers", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Options for child {number}")
    answer(page, f"carer.maltreating_parent/{number}/1", "yes")


def test_every_option_is_one_press_away_without_scripts(plain_page: Page) -> None:
    enter(plain_page, NEGLECTED)

    plain_page.get_by_role("link", name="Every option, with reasons").click()

    expect(plain_page.locator("#option-ng76-1-7-14")).to_be_visible()
    plain_page.get_by_role("link", name="Back to what fits best").click()
    expect(plain_page.locator("h1")).to_have_text("Options for child 1")


def test_what_is_asked_of_a_carer_appears_when_it_is_ticked(plain_page: Page) -> None:
    plain_page.goto("/choose/")
    harmed = plain_page.get_by_role("group", name="The mother: Harmed this child?")
    risk = plain_page.get_by_role("group", name="The mother: At risk of harming?")

    expect(harmed).not_to_be_visible()
    expect(risk).not_to_be_visible()
    plain_page.get_by_label("Mother", exact=True).check(force=True)

    expect(harmed).to_be_visible()
    expect(risk).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_error_leads_to_its_field(erring_page: NewPage, *, scripts: bool) -> None:
    page = erring_page(java_script_enabled=scripts)
    page.goto("/choose/")
    page.get_by_label("Age or date of birth").fill("30 2 2024")
    page.get_by_role("button", name="See what fits", exact=True).click()

    page.get_by_role("link", name="This must be a real date").click()

    expect(page.locator("#age_text")).to_be_in_viewport()
    if scripts:
        expect(page.locator("#age_text")).to_be_focused()
