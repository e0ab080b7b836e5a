"""What changed as feeds: they keep the rules of Atom (RFC 4287) and of JSON Feed 1.1."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import time_machine
from werkzeug.test import TestResponse

from directory.storage import Feed
from tests.directory_builders import NEWCASTLE, NOW, Directory, entry, hidden
from tests.web.find.changing import FILLED, happen
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
ATOM, JSON = "/find/changes.atom", "/find/changes.json"
BOTH = pytest.mark.parametrize("path", [ATOM, JSON])
NAMESPACE = {"a": "http://www.w3.org/2005/Atom"}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
AWKWARD = "Tom & Jo’s <b>“club”</b> ]]>"


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 18, tzinfo=UTC)):
        yield


@pytest.fixture
def filled(directory: Directory) -> Directory:
    """Return a directory in which every kind of thing happened."""
    ends = {"ends_on": date(2026, 10, 31), "areas_served": (NEWCASTLE,)}
    secret = hidden("NE8 1AA", name="Rose House", address="1 Secret Street")
    happen(
        directory,
        [entry("a", **ends), entry("b"), entry("refuge", secret)],
        [entry("a", **ends), entry("c", name=AWKWARD), entry("refuge", secret, cost="Free")],
        [entry("a", **ends), entry("c", name=AWKWARD, status="paused"), entry("refuge", secret)],
    )
    return directory


def get(client: PageClient, path: str, status: int = 200, **headers: str) -> TestResponse:
    answer = client.raw.get(path, headers=headers)
    assert answer.status_code == status
    return answer


def atom(client: PageClient, path: str = ATOM) -> ElementTree.Element:
    answer = get(client, path)
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data)


def json_feed(client: PageClient, path: str = JSON) -> dict[str, Any]:
    answer = get(client, path)
    assert answer.mimetype == "application/feed+json"
    found: dict[str, Any] = json.loads(answer.data)
    return found


def text(element: ElementTree.Element, name: str) -> str:
    """Return the text of the one element of this name, which must not be empty."""
    [found] = element.findall(f"a:{name}", NAMESPACE)
    assert found.text
    return found.text


def links(element: ElementTree.Element) -> dict[str, str]:
    found = [(each.get("rel"), each.get("href")) for each in element.findall("a:link", NAMESPACE)]
    assert len(dict(found)) == len(found), "one link of each kind"
    return {str(rel): str(href) for rel, href in found}


def check_common(element: ElementTree.Element) -> None:
    """Check what RFC 4287 asks of a feed (4.1.1) and of an entry (4.1.2) alike."""
    assert URN.fullmatch(text(element, "id"))
    assert text(element, "title").strip()
    assert RFC_3339.fullmatch(text(element, "updated"))
    assert text(element.find("a:author", NAMESPACE), "name")  # type: ignore[arg-type]
    assert all(urlsplit(href).scheme and urlsplit(href).netloc for href in links(element).values())


def test_the_atom_feed_keeps_the_rules(client: PageClient, filled: Directory) -> None:
    feed = atom(client)
    entries = feed.findall("a:entry", NAMESPACE)

    assert feed.tag == f"{{{NAMESPACE['a']}}}feed"
    assert len(entries) >= 6
    for element in (feed, *entries):
        check_common(element)
    assert links(feed) == {
        "self": "http://127.0.0.1:5000/find/changes.atom",
        "alternate": "http://127.0.0.1:5000/find/changes",
    }
    for each in entries:
        assert links(each)["alternate"].startswith("http://127.0.0.1:5000/find/service/")
        assert text(each, "summary")
        assert each.find("a:category", NAMESPACE) is not None
    ids = [text(each, "id") for each in entries]
    assert len({*ids, text(feed, "id")}) == len(ids) + 1
    moments = [text(each, "updated") for each in entries]
    assert moments == sorted(moments, reverse=True)
    assert text(feed, "updated") == moments[0]


def test_the_json_feed_keeps_the_rules(client: PageClient, filled: Directory) -> None:
    feed = json_feed(client)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "What changed"
    assert feed["feed_url"] == "http://127.0.0.1:5000/find/changes.json"
    assert feed["home_page_url"] == "http://127.0.0.1:5000/find/changes"
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) >= 6
    for item in feed["items"]:
        assert URN.fullmatch(item["id"])
        assert item["url"].startswith("http://127.0.0.1:5000/find/service/")
        assert item["title"]
        assert item["content_text"]
        assert RFC_3339.fullmatch(item["date_published"])
        assert [each["name"] for each in item["authors"]] == ["Made up"]
        assert set(item["tags"]) <= {"opened", "changed", "paused", "ending", "closed", "left"}


def test_both_feeds_and_the_page_tell_the_same(client: PageClient, filled: Directory) -> None:
    entries = atom(client).findall("a:entry", NAMESPACE)
    items = json_feed(client)["items"]
    page = client.get("/find/changes")

    said = [(text(each, "id"), text(each, "summary"), text(each, "updated")) for each in entries]
    assert said == [(i["id"], i["content_text"], i["date_published"]) for i in items]
    assert all(item["content_text"] in page.text for item in items)
    assert len(page.all(".waymark-result")) == len(items)


@pytest.mark.parametrize("name", [AWKWARD, "Bell\x07 and tab\x0b"])
def test_a_name_breaks_no_feed(name: str, client: PageClient, directory: Directory) -> None:
    happen(directory, [], [entry("a", name=name)])

    [told] = atom(client).findall("a:entry", NAMESPACE)
    [item] = json_feed(client)["items"]

    assert text(told, "title") == re.sub("[\x07\x0b]", " ", f"New: {name}")
    assert item["title"] == f"New: {name}"


@BOTH
def test_nothing_of_a_hidden_address_is_in_a_feed(
    path: str, client: PageClient, filled: Directory
) -> None:
    said = get(client, path).text

    assert "refuge" in said
    assert not any(word in said for word in ("Rose", "Secret", "NE8"))


@BOTH
def test_ids_stay_when_more_happens(path: str, client: PageClient, directory: Directory) -> None:
    ended = entry("a", ends_on=date(2026, 10, 31), starts_on=date(2026, 9, 20))
    happen(directory, [ended], [ended, entry("b")])
    before = _ids(client, path)

    directory.take(ended, entry("b", phone="0191 498 0101"), entry("first"), now=NOW)

    after = _ids(client, path)
    assert set(before) < set(after)
    assert len(after) == len(before) + 1


def _ids(client: PageClient, path: str) -> list[str]:
    return [
        "".join(found) for found in re.findall(r"(urn:uuid:[0-9a-f-]{36})", get(client, path).text)
    ]


@BOTH
def test_two_feeds_have_two_ids_and_share_those_of_their_entries(
    path: str, client: PageClient, filled: Directory
) -> None:
    every, some = _ids(client, path), _ids(client, f"{path}?authority={NEWCASTLE}")

    if path == ATOM:
        assert every[0] != some[0]
    assert set(some[1:]) < set(every)


@BOTH
def test_a_feed_may_be_kept_and_is_asked_about(
    path: str, client: PageClient, filled: Directory
) -> None:
    answer = get(client, path)
    tag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]

    assert answer.headers["Cache-Control"] == "no-cache"
    assert get(client, path, 304, **{"If-None-Match": tag}).data == b""
    assert get(client, path, 304, **{"If-Modified-Since": modified}).data == b""
    assert get(client, f"{path}?authority={NEWCASTLE}").headers["ETag"] != tag

    filled.take(entry("first", cost="Free"), now=NOW)
    assert get(client, path, **{"If-None-Match": tag}).data
    assert get(client, path, **{"If-Modified-Since": modified}).data


@BOTH
def test_a_feed_changes_when_a_day_comes_and_not_by_the_clock(
    path: str, client: PageClient, directory: Directory
) -> None:
    happen(directory, [entry("a", ends_on=date(2026, 11, 23))])
    tag = get(client, path).headers["ETag"]

    with time_machine.travel(datetime(2026, 11, 23, 23, 59, tzinfo=UTC)):
        get(client, path, 304, **{"If-None-Match": tag})
    with time_machine.travel(datetime(2026, 11, 24, 0, 1, tzinfo=UTC)):
        assert (
            "Its last day was 23 November 2026." in get(client, path, **{"If-None-Match": tag}).text
        )


def test_a_feed_with_nothing_to_tell_is_sound_and_stays_the_same(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a"), now=FILLED)

    feed = atom(client)

    check_common(feed)
    assert text(feed, "updated") == "2026-09-01T12:00:00Z"
    assert json_feed(client)["items"] == []


@BOTH
@pytest.mark.parametrize("asked", ["authority=E06999999", "programme=x"])
def test_what_is_not_known_is_not_found(asked: str, path: str, client: PageClient) -> None:
    get(client, f"{path}?{asked}", 404)


@BOTH
def test_an_authority_that_has_nothing_yet_can_be_followed(path: str, client: PageClient) -> None:
    assert "Newcastle upon Tyne" in get(client, f"{path}?authority={NEWCASTLE}").text


@BOTH
def test_what_another_directory_told_names_it(
    path: str, client: PageClient, directory: Directory
) -> None:
    with directory.session() as session:
        session.add(Feed(id="tyne", source="x", title="Tyne Directory", added_at=NOW))
    directory.take(entry("tyne:a"), feed="tyne", now=FILLED)
    directory.take(entry("tyne:a", cost="Free"), feed="tyne", now=NOW)

    assert "Made up, from Tyne Directory" in get(client, path).text
