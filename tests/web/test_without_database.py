"""While the database is missing, gone, broken or hung, what needs none of it still answers."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from directory.infrastructure.serving_settings import ServingSettings
from directory.infrastructure.settings import Settings
from directory.model.roles import AccountRole
from directory.web.app import create_app
from tests.directory_builders import Directory, entry
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.family_session_builders import open_visit
from tests.storage.wavering_server import WaveringServer, wavering
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

NEED_NONE = ("/", "/privacy", "/cookies", "/accessibility", "/choose/", "/knowledge/", "/live")
NEED_IT = ("/find/", "/gaps/", "/find/changes", "/oruk/services", "/api/v1/gaps")
CHILD = {"child.age_months": 20, "harm.happened": True}
SAID = "Services cannot be looked up now"


@pytest.fixture(params=["missing", "gone", "broken", "truncated"])
def without(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Flask:
    """Return an app whose database cannot be used, in each of the ways that this can be so."""
    file = tmp_path / "other.sqlite"
    url = f"sqlite:///{file}"
    if request.param == "gone":
        url = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    elif request.param == "broken":
        file.write_bytes(b"this is not a database, though it is long enough to be one " * 200)
    elif request.param == "truncated":
        made = Directory(replace(settings, database_url=_copied(settings, file)))
        made.take(*(entry(str(number)) for number in range(50)))
        made.engine.dispose()
        whole = file.read_bytes()
        file.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    app = create_app(replace(settings, database_url=url))
    app.testing = True
    return app


def _copied(settings: Settings, file: Path) -> str:
    file.write_bytes(Path(str(make_url(settings.database_url).database)).read_bytes())
    return f"sqlite:///{file}"


@pytest.mark.parametrize("path", NEED_NONE)
def test_what_needs_no_database_answers_without_one(without: Flask, path: str) -> None:
    assert without.test_client().get(path).status_code == 200


@pytest.mark.parametrize("path", NEED_IT)
def test_what_needs_it_says_when_to_try_again(without: Flask, path: str) -> None:
    answer = without.test_client().get(path)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_the_match_answers_from_the_knowledge(without: Flask) -> None:
    client = PageClient(without.test_client())
    open_visit(client, children=[{"facts": CHILD}], postcode="NE1 4ST")

    page = client.get("/choose/child/1")
    assert SAID in page.text
    assert "No service" not in page.text
    assert "holds no number" not in page.text
    assert page.all(".waymark-fit, .waymark-option, h2")
    assert SAID in client.get("/choose/family").text


def test_the_api_says_that_nobody_was_looked_up(without: Flask) -> None:
    answer = without.test_client().post("/api/v1/match", json=CHILD)

    assert answer.status_code == 200, answer.text
    found = answer.get_json()
    assert found["services_problem"].startswith(SAID)
    assert found["options"]
    assert all(option["services_count"] is None for option in found["options"])


def test_who_was_signed_in_is_not_signed_out_by_an_outage(settings: Settings, app: Flask) -> None:
    client = app.test_client()
    sign_in(client, AccountRole.COMMISSIONER)
    down = create_app(
        replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    ).test_client()
    down._cookies = client._cookies

    assert down.get("/privacy").status_code == 200
    assert down.get("/gaps/scenarios").status_code == 503
    assert client.get("/gaps/scenarios").status_code == 200


postgres = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="only PostgreSQL can hang: DATABASE_URL names none",
)


@pytest.fixture
def server(settings: Settings) -> Iterator[WaveringServer]:
    with wavering(settings.database_url) as server:
        yield server


@pytest.fixture
def behind(settings: Settings, server: WaveringServer) -> Iterator[PageClient]:
    """Return a client of an app that reaches its PostgreSQL through a server that may waver."""
    told = replace(settings, database_url=server.url, serving=ServingSettings(database_seconds=1))
    app = create_app(told)
    app.testing = True
    yield PageClient(app.test_client())
    app.extensions["engine"].dispose()


@postgres
@pytest.mark.database
@pytest.mark.slow
def test_a_database_that_hangs_is_given_up_on_and_comes_back_by_itself(
    behind: PageClient, server: WaveringServer
) -> None:
    assert behind.get("/find/").status == 200
    open_visit(behind, children=[{"facts": CHILD}], postcode="NE1 4ST")

    server.hang()
    begun = time.monotonic()
    assert behind.raw.get("/find/").status_code == 503
    assert time.monotonic() - begun < 12
    begun = time.monotonic()
    assert behind.raw.get("/privacy").status_code == 200
    assert SAID in behind.get("/choose/child/1").text
    assert time.monotonic() - begun < 8
    assert behind.raw.get("/ready").status_code == 503

    server.resume()
    until = time.monotonic() + 15
    while (status := behind.raw.get("/find/").status_code) == 503 and time.monotonic() < until:
        time.sleep(0.3)
    assert status == 200
    assert SAID not in behind.get("/choose/child/1").text


@postgres
@pytest.mark.database
def test_after_a_restart_of_the_database_no_page_fails(
    behind: PageClient, server: WaveringServer
) -> None:
    for _ in range(3):
        assert behind.raw.get("/find/").status_code == 200
        server.cut()
        assert behind.raw.get("/find/").status_code == 200


@postgres
@pytest.mark.database
def test_a_statement_that_takes_too_long_is_ended_by_the_server(behind: PageClient) -> None:
    engine = behind.raw.application.extensions["engine"]
    begun = time.monotonic()
    with engine.connect() as connection, pytest.raises(OperationalError, match="statement timeout"):
        connection.execute(text("SELECT pg_sleep(30)"))
    assert time.monotonic() - begun < 5
