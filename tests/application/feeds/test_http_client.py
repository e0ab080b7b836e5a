"""A server is asked patiently, within bounds, and no other host than its own."""

import gzip
import json
from collections.abc import Callable, Iterator

import httpx
import pytest

from directory.application.feeds import FeedError, decode, http_client
from directory.application.feeds.http_client import TRIES, FeedResponse, HttpClient

Answers = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> Callable[..., FeedResponse]:
    """Return what asks a server that answers as it is told."""

    def ask(answers: Answers, base: str = "https://feed.example/oruk") -> FeedResponse:
        monkeypatch.setattr(http_client, "transport", lambda: httpx.MockTransport(answers))
        with HttpClient(base) as asker:
            return asker.get(asker.address("/services", {"page": 1}))

    return ask


def failing(*first: httpx.Response | Exception) -> Answers:
    """Answer so at first, and well after that."""
    left = [*first]

    def answers(_: httpx.Request) -> httpx.Response:
        if not left:
            return httpx.Response(200, json={"contents": []})
        found = left.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    return answers


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.Response(500),
        httpx.Response(503),
        httpx.Response(429),
        httpx.Response(200, content=b'{"contents": ['),
        httpx.Response(200, content=b"<html>Sorry</html>"),
        httpx.Response(200, content=gzip.compress(b"[]" * 5000)[:-20]),
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("down"),
        httpx.RemoteProtocolError("closed"),
    ],
    ids=repr,
)
def test_what_may_pass_is_tried_again(
    trouble: httpx.Response | Exception, ask: Callable[..., FeedResponse], pauses: list[float]
) -> None:
    assert ask(failing(trouble, trouble)).body == {"contents": []}
    assert pauses == [1.0, 2.0]


def test_an_answer_packed_badly_is_tried_again(
    ask: Callable[..., FeedResponse], pauses: list[float]
) -> None:
    def broken() -> Iterator[bytes]:
        yield b"\x1f\x8b\x08\x00 no gzip"

    bad = httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=broken())

    assert ask(failing(bad)).is_there
    assert pauses == [1.0]


def test_it_is_given_up_in_words_after_a_while(
    ask: Callable[..., FeedResponse], pauses: list[float]
) -> None:
    with pytest.raises(FeedError, match=r"feed\.example/oruk/services answered with status 503"):
        ask(lambda _: httpx.Response(503))

    assert pauses == [1.0, 2.0, 4.0, 8.0]
    assert len(pauses) == TRIES - 1


def test_a_pause_that_the_server_asks_for_is_made(
    ask: Callable[..., FeedResponse], pauses: list[float]
) -> None:
    ask(failing(httpx.Response(429, headers={"Retry-After": "7"})))

    assert pauses == [7.0]


def test_a_server_that_asks_for_a_long_pause_is_left_alone(
    ask: Callable[..., FeedResponse],
) -> None:
    with pytest.raises(FeedError, match="left alone for 3600 seconds"):
        ask(lambda _: httpx.Response(503, headers={"Retry-After": "3600"}))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_an_error_of_ours_is_not_tried_again(
    status: int, ask: Callable[..., FeedResponse], pauses: list[float]
) -> None:
    assert ask(lambda _: httpx.Response(status)).status == status
    assert pauses == []


def test_a_redirect_within_the_host_is_followed(ask: Callable[..., FeedResponse]) -> None:
    def moved(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v3/services":
            return httpx.Response(200, json=[])
        return httpx.Response(302, headers={"Location": "/v3/services"})

    assert ask(moved).body == []


@pytest.mark.parametrize(
    "there",
    [
        "https://elsewhere.example/oruk",
        "http://feed.example/oruk/services",
        "//127.0.0.1/x",
        "https://feed.example:8443/x",
    ],
)
def test_a_redirect_elsewhere_or_to_less_safety_is_refused_and_named(
    there: str, ask: Callable[..., FeedResponse]
) -> None:
    asked = []

    def moved(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(301, headers={"Location": there})

    with pytest.raises(FeedError, match="add the feed under that address"):
        ask(moved)
    assert asked == ["feed.example"]


def test_redirects_in_a_circle_end(ask: Callable[..., FeedResponse]) -> None:
    with pytest.raises(FeedError, match="more than 5 times"):
        ask(lambda request: httpx.Response(302, headers={"Location": str(request.url)}))


def test_an_answer_without_end_is_not_read(
    ask: Callable[..., FeedResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    monkeypatch.setattr(http_client, "LARGEST", 1000)

    def without_end() -> Iterator[bytes]:
        while True:
            read.append(1)
            yield b"x" * 400

    with pytest.raises(FeedError, match="is not read"):
        ask(lambda _: httpx.Response(200, content=without_end()))
    assert len(read) < 10


def test_a_small_file_that_unpacks_without_end_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decode, "LARGEST", 1000)

    with pytest.raises(FeedError, match="is not read"):
        decode.unpacked(gzip.compress(b" " * 1_000_000))


def test_an_answer_that_drips_is_given_up(
    ask: Callable[..., FeedResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(0, 100_000, 50))
    monkeypatch.setattr(http_client.time, "monotonic", lambda: next(seconds))

    def dripping() -> Iterator[bytes]:
        for _ in range(100):
            yield b" "

    with pytest.raises(FeedError, match="more than 120 seconds"):
        ask(lambda _: httpx.Response(200, content=dripping()))


def test_json_that_is_nested_too_deeply_is_broken_json(ask: Callable[..., FeedResponse]) -> None:
    with pytest.raises(FeedError, match="not whole JSON"):
        ask(lambda _: httpx.Response(200, content=b"[" * 200_000))


def test_a_number_that_is_none_is_nothing(ask: Callable[..., FeedResponse]) -> None:
    answer = ask(lambda _: httpx.Response(200, content=b'{"minimum_age": NaN, "m": -Infinity}'))

    assert answer.body == {"minimum_age": None, "m": None}


def test_the_server_is_told_who_asks(ask: Callable[..., FeedResponse]) -> None:
    told = []

    def note(request: httpx.Request) -> httpx.Response:
        told.append(request.headers["User-Agent"])
        return httpx.Response(200, json=[])

    ask(note)
    assert told[0].startswith("Waymark ")


def test_what_the_address_asks_for_already_is_kept(ask: Callable[..., FeedResponse]) -> None:
    asked = []

    def note(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, content=json.dumps([]).encode())

    ask(note, "https://feed.example/oruk/?area=1")
    assert asked == ["https://feed.example/oruk/services?area=1&page=1"]


@pytest.mark.parametrize(
    "address", ["ftp://feed.example", "file:///etc/passwd", "https://", "https://a:b@feed.example"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(FeedError):
        HttpClient(address)
