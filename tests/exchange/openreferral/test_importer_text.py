"""HTML becomes text, and what stands for nothing is not stated."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.openreferral.importer_text import plain_text
from tests.exchange.openreferral.importer_builders import entry, noted, read, service, value


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("Line<br>break<br/>again", "Line\nbreak\nagain"),
        ("<ul><li>First</li><li>Second</li></ul>", "• First\n• Second"),
        ('See <a href="https://x.example">our page</a>.', "See our page."),
        ("<script>alert(1)</script><style>p {}</style>Help", "Help"),
        ("&lt;p&gt;Escaped&lt;/p&gt;", "Escaped"),
        ("Stay &amp; play &#163;2&nbsp;a week", "Stay & play £2\xa0a week"),
        ("<p>Unclosed <b>bold", "Unclosed bold"),
        ("Ages <5 and >2", "Ages <5 and >2"),
        ("Two  spaces\nand a line", "Two  spaces\nand a line"),
        ("Bell\x07 and \ufffd", "Bell and"),
        ("\u202a0191 498 0189\u202c", "0191 498 0189"),
        ("Open \u202e2.3 miles", "Open 2.3 miles"),
        ("<!-- hidden -->Shown", "Shown"),
        ('<img src=x onerror="alert(1)">Text', "Text"),
    ],
)
def test_html_becomes_the_words_that_a_reader_would_see(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@given(st.text(max_size=300))
def test_whatever_is_sent_becomes_text_without_tags_that_run(markup: str) -> None:
    assert "<script" not in plain_text(markup).casefold()


def test_a_description_in_html_is_noted_as_repaired() -> None:
    document = service(description="<p>Helps <b>families</b>.</p>")

    assert entry(document).values["description"] == "Helps families."
    assert "description: “<p>Helps <b>families</b>.</p>”: HTML made plain text" in noted(document)


@pytest.mark.parametrize(
    "nothing", ["", " ", "N/A", "none", "TBC", "null", "-", None, [], {}, True]
)
def test_what_only_fills_a_field_is_not_stated(nothing: object) -> None:
    assert value("description", description=nothing) is None


def test_a_cell_that_a_spreadsheet_would_run_loses_its_mark() -> None:
    assert value("description", description="=HYPERLINK(1)") == "HYPERLINK(1)"
    assert value("description", description="- Groups") == "Groups"


def test_a_text_without_end_is_shortened() -> None:
    document = service(description="x" * 50_000, name="y" * 1000)

    assert len(entry(document).values["description"]) == 10_000
    assert len(entry(document).values["name"]) == 300
    assert any("shortened from 50000 characters" in note for note in noted(document))


@pytest.mark.parametrize("name", ["", None, "<p></p>", "n/a"])
def test_a_service_without_a_name_is_set_aside(name: str | None) -> None:
    found = read(service(name=name))

    assert found.entry is None
    assert found.notes[-1].became == "has no name: set aside"


@pytest.mark.parametrize("id", ["", None, {}, "x" * 201, "a\nb"])
def test_a_service_without_an_id_that_can_be_kept_is_set_aside(id: object) -> None:
    assert read(service(id=id)).entry is None


@pytest.mark.parametrize(("id", "here"), [(1502, "other~1502"), ("a-b_c.1", "other~a-b_c.1")])
def test_an_id_that_can_stand_in_an_address_stays(id: object, here: str) -> None:
    assert entry(service(id=id)).id == here


def test_an_id_that_cannot_becomes_one_that_can_and_is_the_same_each_time() -> None:
    found = entry(service(id="a/b c"))

    assert (found.remote_id, found.id) == ("a/b c", entry(service(id="a/b c")).id)
    assert found.id != entry(service(id="a/b d")).id
    assert "/" not in found.id


@pytest.mark.parametrize(
    "url",
    [
        "https://path/to/profile", "http://www.example.com", "http://example.org/x", "not a page",
        "https://", "javascript:alert(1)", "https://gov.uk@elsewhere.example", "n/a", 7,
    ],
)  # fmt: skip
def test_an_address_that_stands_for_none_or_does_not_parse_is_not_stated(url: object) -> None:
    assert value("url", url=url) is None
    assert noted(service(url=url)) or url == "n/a"


def test_an_address_without_its_beginning_gets_it() -> None:
    assert value("url", url="www.kittiwake.example/x") == "https://www.kittiwake.example/x"


def test_a_service_without_an_organisation_is_kept_as_not_stated() -> None:
    document = service(organization=None)

    assert entry(document).values["organisation"] == "Not stated"
    assert any(note.startswith("organization: not stated") for note in noted(document))


def test_a_charity_number_comes_before_any_other() -> None:
    numbers = [
        {"identifier_type": "internal", "identifier": "77"},
        {"identifier_type": "Charity number", "identifier": "1234567"},
    ]
    organization = {"name": "Kittiwake", "organization_identifiers": numbers}

    assert value("organisation_number", organization=organization) == "1234567"


@pytest.mark.parametrize("tag", ["<div>", "<li>x", "<span>"])
def test_elements_nested_without_end_take_no_time(tag: str) -> None:
    begun = process_time()

    assert plain_text(tag * 30_000 + "the end").endswith("the end")
    assert process_time() - begun < 5
