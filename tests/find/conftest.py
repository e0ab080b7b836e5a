"""The tests of this folder share the made-up directory, and an app over it."""

import pytest

from directory.app import create_app
from directory.settings import Settings
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.pages.page_client import PageClient


@pytest.fixture
def client(settings: Settings) -> PageClient:
    app = create_app(settings)
    app.testing = True
    return PageClient(app.test_client())
