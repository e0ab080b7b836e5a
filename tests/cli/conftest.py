"""The tests of this folder share the made-up directory, and run commands over it."""

from collections.abc import Callable

import httpx
import pytest
from click.testing import CliRunner, Result

from directory.application.feeds import http_client
from directory.cli import main
from directory.infrastructure.settings import Settings
from tests.application.feeds.served import Server, record
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

Run = Callable[..., Result]


def waymark(*words: object, **more: object) -> Result:
    """Run a command; what it fails to foresee fails the test."""
    return CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False, **more)


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command over the migrated database and the made-up postcodes."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(settings.places))
    monkeypatch.delenv("WAYMARK_ENV", raising=False)
    return waymark


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """Return a feed of five services; only it can be reached, and no pause is waited for."""
    served = Server(records=[record(n) for n in "abcde"])
    monkeypatch.setattr(http_client, "transport", lambda: httpx.MockTransport(served))
    monkeypatch.setattr(http_client, "pause", lambda _: None)
    return served
