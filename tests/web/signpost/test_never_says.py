"""What no sheet ever says: why, what is known of the family, or where a hidden address is.

These hold of every service of the sample that is shipped, and of every fact that may be known.
"""

import csv
import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.infrastructure import paths
from directory.storage import Service, Venue, reference_data
from directory.web.family_session import AskedQuestion, OptionNote, SessionCarer, SessionChild
from directory.web.signpost.sensitive_words import initials, is_telling, is_telling_address
from matcher.facts import Fact
from tests.family_session_builders import open_visit
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.signpost.journey import HARBOUR, NEAR, NUMBERS, REFUGE, SAFE, SHEET

SERVICES = paths.data() / "services.csv"
# A list of its own: the one that the sheet is made with is not what tells whether it works.
NEVER = (
    "abuse", "neglect", "harm", "violence", "violent", "perpetrator", "victim", "survivor",
    "therapy", "therapist", "trauma", "clinical", "disorder", "treatment", "substance", "alcohol",
    "drug", "domestic", "refuge", "protection", "court", "safeguarding", "social care",
    "social worker", "ng76", "nice", "recommendation", "recommended", "assessment", "risk",
    "offender", "mental", "attachment", "exploitation", "eligible", "referral", "refer",
)  # fmt: skip


@pytest.fixture
def client(shipped_client: PageClient) -> PageClient:
    return shipped_client


def sheet_of(client: PageClient, ids: list[str], path: str, **holds: object) -> Page:
    open_visit(client, shortlist=ids, contact=SAFE, **{"postcode": NEAR, **holds})
    return client.get(path)


def sample_ids() -> list[str]:
    with SERVICES.open(newline="", encoding="utf-8") as file:
        return sorted({row["id"] for row in csv.DictReader(file)})


def without_names(page: Page) -> str:
    """Return what a sheet says, apart from the names of services and where they are."""
    for tag in page.all("article h2, article h3"):
        tag.decompose()
    return page.text.lower()


@pytest.mark.parametrize("part", range(6))
@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_sheet_of_any_service_says_why(client: PageClient, part: int, language: str) -> None:
    page = sheet_of(client, sample_ids()[part::6], f"{SHEET}?lang={language}")

    said = without_names(page)
    assert [word for word in NEVER if re.search(rf"\b{word}\b", said)] == []
    for link in page.all("main a"):
        assert not is_telling_address(str(link["href"])), link


@pytest.mark.parametrize("part", range(2))
def test_no_discreet_sheet_says_why_even_by_a_name(client: PageClient, part: int) -> None:
    said = sheet_of(client, sample_ids()[part::2], NUMBERS).text.lower()
    said = said.replace("starling court", "")  # the name of a house

    assert [word for word in NEVER if re.search(rf"\b{word}", said)] == []


def _answer(fact: Fact) -> object:
    if fact.type == "choice":
        return fact.choices[0].value
    return True if fact.type == "boolean" else 31


def test_nothing_known_of_the_family_changes_the_sheet(client: PageClient) -> None:
    facts = reference_data.loaded(paths.data()).facts.facts
    known = {fact.id: _answer(fact) for fact in facts}
    everything: dict[str, object] = {
        "children": [SessionChild(facts=known, signs=["a-sign"])],
        "carers": [
            SessionCarer(role="mother", for_children=[1], facts=known, with_child={1: known})
        ],
        "family": known,
        "proceedings_on": "2026-10-14",
        "asking": AskedQuestion(fact=facts[0].id, child=1),
        "thoughts": [OptionNote(child=1, recommendation="ng76:1.7.4", words="They are afraid")],
    }

    for path in (SHEET, NUMBERS):
        plain = sheet_of(client, [HARBOUR, REFUGE], path).one("main")
        told = sheet_of(client, [HARBOUR, REFUGE], path, **everything)
        assert str(told.one("main")) == str(plain)
        said = told.response.get_data(as_text=True).lower()
        telling = [
            "afraid",
            "2026-10-14",
            "14 october",
            *(fact.id for fact in facts if "." in fact.id),
        ]
        assert [word for word in telling if word in said] == []


def test_the_postcode_of_the_family_is_on_no_sheet(client: PageClient) -> None:
    for path in (SHEET, NUMBERS, "/signpost/advice"):
        said = sheet_of(client, [REFUGE], path).response.get_data(as_text=True)
        assert NEAR.split()[1] not in said


def test_a_hidden_address_is_on_no_page(client: PageClient, shipped_app: Flask) -> None:
    with Session(shipped_app.extensions["engine"]) as session:
        hidden = session.execute(
            select(Venue.service_id, Venue.name, Venue.address, Venue.postcode)
            .join(Service)
            .where(Venue.hide_address)
        ).all()
    assert len(hidden) >= 6

    for path in (SHEET, NUMBERS, "/signpost/", "/signpost/advice"):
        said = sheet_of(client, [row[0] for row in hidden], path).response.get_data(as_text=True)
        said = said.replace("\N{NO-BREAK SPACE}", " ")
        for _, *secrets in hidden:
            assert [secret for secret in secrets if secret and secret in said] == []
    assert "They will tell you where to go." in sheet_of(client, [REFUGE], SHEET).text


@pytest.mark.parametrize(
    "name",
    ["After Abuse Recovery", "Rowan Gate refuge", "Trauma therapy by video", "MST-CAN Wearside",
     "Domestic abuse advisers", "Self-harm pathway", "Youth and Drugs", "Psychotherapy"],
)  # fmt: skip
def test_a_name_that_tells(name: str) -> None:
    assert is_telling(name)


@pytest.mark.parametrize(
    "name",
    ["Harbour ABC", "Little Larder", "Harmony House", "Courtyard Café", "Fundamental Arts",
     "Clear Voice for parents", "The Drugget Loom", None, ""],
)  # fmt: skip
def test_a_name_that_does_not(name: str | None) -> None:
    assert not is_telling(name)


@pytest.mark.parametrize(
    ("address", "tells"),
    [
        ("https://northdomesticabuse.example", True),
        ("https://council.example/child-protection", True),
        ("help@hopetherapy.example", True),
        ("https://kittiwake-families.example/abc", False),
        (None, False),
    ],
)
def test_an_address_that_tells(address: str | None, tells: bool) -> None:
    assert is_telling_address(address) is tells


def test_initials_leave_out_what_stands_in_brackets() -> None:
    assert initials("After Abuse Recovery (sample)") == "AAR"
    assert initials("Children’s group") == "CG"


def test_the_worker_sees_no_more_than_the_words_of_the_page(client: PageClient) -> None:
    page = sheet_of(client, [HARBOUR], SHEET)

    assert words(page.one("nav[aria-label='This sheet']")) == "Back Cymraeg Print"
