"""A change of the secret key ends no visit, no session and no form that is open."""

from dataclasses import replace

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask

from directory.infrastructure.settings import Settings
from directory.web.app import create_app
from directory.web.encrypted_cookies import resealed, seal_for
from tests.web.page_client import PageClient

OLD, NEW = "the-former-key-made-at-random-0123456789", "the-present-key-made-at-random-987654321"


@pytest.fixture
def before(settings: Settings) -> Flask:
    return create_app(replace(settings, secret_key=OLD))


@pytest.fixture
def after(settings: Settings) -> Flask:
    serving = replace(settings.serving, old_keys=(OLD,))
    return create_app(replace(settings, secret_key=NEW, serving=serving))


@pytest.fixture
def without(settings: Settings) -> Flask:
    return create_app(replace(settings, secret_key=NEW))


def moved(client: PageClient, app: Flask) -> PageClient:
    """Return a client of another app that carries the same cookies."""
    other = PageClient(app.test_client())
    other.raw._cookies = client.raw._cookies
    return other


def test_a_visit_and_a_form_that_were_open_go_on_under_the_new_key(
    before: Flask, after: Flask
) -> None:
    client = PageClient(before.test_client())
    form = client.get("/choose/").form_values("form#case")

    begun = moved(client, after).raw.post("/choose/", data=form)
    assert begun.status_code == 303
    assert begun.location == "/choose/child/1"
    assert moved(client, after).raw.get("/choose/child/1").status_code == 200
    assert moved(client, before).raw.get("/choose/child/1").status_code == 303  # sealed anew


def test_once_the_former_key_is_left_out_what_it_sealed_has_ended(
    before: Flask, without: Flask
) -> None:
    with before.test_request_context():
        sealed = seal_for("visit").encrypt(b"x")

    with without.test_request_context(), pytest.raises(InvalidToken):
        seal_for("visit").decrypt(sealed)


def test_what_is_kept_longer_is_sealed_anew_once(before: Flask, after: Flask) -> None:
    with before.test_request_context():
        sealed = seal_for("codes").encrypt(b"secret").decode()

    with after.test_request_context():
        anew = resealed("codes", sealed)
        assert anew is not None
        assert resealed("codes", anew) is None
        assert seal_for("codes").decrypt(anew.encode()) == b"secret"
