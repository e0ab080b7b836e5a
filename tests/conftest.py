"""What every test may ask for: settings, an app, and a page client that checks each page.

`page_client` is in tests/web/page_client.py; `live_server`, `browser_page` and
`axe` are in tests/browser/driving.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import CodeType

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from directory.infrastructure import paths
from directory.infrastructure.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from directory.web import api
from directory.web.api import blueprint_for
from directory.web.app import create_app

# How long one example takes says more of the machine than of the code.
hypothesis_settings.register_profile("waymark", deadline=None)
hypothesis_settings.load_profile("waymark")

pytest_plugins = ("tests.web.page_client", "tests.browser.driving")

USUAL = Settings(
    environment=DEVELOPMENT,
    secret_key=DEVELOPMENT_KEY,
    database_url="sqlite://",
    places=Path("none.bin"),
    data=paths.data(),
)
OWN_ENDPOINTS = {"<lambda>", "all", "ask", "fail", "here", "map", "none", "said"}
"""What tests add to an app; all else that the access table does not list is refused."""
OWN_MACHINE = ["127.0.0.1", "localhost", "::1"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let browser and database tests speak to this machine, and to no other."""
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("database"):
            item.add_marker(pytest.mark.allow_hosts(OWN_MACHINE))


@pytest.fixture(autouse=True, scope="session")
def made_once() -> Iterator[None]:
    """Let all apps share what is the same in each: compiled templates, the description of the API.

    An app by itself takes half a second of work to make and to show its first page.
    """
    compiled, blueprints = Compiled(), cache(lambda data: blueprint_for(replace(USUAL, data=data)))
    environment = Flask.create_jinja_environment

    def sharing(app: Flask) -> Environment:
        made = environment(app)
        made.bytecode_cache = compiled
        return made

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Flask, "create_jinja_environment", sharing)
        patched.setattr(api, "blueprint_for", lambda settings: blueprints(settings.data))
        yield


@dataclass
class Compiled(BytecodeCache):
    """Templates that were compiled in this process; Jinja compares the text they were made of."""

    kept: dict[tuple[str, str], CodeType] = field(default_factory=dict)

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the knowledge files that an app of the tests reads: those that are shipped."""
    return paths.data()


@pytest.fixture
def settings(tmp_path: Path, data: Path) -> Settings:
    return replace(
        USUAL,
        data=data,
        database_url=f"sqlite:///{tmp_path / 'waymark.sqlite'}",
        places=tmp_path / "places.bin",
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Return an app of its own, with an empty database; its connections end with the test."""
    app = create_app(settings)
    app.testing = True
    app.extensions["open"] |= OWN_ENDPOINTS
    yield app
    app.extensions["engine"].dispose()
