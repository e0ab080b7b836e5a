"""The documents of a feed as they are, for a report: nothing is kept and nothing taken in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from directory.application.feeds.decode import documents_in
from directory.application.feeds.errors import FeedError
from directory.application.feeds.http_client import FeedResponse, HttpClient
from directory.application.feeds.source import PAGE_SIZE, is_file, page_of, services_removed
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import (
    DETAILS,
    IN_FORCE,
    SERVICES,
    standard,
    standards,
)

AT_ONCE = 4
MOST_PAGES = 5_000
MOST_OTHER_PAGES = 20
"""Pages of a list other than the services."""
MOST_OTHER_RECORDS = 10
"""Records asked for by id of anything but services, as the official validator does."""
Watch = Callable[[str], None]


def documents(address: str, watch: Watch = lambda _: None) -> FeedDocuments:
    """Return everything that a feed answers, by the endpoints of the standard.

    Every service is asked for by its id; of the rest what shows how it is made. `watch` is told
    what is asked. Raises FeedError where the address is none, or does not answer at all.
    """
    with HttpClient(services_removed(address)) as asker:
        if is_file(address):
            answer = asker.get(asker.base, read=documents_in)
            if not answer.is_there:
                raise FeedError(f"the file answered with status {answer.status}")
            return FeedDocuments(source=address, pages={SERVICES: [answer.body]})
        return _Look(asker, watch).documents(address)


class _Look:
    def __init__(self, asker: HttpClient, watch: Watch) -> None:
        self._asker, self._watch = asker, watch
        self._pages: dict[str, list[Any]] = {}
        self._records: dict[str, list[Any]] = {}
        self._unanswered: dict[str, str] = {}

    def documents(self, address: str) -> FeedDocuments:
        self._keep(self._records, DETAILS, self._ask(""))
        lists = [each for each in standard(self._version()).endpoints if each.is_list]
        for endpoint in lists:
            self._watch(endpoint.path)
            ids = self._list(endpoint.path)
            if endpoint.path == SERVICES and not ids:
                break
            if endpoint.path != SERVICES:
                ids = ids[:MOST_OTHER_RECORDS]
            with ThreadPoolExecutor(AT_ONCE) as pool:
                paths = [f"{endpoint.path}/{quote(id, safe='')}" for id in ids]
                for answer in pool.map(self._ask, paths):
                    self._keep(self._records, endpoint.by_id, answer)
        return FeedDocuments(
            source=address,
            pages=self._pages,
            records=self._records,
            unanswered=self._unanswered,
        )

    def _version(self) -> str:
        found = self._records.get(DETAILS, [None])[0]
        said = str(found.get("version")) if isinstance(found, dict) else "1.0"
        return next((number for number in standards() if number in said), IN_FORCE)

    def _list(self, path: str) -> list[str]:
        """Read a list to its end; return the ids in it, each once."""
        ids: dict[str, None] = {}
        most = MOST_PAGES if path == SERVICES else MOST_OTHER_PAGES
        for number in range(1, most + 1):
            answer = self._ask(path, {"page": number, "per_page": PAGE_SIZE})
            if number > 1 and not (isinstance(answer, FeedResponse) and answer.is_there):
                break
            self._keep(self._pages, path, answer)
            found = _ids(answer)
            if not [id for id in found if id not in ids]:
                if number > 1:
                    self._pages[path].pop()  # an empty page, or one that came already
                break
            ids |= dict.fromkeys(found)
        return [*ids]

    def _ask(self, path: str, params: dict[str, str | int] | None = None) -> FeedResponse | str:
        try:
            return self._asker.get(self._asker.address(path, params))
        except FeedError as error:
            return str(error)

    def _keep(self, where: dict[str, list[Any]], path: str, answer: FeedResponse | str) -> None:
        if isinstance(answer, FeedResponse) and answer.is_there:
            where.setdefault(path, []).append(answer.body)
        else:
            said = answer if isinstance(answer, str) else f"status {answer.status}"
            self._unanswered.setdefault(path, said)


def _ids(answer: FeedResponse | str) -> list[str]:
    if not isinstance(answer, FeedResponse):
        return []
    try:
        items = page_of(answer.body).items
    except FeedError:
        return []
    return [str(item["id"]) for item in items if isinstance(item, dict) and item.get("id")]
