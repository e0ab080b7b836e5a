"""A copy answers to its own hosts alone, and no link follows what a request calls it."""

from dataclasses import replace

import pytest
from flask import Flask

from directory.infrastructure.settings import PRODUCTION, Settings, read
from directory.web.app import create_app

OTHER = "evil.example.com"


@pytest.mark.parametrize("path", ["/", "/find/", "/api/v1/openapi.json", "/nothing", "/live"])
@pytest.mark.parametrize("host", [OTHER, "127.0.0.1.evil.example.com", "a b", "x@127.0.0.1"])
def test_another_host_gets_400(app: Flask, path: str, host: str) -> None:
    answer = app.test_client().get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "Location" not in answer.headers


def test_another_host_gets_400_in_production_and_is_not_sent_to_https(settings: Settings) -> None:
    app = create_app(replace(settings, environment=PRODUCTION, secret_key="k" * 40))

    assert app.test_client().get("/", headers={"Host": OTHER}).status_code == 400


def test_a_proxy_that_is_believed_cannot_name_another_host(settings: Settings) -> None:
    client = create_app(replace(settings, proxies=1)).test_client()

    assert client.get("/", headers={"X-Forwarded-Host": OTHER}).status_code == 400


@pytest.mark.parametrize("host", ["waymark.example.org", "waymark.example.org:8443", "second.org"])
def test_the_hosts_of_the_settings_are_answered(settings: Settings, host: str) -> None:
    named = {"WAYMARK_SITE": "https://waymark.example.org", "WAYMARK_HOSTS": "second.org"}
    client = create_app(replace(settings, serving=read(named).serving)).test_client()

    assert client.get("/", headers={"Host": host}).status_code == 200
