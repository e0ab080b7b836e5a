"""Telling that an entry is wrong, at a moment that stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.directory_builders import Directory, entry
from tests.web.page import Page
from tests.web.page_client import PageClient

FORM = "/find/service/a/wrong"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def filled(directory: Directory) -> None:
    directory.take(entry("a", name="Harbour"), entry("b", position=1))


def tell(
    client: PageClient, what: str = "", text: str = "", status: int = 200, **rest: str
) -> Page:
    return client.submit(client.get(FORM), {"what": what, "text": text, **rest}, status=status)
