"""A feed kept as files."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from directory.exchange.data_quality import feed_files
from directory.exchange.data_quality.feed_files import UnreadableError, read_document, read_folder
from directory.exchange.data_quality.versions import judged_by
from directory.exchange.openreferral.feed_documents import FeedDocuments
from tests.exchange.data_quality.feeds import DETAILS, item, page, record, uuid


def write(folder: Path, name: str, document: Any) -> None:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    content = json.dumps(document).encode()
    file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)


def test_the_files_of_a_folder_are_known_by_their_names(tmp_path: Path) -> None:
    write(tmp_path, "api_details.json", DETAILS)
    write(tmp_path, "service_list.json", page(item()))
    write(tmp_path, "service_full.json", record())
    write(tmp_path, "taxonomies.json.gz", page())
    write(tmp_path, "notes.json", {})

    found = read_folder(tmp_path)

    assert set(found.pages) == {"/services", "/taxonomies"}
    assert (found.details, found.records["/services/{id}"]) == (DETAILS, [record()])
    assert found.left_aside == ["notes.json"]


def test_the_pages_of_a_folder_are_read_in_their_order(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        write(tmp_path, f"services-{number}.json", page(item(number)))

    found = read_folder(tmp_path).pages["/services"]

    assert [each["contents"][0]["id"] for each in found] == [uuid(1), uuid(2), uuid(10)]


def test_a_folder_of_records_is_read_by_id(tmp_path: Path) -> None:
    write(tmp_path, f"services/{uuid(1)}.json", record(1))
    write(tmp_path, f"services/{uuid(2)}.json", record(2))

    assert len(read_folder(tmp_path).records["/services/{id}"]) == 2


def test_a_folder_without_a_feed_says_how_to_name_its_files(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"name them api_details\.json"):
        read_folder(tmp_path)


def test_a_file_may_be_packed() -> None:
    content = gzip.compress(json.dumps(page(item())).encode())

    assert len(read_document("x", content).pages["/services"]) == 1


def test_a_file_may_hold_one_service_a_line() -> None:
    lines = "\n".join(json.dumps(record(n)) for n in (1, 2)) + "\n\n"

    assert len(read_document("x", lines.encode()).records["/services/{id}"]) == 2


def test_lines_that_nest_nothing_are_taken_for_a_list() -> None:
    lines = "\n".join(json.dumps(item(n)) for n in (1, 2))

    found = read_document("x", lines.encode())

    assert (len(found.pages["/services"][0]["contents"]), found.records) == (2, {})


def test_a_file_may_hold_the_answers_of_several_endpoints() -> None:
    whole = {
        "/": DETAILS,
        "/services": [page(item())],
        "/services/{id}": [record()],
        "/reviews": [],
    }

    found = read_document("x", json.dumps(whole).encode())

    assert (found.details, len(found.pages["/services"])) == (DETAILS, 1)
    assert found.left_aside == ["/reviews"]


@pytest.mark.parametrize("document", [DETAILS, record(), [record()], {"content": [{}]}])
def test_other_shapes_of_one_file_are_understood(document: Any) -> None:
    found = read_document("x", json.dumps(document).encode())

    assert bool(found.pages) != bool(found.records)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html>", "is not JSON: Expecting value at line 1, column 1"),
        (b'{"a": 1}\n{"b"\n', "is not JSON: Extra data"),
        (b"{}", "holds no services"),
        (b"[3]", "holds no services"),
        (b"3", "holds no services"),
        (b"\xff\xfe{", "is not UTF-8"),
        (gzip.compress(b"{}" * 99, mtime=0)[:20], "is cut short or damaged"),
        (b"\x1f\x8bnot really packed", "is cut short or damaged"),
        (b"[" * 100_000, "is nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read_document("x", content)


def test_a_small_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_files, "MOST_BYTES", 1000)

    with pytest.raises(UnreadableError, match="unpacks to more than 1,000 bytes"):
        read_document("x", gzip.compress(b" " * 100_000))


def test_a_mark_that_ends_a_line_elsewhere_may_stand_in_a_text() -> None:
    names = [{"id": n, "name": "A\u2028B\x85C"} for n in "ab"]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in names).encode()

    found = read_document("feed.ndjson", lines)

    assert [len(page["contents"]) for page in found.pages["/services"]] == [2]


def test_a_number_without_end_is_refused_in_words() -> None:
    with pytest.raises(UnreadableError, match="number too long"):
        read_document("feed.json", b'{"id": %s}' % (b"9" * 5000))


@pytest.mark.parametrize("full", [True, False])
def test_the_same_services_are_judged_of_one_version_from_a_file_and_over_http(full: bool) -> None:
    service = {"id": "a", "name": "A", "eligibilitys": [{"minimum_age": 1}]}
    over_http = FeedDocuments(
        source="x", pages={"/services": [{"content": [service]}]},
        records={"/services/{id}": [service]} if full else {},
    )  # fmt: skip
    shapes = ([service], service, {"content": [service]}, {"contents": [service]})
    files = [read_document("x", json.dumps(shape).encode()) for shape in shapes]

    assert {judged_by(each)[0].version for each in (over_http, *files)} == {"1.0"}
