"""The sufficiency paper: its files say what page, CSV and API say, to the digit."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from directory.cli import main
from directory.web.gaps import paper_views
from directory.web.pdf import can_make_pdf
from tests.directory_builders import GATESHEAD, HOME, NEWCASTLE, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.domain.need.test_worked_example import worked  # noqa: F401 (a fixture)
from tests.web.gaps.formulas import Sheets
from tests.web.page import words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
ASKED = f"miles=3&area={NEWCASTLE}"
NUMBERS = (
    "children_of_these_ages", "need_least", "need_likely", "need_most", "places_least",
    "places_likely", "places_most", "services_silent_on_places", "short_least", "short_likely",
    "short_most",
)  # fmt: skip


@pytest.fixture
def client(page_client: PageClient, worked: Directory) -> PageClient:  # noqa: F811
    return page_client


def in_csv(client: PageClient, asked: str) -> dict[str, dict[str, str]]:
    content = client.raw.get(f"/gaps/need.csv?{asked}").get_data().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(content))
    return {row["id"]: row for row in rows if row["column"] == "all"}


def document(client: PageClient, asked: str = ASKED) -> Any:
    return Document(io.BytesIO(client.raw.get(f"/gaps/paper.docx?{asked}").get_data()))


def said(found: Any) -> list[str]:
    return [each.text for each in found.paragraphs]


@pytest.mark.parametrize("code", [NEWCASTLE, GATESHEAD])
def test_the_workbook_works_out_what_the_csv_says(client: PageClient, code: str) -> None:
    asked = f"miles=3&area={code}"
    content = client.raw.get(f"/gaps/paper.xlsx?{asked}").get_data()
    book = load_workbook(io.BytesIO(content))
    sheets, told = Sheets(book), in_csv(client, asked)

    rows = range(3, book["Shortfall"].max_row + 1)
    assert {sheets.value("Shortfall", f"A{row}") for row in rows} == set(told)
    for row in rows:
        of_csv = told[sheets.value("Shortfall", f"A{row}")]
        for column, name in zip("DEFGHIJKLMN", NUMBERS, strict=True):
            value = sheets.value("Shortfall", f"{column}{row}")
            assert str("" if value == "not known" else round(value)) == of_csv[name], (row, name)


def test_every_shortfall_of_the_workbook_is_a_formula(client: PageClient) -> None:
    book = load_workbook(io.BytesIO(client.raw.get(f"/gaps/paper.xlsx?{ASKED}").get_data()))

    for row in book["Shortfall"].iter_rows(min_row=3, min_col=4):
        assert all(str(cell.value).startswith("=") for cell in row)
    for row in book["Working"].iter_rows(min_row=3, min_col=12):
        assert all(str(cell.value).startswith("=IF(") for cell in row)


def test_the_paper_says_what_the_page_says(client: PageClient) -> None:
    page = client.get(f"/gaps/?{ASKED}")
    found = document(client)

    sentences = [words(each) for each in page.all(".waymark-need__worst li")]
    assert sentences
    assert all(sentence in said(found) for sentence in sentences)
    answer = client.raw.get(f"/api/v1/gaps/need?{ASKED}").get_json()
    assert all(sentence in said(found) for sentence in answer["in_short"])
    [row] = [
        [cell.text for cell in row.cells]
        for row in found.tables[1].rows
        if "1.7.4" in row.cells[1].text
    ]
    assert row[2:] == ["120", "11 (9 to 36)", "34", "0 (0 to 8)"]


def test_the_paper_has_its_parts_in_order(client: PageClient) -> None:
    found = document(client)

    titles = [each.text for each in found.paragraphs if each.style.name == "Heading 1"]
    assert titles[0] == "Summary"
    assert titles[1:4] == [
        "How these numbers were made", "What is short", "Who can reach a service",
    ]  # fmt: skip
    assert titles[4].startswith("Where they live: ")
    assert titles[5:] == [
        "What is not known, and what to find out first", "Limits",
        "Appendix: how each need was worked out",
    ]  # fmt: skip
    assert len(found.inline_shapes) == 1
    chains = {row.cells[0].text: row.cells[1].text for row in found.tables[2].rows}
    steps = {row.cells[0].text: row.cells[1].text for row in found.tables[3].rows}
    assert "Children under 5 years: 120. Step 1: 30 (30 to 60)." in " ".join(chains.values())
    assert any("of 108 children on a child protection plan" in how for how in steps.values())


@pytest.mark.skipif(not can_make_pdf(), reason="WeasyPrint finds no Pango")
def test_the_pdf_holds_what_the_word_document_holds(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = list[str]()
    real = paper_views.make_pdf
    monkeypatch.setattr(paper_views, "make_pdf", lambda page: html.append(page) or real(page))
    content = client.raw.get(f"/gaps/paper.pdf?{ASKED}").get_data()

    assert content.startswith(b"%PDF-")
    told = words_of(html[0])
    for table in document(client).tables[1:]:
        for row in table.rows:
            missing = [c.text for c in row.cells if " ".join(c.text.split()) not in told]
            assert not missing
    assert "<style>\n.waymark-gaps__outline" in html[0]


def words_of(html: str) -> str:
    from bs4 import BeautifulSoup

    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_a_sample_says_so_on_every_page_and_sheet(
    page_client: PageClient, directory: Directory
) -> None:
    people(directory, area("E01-town", HOME))
    directory.take(entry("a", venue(HOME), programme="abc"), sample=True)

    reply = page_client.raw.get("/gaps/paper.xlsx")
    book = load_workbook(io.BytesIO(reply.get_data()))
    assert "-sample-" in reply.headers["Content-Disposition"]
    assert len(book.sheetnames) == 6
    for sheet in book:
        assert str(sheet["A1"].value).startswith("Sample. ")
        assert sheet.oddHeader.center.text.startswith("Sample. ")
    header = document(page_client, "").sections[0].header
    assert header.paragraphs[0].text.startswith("Sample. ")


def test_what_is_no_sample_does_not_say_so(client: PageClient) -> None:
    assert "Sample" not in document(client).sections[0].header.paragraphs[0].text


def test_each_file_has_a_name_of_its_own(client: PageClient) -> None:
    names = [
        client.raw.get(f"/gaps/paper.{ending}?{asked}").headers["Content-Disposition"]
        for ending in ("docx", "xlsx")
        for asked in (ASKED, f"area={GATESHEAD}")
    ]

    assert len(set(names)) == 4
    assert "waymark-sufficiency-paper-newcastle-upon-tyne-" in names[0]
    assert "waymark-sufficiency-figures-gateshead-" in names[3]


def test_a_paper_is_about_one_authority(client: PageClient) -> None:
    page = client.get("/gaps/paper.docx", status=422)

    assert page.errors == ["A paper is about one authority: choose one"]
    assert "Choose one authority for a paper" in page.text
    links = [str(link["href"]) for link in client.get(f"/gaps/?{ASKED}").all("a[href*='paper.']")]
    assert [link.split("?")[0] for link in links] == [
        "/gaps/paper.docx", "/gaps/paper.pdf", "/gaps/paper.xlsx",
    ]  # fmt: skip


def test_the_command_writes_what_the_page_gives_out(
    client: PageClient,
    worked: Directory,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("DATABASE_URL", worked.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(worked.settings.places))
    monkeypatch.setenv("WAYMARK_DATA", str(worked.settings.data))
    out = tmp_path / "paper.docx"
    given = ["gaps", "report", NEWCASTLE, "--miles", "3", "--out"]

    done = CliRunner().invoke(main, [*given, str(out)], catch_exceptions=False)
    wrong = CliRunner().invoke(main, [*given, str(tmp_path / "paper.odt")])
    nowhere = CliRunner().invoke(main, ["gaps", "report", "E09000001", "--out", str(out)])

    assert done.exit_code == 0, done.output
    assert said(Document(str(out))) == said(document(client))
    assert (wrong.exit_code, nowhere.exit_code) == (2, 2)
    assert "the ending should be .docx, .pdf or .xlsx" in wrong.stderr
