"""The tests of this folder share the made-up directory and a served feed that was added."""

import httpx
import pytest

from directory.application.feeds import http_client
from tests.application.feeds.served import Server, add, record
from tests.directory_builders import Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses that were made, none of which is waited for."""
    made: list[float] = []
    monkeypatch.setattr(http_client, "pause", made.append)
    return made


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> Server:
    """Return a feed of five services; only it can be reached."""
    served = Server(records=[record(n) for n in "abcde"])
    monkeypatch.setattr(http_client, "transport", lambda: httpx.MockTransport(served))
    return served


@pytest.fixture
def feed(server: Server, directory: Directory) -> Server:
    """Return that feed, added to the directory as “other”."""
    add(directory)
    return server
