"""Who asks too often is asked to wait, and an address that must be hidden can always be told."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.infrastructure.limit_settings import LimitSettings, Rates
from directory.infrastructure.settings import Settings, SettingsError, read
from directory.web.app import create_app
from tests.directory_builders import Directory, entry
from tests.directory_fixtures import (
    database_url,
    directory,
    empty_database_url,
    migrated,
    packed,
    places,
    settings,
    words,
)
from tests.web.access import ACCESS
from tests.web.page import Page
from tests.web.page_check import check_page

__all__ = [
    "database_url",
    "directory",
    "empty_database_url",
    "migrated",
    "packed",
    "places",
    "settings",
    "words",
]

Make = Callable[..., FlaskClient]
HERE, THERE = "192.0.2.1", "192.0.2.2"
WRONG = "/find/service/a/wrong"
CHEAP = {
    "gaps.caseload", "gaps.caseload_template", "gaps.dropped_plan", "gaps.dropped_scenario",
    "gaps.scenarios", "gaps.trend", "gaps.unmet_asks",
}  # fmt: skip
"""Pages of gaps that work nothing out."""
KEY = "a-key-made-at-random-0123456789abcdef"


@pytest.fixture
def limited(settings: Settings) -> Iterator[Make]:
    """Return what makes a client of an app with these rates."""
    made: list[Flask] = []

    def client(proxies: int = 0, **rates: str) -> FlaskClient:
        limits = LimitSettings(is_on=True, rates=replace(Rates(), **rates))
        app = create_app(replace(settings, limits=limits, proxies=proxies))
        app.config["WTF_CSRF_ENABLED"] = False
        made.append(app)
        return app.test_client()

    yield client
    for app in made:
        app.extensions["engine"].dispose()


def statuses(client: FlaskClient, path: str, times: int, address: str = HERE) -> list[int]:
    environ = {"REMOTE_ADDR": address}
    return [client.get(path, environ_overrides=environ).status_code for _ in range(times)]


def test_one_address_that_asks_too_often_is_refused_and_another_is_not(limited: Make) -> None:
    client = limited(pages="3 per minute")

    assert statuses(client, "/privacy", 4) == [200, 200, 200, 429]
    assert statuses(client, "/cookies", 1) == [429]
    assert statuses(client, "/privacy", 1, THERE) == [200]


def test_the_page_says_in_plain_words_when_to_ask_again(limited: Make) -> None:
    client = limited(pages="1 per hour")
    client.get("/privacy")

    page = Page(client.get("/privacy"))

    check_page(page, "/privacy")
    assert page.status == 429
    assert page.heading == "Too many requests"
    assert 1 <= int(page.response.headers["Retry-After"]) <= 3601


def test_programs_are_told_in_json(limited: Make) -> None:
    client = limited(pages="1 per minute")
    client.get("/oruk/")

    for path in ("/oruk/services", "/api/v1/openapi.json"):
        answer = client.get(path)
        assert answer.status_code == 429
        assert "too many requests" in answer.get_json()["problems"][0]["problem"]
        assert int(answer.headers["Retry-After"]) >= 1


def test_forms_costly_pages_and_signing_in_have_limits_of_their_own(limited: Make) -> None:
    client = limited(forms="2 per minute", costly="1 per minute", sign_in="1 per minute")

    assert statuses(client, "/gaps/", 2) == [200, 429]
    assert statuses(client, "/gaps/need", 1) == [429]
    assert [client.post("/account/sign-in", data={}).status_code for _ in range(2)][1] == 429
    assert [client.post("/choose/", data={}).status_code for _ in range(2)][1] == 429
    assert statuses(client, "/find/", 3) == [200, 200, 200]


def test_a_request_without_its_token_counts_too(limited: Make) -> None:
    client = limited(forms="1 per minute")
    client.application.config["WTF_CSRF_ENABLED"] = True

    assert [client.post("/choose/", data={}).status_code for _ in range(2)] == [400, 429]


def test_files_of_pages_and_what_watches_the_server_are_never_refused(limited: Make) -> None:
    client = limited(pages="1 per minute")
    client.get("/privacy")

    found = {path: client.get(path).status_code for path in ("/static/no.css", "/live", "/metrics")}

    assert 429 not in found.values()


def test_that_an_address_should_be_hidden_can_always_be_told(
    limited: Make, directory: Directory
) -> None:
    directory.take(entry("a"))
    client = limited(pages="2 per hour", forms="1 per hour", reports="1 per hour")
    told = [client.post(WRONG, data={"what": "closed"}).status_code for _ in range(2)]

    urgent = client.post(WRONG, data={"what": "hide_address"})

    assert told == [303, 429]
    assert urgent.status_code == 303


def test_behind_a_proxy_the_address_is_that_of_who_asks(limited: Make) -> None:
    client = limited(proxies=1, pages="1 per minute")

    found = [
        client.get("/privacy", headers={"X-Forwarded-For": f"203.0.113.9, {address}"}).status_code
        for address in (HERE, HERE, THERE)
    ]

    assert found == [200, 429, 200]


def test_a_whole_connection_of_ipv6_counts_as_one(limited: Make) -> None:
    client = limited(pages="1 per minute")

    assert statuses(client, "/privacy", 1, "2001:db8::1") == [200]
    assert statuses(client, "/privacy", 1, "2001:db8::2") == [429]
    assert statuses(client, "/privacy", 1, "2001:db8:0:1::1") == [200]


def test_who_is_refused_is_logged_nowhere(
    limited: Make, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    client = limited(pages="1 per minute")

    statuses(client, "/find/?q=secret", 2)

    assert HERE not in (said := caplog.text + "".join(capfd.readouterr()))
    assert "secret" not in said


def test_limits_are_off_unless_they_are_asked_for_and_on_in_production() -> None:
    assert not read({}).limits.is_on
    assert read({"WAYMARK_LIMITS": "yes"}).limits.is_on
    assert read({"WAYMARK_ENV": "production", "SECRET_KEY": KEY}).limits.is_on


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("WAYMARK_LIMITS", "perhaps", "write yes or no"),
        ("WAYMARK_LIMIT_PAGES", "many", "write it as in “300 per minute”"),
        ("WAYMARK_LIMITS_STORAGE", "ftp://user:secret@x", "must be memory:// or redis://host:port"),
    ],
)
def test_a_wrong_setting_of_limits_stops_the_start(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read({name: value})

    [problem] = raised.value.problems
    assert said in problem
    assert "secret" not in problem


def test_every_limit_is_of_an_endpoint_that_there_is() -> None:
    from directory.web.rate_limits import COSTLY, REPORT, SIGN_IN

    assert {*COSTLY, *SIGN_IN, REPORT} <= set(ACCESS)
    assert {name for name in ACCESS if name.endswith("_pdf")} <= COSTLY
    assert {name for name in ACCESS if name.startswith("gaps.")} - COSTLY == CHEAP
