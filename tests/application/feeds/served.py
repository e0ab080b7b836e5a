"""Feeds that are made up, served in this process with every fault of the real ones."""

import gzip
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from directory.application.commands.feeds import add_feed
from directory.application.commands.geocoding import locator
from directory.application.feeds.pull import PullRequest, PullResult, pull_feed
from directory.application.feeds.staged_reader import ReadContext
from directory.exchange.openreferral.importer_term_map import FILE, read_mapping
from directory.infrastructure import paths
from tests.directory_builders import NOW, Directory, knowledge, vocabulary

BASE = "https://feed.example/oruk"
Document = dict[str, Any]


def record(id: object, **fields: Any) -> Document:
    """Return a whole record that needs no repair but for what is given."""
    usual = {
        "id": id,
        "name": f"Service {id}",
        "status": "active",
        "last_modified": "2026-01-01T00:00:00Z",
        "organization": {"id": "o", "name": "Kittiwake"},
        "attributes": [{"taxonomy_term": {"name": "Parenting support"}}],
    }
    return usual | fields


def shallow(document: Document) -> Document:
    return {k: v for k, v in document.items() if k in ("id", "name", "status", "last_modified")}


@dataclass
class Server:
    """A feed; what it does wrong is said by its fields, or by `wrong` for single answers."""

    records: list[Any] = field(default_factory=list)
    size: int = 2
    version: str | None = "HSDS-UK-3.0"
    envelope: str = "contents"
    total_pages: int | None = None
    is_shallow: bool = True
    packed: bool = False
    etags: bool = False
    repeats_last: bool = False
    ignores_page: bool = False
    refuses_after_last: int | None = None
    wrong: Callable[[httpx.Request], httpx.Response | None] = lambda request: None
    asked: list[str] = field(default_factory=list)
    agents: Counter[str] = field(default_factory=Counter)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.raw_path.decode().removeprefix("/oruk"))
        self.agents[request.headers["User-Agent"]] += 1
        if (broken := self.wrong(request)) is not None:
            return broken
        path = request.url.path.removeprefix("/oruk")
        if path == "/services":
            return self._page(int(request.url.params["page"]))
        if path.startswith("/services/"):
            return self._one(path.removeprefix("/services/"), request.headers.get("If-None-Match"))
        if path == "/" and self.version:
            return self.answer({"version": self.version})
        return httpx.Response(404)

    def details(self) -> list[str]:
        """Return the ids that were asked for, in order."""
        return sorted(path.rpartition("/")[2] for path in self.asked if "/services/" in path)

    def pages(self) -> list[str]:
        return [path for path in self.asked if "page=" in path]

    def answer(self, body: Any, **headers: str) -> httpx.Response:
        content = json.dumps(body).encode()
        if self.packed:
            content = gzip.compress(content)
            headers["Content-Encoding"] = "gzip"
        return httpx.Response(200, content=content, headers=headers)

    def _page(self, number: int) -> httpx.Response:
        pages = max(-(-len(self.records) // self.size), 1)
        if self.refuses_after_last and number > pages:
            return httpx.Response(self.refuses_after_last)
        at = 1 if self.ignores_page else min(number, pages) if self.repeats_last else number
        items = self.records[(at - 1) * self.size : at * self.size]
        if self.is_shallow:
            items = [shallow(item) if isinstance(item, dict) else item for item in items]
        total = pages if self.total_pages is None else self.total_pages
        return self.answer({"total_pages": total, "totalPages": total, self.envelope: items})

    def _one(self, id: str, etag: str | None) -> httpx.Response:
        for each in self.records:
            if isinstance(each, dict) and str(each.get("id")) == id:
                mark = f'"{hash(json.dumps(each, sort_keys=True))}"'
                if self.etags and etag == mark:
                    return httpx.Response(304)
                return self.answer(each, **({"ETag": mark} if self.etags else {}))
        return httpx.Response(404)


def reading(directory: Directory) -> ReadContext:
    return ReadContext(
        mapping=read_mapping(paths.data() / FILE, knowledge().programme),
        vocabulary=vocabulary(directory.places),
        locate=locator(directory.places),
    )


def add(directory: Directory, source: str = BASE, id: str = "other") -> None:
    with directory.session() as session:
        add_feed(session, id, source, actor="test", now=NOW)


def pull(directory: Directory, id: str = "other", **wish: Any) -> PullResult:
    wanted = PullRequest(**({"actor": "test", "now": NOW} | wish))
    return pull_feed(directory.engine, id, reading(directory), wanted)
