"""Asking another's server: patiently, politely, and never for more than was meant.

Timeouts, a bound on what is read, retries with growing pauses that heed Retry-After, and no
request to any other host than the feed's own.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from directory.application.feeds.decode import LARGEST, TOO_LARGE, parsed
from directory.application.feeds.errors import FeedError

USER_AGENT = "Waymark (family support directory; reads Open Referral feeds)"
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
"""Seconds of silence after which a server counts as not answering."""
LONGEST_ANSWER = 120.0
"""Seconds for one whole answer."""
TRIES = 5
LONGEST_PAUSE = 60.0
"""Seconds: a server that asks for a longer one is left alone until the next pull."""
MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResponse:
    """What came: the status, what was read, and the mark to ask “has it changed?” with."""

    status: int
    body: Any = None
    etag: str | None = None

    @property
    def is_there(self) -> bool:
        """Say whether there is a document in it."""
        return self.status == httpx.codes.OK


class _AgainError(Exception):
    """Something that may pass; `after` is how many seconds the server asks for."""

    def __init__(self, words: str, after: float | None = None) -> None:
        self.after = after
        super().__init__(words)


def transport() -> httpx.BaseTransport | None:
    """Return what carries the requests; None for the network. Tests put a server here."""
    return None


def pause(seconds: float) -> None:
    """Wait before asking again. Tests do not."""
    time.sleep(seconds)


class HttpClient:
    """Asks one host. Used as a context."""

    def __init__(self, base: str) -> None:
        """Open a client for a feed; raises FeedError for an address that is none."""
        try:
            self.base = httpx.URL(base)
        except httpx.InvalidURL:
            raise FeedError(f"{base} is not a web address") from None
        if self.base.scheme not in ("http", "https") or not self.base.host:
            raise FeedError("the address of a feed begins with https:// or http://")
        if self.base.userinfo:
            raise FeedError("an address with a name or password before the host is not kept")
        self._client = httpx.Client(
            transport=transport(), timeout=TIMEOUT, headers={"User-Agent": USER_AGENT}
        )

    def __enter__(self) -> "HttpClient":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self._client.close()

    def address(self, path: str = "", params: Mapping[str, str | int] | None = None) -> httpx.URL:
        """Return an address of the feed: its base, a path below it, and what is asked."""
        url = self.base.copy_with(raw_path=_joined(self.base, path))
        return url.copy_merge_params(dict(params)) if params else url

    def get(
        self,
        url: httpx.URL,
        etag: str | None = None,
        read: Callable[[bytes], Any] = parsed,
    ) -> FeedResponse:
        """Return the JSON of an address; for an error of the caller (4xx) the status alone.

        Raises FeedError, in words, where the server does not answer however often it is asked.
        """
        tries = Retrying(
            stop=stop_after_attempt(TRIES),
            wait=_pause_before,
            retry=retry_if_exception_type(_AgainError),
            sleep=pause,
            reraise=True,
        )
        try:
            return tries(self._once, url, etag, read)
        except _AgainError as error:
            raise FeedError(f"{_shown(url)} {error}") from None

    def _once(self, url: httpx.URL, etag: str | None, read: Callable[[bytes], Any]) -> FeedResponse:
        headers = {"Accept": "application/json"} | ({"If-None-Match": etag} if etag else {})
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with self._client.stream("GET", url, headers=headers) as response:
                    if not response.has_redirect_location:
                        return _answer(response, read)
                    url = self._next(url, response.headers["Location"])
            except httpx.TimeoutException:
                raise _AgainError(f"did not answer in {TIMEOUT.read:.0f} seconds") from None
            except httpx.DecodingError:
                raise _AgainError("sent an answer that cannot be unpacked") from None
            except httpx.HTTPError as error:
                raise _AgainError(f"could not be reached ({type(error).__name__})") from None
        raise FeedError(f"{_shown(url)} sends us on more than {MOST_REDIRECTS} times")

    def _next(self, url: httpx.URL, location: str) -> httpx.URL:
        """Return where a redirect leads; refuse another host, or less safety than before."""
        try:
            there = url.join(location)
        except httpx.InvalidURL:
            raise FeedError(f"{_shown(url)} sends us on to no web address") from None
        secure = there.scheme == "https" or (there.scheme == url.scheme == "http")
        here = self.base.host, self.base.port
        # Without a port in either it is the usual one of http or of https.
        if (there.host, there.port) != here or not secure:
            raise FeedError(
                f"{_shown(url)} sends us on to {there.scheme}://{there.host}{there.path}: add the "
                "feed under that address if it is the right one"
            )
        return there


def _joined(base: httpx.URL, path: str) -> bytes:
    raw, mark, query = base.raw_path.partition(b"?")
    return raw.rstrip(b"/") + (path.encode() if path else b"/") + mark + query


def _answer(response: httpx.Response, read: Callable[[bytes], Any]) -> FeedResponse:
    status = response.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise _AgainError(f"answered with status {status}", _asked_for(response))
    if status != httpx.codes.OK:
        return FeedResponse(status=status)
    if "," in response.headers.get("Content-Encoding", ""):
        # Packed twice, a few bytes unpack to more than any memory holds, all at once.
        raise FeedError("the answer is packed more than once: it is not read")
    content = _content(response)
    try:
        body = read(content)
    except ValueError:
        raise _AgainError("sent an answer that is not whole JSON") from None
    etag = response.headers.get("ETag", "")
    # What is not ASCII cannot be sent back.
    return FeedResponse(status=status, body=body, etag=etag if etag.isascii() and etag else None)


def _content(response: httpx.Response) -> bytes:
    begun, parts, size = time.monotonic(), [], 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise FeedError(TOO_LARGE)
        if time.monotonic() - begun > LONGEST_ANSWER:
            raise _AgainError(f"took more than {LONGEST_ANSWER:.0f} seconds for one answer")
    return b"".join(parts)


def _asked_for(response: httpx.Response) -> float | None:
    """Return the seconds that Retry-After asks for; a date in it is not heeded."""
    value = response.headers.get("Retry-After", "")
    if not value.isascii() or not value.isdigit():
        return None
    if int(value) > LONGEST_PAUSE:
        raise FeedError(f"the server asks to be left alone for {int(value)} seconds")
    return float(value)


def _pause_before(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, _AgainError) else None
    return (
        asked if asked is not None else float(min(2 ** (state.attempt_number - 1), LONGEST_PAUSE))
    )


def _shown(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}{url.path}"
