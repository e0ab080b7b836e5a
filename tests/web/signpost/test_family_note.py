"""A note for the parent or the young person: plain, and safe if anyone else reads it."""

import io
import re
from typing import Any

import pytest
from docx import Document

from directory.web.family_session import OptionNote, SessionCarer, SessionChild
from directory.web.signpost.contact import ABUSER_HAS_ACCESS
from tests.family_session_builders import open_visit
from tests.web.page import Page
from tests.web.page_client import PageClient
from tests.web.signpost.journey import CONTACT, HARBOUR, LARDER, NEAR, REFUGE, SAFE, START, follow
from tests.web.signpost.journey import at as at_address
from tests.web.signpost.reading import grade

PARENT, YOUNG = "/signpost/note/parent", "/signpost/note/young-person"
EVERYTHING: dict[str, Any] = {
    "children": [SessionChild(facts={"abuse.neglect": True, "child.self_harm": True})],
    "carers": [SessionCarer(role="father", for_children=[1], facts={"parent.low_income": True})],
    "family": {"safety.current_domestic_abuse": True},
    "thoughts": [OptionNote(child=1, recommendation="ng76:1.7.4", words="They are afraid")],
}
TELLING = re.compile(
    r"abuse|neglect|risk|harm|violen|police|protect|court|father|mother|afraid|drug|alcohol"
    r"|social worker|NICE|assess|refer",
    re.IGNORECASE,
)


def note_of(client: PageClient, path: str, *ids: str, **holds: Any) -> Page:
    open_visit(client, **{"shortlist": list(ids), "postcode": NEAR, "contact": SAFE, **holds})
    return client.get(path)


def said(page: Page) -> str:
    return str(page.one("textarea#note").get_text())


@pytest.mark.parametrize("path", [PARENT, YOUNG])
def test_it_is_reached_only_after_safe_contact_was_asked(client: PageClient, path: str) -> None:
    assert at_address(follow(client, path)) == START

    open_visit(client, shortlist=[HARBOUR])

    assert at_address(follow(client, path)) == CONTACT


def test_there_is_no_note_for_anybody_else(client: PageClient) -> None:
    assert client.raw.get("/signpost/note/abuser").status_code == 404


def test_a_parent_reads_what_may_help_and_what_comes_next(client: PageClient) -> None:
    text = said(note_of(client, PARENT, HARBOUR))

    for part in (
        "What we talked about, and what comes next",
        "22 November 2026",
        "What you told us, in your own words:",
        "- Harbour ABC (sample)",
        "They help you notice what your child needs.",
        "0191 498 0101",
        "Who does what, and by when:",
        "We will talk again on:",
        "Is something wrong or left out? Tell us.",
        "If you or your child are in danger now, call 999.",
    ):
        assert part in text
    assert "<" not in text


def test_a_young_person_reads_of_what_is_for_them(client: PageClient) -> None:
    page = note_of(client, YOUNG, HARBOUR, LARDER, "sample-pathways-newcastle")

    text = said(page)
    assert "Someone who has time for you and listens." in text
    assert "your child" not in text
    assert "Pathways" not in text, "a course for parents"
    assert "Pathways Triple P Newcastle (sample)" in page.text, "the worker is told"


@pytest.mark.parametrize("path", [PARENT, YOUNG])
def test_nothing_known_of_anybody_is_in_it(client: PageClient, path: str) -> None:
    plain = said(note_of(client, path, HARBOUR, LARDER))
    told = said(note_of(client, path, HARBOUR, LARDER, **EVERYTHING))

    assert told == plain
    assert TELLING.findall(plain) == []


@pytest.mark.parametrize("path", [PARENT, YOUNG])
def test_what_tells_of_one_adult_is_left_out_and_the_worker_is_told(
    client: PageClient, path: str
) -> None:
    page = note_of(client, path, REFUGE, "sample-sober-sundays-blyth")

    assert not re.search("Rowan|refuge|Sober", said(page))
    assert "Rowan Gate refuge (sample)" in page.text
    assert "tell them about these yourself" in page.text


@pytest.mark.parametrize(
    "holds",
    [
        {"contact": {**SAFE, "paper": "no", "phone": "unknown"}},
        {"family": {ABUSER_HAS_ACCESS: True}},
    ],
    ids=["seen", "known elsewhere"],
)
def test_where_nothing_is_safe_there_is_no_note(client: PageClient, holds: dict[str, Any]) -> None:
    page = note_of(client, PARENT, HARBOUR, **holds)

    assert not page.all("textarea")
    assert "Do not give them a note." in page.text
    for file in ("note.docx", "note.pdf"):
        assert not page.all(f"a[href$='{file}']")
        assert client.raw.get(f"{PARENT}/{file}").location == PARENT


@pytest.mark.parametrize("path", [PARENT, YOUNG])
def test_the_word_document_says_what_the_page_says(client: PageClient, path: str) -> None:
    page = note_of(client, path, HARBOUR, LARDER, REFUGE)
    reply = client.raw.get(page.one("a[href$='.docx']")["href"])

    document = Document(io.BytesIO(reply.data))
    lines = [line for p in document.paragraphs for line in p.text.splitlines()]
    shown = [line.removeprefix("- ") for line in said(page).splitlines() if line]
    assert lines == shown
    assert document.styles["Normal"].font.size.pt >= 12
    assert reply.headers["Content-Disposition"] == "attachment; filename=note.docx"


def test_the_pdf_is_offered_and_its_name_tells_nothing(client: PageClient) -> None:
    page = note_of(client, PARENT, HARBOUR)
    reply = client.raw.get(page.one("a[href$='.pdf']")["href"])

    assert reply.data.startswith(b"%PDF")
    assert reply.headers["Content-Disposition"] == "attachment; filename=note.pdf"


@pytest.mark.parametrize("file", ["note.docx", "note.pdf"])
def test_a_file_is_had_only_after_safe_contact_was_asked(client: PageClient, file: str) -> None:
    open_visit(client, shortlist=[HARBOUR])

    assert client.raw.get(f"{PARENT}/{file}").location == CONTACT
    assert client.raw.get(f"/signpost/note/abuser/{file}").status_code == 404


@pytest.mark.parametrize("path", [PARENT, YOUNG])
def test_it_is_easy_to_read(client: PageClient, path: str) -> None:
    lines = said(note_of(client, path, HARBOUR, LARDER)).splitlines()

    assert grade("\n".join(line for line in lines if "..." not in line)) <= 4.0
