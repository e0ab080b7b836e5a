"""The tests of this folder share the made-up directory, and a reader of the feed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from directory.extensions import db
from tests.choose.sample import SERVICES, app_in
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.oruk.reader import Feed


@pytest.fixture
def feed(app: Flask) -> Iterator[Feed]:
    """Return a reader of the feed of `directory`."""
    yield Feed(app.test_client())
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sample_feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """Return a reader of the feed of the sample directory."""
    folder: Path = tmp_path_factory.mktemp("feed")
    return Feed(app_in(folder, SERVICES).test_client())
