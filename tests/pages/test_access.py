"""Each endpoint is open to whom the table says, and none has gone or come unnoticed."""

from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import RequestRedirect

from directory import paths
from directory.app import create_app
from directory.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from tests.directory_fixtures import migrated
from tests.pages.access import ACCESS, ANYONE, KEPT_ADDRESSES

__all__ = ["migrated"]


@pytest.fixture(scope="module")
def app(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return an app whose database has every table and no service; no test here changes it."""
    settings = Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=f"sqlite:///{migrated}",
        places=tmp_path_factory.mktemp("places") / "places.bin",
        data=paths.data(),
    )
    app = create_app(settings)
    app.testing = True
    return app


def test_every_endpoint_is_in_the_access_table(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints == set(ACCESS), "tests/pages/access.py lists every endpoint and no other"


@pytest.mark.parametrize("endpoint", sorted(ACCESS))
def test_an_endpoint_answers_those_it_is_open_to(app: Flask, endpoint: str) -> None:
    access = ACCESS[endpoint]
    assert access.who == ANYONE

    with app.test_client().open(access.path, method=access.method) as response:
        assert response.status_code == access.status


@pytest.mark.parametrize("endpoint", sorted(ACCESS))
def test_the_address_of_the_table_leads_to_its_endpoint(app: Flask, endpoint: str) -> None:
    access = ACCESS[endpoint]

    found, _ = app.url_map.bind("localhost").match(access.path, access.method)

    assert found == endpoint


@pytest.mark.parametrize("address", KEPT_ADDRESSES)
def test_an_address_once_given_out_still_leads_somewhere(app: Flask, address: str) -> None:
    adapter = app.url_map.bind("localhost")

    # NotFound is the failure; an address that moved, or takes only a post, is there.
    with suppress(RequestRedirect, MethodNotAllowed):
        adapter.match(address, "GET")


def test_every_address_without_parts_is_among_the_kept(app: Flask) -> None:
    plain = {rule.rule for rule in app.url_map.iter_rules() if not rule.arguments}

    assert plain <= set(KEPT_ADDRESSES), "add the new address to KEPT_ADDRESSES"
