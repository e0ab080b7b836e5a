"""Need from year to year, as a page."""

import pytest
from flask import Flask

from tests.directory_builders import HOME, NEWCASTLE, Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.domain.need.test_need_trend import ENGLAND, figure, trends
from tests.web.page import words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database


@pytest.fixture
def client(app: Flask, directory: Directory) -> PageClient:
    people(directory, area("E01-town", HOME), area("E01-moor", "DH1 1AA"))
    return PageClient(app.test_client())


def test_the_change_is_said_first_and_england_beside_it(
    client: PageClient, directory: Directory
) -> None:
    rows = [figure(NEWCASTLE, 2024, 1000), figure(NEWCASTLE, 2025, 1130)]
    trends(directory, NEWCASTLE, *rows, figure(ENGLAND, 2024, 100), figure(ENGLAND, 2025, 96))

    page = client.get(f"/gaps/trend?area={NEWCASTLE}")

    first = words(page.all("main ul li")[0])
    assert first == "Children in need at 31 March: 13% more since 2024 (England: 4% fewer)."
    assert [words(row) for row in page.all("tbody tr")] == [
        "Newcastle upon Tyne 1,000 1,130", "England 100 96",
    ]  # fmt: skip


def test_one_year_tells_no_change_and_says_what_to_bring(
    client: PageClient, directory: Directory
) -> None:
    trends(directory, NEWCASTLE, figure(NEWCASTLE, 2025, 1130))

    page = client.get(f"/gaps/trend?area={NEWCASTLE}")

    assert "bring the tables of more years" in page.text
    assert "not known" in words(page.all("tbody tr")[1])


def test_an_authority_is_chosen_first(client: PageClient) -> None:
    page = client.get("/gaps/trend")

    assert "Choose one authority." in page.text
    link = page.one(f"main a[href$='area={NEWCASTLE}']")
    assert "No figures of need are known" in client.get(str(link["href"])).text
