"""Each endpoint is open to whom the table says, and none has gone or come unnoticed."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import RequestRedirect

from directory.infrastructure.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from directory.model.roles import AccountRole
from directory.web.app import create_app
from tests.directory_fixtures import migrated
from tests.web.access import ACCESS, ANYONE, Access
from tests.web.kept_addresses import KEPT_ADDRESSES
from tests.web.signed_in import sign_in

__all__ = ["migrated"]


@pytest.fixture
def tokenless(app: Flask) -> Iterator[Flask]:
    """Return the app with forms taken without a token, so that a refusal is one of access."""
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture(scope="module")
def app(migrated: str, tmp_path_factory: pytest.TempPathFactory, data: Path) -> Flask:
    """Return an app whose database has every table and no service; tests add accounts alone."""
    settings = Settings(
        environment=DEVELOPMENT,
        secret_key=DEVELOPMENT_KEY,
        database_url=migrated,
        places=tmp_path_factory.mktemp("places") / "places.bin",
        data=data,
    )
    app = create_app(settings)
    app.testing = True
    return app


def test_every_endpoint_is_in_the_access_table(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints == set(ACCESS), "tests/web/access.py lists every endpoint and no other"


@pytest.mark.parametrize("who", [None, *AccountRole])
@pytest.mark.parametrize("endpoint", sorted(ACCESS))
def test_an_endpoint_answers_those_it_is_open_to_and_nobody_else(
    app: Flask, endpoint: str, who: AccountRole | None
) -> None:
    access = ACCESS[endpoint]
    client = app.test_client()
    if who is not None:
        sign_in(client, who)

    with client.open(access.path, method=access.method) as response:
        assert response.status_code == _expected(access, who)
        if response.status_code == 303 and access.who != ANYONE:
            assert response.location.startswith("/account/sign-in")


def _expected(access: Access, who: AccountRole | None) -> int:
    if access.method == "POST" or access.who == ANYONE or (who and who in access.who.split()):
        return access.status  # a form without its token is refused before anything else
    return 303 if who is None else 403


@pytest.mark.parametrize("who", [None, *AccountRole])
@pytest.mark.parametrize("endpoint", [e for e, a in ACCESS.items() if a.method == "POST"])
def test_a_form_with_its_token_is_refused_to_others_as_well(
    tokenless: Flask, endpoint: str, who: AccountRole | None
) -> None:
    access = ACCESS[endpoint]
    client = tokenless.test_client()
    if who is not None:
        sign_in(client, who)

    response = client.post(access.path, data={"made": "up"})

    is_open = access.who == ANYONE or (who is not None and who in access.who.split())
    refused = response.status_code == 403 or "/account/sign-in" in (response.location or "")
    assert is_open or refused


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
