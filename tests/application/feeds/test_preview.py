"""A feed can be looked at for a report; nothing of it is kept."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from directory.application.feeds import FeedError, documents
from tests.application.feeds.served import BASE, Server, record


def test_every_page_and_every_service_is_looked_at(server: Server) -> None:
    found = documents(BASE)

    assert [len(page["contents"]) for page in found.pages["/services"]] == [2, 2, 1]
    assert [each["id"] for each in found.records["/services/{id}"]] == [*"abcde"]
    assert found.details == {"version": "HSDS-UK-3.0"}
    assert found.unanswered["/taxonomies"] == "status 404"


def test_what_is_looked_at_is_as_the_feed_sent_it(server: Server) -> None:
    server.records = [record("a", assurer_email="not an address", minimum_age=-1)]

    assert documents(BASE).records["/services/{id}"] == server.records


def test_an_empty_feed_is_one_empty_page(server: Server) -> None:
    server.records = []

    assert [page["contents"] for page in documents(BASE).pages["/services"]] == [[]]


def test_a_feed_that_is_down_says_so_endpoint_by_endpoint(server: Server) -> None:
    server.wrong = lambda _: httpx.Response(503)

    found = documents(BASE)

    assert found.pages == {}
    assert "status 503" in found.unanswered["/services"]


def test_a_file_at_an_address_is_its_one_document(server: Server) -> None:
    body: Any = {"contents": [record("a")]}
    server.wrong = lambda _: server.answer(body)

    assert documents("https://feed.example/all.json").pages == {"/services": [body]}


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedError):
        documents("ftp://feed.example")


def test_a_document_that_is_no_object_is_looked_at_too(server: Server) -> None:
    server.wrong = lambda _: httpx.Response(200, content=json.dumps([1, "x", None]).encode())

    assert documents(BASE).pages["/services"] == [[1, "x", None]]
