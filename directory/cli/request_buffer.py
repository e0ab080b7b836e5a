"""The bytes of one HTTP request as they come, and whether it is all there."""

import re
from dataclasses import dataclass, field

MOST_HEADER = 64 * 1024
MOST_BODY = 32 * 1024 * 1024
"""Longer bodies are handed on unread: the application refuses them by their announced length."""
_HEADER_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*chunked", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)


@dataclass(kw_only=True, eq=False)
class RequestBuffer:
    """What came of one request so far; it judges only whether more is to come, and of what length.

    Whether the request is sound is for the server's own parser, to which all of it is handed.
    """

    deadline: float
    """On the monotonic clock, when the connection is closed if the request is not all there."""
    data: bytearray = field(default_factory=bytearray)
    body_at: int | None = None
    """Where the body begins; None while the header is not all there."""
    _length: int | None = None
    _is_chunked: bool = False
    _next_chunk: int = 0
    expects_answer: bool = False
    """Whether the client waits to be told to go on before it sends the body."""
    is_whole: bool = False

    def add(self, piece: bytes) -> bool:
        """Take further bytes; say whether the header was completed by them."""
        searched = max(0, len(self.data) - len(_HEADER_END) + 1)
        self.data += piece
        is_completed = self.body_at is None and self._find_header(searched)
        self.is_whole = self._judged()
        return is_completed

    def _find_header(self, searched: int) -> bool:
        at = self.data.find(_HEADER_END, searched)
        if at < 0:
            return False
        header = bytes(self.data[: at + len(_HEADER_END)])
        self.body_at = self._next_chunk = len(header)
        self._is_chunked = _CHUNKED.search(header) is not None
        lengths = _LENGTH.search(header)
        self._length = int(lengths[1]) if lengths else 0
        self.expects_answer = _EXPECTS.search(header) is not None
        return True

    def _judged(self) -> bool:
        if self.body_at is None:
            return len(self.data) > MOST_HEADER  # the parser refuses it
        came = len(self.data) - self.body_at
        if self._is_chunked:
            return came > MOST_BODY or self._has_last_chunk()
        length = self._length or 0
        return length > MOST_BODY or came >= length

    def _has_last_chunk(self) -> bool:
        """Walk over the chunks that are there; what is no chunk is left to the parser."""
        while (end := self.data.find(b"\r\n", self._next_chunk)) >= 0:
            digits = bytes(self.data[self._next_chunk : end]).split(b";")[0].strip()
            if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", digits):
                return True
            size = int(digits, 16)
            if size == 0:
                return self.data.find(_HEADER_END, end) >= 0
            if len(self.data) < end + 2 + size + 2:
                return False
            self._next_chunk = end + 2 + size + 2
        return len(self.data) - self._next_chunk > MOST_HEADER
