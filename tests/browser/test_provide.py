"""Checking a file as an organisation does: by keys, on a phone, and with scripts off."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from directory.application.commands.feeds import add_feed
from directory.infrastructure.settings import Settings
from directory.storage import FeedProblem, FeedPull, FeedRecord
from tests.browser.driving import Axe
from tests.browser.keys import tab_to
from tests.directory_builders import NOW, Directory, entry, row, sheet
from tests.directory_fixtures import (  # noqa: F401 (pytest finds fixtures by name)
    database_url,
    empty_database_url,
    migrated,
    packed,
    settings,
)
from tests.exchange.data_quality.feeds import record, uuid

pytestmark = pytest.mark.browser
LONG = "a" * 300


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.csv"
    file.write_bytes(sheet(row(id="a"), row(id="b", kind=LONG, starts_on="the first of May")))
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


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """Return a feed whose one service has much wrong with it, in long words."""
    file = tmp_path / "feed.json"
    wrong = record(name=LONG, url=LONG, minimum_age="five", email=..., id=LONG)
    file.write_text(json.dumps({"/services/{id}": [wrong]}), encoding="utf-8")
    return file


def test_a_feed_is_judged_by_keys(browser_page: Page, axe: Axe, feed: Path) -> None:
    browser_page.goto("/provide/")

    send(browser_page, feed)

    expect(browser_page.locator("h1")).to_have_text("How good the feed in your file is")
    assert axe(browser_page) == []


@pytest.mark.usefixtures("bad_feed")
def test_the_report_reads_well_on_every_page(
    browser_page: Page, phone_page: Page, plain_page: Page, axe: Axe
) -> None:
    for path in ("/provide/report", "/provide/report/other"):
        browser_page.goto(path)
        expect(browser_page.locator("h1")).to_contain_text("How good")
        assert axe(browser_page) == []
        plain_page.goto(path)
        expect(plain_page.locator("h1")).to_contain_text("How good")
        phone_page.goto(path)
        width = phone_page.evaluate("document.documentElement.scrollWidth")
        assert width <= phone_page.viewport_size["width"]


def test_a_feed_that_is_judged_is_no_wider_than_a_phone(phone_page: Page, feed: Path) -> None:
    phone_page.goto("/provide/")
    phone_page.set_input_files("#file", feed)
    phone_page.get_by_role("button", name="Check the file").click()

    expect(phone_page.locator("h1")).to_have_text("How good the feed in your file is")
    width = phone_page.evaluate("document.documentElement.scrollWidth")
    assert width <= phone_page.viewport_size["width"]


@pytest.fixture
def bad_feed(settings: Settings) -> None:  # noqa: F811 (the fixture above)
    """Fill the directory, and add a feed of which much had to be repaired."""
    directory = Directory(settings)
    directory.take(entry("ours", name="Harbour"))
    with directory.session() as session:
        add_feed(session, "other", "https://feed.example", actor="test", now=NOW)
        document = json.dumps(record(name=LONG, minimum_age="five"))
        session.add(
            FeedPull(feed_id="other", number=1, started_at=NOW, next_page=2, is_listed=True,
                     is_finished=True, problems="[]")
        )  # fmt: skip
        session.add(
            FeedRecord(feed_id="other", remote_id=uuid(1), position=1, listed_in=1, read_in=1,
                       listed=document, document=document, notes="[]")
        )  # fmt: skip
        session.add(
            FeedProblem(feed_id="other", record=LONG, field="minimum_age", found=LONG[:80],
                        became="is not a number: not stated")
        )  # fmt: skip
    directory.engine.dispose()
