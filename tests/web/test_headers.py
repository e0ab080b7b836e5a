"""What an answer tells the browser: load nothing from elsewhere, keep nothing, tell nobody."""

from dataclasses import replace

import pytest
from flask import Flask

from directory.infrastructure.settings import PRODUCTION, Settings
from directory.web.app import create_app

PATHS = ("/", "/nothing-here", "/api/nothing-here")


@pytest.fixture
def production(settings: Settings) -> Flask:
    return create_app(replace(settings, environment=PRODUCTION, secret_key="k" * 40))


@pytest.mark.parametrize("path", PATHS)
def test_the_policy_lets_in_nothing_foreign(app: Flask, path: str) -> None:
    policy = app.test_client().get(path).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


def test_every_answer_has_a_nonce_of_its_own(app: Flask) -> None:
    client = app.test_client()

    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(3)}

    assert len(policies) == 3


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_stored_and_no_address_is_passed_on(app: Flask, path: str) -> None:
    headers = app.test_client().get(path).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_static_file_may_be_kept_in_production(production: Flask) -> None:
    client = production.test_client()

    with client.get("/static/images/waymark.svg", base_url="https://localhost") as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_production_answers_over_https_alone(production: Flask) -> None:
    answer = production.test_client().get("/privacy")

    assert answer.status_code == 302
    assert answer.location == "https://localhost/privacy"


def test_production_believes_the_proxy_it_was_told_of(settings: Settings) -> None:
    told = replace(settings, environment=PRODUCTION, secret_key="k" * 40, proxies=1)
    client = create_app(told).test_client()

    answer = client.get("/privacy", headers={"X-Forwarded-Proto": "https"})

    assert answer.status_code == 200
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_one_app_in_production_sends_no_other_app_to_https(app: Flask, production: Flask) -> None:
    """Two apps of one process each keep their own policy."""
    assert app.test_client().get("/").status_code == 200
    assert production.test_client().get("/").status_code == 302
