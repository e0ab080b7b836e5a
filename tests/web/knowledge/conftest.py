"""The tests of this folder read the small rulebook, over an empty directory."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from directory.infrastructure.settings import Settings
from directory.web.app import create_app
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page_client import PageClient
from tests.web.rulebook import RULEBOOK


@pytest.fixture
def client(settings: Settings) -> Iterator[PageClient]:
    app = create_app(replace(settings, data=RULEBOOK))
    app.testing = True
    yield PageClient(app.test_client())
    app.extensions["engine"].dispose()
