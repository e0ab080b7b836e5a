"""The tests of this folder share the made-up directory, and an app over it."""

from collections.abc import Iterator

import pytest

from directory.infrastructure.settings import Settings
from directory.web.app import create_app
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page_client import PageClient


@pytest.fixture
def client(settings: Settings) -> Iterator[PageClient]:
    app = create_app(settings)
    app.testing = True
    yield PageClient(app.test_client())
    app.extensions["engine"].dispose()
