"""Two entries of two organisations, entries of a feed, and people who are signed in."""

import httpx
import pytest
from flask import Flask

from directory.application.feeds import http_client
from directory.model.roles import AccountRole
from tests.application.feeds.served import Server, add, pull
from tests.directory_builders import Directory, entry, venue
from tests.web.manage.entry_pages import As, Taken
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in


@pytest.fixture
def as_role(app: Flask, directory: Directory) -> As:
    directory.take(
        entry("a", venue("NE1 4ST", name="Rooms", address="1 High Street"), name="Harbour"),
        entry("b", organisation="Zebra"),
    )

    def signed_in(role: AccountRole) -> PageClient:
        client = PageClient(app.test_client())
        sign_in(client.raw, role)
        return client

    return signed_in


@pytest.fixture
def taken(app: Flask, directory: Directory, monkeypatch: pytest.MonkeyPatch) -> Taken:
    """Return what takes a feed of some records in, and signs an editor in."""

    def take(*records: dict[str, object]) -> PageClient:
        served = Server(records=list(records))
        monkeypatch.setattr(http_client, "transport", lambda: httpx.MockTransport(served))
        monkeypatch.setattr(http_client, "pause", lambda _: None)
        add(directory)
        pull(directory)
        client = PageClient(app.test_client())
        sign_in(client.raw, AccountRole.EDITOR)
        return client

    return take
