"""Every trap of real feeds is survived, and said."""

import gzip
import json
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from directory.application.feeds import FeedError
from directory.storage import FeedProblem, FeedRecord, Service
from tests.application.feeds.served import Server, add, pull, record
from tests.application.feeds.test_pull import noted, stored
from tests.directory_builders import Directory
from tests.exchange.openreferral.test_upgrade_schema import ONE, OUTPOST

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    "server_is",
    [
        {"total_pages": 1},
        {"total_pages": 0},
        {"total_pages": 99},
        {"repeats_last": True},
        {"refuses_after_last": 404},
        {"refuses_after_last": 400},
        {"packed": True},
        {"envelope": "content", "version": None},
        {"envelope": "content", "is_shallow": False},
        {"size": 100},
        {"size": 1},
    ],
    ids=str,
)
def test_a_list_is_read_to_its_end_whatever_the_feed_says_of_it(
    server_is: dict[str, Any], feed: Server, directory: Directory
) -> None:
    for name, value in server_is.items():
        setattr(feed, name, value)

    assert pull(directory).plan.counts()["added"] == 5


def test_a_feed_that_ignores_the_page_does_not_go_on_for_ever(
    feed: Server, directory: Directory
) -> None:
    feed.ignores_page, feed.size = True, 5

    assert pull(directory).plan.counts()["added"] == 5
    assert len(feed.pages()) == 2


def test_a_feed_that_counts_its_pages_from_nought_is_read_from_there(
    feed: Server, directory: Directory
) -> None:
    def from_nought(request: httpx.Request) -> httpx.Response | None:
        if "page" not in request.url.params:
            return None
        page = int(request.url.params["page"])
        items = feed.records[page * 2 : page * 2 + 2]
        return feed.answer({"content": items, "first": page == 0})

    feed.wrong = from_nought
    assert pull(directory).plan.counts()["added"] == 5


def test_an_id_that_stands_twice_is_taken_once_and_noted(
    feed: Server, directory: Directory
) -> None:
    feed.records.insert(1, record("a", name="Another"))
    feed.records.append(record("b"))

    pull(directory)

    assert stored(directory)["other~a"].values["name"] == "Service a"
    twice = "stands in the feed more than once: the first is taken"
    assert [each for each in noted(directory) if each[1] == twice] == [("a", twice), ("b", twice)]


def test_what_is_no_record_is_set_aside_by_its_place(feed: Server, directory: Directory) -> None:
    feed.records += [None, "x", {"name": "No id"}, {"id": "", "name": "Empty id"}]

    pull(directory)

    aside = [where for where, became in noted(directory) if "set aside" in became]
    assert len(aside) == 4
    assert aside[0] == "page 3, record 2"


def test_a_list_whose_records_cannot_be_had_by_id_is_taken_as_it_is(
    feed: Server, directory: Directory
) -> None:
    feed.wrong = lambda r: httpx.Response(404) if "/services/" in r.url.path else None

    assert pull(directory).plan.counts()["added"] == 5
    assert ("a", "could not be had by its id: what the list says is taken") in noted(directory)


def test_a_record_that_cannot_be_had_this_time_stands_as_it_was(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.records[0] = record("a", last_modified="2026-04-04T00:00:00Z")
    feed.wrong = lambda r: httpx.Response(500) if r.url.path.endswith("/a") else None

    pulled = pull(directory)

    assert pulled.plan.is_empty
    assert ("a", "could not be had by its id: what it stated last time stands") in noted(directory)


def test_a_record_that_could_not_be_had_is_asked_for_again_next_time(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.records[0] = record("a", name="New", last_modified="2026-04-04T00:00:00Z")
    feed.wrong = lambda r: httpx.Response(500) if r.url.path.endswith("/a") else None
    pull(directory)
    feed.wrong = lambda _: None

    pull(directory)

    assert stored(directory)["other~a"].values["name"] == "New"


def test_an_unlisted_service_that_cannot_be_asked_about_is_not_taken_for_gone(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    del feed.records[0]
    feed.wrong = lambda r: httpx.Response(500) if r.url.path.endswith("/a") else None

    assert pull(directory).plan.retired == ()


def test_too_many_records_that_cannot_be_had_fail_the_pull(
    feed: Server, directory: Directory
) -> None:
    feed.records = [record(n) for n in range(40)]
    feed.wrong = lambda r: httpx.Response(500) if "/services/" in r.url.path else None

    with pytest.raises(FeedError, match="records could not be had"):
        pull(directory)

    assert stored(directory) == {}


def test_an_answer_for_another_id_is_not_believed(feed: Server, directory: Directory) -> None:
    def always_b(request: httpx.Request) -> httpx.Response | None:
        return feed.answer(record("b")) if "/services/" in request.url.path else None

    feed.wrong = always_b
    pull(directory)

    assert stored(directory)["other~a"].values["name"] == "Service a"


def test_1_0_and_outpost_are_taken_in_without_asking_for_each_record(
    feed: Server, directory: Directory
) -> None:
    feed.records, feed.is_shallow, feed.envelope = [ONE, OUTPOST], False, "content"

    pull(directory)

    assert feed.details() == []
    assert stored(directory)["other~77"].venues[1].hide_address is True


def test_nothing_of_a_person_and_nothing_masked_is_in_the_database(
    feed: Server, directory: Directory
) -> None:
    secret = record(
        "s",
        assurer_email="jane.smith@council.example",
        contacts=[{"name": "Jane Smith", "phones": [{"number": "07700 900123"}]}],
        description="Ask jane.smith@council.example",
        service_at_locations=[
            {"location": {"name": "Rose House", "mask_exact_address": True,
                          "addresses": [{"address_1": "1 Quay", "postal_code": "NE8 1AA"}]}}
        ],
    )  # fmt: skip
    feed.records = [secret]

    pull(directory)

    with directory.session() as session:
        kept = [r.listed + str(r.document) + r.notes for r in session.scalars(select(FeedRecord))]
        kept += [str(s.vendor) + str(s.description) for s in session.scalars(select(Service))]
        kept += [p.found + p.became for p in session.scalars(select(FeedProblem))]
    words = ("jane", "Smith", "07700", "Rose", "NE8", "Quay")
    assert not [word for word in words if word in json.dumps(kept)]


@pytest.mark.parametrize("ending", [".json", ".json.gz", ".ndjson", ".ndjson.gz"])
def test_a_file_of_records_is_a_feed(
    ending: str, tmp_path: Any, directory: Directory, server: Server
) -> None:
    records = [record(n) for n in "abc"]
    text = json.dumps({"contents": records})
    if "ndjson" in ending:
        text = "\n".join(map(json.dumps, records)) + "\n\n"
    content = text.encode()
    file = tmp_path / f"feed{ending}"
    file.write_bytes(gzip.compress(content) if ending.endswith("gz") else content)
    add(directory, str(file))

    assert pull(directory).plan.counts()["added"] == 3
    assert server.asked == []


def test_a_file_at_an_address_is_a_feed(server: Server, directory: Directory) -> None:
    add(directory, "https://feed.example/files/all.json")
    server.wrong = lambda request: server.answer([record("a"), record("b")])

    assert pull(directory).plan.counts()["added"] == 2
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1,", b"\x1f\x8b\x08 broken", b"7", b'"x"', b"\xff\xfe", b"{}\n{"]
)
def test_a_file_that_is_broken_is_refused_in_words(
    content: bytes, tmp_path: Any, directory: Directory
) -> None:
    file = tmp_path / "feed.json"
    file.write_bytes(content)
    add(directory, str(file))

    with pytest.raises(FeedError):
        pull(directory)

    assert stored(directory) == {}


def test_a_packed_file_of_several_parts_is_read_to_its_end(
    tmp_path: Any, directory: Directory
) -> None:
    lines = [json.dumps(record(n)).encode() + b"\n" for n in "abc"]
    file = tmp_path / "feed.ndjson.gz"
    file.write_bytes(b"".join(map(gzip.compress, lines)))
    add(directory, str(file))

    assert pull(directory).plan.counts()["added"] == 3


def test_an_answer_that_is_packed_more_than_once_is_not_read(
    feed: Server, directory: Directory
) -> None:
    bomb = gzip.compress(gzip.compress(b" " * 1_000_000))
    feed.wrong = lambda request: httpx.Response(
        200, content=iter([bomb]), headers={"Content-Encoding": "gzip, gzip"}
    )

    with pytest.raises(FeedError, match="packed more than once"):
        pull(directory)


def test_odd_text_around_the_records_stops_no_pull(feed: Server, directory: Directory) -> None:
    feed.version = "3.0\ud800\x00"
    feed.records[0] |= {"created_by\ud800\x00": "x"}
    odd = [(b"ETag", b'"\xe9"')]

    def answer(request: httpx.Request) -> httpx.Response | None:
        if request.url.path != "/oruk/services/a":
            return None
        return httpx.Response(200, content=json.dumps(feed.records[0]).encode(), headers=odd)

    feed.wrong = answer
    assert pull(directory).plan.counts()["added"] == 5

    for each in feed.records:
        each["last_modified"] = "2026-02-01T00:00:00Z"
    assert pull(directory).plan.counts()["unchanged"] == 5
