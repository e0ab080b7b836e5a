"""The tests of this folder share the made-up directory, and a reader of the feed."""

from collections.abc import Iterator

import pytest
from flask import Flask

from directory.infrastructure import paths
from directory.web.extensions import db
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.choose.sample import app_in
from tests.web.openreferral_api.reader import Feed


@pytest.fixture
def feed(app: Flask) -> Iterator[Feed]:
    """Return a reader of the feed of `directory`."""
    yield Feed(app.test_client())
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sample_feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """Return a reader of the feed of the sample directory that is shipped."""
    folder, data = tmp_path_factory.mktemp("feed"), paths.data()
    return Feed(app_in(folder, data / "services.csv", data=data).test_client())
