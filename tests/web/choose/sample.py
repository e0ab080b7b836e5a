"""Apps that every test may share, because the journey writes nothing: one with the services of the
small rulebook, one with an empty directory, whose pages are short and quick to check, and one with
the knowledge and the sample that are shipped.
"""

from pathlib import Path

import pytest
from flask import Flask

from directory.cli.services_import import FileWish, take_file
from directory.infrastructure import paths
from directory.infrastructure.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from directory.storage.engine import engine_for
from directory.storage.migrations import upgrade
from directory.web.app import create_app
from tests.web.page_client import PageClient
from tests.web.rulebook import RULEBOOK, SERVICES


def app_in(
    folder: Path, services: Path | None = None, *, sample: bool = True, data: Path = RULEBOOK
) -> Flask:
    """Return an app with the services of a file; postcodes are placed by their first half."""
    settings = Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=f"sqlite:///{folder / 'waymark.sqlite'}",
        places=folder / "no-places.bin",
        data=data,
    )
    engine = engine_for(settings.database_url)
    upgrade(engine)
    engine.dispose()
    if services is not None:
        take_file(settings, services, FileWish(actor="test", sample=sample))
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


@pytest.fixture(scope="session")
def shipped_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder, data = tmp_path_factory.mktemp("shipped"), paths.data()
    return app_in(folder, data / "services.csv", data=data)


@pytest.fixture
def client(sample_app: Flask) -> PageClient:
    return PageClient(sample_app.test_client())


@pytest.fixture
def shipped_client(shipped_app: Flask) -> PageClient:
    return PageClient(shipped_app.test_client())


@pytest.fixture
def bare_client(bare_app: Flask) -> PageClient:
    return PageClient(bare_app.test_client())
