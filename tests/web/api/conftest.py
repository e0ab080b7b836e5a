"""The tests of this folder share the made-up directory, and a client of the API."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.web.extensions import db
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)


@dataclass
class Api:
    """Asks the API, and reads what it answers."""

    raw: FlaskClient

    def send(self, body: Any, **more: Any) -> TestResponse:
        """Send bytes as they are, and anything else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        usual = {"content_type": "application/json"}
        return self.raw.post("/api/v1/match", data=content, **(usual | more))

    def match(self, question: dict[str, Any]) -> dict[str, Any]:
        reply = self.send(question)
        assert reply.status_code == 200, reply.text
        return reply.get_json()  # type: ignore[no-any-return]

    def problems(self, body: Any, status: int) -> list[tuple[str | None, str]]:
        reply = self.send(body)
        assert reply.status_code == status, reply.text
        assert reply.mimetype == "application/json"
        assert list(reply.get_json()) == ["problems"]
        assert "Traceback" not in reply.text
        return [(each["field"], each["problem"]) for each in reply.get_json()["problems"]]


@pytest.fixture
def api(app: Flask) -> Iterator[Api]:
    yield Api(app.test_client())
    with app.app_context():
        db.engine.dispose()
