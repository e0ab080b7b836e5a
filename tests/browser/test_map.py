"""The map of the list, on a page of its own that gives what the list of find gives."""

from pathlib import Path

import pytest
from flask import Flask, render_template_string
from playwright.sync_api import Locator, Page, expect

from directory.geo import packing
from directory.geo.outlines import write_outlines
from directory.geo.paths import outlines_file
from directory.infrastructure.settings import Settings
from tests.browser.driving import Axe, NewPage
from tests.browser.keys import tab_to
from tests.directory_builders import postcode_table

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = "document.activeElement.textContent.trim()"
PAGE = """
{% extends "base.html" %}
{% set heading = "Services" %}
{% block head %}
{{ super() }}<link rel="stylesheet" href="{{ asset_url('build/leaflet.css') }}">
{% endblock %}
{% block body %}
<div id="results-map" class="waymark-map" hidden data-outlines="/find/outlines.json"
  {% if home %}data-home="54.9772,-1.6217" data-within-miles="{{ miles }}"{% endif %}></div>
<ol class="govuk-list">
{% for id, name, points in services %}
  <li id="result-{{ id }}" data-number="{{ id }}" data-name="{{ name }}"
    {% if points %}data-points="{{ points | tojson }}"{% endif %}>
    <h2 class="govuk-heading-s">{{ name }}</h2>
    <p class="govuk-body">A service of the list.</p></li>
{% endfor %}
</ol>
{% endblock %}
{% block scripts %}
<script type="module" nonce="{{ csp_nonce() }}"
  src="{{ asset_url('build/waymark-map.js') }}"></script>
{% endblock %}
"""
CENTRE, NEAR, FAR = [54.9772, -1.6217], [54.9600, -1.6000], [54.9300, -1.5800]
SERVICES = (
    (1, "Harbour ABC", [NEAR]),
    (2, "Riverside parenting", [FAR, [55.0300, -1.6800]]),
    (3, "At home", None),
    (4, "“Quayside” <b>families</b> & carers", [NEAR]),
)


@pytest.fixture
def app(app: Flask, settings: Settings, tmp_path: Path) -> Flask:
    table = postcode_table(tmp_path)
    packing.write(table, settings.places)
    write_outlines(table, outlines_file(settings.places))

    def page(services: object = SERVICES, home: bool = True, miles: int = 5) -> str:
        return render_template_string(PAGE, services=services, home=home, miles=miles)

    app.add_url_rule("/map", view_func=page, endpoint="map")
    app.add_url_rule("/all", view_func=lambda: page(SERVICES[:2], home=False), endpoint="all")
    app.add_url_rule("/none", view_func=lambda: page(SERVICES[2:3]), endpoint="none")
    return app


def open_map(page: Page, path: str = "/map") -> Locator:
    """Show the map of a page, and return it once the outlines are there."""
    page.goto(path)
    page.get_by_role("button", name="Show the map", exact=True).click()
    page.wait_for_selector(".waymark-map__district", state="attached")
    return page.locator("#results-map")


def marker(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=words, exact=True)


BOTH = "1, 4: Harbour ABC, “Quayside” <b>families</b> & carers"


def test_the_map_is_shown_and_put_away(browser_page: Page) -> None:
    shown = open_map(browser_page)
    expect(shown).to_be_visible()

    browser_page.get_by_role("button", name="Show the list only", exact=True).click()

    expect(shown).to_be_hidden()
    expect(browser_page.locator("li[data-number]").first).to_be_visible()
    browser_page.get_by_role("button", name="Show the map", exact=True).click()
    expect(shown).to_be_visible()
    assert browser_page.locator(".waymark-map__ground").count() == 1


def test_markers_carry_the_numbers_and_names_of_the_list(browser_page: Page) -> None:
    open_map(browser_page)

    expect(marker(browser_page, BOTH)).to_have_text("1, 4")
    expect(marker(browser_page, "2 Riverside parenting")).to_have_text(["2", "2"])
    expect(browser_page.get_by_role("img", name="Where you searched from")).to_be_visible()
    expect(browser_page.locator(".waymark-map__within")).to_be_visible()


def test_it_says_how_many_of_the_list_it_cannot_show(browser_page: Page) -> None:
    shown = open_map(browser_page)

    expect(shown).to_contain_text("The map shows 3 of the 4 services listed on this page.")
    expect(shown).to_contain_text("The other one has no address that may be shown")
    expect(shown).to_contain_text("Outlines are approximate")
    expect(shown).to_contain_text("Crown copyright")


def test_it_says_when_it_shows_all(browser_page: Page) -> None:
    shown = open_map(browser_page, "/all")

    expect(shown).to_contain_text("The map shows every service listed on this page (2).")
    expect(browser_page.locator(".waymark-map__home")).to_have_count(0)


def test_where_nothing_can_be_shown_no_map_is_offered(browser_page: Page) -> None:
    browser_page.goto("/none")
    browser_page.wait_for_load_state("networkidle")

    expect(browser_page.get_by_role("button", name="Show the map")).to_have_count(0)
    expect(browser_page.locator("#results-map")).to_be_hidden()


def test_a_marker_is_opened_and_closed_by_keyboard_and_leads_to_the_list(
    browser_page: Page,
) -> None:
    page = browser_page
    page.goto("/map")
    tab_to(page, page.get_by_role("button", name="Show the map", exact=True))
    page.keyboard.press("Enter")
    both = marker(page, BOTH)
    expect(both).to_be_visible()
    tab_to(page, both)
    page.keyboard.press("Enter")
    assert page.evaluate(SHOWN) == "1 Harbour ABC"

    page.keyboard.press("Escape")
    expect(page.locator(".waymark-map__services")).to_have_count(0)
    expect(both).to_be_focused()

    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate(SHOWN) == "4 “Quayside” <b>families</b> & carers"
    page.keyboard.press("Enter")
    expect(page.locator("#result-4")).to_be_focused()
    assert page.url.endswith("/map#result-4")


def test_a_popup_is_closed_by_its_button(browser_page: Page) -> None:
    open_map(browser_page)
    both = marker(browser_page, BOTH)
    both.click()
    expect(browser_page.locator(".waymark-map__services a")).to_have_count(2)

    browser_page.get_by_role("button", name="Close", exact=True).click()

    expect(browser_page.locator(".waymark-map__services")).to_have_count(0)
    expect(both).to_be_focused()


def test_markers_that_would_lie_together_are_one_until_there_is_room(browser_page: Page) -> None:
    open_map(browser_page)
    apart = browser_page.locator(".waymark-map__marker").count()
    for _ in range(4):
        browser_page.get_by_role("button", name="Zoom out", exact=True).click()
        browser_page.wait_for_timeout(400)

    together = browser_page.locator(".waymark-map__marker")
    expect(together).to_have_count(1)
    expect(together).to_have_text("1 +2")
    assert apart == 3


def test_the_keyboard_moves_the_map_from_marker_to_marker(browser_page: Page) -> None:
    open_map(browser_page)
    for _ in range(4):
        browser_page.get_by_role("button", name="Zoom in", exact=True).click()
        browser_page.wait_for_timeout(400)
    ground = browser_page.locator(".waymark-map__ground").bounding_box()
    for each in browser_page.locator(".waymark-map__marker").all():
        tab_to(browser_page, each)
        browser_page.wait_for_timeout(400)
        box = each.bounding_box()
        assert ground is not None
        assert box is not None
        assert ground["x"] <= box["x"] <= ground["x"] + ground["width"] - box["width"]
        assert ground["y"] <= box["y"] <= ground["y"] + ground["height"] - box["height"]


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing(browser_page: Page, phone_page: Page, axe: Axe, width: str) -> None:
    page = browser_page if width == "desktop" else phone_page
    open_map(page)
    assert axe(page) == []
    marker(page, BOTH).click()
    page.wait_for_timeout(400)

    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0, "the page scrolls sideways"


def test_one_finger_scrolls_the_page_until_it_is_to_move_the_map(phone_page: Page) -> None:
    shown = open_map(phone_page)
    ground = shown.locator(".waymark-map__ground")
    touch = "element => getComputedStyle(element).touchAction"
    assert ground.evaluate(touch) == "pan-x pan-y"

    phone_page.get_by_role("button", name="Move with one finger", exact=True).tap()

    assert ground.evaluate(touch) == "none"
    phone_page.get_by_role("button", name="Scroll the page with one finger", exact=True).tap()
    assert ground.evaluate(touch) == "pan-x pan-y"


def test_the_wheel_scrolls_the_page(browser_page: Page) -> None:
    shown = open_map(browser_page)
    shown.locator(".waymark-map__ground").hover()
    within = browser_page.locator(".waymark-map__within")
    before = within.get_attribute("d")

    browser_page.mouse.wheel(0, 200)
    browser_page.wait_for_timeout(500)

    assert browser_page.evaluate("scrollY") > 50
    assert within.get_attribute("d") == before


def test_nothing_moves_by_itself_where_that_is_not_wanted(new_page: NewPage) -> None:
    page = new_page(reduced_motion="reduce")
    open_map(page)

    assert page.locator(".leaflet-fade-anim, .leaflet-zoom-anim").count() == 0


def test_without_scripts_the_list_is_whole_and_no_box_is_empty(plain_page: Page) -> None:
    plain_page.goto("/map")

    expect(plain_page.locator("li[data-number]")).to_have_count(len(SERVICES))
    expect(plain_page.locator("#results-map")).to_be_hidden()
    expect(plain_page.get_by_role("button", name="Show the map")).to_have_count(0)


def test_paper_shows_the_list_alone(browser_page: Page) -> None:
    shown = open_map(browser_page)

    browser_page.emulate_media(media="print")

    expect(shown).to_be_hidden()
    expect(browser_page.get_by_role("button", name="Show the list only")).to_be_hidden()
    expect(browser_page.locator("li[data-number]").first).to_be_visible()


def test_without_outlines_the_markers_are_there_all_the_same(
    browser_page: Page, settings: Settings
) -> None:
    outlines_file(settings.places).unlink()
    browser_page.goto("/map")
    browser_page.get_by_role("button", name="Show the map", exact=True).click()
    browser_page.wait_for_load_state("networkidle")

    expect(marker(browser_page, BOTH)).to_be_visible()
    expect(browser_page.locator(".waymark-map__district")).to_have_count(0)


def test_a_map_that_cannot_be_loaded_says_so(erring_page: NewPage) -> None:
    page = erring_page()
    page.route("**/leaflet.js", lambda route: route.abort())
    page.goto("/map")
    page.get_by_role("button", name="Show the map", exact=True).click()

    expect(page.locator("#results-map")).to_have_text(
        "The map could not be loaded. The list has everything that it would show."
    )


def test_leaflet_and_the_outlines_are_fetched_only_when_the_map_is_shown(
    browser_page: Page,
) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    open_map(browser_page)
    late = [url for url in asked if url.endswith(("leaflet.js", "outlines.json"))]

    assert len(late) == 2
    # The fixture refuses other hosts; what is inside an address would call nobody, and is not used.
    assert not [url for url in asked if url.startswith("data:")]
