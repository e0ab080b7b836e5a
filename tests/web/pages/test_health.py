"""What watches over a copy is told the truth, and nothing that somebody typed."""

import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from directory.infrastructure.clock import now
from directory.infrastructure.settings import PRODUCTION, Settings
from directory.web import readiness
from directory.web.app import create_app
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

ALL = {"database", "migrations", "knowledge", "places"}
TOKEN = "9f86d081884c7d659a2feaa0c55ad015"


@pytest.mark.database
def test_a_copy_that_has_all_is_ready(app: Flask) -> None:
    answer = app.test_client().get("/ready")

    assert answer.status_code == 200
    assert answer.get_json() == {"ready": True, "checks": dict.fromkeys(ALL, True)}


@pytest.mark.database
def test_a_database_behind_is_not_ready(app: Flask) -> None:
    with app.extensions["engine"].begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    answer = app.test_client().get("/ready")
    with app.extensions["engine"].begin() as connection:
        head = readiness.migrations.head()
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})

    assert answer.status_code == 503
    assert answer.get_json()["checks"] == dict.fromkeys(ALL, True) | {"migrations": False}
    assert app.test_client().get("/ready").status_code == 200


def test_without_a_database_a_copy_lives_and_is_not_ready(settings: Settings) -> None:
    gone = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    client = create_app(replace(settings, database_url=gone)).test_client()

    assert client.get("/live").status_code == 200
    assert client.get("/ready").status_code == 503


def test_a_database_that_hangs_is_not_ready_within_a_second_or_so(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs = threading.Event()
    monkeypatch.setattr(readiness, "_asked", lambda _: hangs.wait(20) and "none")
    monkeypatch.setattr(readiness, "DATABASE_SECONDS", 0.1)
    answer = app.test_client().get("/ready")
    hangs.set()

    assert answer.status_code == 503
    assert not answer.get_json()["checks"]["database"]


def test_production_without_its_postcodes_is_not_ready(settings: Settings, tmp_path: Path) -> None:
    lacking = replace(
        settings, environment=PRODUCTION, secret_key=TOKEN, places=tmp_path / "none.bin"
    )
    answer = create_app(lacking).test_client().get("/ready")

    assert answer.status_code == 503
    assert not answer.get_json()["checks"]["places"]


def test_the_counts_name_endpoints_and_never_what_was_typed(app: Flask) -> None:
    client = app.test_client()
    for path in ("/find/?q=JaneSmith", "/JaneSmith", "/find/service/JaneSmith"):
        client.open(path, method="GET", headers={"X-Request-ID": "JaneSmith"})
    client.open("/", method="JANESMITH")
    counted = client.get("/metrics").text

    assert 'waymark_requests_total{endpoint="find.services",method="GET",status="200"}' in counted
    assert 'endpoint="none"' in counted
    assert "janesmith" not in counted.lower()


@pytest.fixture
def told(settings: Settings) -> Flask:
    serving = replace(settings.serving, metrics_token=TOKEN)
    return create_app(replace(settings, serving=serving))


@pytest.mark.parametrize(
    ("environ", "headers", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, {}, 200),
        ({"REMOTE_ADDR": "10.0.0.9"}, {}, 404),
        ({"REMOTE_ADDR": "127.0.0.1"}, {"X-Forwarded-For": "10.0.0.9"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1"}, {"Forwarded": "for=10.0.0.9"}, 404),
        ({"REMOTE_ADDR": ""}, {}, 404),
    ],
)
def test_without_a_token_only_this_machine_reads_the_counts(
    app: Flask, environ: dict[str, str], headers: dict[str, str], status: int
) -> None:
    answer = app.test_client().get("/metrics", environ_base=environ, headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("sent", "status"),
    [(f"Bearer {TOKEN}", 200), ("Bearer other", 404), (TOKEN, 404), ("", 404), ("Bearer é", 404)],
)
def test_with_a_token_it_is_asked_for_from_everywhere(told: Flask, sent: str, status: int) -> None:
    for address in ("127.0.0.1", "10.0.0.9"):
        answer = told.test_client().get(
            "/metrics", headers={"Authorization": sent}, environ_base={"REMOTE_ADDR": address}
        )
        assert answer.status_code == status


@pytest.mark.parametrize("path", ["/live", "/ready", "/metrics"])
def test_a_probe_in_production_needs_no_https(settings: Settings, path: str) -> None:
    client = create_app(replace(settings, environment=PRODUCTION, secret_key=TOKEN)).test_client()

    assert client.get(path).status_code == 200


def test_security_txt_says_where_a_fault_is_told(settings: Settings, app: Flask) -> None:
    assert app.test_client().get("/.well-known/security.txt").status_code == 404

    serving = replace(settings.serving, security_contact="mailto:safe@example.org")
    told = create_app(replace(settings, serving=serving))
    answer = told.test_client().get("/.well-known/security.txt")
    stated = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.mimetype == "text/plain"
    assert stated["Contact"] == "mailto:safe@example.org"
    assert datetime.fromisoformat(stated["Expires"]) > now()
    assert stated["Canonical"] == f"{settings.mail.site}/.well-known/security.txt"
