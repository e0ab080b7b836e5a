"""A log tells an operator how it went, and nothing of what was typed."""

import io
import json
from dataclasses import replace

import pytest
from flask import Flask
from structlog.testing import capture_logs
from structlog.typing import EventDict

from directory.cli.run import QuietHandler
from directory.infrastructure.settings import Settings
from directory.web import logs
from directory.web.app import Waymark

TYPED = "SW1A1AA"


@pytest.fixture
def answering(app: Flask) -> Flask:
    def fail() -> str:
        raise ValueError(f"no place {TYPED}")

    app.add_url_rule("/fail", view_func=fail)
    app.testing = False
    return app


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"/?postcode={TYPED}"),
        ("GET", f"/nothing/{TYPED}?postcode={TYPED}"),
        ("POST", "/"),
        ("POST", "/api/v1/nothing"),
        ("GET", f"/fail?postcode={TYPED}"),
    ],
)
def test_no_line_repeats_what_was_typed(answering: Flask, method: str, path: str) -> None:
    body = {"postcode": TYPED} if method == "POST" else None

    with capture_logs() as lines:
        answering.test_client().open(path, method=method, data=body, headers={"X-Note": TYPED})

    assert lines
    assert TYPED not in str(lines)


def test_a_request_is_one_line_of_five_things() -> None:
    with capture_logs() as lines:
        made_up_request(Waymark("sample"), "/here")

    [line] = lines
    own = {"method", "endpoint", "status", "milliseconds", "request_id"}
    assert set(line) == {"event", "log_level", *own}
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "here", 200)


def test_a_made_up_method_is_not_repeated(app: Flask) -> None:
    with capture_logs() as lines:
        app.test_client().open("/", method=TYPED)

    assert lines[-1]["method"] == "other"


def test_a_failure_names_its_type_and_place_without_its_message(answering: Flask) -> None:
    with capture_logs() as lines:
        answering.test_client().get("/fail")

    [failure] = failures(lines)
    assert failure["error"] == "ValueError"
    assert any("test_logs.py" in frame and frame.endswith(" fail") for frame in failure["where"])


def test_the_development_server_does_not_write_request_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    handler = QuietHandler.__new__(QuietHandler)

    handler.log_request(200, 10)

    assert capsys.readouterr() == ("", "")


def test_a_log_in_production_is_json_on_standard_error(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    logs.configure(replace(settings, environment="production"))
    logs.log.info("request", status=200)

    assert written.getvalue().startswith("{")
    assert '"status": 200' in written.getvalue()


ID = "4f1c2a9b-0d3e-4a7b-9c55-1f2e3d4c5b6a"


@pytest.mark.parametrize("sent", [ID, ID.upper(), "0123456789abcdef"])
def test_a_plain_id_of_a_proxy_is_kept_and_given_back(app: Flask, sent: str) -> None:
    with capture_logs() as lines:
        answer = app.test_client().get("/privacy", headers={"X-Request-ID": sent})

    assert answer.headers["X-Request-ID"] == lines[-1]["request_id"] == sent.lower()


@pytest.mark.parametrize("sent", ["", "Jane Smith", "SW1A1AA", "abc", "0" * 33, f"{ID}x"])
def test_an_id_that_may_hold_words_is_replaced(app: Flask, sent: str) -> None:
    made = [
        app.test_client().get("/privacy", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
        for _ in range(2)
    ]

    assert sent not in made
    assert len(set(made)) == 2
    assert all(len(id) == 32 for id in made)


def test_a_failure_has_the_id_of_its_request(answering: Flask) -> None:
    with capture_logs() as lines:
        answering.test_client().get("/fail", headers={"X-Request-ID": ID})

    assert [line["request_id"] for line in lines] == [ID, ID]


def test_a_field_that_is_not_listed_is_not_written(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    logs.configure(replace(settings, environment="production"))
    logs.log.info("request", status=200, path=f"/find/?q={TYPED}", address="10.0.0.9")

    assert set(json.loads(written.getvalue())) == {"event", "level", "timestamp", "status"}


def made_up_request(app: Flask, path: str) -> None:
    app.add_url_rule(path, view_func=lambda: "here", endpoint="here")
    logs.log_requests(app)
    app.test_client().get(path)


def failures(lines: list[EventDict]) -> list[EventDict]:
    return [line for line in lines if line["event"] == "failure"]
