"""Every test of this folder happens on one day, with the made-up directory and postcodes."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx
import pytest
import time_machine

from directory.application.feeds import http_client
from tests.application.feeds.served import Server
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.exchange.data_quality.feeds import record
from tests.web.page import Page
from tests.web.page_client import PageClient

Check = Callable[..., Page]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 18, tzinfo=UTC)):
        yield


@pytest.fixture
def check(page_client: PageClient) -> Check:
    """Return what sends a file to be checked, and gives the page that answers."""

    def send(content: bytes, status: int = 200, name: str = "services.csv") -> Page:
        sent = {"file": (io.BytesIO(content), name)}
        return page_client.post("/provide/check", sent, status, form_at="/provide/")

    return send


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    served = Server(records=[record(n) for n in range(1, 4)])
    monkeypatch.setattr(http_client, "pause", lambda _: None)
    monkeypatch.setattr(http_client, "transport", lambda: httpx.MockTransport(served))
    return served
