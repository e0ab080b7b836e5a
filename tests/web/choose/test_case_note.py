"""The case note: short, the same in every form, and all that a case file needs today."""

import io
import re
from typing import Any

import pytest
from docx import Document

from directory.web import pdf as pdfs
from directory.web.family_session import OptionNote, SessionCarer, SessionChild
from tests.family_session_builders import held_by, open_visit
from tests.web.choose.kept_family import SET_ASIDE, open_family
from tests.web.page import Page, words
from tests.web.page_client import PageClient

PAGE, PDF, DOCX = "/choose/record", "/choose/record/note.pdf", "/choose/record/note.docx"
needs_pango = pytest.mark.skipif(not pdfs.can_make_pdf(), reason="needs Pango for PDFs")
HARMED: dict[str, Any] = {"stage": "after_abuse", "abuse.neglect": True}
OPENER, TO_RING = "sample-abc-harbour", "0191 498 0101"
PAGES = {1: 1, 3: 2}
"""Pages of A4 at most, by the number of children."""
WORDS = {1: 700, 3: 1500}


def family_of(ages: list[int]) -> dict[str, Any]:
    """Return children of some months, neglected by a mother who drinks, in proceedings."""
    numbers = list(range(1, len(ages) + 1))
    mother = SessionCarer(
        role="mother",
        for_children=numbers,
        facts={"parent.substance_misuse": True, "parent.mental_health": True},
        with_child={n: {"carer.maltreating_parent": True} for n in numbers},
    )
    return {
        "children": [SessionChild(facts={"child.age_months": age, **HARMED}) for age in ages],
        "carers": [mother],
        "postcode": "NE6 1DP",
        "proceedings_on": "2026-10-01",
    }


def text_of(client: PageClient) -> str:
    return str(client.get(PAGE).one("textarea#case-note").get_text())


def bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("ages", [[30], [9, 48, 168]], ids=["one child", "three children"])
def test_it_has_few_words(shipped_client: PageClient, ages: list[int]) -> None:
    open_visit(shipped_client, **family_of(ages))

    assert len(text_of(shipped_client).split()) <= WORDS[len(ages)]


@needs_pango
@pytest.mark.parametrize("ages", [[30], [9, 48, 168]], ids=["one child", "three children"])
def test_one_child_takes_one_page_and_three_take_two(
    shipped_client: PageClient, ages: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    import weasyprint

    open_visit(shipped_client, **family_of(ages))
    made, render = [], weasyprint.HTML.render
    monkeypatch.setattr(
        weasyprint.HTML, "render", lambda *a, **k: made.append(render(*a, **k)) or made[0]
    )

    reply = shipped_client.raw.get(PDF)

    assert reply.content_type == "application/pdf"
    assert len(made[0].pages) == PAGES[len(ages)]


def test_it_says_what_a_case_file_needs(client: PageClient) -> None:
    open_family(client)

    text = " ".join(text_of(client).split())

    for part in (
        "CASE NOTE",
        "Made with Waymark on 22 November 2026",
        "Place: NE6 1DP, Newcastle upon Tyne",
        "Care proceedings: issued on 1 October 2026; 26 weeks end on 31 March 2027",
        "CHILD 1: GIRL, 2 YEARS 6 MONTHS",
        "Do first",
        "Call the police or children’s social care (now)",
        "Recommended",
        "NICE: offer, with the mother",
        "[NICE NG76 1.7.4]",
        "Considered",
        "do not apply: reasons in the full record",
        "FIND OUT",
        "SERVICES TO RING",
        f"Harbour ABC (sample): {TO_RING}",
        "WHOM TO RING FIRST",
        "999",
        "BASED ON",
        "answered no: physical abuse",
        "Review on: ....",
        "Refer nobody to them",
    ):
        assert part in text, part


def test_a_line_is_not_broken_where_a_case_system_would_break_it_again(client: PageClient) -> None:
    open_family(client)

    assert "Place: NE6 1DP, Newcastle upon Tyne; services within 10 miles." in text_of(client)


def test_what_was_set_aside_is_told_with_its_reason_and_recommended_no_more(
    client: PageClient,
) -> None:
    aside = OptionNote(child=1, recommendation="ng76:1.7.4", reason="other", words="Moved away")
    open_family(client, thoughts=[aside])

    child = text_of(client).split("CHILD 2")[0]

    recommended, _, rest = child.partition("Considered")
    assert "NG76 1.7.4]" not in recommended
    assert "Moved away" in rest.partition("Set aside, and why")[2]


def test_a_question_that_is_the_same_for_several_is_asked_once(shipped_client: PageClient) -> None:
    open_visit(shipped_client, **family_of([9, 48, 168]))

    found = text_of(shipped_client).partition("FIND OUT")[2].partition("SERVICES TO RING")[0]

    assert found.count("Is a child in immediate danger?") == 1
    assert "Child 1, child 2, child 3: " in found


def test_page_and_word_document_say_the_same(client: PageClient) -> None:
    open_family(client)

    text = text_of(client)
    reply = client.raw.get(DOCX)

    document = Document(io.BytesIO(reply.data))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert bare(said) == bare(text)
    assert document.core_properties.author == "Waymark"
    assert document.core_properties.title == "Case note"
    assert round(document.sections[0].page_width.mm) == 210


def test_the_own_words_of_a_worker_are_words_and_nothing_else(client: PageClient) -> None:
    thought = OptionNote(child=1, recommendation=SET_ASIDE, reason="other", words="</textarea><b>")
    open_family(client, thoughts=[thought])

    page = client.get(PAGE)

    assert "</textarea><b>" in page.one("textarea").get_text()
    assert not page.all("main textarea + b")


@pytest.mark.parametrize("path", [PAGE, PDF, DOCX, "/choose/record/full"])
def test_nothing_is_kept(client: PageClient, path: str) -> None:
    visit = open_family(client)

    reply = client.raw.get(path)

    assert reply.status_code in (200, 503)
    assert reply.headers["Cache-Control"] == "no-store"
    assert held_by(client) == visit


@pytest.mark.parametrize("path", [PAGE, PDF, DOCX, "/choose/record/full"])
def test_with_no_family_open_it_leads_to_the_start(client: PageClient, path: str) -> None:
    assert client.raw.get(path).headers["Location"].startswith("/choose/")


def test_the_page_leads_to_every_form_and_names_nobody(client: PageClient) -> None:
    open_family(client)

    page = client.get(PAGE)

    assert page.heading == "Case note"
    assert {link["href"] for link in page.all("main a")} >= {
        DOCX,
        "/choose/record/full",
        "/choose/record.txt",
        "/choose/record.json",
        "/signpost/note/parent",
        "/signpost/note/young-person",
    }
    assert page.one("button[data-waymark-copy=case-note]").has_attr("hidden")
    assert _link(page, "Case note")["aria-current"] == "page"


def _link(page: Page, said: str) -> Any:
    [found] = [a for a in page.all("nav[aria-label='This family'] a") if words(a) == said]
    return found
