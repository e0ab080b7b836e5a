"""The page gives out what to fill in, and says what the check is."""

import io

import openpyxl

from directory.exchange.directory_file.guide import EXAMPLE
from directory.model.columns import NAMES
from tests.directory_builders import Directory, problems_in
from tests.web.page_client import PageClient
from tests.web.provide.conftest import Check


def test_the_page_says_that_nothing_is_kept_and_links_the_templates(
    page_client: PageClient,
) -> None:
    page = page_client.get("/provide/")

    assert "Nothing is sent to the directory, and nothing of your file is kept." in page.text
    links = [str(link["href"]) for link in page.all("main a")]
    assert links == ["/provide/template.xlsx", "/provide/template.csv", "/provide/report"]
    assert page.one("form")["enctype"] == "multipart/form-data"


def test_the_workbook_is_sent_as_a_file_that_can_be_filled_in(page_client: PageClient) -> None:
    reply = page_client.raw.get("/provide/template.xlsx")

    assert reply.headers["Content-Disposition"] == 'attachment; filename="waymark-services.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(reply.data))
    assert [cell.value for cell in book["Services"][1]] == list(NAMES)
    assert EXAMPLE["name"] in [cell.value for cell in book["Services"][2]]


def test_the_csv_has_the_columns_and_the_example(
    page_client: PageClient, directory: Directory
) -> None:
    reply = page_client.raw.get("/provide/template.csv")

    assert reply.mimetype == "text/csv"
    assert reply.text.splitlines()[0] == ",".join(NAMES)
    [problem] = problems_in(reply.data, directory.vocabulary)
    assert "is the example of the template" in problem


def test_a_template_that_was_not_filled_in_is_told_to_lose_its_example(
    page_client: PageClient, check: Check
) -> None:
    page = check(page_client.raw.get("/provide/template.xlsx").data, name="x.xlsx")

    assert page.heading == "1 thing to mend"
    assert "is the example of the template: delete its row" in page.text
