"""A program that reads the feed, and checks what each answer must have."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Document = dict[str, Any]


@dataclass
class Feed:
    raw: FlaskClient

    def ask(self, path: str, status: int = 200, **parameters: Any) -> TestResponse:
        reply = self.raw.get(f"/oruk{path}?{urlencode(parameters)}")
        assert reply.status_code == status, f"{path} {parameters}: {reply.text[:500]}"
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        return reply

    def get(self, path: str, **parameters: Any) -> Document:
        reply = self.ask(path, **parameters)
        assert reply.mimetype == "application/json"
        found: Document = json.loads(reply.text)
        return found

    def pages(self, path: str, **parameters: Any) -> Iterator[Document]:
        """Yield every page of a list, from the first to the one that says it is the last."""
        number, is_last = 0, False
        while not is_last:
            number += 1
            page = self.get(path, page=number, **parameters)
            is_last = page["last_page"]
            yield page

    def all(self, path: str, **parameters: Any) -> list[Document]:
        return [item for page in self.pages(path, **parameters) for item in page["contents"]]

    def lines(self, path: str, **parameters: Any) -> list[Document]:
        reply = self.ask(path, format="ndjson", **parameters)
        assert reply.mimetype == "application/x-ndjson"
        return [json.loads(line) for line in reply.text.splitlines()]

    def names(self, **parameters: Any) -> list[str]:
        """Return the names of the services that are found."""
        return [each["name"] for each in self.all("/services", **parameters)]

    def venues(self, **parameters: Any) -> list[str]:
        """Return the names of the services that are found at a location."""
        found = self.all("/service_at_locations", **parameters)
        return [each["service"]["name"] for each in found]

    def service(self, name: str) -> Document:
        """Return all that is said of the one service of that name."""
        [id] = [each["id"] for each in self.all("/services") if each["name"] == name]
        return self.get(f"/services/{id}")

    def problems(self, path: str, status: int = 400, **parameters: Any) -> list[str]:
        reply = self.ask(path, status, **parameters)
        assert reply.mimetype == "application/json"
        return [each["problem"] for each in reply.get_json()["problems"]]
