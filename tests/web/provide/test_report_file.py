"""A feed that is sent as a file is judged like any other, within bounds, and forgotten."""

import gzip
import json
from typing import Any

import pytest
from flask import Flask

from directory.web.provide import feed_upload
from tests.directory_builders import row, sheet, statements
from tests.exchange.data_quality.feeds import DETAILS, item, page, record, uuid
from tests.exchange.directory_file.workbooks import workbook
from tests.web.page_client import PageClient
from tests.web.provide.conftest import Check
from tests.web.provide.test_report import figures, worst

pytestmark = pytest.mark.database


def sent(document: Any) -> bytes:
    return json.dumps(document).encode()


WHOLE = {"/": DETAILS, "/services": page(item()), "/services/{id}": [record()]}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(sent(WHOLE), id="plain"),
        pytest.param(gzip.compress(sent(WHOLE)), id="packed"),
        pytest.param(b"\xef\xbb\xbf \n" + sent(WHOLE), id="with a mark at its beginning"),
    ],
)
def test_a_whole_feed_is_judged(content: bytes, check: Check) -> None:
    shown = check(content, name="feed.json")

    assert shown.heading == "How good the feed in your file is"
    assert "Conforms at Level 1; Level 2 was not there to be looked at." in shown.text
    assert "nothing of your file was kept" in shown.text
    assert figures(shown)["Usable"] == {
        "Usable by the rule of the Department for Education": "1 of 1"
    }


def test_services_one_to_a_line_are_judged(check: Check) -> None:
    content = b"\n".join(sent(record(n, email=...)) for n in (1, 2))

    shown = check(content, name="feed.ndjson")

    assert worst(shown) == {"Service 1": None, "Service 2": None}
    assert uuid(1) in shown.text


def test_problems_are_told_with_how_to_mend_them(check: Check) -> None:
    shown = check(sent(WHOLE | {"/services/{id}": [record(minimum_age="five", name=...)]}))

    assert "Does not conform at Level 1, which has 2 kinds of problem;" in shown.text
    assert "To mend:" in shown.text
    assert "Source: the schemas of openreferraluk.org/specifications/3.0" in shown.text


def test_neither_e_mail_addresses_nor_places_are_repeated(check: Check) -> None:
    places = [{"id": "x", "location": {"id": "x", "name": "Rose", "latitude": "1 Rose Street"}}]
    bad = record(
        name="jo@gmail.com", email="jo at gmail.com", service_at_locations=places,
        assured_by="jo@gmail.com", description="<b>jo@gmail.com</b>",
    )  # fmt: skip
    shown = check(sent([bad, record(2, id="jo@gmail.com", name=...)]))

    assert "latitude" in shown.text
    assert not any(word in shown.text for word in ("jo@", "jo at", "Rose Street"))


def test_what_stands_in_a_file_runs_nowhere(check: Check) -> None:
    shown = check(sent([record(name="<script>alert(1)</script>", email=...)]))

    assert list(worst(shown)) == ["<script>alert(1)</script>"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"{", "The file is not JSON: ", id="cut short"),
        pytest.param(b"[1, 2]", "The file holds no services: ", id="no services"),
        pytest.param(gzip.compress(b"[]")[:-9], "The file is cut short", id="half packed"),
        pytest.param(b"\x1f\x8b and more", "The file is damaged", id="no gzip"),
        pytest.param(b"[" * 150_000, "The file is nested too deeply", id="deep"),
        pytest.param(b"[{}" + b",{}" * 1000 + b"]", "The file holds more than 1,000 services",
                     id="too many services"),
        pytest.param(b'[{"languages":[1' + b",1" * 200_000 + b"]}]", "The file has more parts",
                     id="too many parts"),
        pytest.param(gzip.compress(b"[" + b" " * 21_000_000 + b"]"),
                     "The file unpacks to more than 20 megabytes", id="too large, packed"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_judged_is_told_beside_the_form(
    content: bytes, said: str, check: Check
) -> None:
    shown = check(content, 422)

    [error] = shown.errors
    assert error.startswith(said)


def test_the_bounds_are_said_before_a_file_is_chosen(page_client: PageClient) -> None:
    shown = page_client.get("/provide/")

    assert f"up to 1 megabyte and {feed_upload.MOST_SERVICES:,} services" in shown.text


def test_nothing_is_stored_or_logged(
    check: Check, app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    with statements(app.extensions["engine"]) as asked:
        check(sent([record(name="Kingfisher")]), name="Bittern.json")

    assert asked == []
    logged = "".join(capsys.readouterr())
    assert "provide.check" in logged
    assert not any(word in logged for word in ("Kingfisher", "Bittern"))


@pytest.mark.parametrize("make", [sheet, workbook])
def test_a_programme_that_the_words_name_is_suggested_and_not_stated(
    make: Any, check: Check
) -> None:
    shown = check(make(row(name="Harbour", description="We run Triple P for parents")))

    assert "Harbour: " in shown.text
    assert "It is named in description" in shown.text
    assert "Nothing is filled in for you." in shown.text


def test_a_programme_that_is_stated_is_not_suggested(check: Check) -> None:
    shown = check(sheet(row(programme="abc", description="We run Triple Something")))

    assert "Programmes that your words name" not in shown.text


def test_the_words_of_a_service_with_a_hidden_address_are_not_repeated(check: Check) -> None:
    content = sheet(
        row(description="Triple P at Rose House", hide_address="yes", venue_name="Rose House")
    )

    shown = check(content)

    assert "It is named in description" in shown.text
    assert "Rose" not in shown.text
