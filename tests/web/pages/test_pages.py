"""The start page and the pages every service owes."""

from pathlib import Path

import pytest

from tests.web.page_client import PageClient

PAGES = ("/", "/about-the-knowledge", "/accessibility", "/cookies", "/privacy")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound(page_client: PageClient, path: str) -> None:
    page_client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_links_to_the_pages_a_service_owes(page_client: PageClient, path: str) -> None:
    page = page_client.get(path)

    links = {str(link["href"]) for link in page.all("footer a")}
    assert {"/about-the-knowledge", "/accessibility", "/cookies", "/privacy"} <= links


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_the_crown_or_crown_copyright_of_its_design(
    page_client: PageClient, path: str
) -> None:
    page = page_client.get(path)

    assert not page.all(".govuk-footer__crown, .govuk-footer__copyright-logo, .govuk-logo-crown")
    assert not page.all(".govuk-header")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_how_old_its_knowledge_is(page_client: PageClient, path: str) -> None:
    footer = page_client.get(path).one("footer")

    assert "checked against its sources" in footer.get_text()
    assert footer.find("time") is not None


def test_every_source_is_named_with_the_day_it_was_checked(
    page_client: PageClient, data: Path
) -> None:
    page = page_client.get("/about-the-knowledge")

    assert "Child abuse and neglect" in page.text
    assert page.text.count("Last checked on") == len(list(data.glob("rules/*.yaml")))


def test_the_start_page_begins_the_journey(page_client: PageClient) -> None:
    page = page_client.get("/")

    button = page.one(".govuk-button--start")
    assert button["href"] == "/choose/"
    assert "Choose support with a family" in button.get_text()


def test_the_start_page_says_it_is_not_for_reporting_a_concern(page_client: PageClient) -> None:
    page = page_client.get("/")

    assert "not for reporting a concern" in page.text
    assert "call 999" in page.text


def test_the_cookie_page_names_the_cookies_that_are_set(page_client: PageClient) -> None:
    page = page_client.get("/cookies")

    named = [code.get_text() for code in page.all("main code")]
    account = ["waymark_account", "waymark_sign_in"]
    family = ["waymark_visit", "waymark_visit_2", "waymark_near"]
    assert named == [*family, *account, "waymark_session"]


def test_a_page_without_a_form_sets_no_cookie(page_client: PageClient) -> None:
    assert "Set-Cookie" not in page_client.get("/").response.headers
