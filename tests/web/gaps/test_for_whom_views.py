"""For whom there is a gap, as a page and as a table."""

import csv
import io

import pytest
from flask import Flask

from tests.directory_builders import HOME, PROGRAMME, RECOMMENDATION, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.domain.coverage.test_breakdown import GIRLS, DeprivationRow, tenths
from tests.web.page import words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
PATH = f"/gaps/for-whom/{RECOMMENDATION}"


@pytest.fixture
def laid(app: Flask, directory: Directory) -> PageClient:
    directory.take(entry("harbour", venue(HOME), programme=PROGRAMME, delivery=("venue",)))
    people(directory, area("E01-town", HOME, **GIRLS), area("E01-moor", "DH1 1AA", **GIRLS))
    return PageClient(app.test_client())


def test_the_two_ends_of_deprivation_are_said_first(laid: PageClient, directory: Directory) -> None:
    tenths(
        directory,
        DeprivationRow(code="E01-town", tenth=1, rural=False),
        DeprivationRow(code="E01-moor", tenth=10, rural=True),
    )

    page = laid.get(PATH)

    assert "In the most deprived tenth of areas" in page.text
    captions = [words(each) for each in page.all("caption")]
    assert captions == ["By deprivation", "Town and country", "By age", "By sex"]


def test_what_is_missing_and_how_it_is_brought_is_said(laid: PageClient) -> None:
    page = laid.get(PATH)

    assert "waymark deprivation import" in page.text
    assert "most deprived" not in page.text


def test_the_file_says_what_the_page_says(laid: PageClient, directory: Directory) -> None:
    tenths(directory, DeprivationRow(code="E01-town", tenth=1, rural=False))

    text = laid.raw.get(f"{PATH}.csv").get_data().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    page = laid.get(PATH)

    shown = [words(cell) for cell in page.all("tbody td:first-of-type")]
    assert [row["children"] for row in rows] == [each.replace(",", "") for each in shown]
    assert {row["by"] for row in rows} == {"deprivation", "rurality", "age", "sex"}


def test_a_file_is_refused_as_the_page_is(laid: PageClient) -> None:
    assert laid.raw.get(f"{PATH}.csv?miles=x").status_code == 422
    laid.get("/gaps/for-whom/none", 404)


def test_the_steps_of_need_lead_there(laid: PageClient) -> None:
    page = laid.get(f"/gaps/need/{RECOMMENDATION}")

    assert page.one(f"a[href='{PATH}']")
