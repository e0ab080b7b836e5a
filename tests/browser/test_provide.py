"""Checking a file as an organisation does: by keys, on a phone, and with scripts off."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import Axe
from tests.browser.keys import tab_to
from tests.directory_builders import row, sheet
from tests.directory_fixtures import (  # noqa: F401 (pytest finds fixtures by name)
    database_url,
    empty_database_url,
    migrated,
    packed,
    settings,
)

pytestmark = pytest.mark.browser
LONG = "a" * 300


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.csv"
    file.write_bytes(sheet(row(id="a"), row(id="b", kind=LONG, starts_on="1/2/2026")))
    return file


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    file = tmp_path / "sound.csv"
    file.write_bytes(sheet(row(id="a", name="Harbour"), row(id="b", waiting_weeks="0")))
    return file


def send(page: Page, file: Path) -> None:
    """Choose the file and press the button by keys."""
    page.set_input_files("#file", file)
    tab_to(page, page.get_by_role("button", name="Check the file"))
    page.keyboard.press("Enter")


def test_a_file_is_checked_mended_and_checked_again_by_keys(
    browser_page: Page, axe: Axe, wrong: Path, sound: Path
) -> None:
    browser_page.goto("/provide/")
    assert axe(browser_page) == []

    send(browser_page, wrong)
    expect(browser_page.locator("h1")).to_have_text("2 things to mend")
    assert axe(browser_page) == []

    send(browser_page, sound)
    expect(browser_page.locator("h1")).to_have_text("Nothing to mend")
    assert axe(browser_page) == []


def test_a_file_is_checked_with_scripts_off(plain_page: Page, wrong: Path) -> None:
    plain_page.goto("/provide/")

    send(plain_page, wrong)

    expect(plain_page.locator("h1")).to_have_text("2 things to mend")


def test_nothing_is_wider_than_a_phone(phone_page: Page, wrong: Path, sound: Path) -> None:
    phone_page.goto("/provide/")
    for file in (wrong, sound):
        phone_page.set_input_files("#file", file)
        phone_page.get_by_role("button", name="Check the file").click()
        expect(phone_page.locator("h1")).to_contain_text("to mend")
        width = phone_page.evaluate("document.documentElement.scrollWidth")
        assert width <= phone_page.viewport_size["width"]


def test_the_template_is_downloaded(browser_page: Page) -> None:
    browser_page.goto("/provide/")

    with browser_page.expect_download() as download:
        browser_page.get_by_role("link", name="Template for a spreadsheet").click()

    assert download.value.suggested_filename == "waymark-services.xlsx"
