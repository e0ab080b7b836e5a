"""Page, PDF, text, file and API say the same of a family, and none of it is kept or fetched."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from directory.web import pdf as pdfs
from directory.web import record_files
from directory.web.choose.options.option_presenter import STATUSES
from directory.web.family_session import OptionNote
from tests.family_session_builders import held_by
from tests.web.choose.kept_family import (
    APPLIES,
    SERVICE,
    SET_ASIDE,
    SIGNS,
    as_question,
    kept,
    open_family,
)
from tests.web.page import words
from tests.web.page_client import PageClient
from tests.web.rulebook import knowledge

PAGE = "/choose/record/full"
PATHS = (PAGE, "/choose/record.pdf", "/choose/record.txt", "/choose/record.json")
SECTIONS = {
    "applies": "Options that apply",
    "needs_information": "Options that need an answer",
    "does_not_apply": "Options that do not apply",
}
needs_pango = pytest.mark.skipif(not pdfs.can_make_pdf(), reason="needs Pango for PDFs")


@pytest.fixture
def html_of_pdf(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the pages that were to be made into PDFs, and make none."""
    made: list[str] = []
    monkeypatch.setattr(record_files, "can_make_pdf", lambda: True)
    monkeypatch.setattr(record_files, "make_pdf", lambda html: made.append(html) or b"%PDF")
    return made


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the system lack what WeasyPrint needs."""

    def missing() -> None:
        raise pdfs.PdfMissingError

    monkeypatch.setattr(pdfs, "_weasyprint", missing)
    pdfs.can_make_pdf.cache_clear()
    yield
    pdfs.can_make_pdf.cache_clear()


def said(text: str) -> list[str]:
    """Return the bare words of a text, whatever it is laid out with."""
    return re.findall(r"\w+", text.lower())


def bare(part: Tag) -> str:
    """Return the words of a part without what only a screen reader is told."""
    for hidden in part.select(".govuk-visually-hidden"):
        hidden.decompose()
    return words(part)


def statuses(record: Tag) -> list[dict[str, str]]:
    """Return how each option stands for each child, by its title, as a record shows it."""
    titles = "> .record-part > h4", "> ul > li > strong"
    return [
        {
            _title(each): status
            for status in SECTIONS
            for title in titles
            for each in child.select(f".record-{status.replace('_', '-')} {title}")
        }
        for child in record.select(".record-child")
    ]


def _title(tag: Tag) -> str:
    for aside in tag.select(".record-aside"):
        aside.decompose()
    return words(tag).removesuffix(":")


def of_api(client: PageClient, question: dict[str, Any]) -> list[dict[str, str]]:
    reply = client.raw.post("/api/v1/family", data=json.dumps(question))
    return [
        {option["title"]: option["status"] for option in child["options"]}
        for child in reply.get_json()["children"]
    ]


def test_page_pdf_text_file_and_api_say_the_same(
    client: PageClient, html_of_pdf: list[str]
) -> None:
    visit = open_family(client)

    page = client.get(PAGE).one(".waymark-record")
    client.raw.get("/choose/record.pdf")
    text = client.raw.get("/choose/record.txt").text
    file = kept(client)["result"]

    pdf = BeautifulSoup(html_of_pdf[0], "html5lib")
    on_the_page = bare(page)
    assert bare(pdf.select(".waymark-record")[0]) == on_the_page
    assert said(text)[5:] == said(on_the_page)
    api = of_api(client, as_question(visit))
    assert [{o["title"]: o["status"] for o in child.values()} for child in file] == api
    assert statuses(page) == api
    for status, title in SECTIONS.items():
        counts = [Counter(child.values())[status] for child in api]
        assert re.findall(rf"^{title} \((\d+)\)$", text, re.MULTILINE) == list(map(str, counts))


def test_the_record_says_all_that_the_result_says(client: PageClient) -> None:
    open_family(client)

    text = " ".join(client.raw.get("/choose/record.txt").text.split())

    for part in (
        "Made with Waymark: 22 November 2026 at 18:00",
        "Where to look: NE6 1DP, Newcastle upon Tyne; services within 10 miles",
        "issued on 1 October 2026; 26 weeks end on 31 March 2027",
        "never scores a family",
        "CHILD 1: GIRL, 2 YEARS 6 MONTHS",
        "CHILD 2: 8 YEARS",
        "Call the police or children’s social care [now]",
        "Alert: consider: ", "Alert: suspect: ", "What to do",
        "Until 14 May 2029 (5th birthday)",
        "Who takes part: with the mother; needs an answer with the father",
        "Set aside by the worker: Tried in 2025",
        "The family: prefers this",
        "Harbour ABC (sample): Kittiwake Families (sample); May fit: check",
        "Wait: 6 weeks, asked 3 October 2026",
        "The child is 2 years 6 months (born 14 May 2024)",
        "WHAT FITS MORE THAN ONE CHILD",
        "SERVICES ON THE SHEET ===================== - Harbour ABC (sample), Kittiwake",
        "NOTES FOR PRACTICE",
        "https://www.nice.org.uk/guidance/ng76",
        "Refer nobody to them",
    ):  # fmt: skip
        assert part in text, part


def test_lines_of_the_text_fit_a_case_file(client: PageClient) -> None:
    open_family(client)

    reply = client.raw.get("/choose/record.txt")

    assert reply.content_type == "text/plain; charset=utf-8"
    lines = reply.text.splitlines()
    assert [line for line in lines if len(line) > 100 and "://" not in line] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_worker_s_own_words_are_words_and_nothing_else(
    client: PageClient, html_of_pdf: list[str]
) -> None:
    thought = OptionNote(child=1, recommendation=SET_ASIDE, words="<img src=x>\n\n\nyes")
    open_family(client, thoughts=[thought])

    assert not client.get(PAGE).all(".waymark-record img")
    client.raw.get("/choose/record.pdf")
    assert "<img" not in html_of_pdf[0]
    assert "note: <img src=x> yes" in " ".join(client.raw.get("/choose/record.txt").text.split())


@pytest.mark.parametrize("path", PATHS)
def test_with_no_family_open_a_record_leads_to_the_start(client: PageClient, path: str) -> None:
    assert client.raw.get(path).headers["Location"].startswith("/choose/")


@pytest.mark.parametrize("path", PATHS[1:])
def test_what_is_taken_away_is_named_for_nobody_and_stored_nowhere(
    client: PageClient, path: str, html_of_pdf: list[str]
) -> None:
    open_family(client)

    reply = client.raw.get(path)

    name = "waymark-family.json" if path.endswith("json") else f"waymark-{path.split('/')[-1]}"
    assert reply.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("html_of_pdf")
def test_a_record_changes_nothing_of_the_visit(client: PageClient) -> None:
    visit = open_family(client)

    for path in PATHS:
        assert client.raw.get(path).status_code == 200

    assert held_by(client) == visit


@needs_pango
@pytest.mark.slow
def test_the_pdf_is_tagged_and_has_as_many_pages_as_it_should(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_family(client)
    import weasyprint

    made, render = [], weasyprint.HTML.render
    monkeypatch.setattr(
        weasyprint.HTML, "render", lambda *a, **k: made.append(render(*a, **k)) or made[0]
    )
    reply = client.raw.get("/choose/record.pdf")

    [document] = made
    assert 5 <= len(document.pages) <= 45
    assert document.metadata.title == "Full record for this family"
    assert document.metadata.lang == "en"
    assert reply.content_type == "application/pdf"
    assert reply.data.startswith(b"%PDF-1.7")


@needs_pango
def test_making_a_pdf_fetches_nothing() -> None:
    """The network is closed to every test, and a file of this machine is not read either."""
    loads = '<img src="https://made-up.example/a.png"><img src="file:///etc/hostname">'

    assert pdfs.make_pdf(f"<html lang=en><title>A</title>{loads}</html>").startswith(b"%PDF")
    with pytest.raises(ValueError, match="loads nothing"):
        pdfs._refuse("https://made-up.example/a.png")


@pytest.mark.usefixtures("no_pango")
def test_without_pango_the_browser_prints_and_the_page_says_so(client: PageClient) -> None:
    open_family(client)

    page = client.get(PAGE)
    assert not page.all("a[href='/choose/record.pdf']")
    assert "choose “Save as PDF” in the browser" in page.text
    assert page.one("[data-waymark-print]").has_attr("hidden")
    refused = client.get("/choose/record.pdf", status=503)
    assert refused.heading == "No PDF can be made here"


def test_the_file_holds_what_was_entered_and_how_it_stood(client: PageClient) -> None:
    visit = open_family(client)

    file = kept(client)

    question = as_question(visit)
    assert file["family"] == {key: question[key] for key in ("family", "children", "carers")}
    assert (file["waymark"], file["version"], file["made_on"]) == ("family", 1, "2026-11-22")
    assert file["signs"] == [SIGNS, []]
    assert file["shortlist"] == [SERVICE]
    assert file["knowledge"]["sources"].keys() == {source.id for source in knowledge().sources}
    assert STATUSES[file["result"][0][APPLIES]["status"]] == "applies"
    assert file["result"][0].keys() == knowledge().recommendation.keys()
    assert "contact" not in json.dumps(file["family"])
