"""Numbers of more digits than a database or Python takes are refused, and are no failure."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.model.roles import AccountRole
from tests.directory_fixtures import database_url, empty_database_url, migrated, packed, settings
from tests.web.signed_in import sign_in

__all__ = ["database_url", "empty_database_url", "migrated", "packed", "settings"]

LONG = ("9" * 20, "9" * 400, "9" * 5000)
ADDRESSES = (
    "/account/people/{}", "/api/v1/gaps?miles={}", "/choose/child/{}", "/find/?page={}",
    "/find/?years={}", "/gaps/?from_years={}", "/gaps/?miles={}", "/gaps/scenarios/{}",
    "/manage/audit?before={}", "/manage/waiting/{}", "/oruk/services?page={}",
    "/oruk/services?minimum_age={}",
)  # fmt: skip
FORMS = (
    ("/find/where", "miles"), ("/gaps/siting", "sites"), ("/manage/new", "waiting_weeks"),
    ("/manage/own", "change"), ("/manage/service/none/versions", "before"),
)  # fmt: skip


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"], app.testing = False, False
    client = app.test_client()
    sign_in(client, AccountRole.ADMINISTRATOR)
    return client


@pytest.mark.parametrize("number", LONG, ids=len)
def test_no_address_with_a_long_number_is_a_failure(client: FlaskClient, number: str) -> None:
    found = {path: client.get(path.format(number)).status_code for path in ADDRESSES}

    assert {path: status for path, status in found.items() if status >= 500} == {}


@pytest.mark.parametrize("number", [*LONG, "010" + "0" * 5000], ids=len)
def test_no_form_with_a_long_number_is_a_failure(client: FlaskClient, number: str) -> None:
    found = {path: client.post(path, data={name: number}).status_code for path, name in FORMS}

    assert {path: status for path, status in found.items() if status >= 500} == {}
