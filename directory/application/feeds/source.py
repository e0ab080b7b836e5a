"""Where the records of a feed are: a server that is asked page by page, or a file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from directory.application.feeds.decode import LARGEST, TOO_LARGE, documents_in
from directory.application.feeds.errors import FeedError
from directory.application.feeds.http_client import HttpClient
from directory.exchange.openreferral.redact_people import NOT_STORED
from directory.exchange.openreferral.upgrade_schema import Document

PAGE_SIZE = 100
FILES = (".json", ".json.gz", ".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz")
_ITEMS = ("contents", "content", "services", "items", "results", "data")
_GONE = (404, 410)
_OVER_THE_END = (400, 404, 410, 416, 422)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of the list: its records, as many pages as it claims, and whether one is before."""

    items: list[Any]
    claims: int | None = None
    is_first: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetail:
    """What came for one id: a document, or that it is unchanged, gone, or not to be had."""

    remote_id: str
    document: Document | None = None
    etag: str | None = None
    is_unchanged: bool = False
    is_gone: bool = False
    trouble: str = ""


class FeedSource(Protocol):
    """Gives the records of a feed."""

    has_details: bool
    """Whether a record can be asked for by its id."""

    def version(self) -> str | None:
        """Return the version of the standard that the feed says it follows."""

    def page(self, number: int) -> ListPage:
        """Return a page of the list; one without items after the last."""

    def detail(self, remote_id: str, etag: str | None) -> RecordDetail:
        """Return one record by its id. Raises nothing: trouble is part of the answer."""


class ServerSource:
    """A feed that is asked over HTTP."""

    has_details = True

    def __init__(self, asker: HttpClient) -> None:
        """Ask through this asker."""
        self._asker = asker

    def version(self) -> str | None:
        """Return what the feed says of itself; None where it says nothing, as in 1.0."""
        try:
            body = self._asker.get(self._asker.address()).body
        except FeedError:
            return None
        version = body.get("version") if isinstance(body, dict) else None
        return NOT_STORED.sub("", str(version))[:50] or None if version else None

    def page(self, number: int) -> ListPage:
        """Return a page; raises FeedError where it cannot be had."""
        asked = {"page": number, "per_page": PAGE_SIZE}
        answer = self._asker.get(self._asker.address("/services", asked))
        if answer.is_there:
            return page_of(answer.body)
        # Some servers refuse the page after the last, in place of an empty one.
        if number > 1 and answer.status in _OVER_THE_END:
            return ListPage(items=[])
        raise FeedError(f"page {number} of the services answered with status {answer.status}")

    def detail(self, remote_id: str, etag: str | None) -> RecordDetail:
        """Return one record by its id."""
        try:
            url = self._asker.address(f"/services/{quote(remote_id, safe='')}")
            answer = self._asker.get(url, etag)
        except FeedError as error:
            return RecordDetail(remote_id=remote_id, trouble=str(error))
        if answer.status == 304:
            return RecordDetail(remote_id=remote_id, is_unchanged=True)
        if answer.status in _GONE:
            trouble = f"is listed and answered with status {answer.status}"
            return RecordDetail(remote_id=remote_id, is_gone=True, trouble=trouble)
        if not answer.is_there:
            return RecordDetail(
                remote_id=remote_id, trouble=f"answered with status {answer.status}"
            )
        body = answer.body
        if not isinstance(body, dict) or str(body.get("id")).strip() != remote_id:
            return RecordDetail(remote_id=remote_id, trouble="answered with another record")
        return RecordDetail(remote_id=remote_id, document=body, etag=answer.etag)


class FileSource:
    """Records that were read from a file."""

    has_details = False

    def __init__(self, items: list[Any], version: str | None = None) -> None:
        """Keep the records."""
        self._items, self._version = items, version

    def version(self) -> str | None:
        """Return the version that the file names, which is seldom."""
        return self._version

    def page(self, number: int) -> ListPage:
        """Return everything as the first page."""
        return ListPage(items=self._items if number == 1 else [], claims=1)

    def detail(self, remote_id: str, etag: str | None) -> RecordDetail:
        """Return that there is none: a file holds what it holds."""
        return RecordDetail(remote_id=remote_id, trouble="a file has no records by id")


def page_of(body: Any) -> ListPage:
    """Return the page in an answer, whichever version’s envelope it has, or none at all.

    Raises FeedError for an answer that holds no list.
    """
    if isinstance(body, list):
        return ListPage(items=body)
    if isinstance(body, Mapping):
        for name in _ITEMS:
            if isinstance(body.get(name), list):
                first = body.get("first_page", body.get("first"))
                claims = body.get("total_pages", body.get("totalPages"))
                return ListPage(
                    items=body[name],
                    claims=claims if isinstance(claims, int) else None,
                    is_first=first is not False,
                )
    raise FeedError("the answer holds no list of services")


@contextmanager
def source_of(address: str) -> Iterator[FeedSource]:
    """Open a feed by its address, or the file that it is; raises FeedError in words."""
    if "://" not in address:
        yield FileSource(_records(_file(Path(address))))
        return
    with HttpClient(services_removed(address)) as asker:
        if is_file(address):
            answer = asker.get(asker.base, read=documents_in)
            if not answer.is_there:
                raise FeedError(f"the file answered with status {answer.status}")
            yield FileSource(_records(answer.body))
        else:
            yield ServerSource(asker)


def checked_address(source: str) -> str:
    """Return the address, or the whole path, under which a feed is kept; raises FeedError."""
    if "://" not in source:
        path = Path(source).resolve()
        if not path.is_file():
            raise FeedError("is no file here, and no address: that begins with https://")
        if not path.name.casefold().endswith(FILES):
            raise FeedError(f"is no file of records: its name should end with {', '.join(FILES)}")
        return str(path)
    with HttpClient(source):
        return services_removed(source)


def is_file(address: str) -> bool:
    """Say whether an address is that of a file of records."""
    return urlsplit(address).path.casefold().endswith(FILES)


def services_removed(address: str) -> str:
    """Return the address of a feed for that of its list of services."""
    head, mark, query = address.partition("?")
    head = head.rstrip("/")
    return head.removesuffix("/services") + mark + query


def _file(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise FeedError(f"{path}: cannot be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise FeedError(TOO_LARGE)
    try:
        return documents_in(content)
    except ValueError:
        raise FeedError(f"{path}: is not whole JSON, nor one JSON object to a line") from None


def _records(body: Any) -> list[Any]:
    """Return the records of a file: a list, a page, or one service alone."""
    if isinstance(body, dict) and not any(isinstance(body.get(name), list) for name in _ITEMS):
        return [body]
    return page_of(body).items
