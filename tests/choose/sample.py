"""Two apps that every test may share, because the journey writes nothing: one with the sample
directory, and one with an empty directory, whose pages are short and quick to check.
"""

from pathlib import Path

import pytest
from flask import Flask

from directory import paths
from directory.app import create_app
from directory.cli.services import take_file
from directory.db.connect import engine_for
from directory.db.migrating import upgrade
from directory.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from tests.pages.page_client import PageClient

SERVICES = paths.data() / "services.csv"


def app_in(folder: Path, services: Path | None = None, *, sample: bool = True) -> Flask:
    """Return an app with the services of a file; postcodes are placed by their first half."""
    settings = Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=f"sqlite:///{folder / 'waymark.sqlite'}",
        places=folder / "no-places.bin",
        data=paths.data(),
    )
    engine = engine_for(settings.database_url)
    upgrade(engine)
    engine.dispose()
    if services is not None:
        take_file(settings, services, actor="test", sample=sample)
    app = create_app(settings)
    app.testing = True
    return app


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sample")


@pytest.fixture(scope="session")
def sample_app(sample_folder: Path) -> Flask:
    return app_in(sample_folder, SERVICES)


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("bare"))


@pytest.fixture
def client(sample_app: Flask) -> PageClient:
    return PageClient(sample_app.test_client())


@pytest.fixture
def bare_client(bare_app: Flask) -> PageClient:
    return PageClient(bare_app.test_client())
