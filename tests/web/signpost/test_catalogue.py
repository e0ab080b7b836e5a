"""One catalogue holds every sentence of the sheet, and each language says what it can of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask

from directory.infrastructure import paths
from directory.web.signpost.languages import (
    ENGLISH,
    LANGUAGES,
    REVIEWS,
    WELSH,
    Review,
    fingerprint,
    is_checked,
    say,
    say_count,
    say_date,
    sheet_in,
)
from tests.family_session_builders import open_visit
from tests.web.page_client import PageClient
from tests.web.signpost.journey import HARBOUR, NEAR, NUMBERS, SAFE, SHEET

ROOT = Path(__file__).resolve().parents[3]
KEYWORDS = {"say": None, "say_count": (1, 2), "N_": None}
FOLDERS = ("directory/web/signpost", "templates/signpost", "data")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
ANEW = "run scripts/messages"


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def entries(catalogue: Catalog) -> dict[str | tuple[str, ...], Message]:
    return {tuple(m.id) if isinstance(m.id, list | tuple) else m.id: m for m in catalogue if m.id}


def catalogue_of(language: str) -> Catalog:
    return read(paths.translations() / language / "LC_MESSAGES" / "messages.po", language)


def said_in_the_sources() -> Iterator[str | tuple[str, ...]]:
    with (paths.translations() / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    for folder in FOLDERS:
        for _, _, sentence, *_ in extract_from_dir(
            ROOT / folder, method_map=methods, options_map=options, keywords=KEYWORDS
        ):
            yield sentence


def parts(value: object) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list | tuple) else [str(value or "")]


def of_programmes(entry: Message) -> bool:
    """Say whether a sentence is of programmes alone: without it a sheet says that of the kind."""
    return {file for file, _ in entry.locations} == {"data/programmes.yaml"}


def test_the_template_holds_what_the_sources_say() -> None:
    template = entries(read(paths.translations() / "messages.pot"))

    assert set(template) == set(said_in_the_sources()), ANEW


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_has_a_place_for_each_sentence(language: str) -> None:
    template = entries(read(paths.translations() / "messages.pot"))

    assert set(entries(catalogue_of(language))) == set(template), ANEW


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_fills_in_what_the_english_does(language: str) -> None:
    for english, entry in entries(catalogue_of(language)).items():
        wanted = {name for part in parts(english) for name in PLACEHOLDER.findall(part)}
        for said in filter(None, parts(entry.string)):
            assert set(PLACEHOLDER.findall(said)) == wanted, english
            assert said.count("%") == len(PLACEHOLDER.findall(said)), english


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_ends_and_quotes_like_the_english(language: str) -> None:
    for english, entry in entries(catalogue_of(language)).items():
        for said in filter(None, parts(entry.string)):
            assert said[-1] in ".:" or parts(english)[0][-1] not in ".:", english
            assert not re.search("[\"']", said), "quotes as on our pages: ‘ ’ “ ”"


def test_welsh_is_well_begun_and_nothing_of_it_is_marked_as_doubtful() -> None:
    welsh = entries(catalogue_of(WELSH))

    ours = [entry for entry in welsh.values() if not of_programmes(entry)]
    done = [entry for entry in ours if all(parts(entry.string))]
    assert len(done) / len(ours) > 0.6
    assert not [entry.id for entry in welsh.values() if entry.fuzzy]


def test_no_built_catalogue_is_needed() -> None:
    assert not list(paths.translations().rglob("*.mo"))


@pytest.fixture
def in_welsh(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        sheet_in(WELSH)
        yield


@pytest.mark.usefixtures("in_welsh")
def test_a_sentence_is_said_in_the_language_of_the_sheet() -> None:
    assert say("It is free.") == "Mae am ddim."
    assert say_date(date(2026, 10, 3)) == "3 Hydref 2026"
    assert say_count("%(num)s week", "%(num)s weeks", 6) == "6 wythnos"
    assert say("They say: “%(words)s”.", words="<50p>") == "Maen nhw’n dweud: “&lt;50p&gt;”."


@pytest.mark.usefixtures("in_welsh")
def test_a_sentence_without_a_translation_is_marked_as_english() -> None:
    assert say("No such sentence.") == '<span lang="en">No such sentence.</span>'


def test_english_is_said_where_no_language_is_chosen(app: Flask) -> None:
    with app.test_request_context():
        assert say("It is free.") == "It is free."
        assert say_count("%(num)s week", "%(num)s weeks", 1) == "1 week"


@pytest.mark.parametrize("path", [SHEET, NUMBERS])
def test_a_sheet_in_welsh_says_its_language_and_that_it_is_a_draft(
    client: PageClient, path: str
) -> None:
    open_visit(client, shortlist=[HARBOUR], postcode=NEAR, contact=SAFE)

    page = client.get(f"{path}?lang=cy")

    assert page.one("main")["lang"] == "cy"
    assert "Nid oes neb wedi gwirio’r Gymraeg" in page.text
    assert page.one(f"nav a[hreflang=en][href='{path}?lang=en']")


def test_a_language_that_we_do_not_have_is_english(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR], postcode=NEAR, contact=SAFE)

    page = client.get(f"{SHEET}?lang=../../etc")

    assert page.heading == "Help for you and your family"
    assert "lang" not in page.one("main").attrs


def test_the_worker_reads_english_whatever_the_sheet_says(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR], contact={**SAFE, "language": WELSH})

    assert client.get("/signpost/advice").heading == "How to give it to the family"


def test_a_review_holds_for_the_words_that_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read_then = Review(by="A Welsh speaker", on=date(2026, 11, 1), words=fingerprint(WELSH))

    assert is_checked.__wrapped__(ENGLISH)
    assert not is_checked.__wrapped__(WELSH), "nobody has checked it"
    monkeypatch.setitem(REVIEWS, WELSH, read_then)
    assert is_checked.__wrapped__(WELSH)
    monkeypatch.setitem(REVIEWS, WELSH, replace(read_then, words="changed since"))
    assert not is_checked.__wrapped__(WELSH)
