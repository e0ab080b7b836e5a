"""The gaps as a commissioner reads them: by keys alone, without scripts, on a phone."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from directory.application.commands.statistics import take_need, take_population
from directory.exchange.statistics.sample import sample_need, sample_population
from directory.infrastructure import paths
from tests.browser.driving import DESKTOP, PHONE, Axe, NewPage
from tests.browser.keys import press_radio, tab_to
from tests.browser.test_manage import sign_in
from tests.directory_builders import GATESHEAD, HOME, NOW, PROGRAMME, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.domain.need.test_worked_example import worked  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TABLE_ENDS_AT_MOST = 1800
SCROLLED = "region => region.scrollLeft"
TARGET = "Attachment-based work with the parent or carer who harmed a child under 5"
PAGES = (
    "matrix",
    "need/ng76:1.7.4",
    "for-whom/ng76:1.7.4",
    "trend",
    "",
    "recommendation/ng76:1.7.4",
    "kinds",
    "need",
    "siting",
    "scenarios",
    "caseload",
    "unmet",
    "ending/near",
)
WHOLE: dict[str, Any] = {
    "programme": PROGRAMME, "delivery": ("venue",), "age_from_months": 0, "age_under_months": 60,
}  # fmt: skip


@pytest.fixture
def app(app: Flask, directory: Directory) -> Flask:
    """Let one service reach Town and Quay, and another that says little be in Moor."""
    wards = {"ward": "E05000001", "ward_name": "Riverside"}
    people(
        directory,
        area("E01-town", HOME, **wards),
        area("E01-quay", "NE8 1AA"),
        area("E01-moor", "DH1 1AA"),
    )
    directory.take(
        entry("near", venue(HOME), **WHOLE, name="Near by", waiting_weeks=4),
        entry("silent", venue("DH1 1AA"), programme=PROGRAMME, delivery=("venue",), name="Silent"),
    )
    return app


def change_what_is_counted(page: Page) -> None:
    page.locator("summary", has_text="Change what is counted").click()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wrong_and_nothing_runs_off_the_side_of_a_phone(
    new_page: NewPage, axe: Axe, path: str
) -> None:
    for viewport in ({}, {"viewport": PHONE}):
        page = new_page(**viewport)
        page.goto(f"/gaps/{path}")

        assert axe(page) == []
        assert page.evaluate(SIDEWAYS) <= 0


def test_a_plan_is_asked_and_read_on_a_phone_without_scripts(
    new_page: NewPage,
    axe: Axe,
    worked: Directory,  # noqa: F811
) -> None:
    plain = new_page(java_script_enabled=False, viewport=PHONE)
    sign_in(plain, "commissioner")
    plain.goto(f"/gaps/plan?miles=3&area={GATESHEAD}")
    plain.get_by_label("Budget, in pounds a year").fill("5,000")
    plain.locator("summary", has_text="Costs that no service states").click()
    plain.get_by_label("A place at a service that states no cost").fill("2500")
    plain.get_by_role("button", name="Work it out").click()

    expect(plain.get_by_text("For £5,000 a year: 2 more places at quayside")).to_be_in_viewport()
    page = new_page(viewport=PHONE)
    sign_in(page, "commissioner")
    page.goto(plain.url)
    assert page.get_by_role("region", name="What to buy").count() == 1
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) <= 0


def test_two_plans_are_kept_by_keys_and_set_side_by_side(
    new_page: NewPage,
    axe: Axe,
    worked: Directory,  # noqa: F811
) -> None:
    page = new_page(viewport=PHONE)
    sign_in(page, "commissioner")
    for name, budget in (("One place", 2500), ("Two places", 5000)):
        page.goto(f"/gaps/plan?miles=3&area={GATESHEAD}&place_cost=2500&budget={budget}")
        tab_to(page, page.locator("summary", has_text="Keep this plan"))
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_label("Name of the plan"))
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Kept plans", exact=True)).to_be_visible()

    page.get_by_label("One place", exact=True).check()
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_role("heading", name="Plans side by side")).to_be_visible()
    assert page.get_by_role("columnheader").all_inner_texts()[-2:] == ["One place", "Two places"]
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_matrix_is_read_and_opened_by_keys_alone(new_page: NewPage) -> None:
    page = new_page(PHONE)
    page.goto("/gaps/matrix?miles=3")
    matrix = page.get_by_role("region", name="Recommendations in these 3 authorities")

    tab_to(page, matrix)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => document.querySelector('.waymark-matrix').scrollLeft > 0", timeout=5_000
    )
    assert matrix.evaluate(SCROLLED) > 0

    tab_to(page, page.get_by_role("link", name=TARGET))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(TARGET)
    assert page.url.endswith("miles=3")
    tab_to(page, page.get_by_role("link", name="Near by", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Near by")


def test_seven_authorities_stand_side_by_side_within_two_screens(
    new_page: NewPage, directory: Directory
) -> None:
    data = paths.data()
    with directory.session() as session:
        for take, figures in (
            (take_population, sample_population(data)),
            (take_need, sample_need(data)),
        ):
            take(session, figures, actor="test", now=NOW + timedelta(days=1), is_sample=False)
    page = new_page(DESKTOP)

    page.goto("/gaps/")

    table = page.locator(".waymark-need")
    expect(table.locator("th.waymark-need__area")).to_have_count(7)
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth"), "the last area is cut off"
    assert page.evaluate(SIDEWAYS) == 0
    assert table.evaluate("e => e.getBoundingClientRect().bottom") <= TABLE_ENDS_AT_MOST


def test_terms_changed_by_keys_are_in_the_address_and_in_the_words(browser_page: Page) -> None:
    page = browser_page
    page.goto("/gaps/matrix")

    tab_to(page, page.locator("summary", has_text="Change what is counted"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("County Durham"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Venue within"))
    page.keyboard.type("10 miles")
    tab_to(page, page.locator("#from_years"))
    page.keyboard.type("1")
    tab_to(page, page.get_by_label("With trained staff"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Count again"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Recommendations in County Durham")).to_be_visible()
    for part in ("area=E06000047", "miles=10", "from_years=1", "trained=1"):
        assert part in page.url
    expect(
        page.get_by_text("has a venue within 10 miles, and it has trained staff")
    ).to_be_visible()
    expect(page.get_by_text("Ages: 1 to 17")).to_be_visible()


def test_ages_that_are_none_are_said_beside_the_question(browser_page: Page) -> None:
    browser_page.goto("/gaps/matrix?from_years=12&under_years=3")

    problem = browser_page.get_by_text("The youngest age must be below the oldest").first
    expect(problem).to_be_visible()
    expect(browser_page.locator("#from_years")).to_have_value("12")


def test_without_scripts_all_is_there(plain_page: Page) -> None:
    page = plain_page
    page.goto("/gaps/matrix")
    change_what_is_counted(page)
    page.get_by_label("Venue within").select_option("1")
    page.get_by_label("Columns").select_option("ward")
    page.get_by_role("button", name="Count again").click()
    expect(page.get_by_role("columnheader", name="Riverside")).to_be_visible()
    assert "columns=ward" in page.url

    page.get_by_role("link", name=TARGET).click()
    expect(page.get_by_role("img", name="Map: where children of these ages live")).to_be_visible()
    page.get_by_role("link", name="have no other than Near by").click()
    expect(page.locator("h1")).to_have_text("If Near by ended")


def test_a_site_is_asked_for_by_keys_and_stands_in_no_address(browser_page: Page, axe: Axe) -> None:
    page = browser_page
    page.goto("/gaps/siting?miles=3&target=recommendation:ng76:1.7.4")

    press_radio(page, page.locator("#sort-postcodes"))
    tab_to(page, page.get_by_label("Postcodes of premises"))
    page.keyboard.type("DH1 1AA")
    tab_to(page, page.get_by_role("button", name="Work it out"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("DH1 1AA").first).to_be_visible()
    assert "DH1" not in page.url
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) <= 0


def test_what_is_printed_has_the_numbers_and_no_form(browser_page: Page) -> None:
    browser_page.goto("/gaps/matrix?miles=3")
    browser_page.emulate_media(media="print")

    expect(browser_page.get_by_text("Change what is counted")).to_be_hidden()
    expect(browser_page.get_by_text("What these numbers rest on")).to_be_visible()
