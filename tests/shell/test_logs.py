"""A log tells an operator how it went, and nothing of what was typed."""

import io
from dataclasses import replace

import pytest
from flask import Flask
from structlog.testing import capture_logs
from structlog.typing import EventDict

from directory import logs
from directory.app import Waymark
from directory.cli.run import QuietHandler
from directory.settings import Settings

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


def test_a_request_is_one_line_of_four_things() -> None:
    with capture_logs() as lines:
        made_up_request(Waymark("sample"), "/here")

    [line] = lines
    assert set(line) == {"event", "log_level", "method", "endpoint", "status", "milliseconds"}
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


def made_up_request(app: Flask, path: str) -> None:
    app.add_url_rule(path, view_func=lambda: "here", endpoint="here")
    logs.log_requests(app)
    app.test_client().get(path)


def failures(lines: list[EventDict]) -> list[EventDict]:
    return [line for line in lines if line["event"] == "failure"]
