"""A server answers while others send slowly, says nothing of what was typed, and stops well."""

import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from directory.infrastructure.settings import Settings
from tests.cli.serving import Served, serving
from tests.conftest import USUAL

pytestmark = [pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]
SLOW = 16
HEADER = b"GET /privacy HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LONG_BODY = HEADER.replace(b"GET", b"POST") + b"Content-Length: 5000\r\n\r\nhalf"
CHUNKED = HEADER.replace(b"GET", b"POST") + b"Transfer-Encoding: chunked\r\n\r\n"
TYPED = b"JaneSmith"


@pytest.fixture(scope="module")
def own_settings(tmp_path_factory: pytest.TempPathFactory, packed: Path) -> Settings:
    file = tmp_path_factory.mktemp("database") / "waymark.sqlite"
    return replace(USUAL, database_url=f"sqlite:///{file}", places=packed)


@pytest.fixture(scope="module")
def served(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return one server for all tests but that which stops it."""
    with serving(own_settings, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.mark.parametrize("sent", [b"", HEADER, LONG_BODY, CHUNKED + b"5\r\nab"])
def test_sixteen_slow_connections_do_not_stop_the_site(served: Served, sent: bytes) -> None:
    slow = [served.connect() for _ in range(SLOW)]
    for client in slow:
        client.sendall(sent)
    time.sleep(0.5)

    begun = time.monotonic()
    assert served.get("/privacy", 3).status_code == 200
    assert time.monotonic() - begun < 2
    for client in slow:
        client.close()


def test_whole_requests_are_answered_however_they_come(served: Served) -> None:
    close = b"Connection: close\r\n"
    whole = HEADER + close + b"\r\n"
    chunks = CHUNKED.replace(b"chunked\r\n", b"chunked\r\n" + close) + b"3\r\na=b\r\n0\r\n\r\n"

    assert served.send(whole).startswith(b"HTTP/1.1 200")
    assert served.send(chunks).startswith(b"HTTP/1.1 405")
    with served.connect() as client:
        for at in range(len(whole)):
            client.sendall(whole[at : at + 1])
        assert client.recv(100).startswith(b"HTTP/1.1 200")


def test_a_connection_ends_with_its_answer_so_that_none_is_tied_to_one_worker(
    served: Served,
) -> None:
    twice = HEADER + b"\r\n" + HEADER + b"\r\n"

    answer = served.send(twice)

    assert answer.count(b"HTTP/1.1 200") == 1
    assert b"\r\nConnection: close\r\n" in answer


def test_a_header_that_never_ends_is_closed(served: Served) -> None:
    begun = time.monotonic()
    came = served.send(HEADER)

    assert came.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - begun < 14


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /find/?q=" + TYPED + b" SW1A 1AA HTTP/1.1\r\n\r\n",
        TYPED + b" /x HTTP/9.9\r\n\r\n",
        HEADER + b"Bad Header " + TYPED + b"\r\n\r\n",
        HEADER + b"Transfer-Encoding: " + TYPED + b"\r\n\r\n",
        b"GET /" + TYPED + b"x" * 9000 + b" HTTP/1.1\r\n\r\n",
        b"GET /find/?q=" + TYPED + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    ],
)
def test_no_line_of_the_log_repeats_what_was_sent(served: Served, sent: bytes) -> None:
    served.send(sent)
    time.sleep(0.3)
    written = served.log.read_bytes()

    assert b"request" in written or b"server" in written
    assert TYPED not in written
    assert b"SW1A" not in written
    assert b"ip=" not in written


def test_a_request_that_is_being_sent_is_answered_when_the_server_stops(
    own_settings: Settings, tmp_path: Path
) -> None:
    with serving(own_settings, tmp_path) as served, served.connect() as client:
        client.sendall(HEADER)
        time.sleep(0.5)
        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        client.sendall(b"\r\n")
        answer = client.recv(65536)
        served.process.wait(20)

    assert answer.startswith(b"HTTP/1.1 200"), served.log.read_text()
    assert served.process.returncode == 0
