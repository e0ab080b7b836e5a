"""The pages of the knowledge as a browser shows them: axe, widths, and without scripts."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.driving import Axe
from tests.web.choose.sample import sample_app, sample_folder

__all__ = ["sample_app", "sample_folder"]

pytestmark = pytest.mark.browser

PAGES = (
    "/knowledge/",
    "/knowledge/nothing-named",
    "/knowledge/programmes",
    "/knowledge/programme/abc",
    "/knowledge/recommendation/ng76:1.7.6",
    "/knowledge/recommendation/rip:early-help-assessment",
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def app(sample_app: Flask) -> Flask:
    return sample_app


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_at_either_width(
    browser_page: Page, phone_page: Page, axe: Axe, path: str
) -> None:
    for page in (browser_page, phone_page):
        page.goto(path)

        assert axe(page) == []
        assert page.evaluate(SIDEWAYS) == 0, "the page scrolls sideways"


def test_a_condition_can_be_read_without_scripts(plain_page: Page) -> None:
    plain_page.goto("/knowledge/recommendation/ng76:1.7.4")

    assert plain_page.get_by_text("The child has been neglected").first.is_visible()
