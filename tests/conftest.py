"""What every test may ask for: settings, an app, and a page client that checks each page.

`page_client` is in tests/pages/page_client.py; `live_server`, `browser_page` and
`axe` are in tests/browser/driving.py.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from directory import paths
from directory.app import create_app
from directory.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings

pytest_plugins = ("tests.pages.page_client", "tests.browser.driving")

OWN_MACHINE = ["127.0.0.1", "localhost", "::1"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let browser and database tests speak to this machine, and to no other."""
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("database"):
            item.add_marker(pytest.mark.allow_hosts(OWN_MACHINE))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=f"sqlite:///{tmp_path / 'waymark.sqlite'}",
        places=tmp_path / "places.bin",
        data=paths.data(),
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Return an app of its own, with an empty database; its connections end with the test."""
    app = create_app(settings)
    app.testing = True
    yield app
    app.extensions["engine"].dispose()
