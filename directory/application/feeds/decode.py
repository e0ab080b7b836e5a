"""What is in an answer or a file: JSON, packed or not, one document or one to a line."""

import json
import zlib
from typing import Any

from directory.application.feeds.errors import FeedError

LARGEST = 100 * 2**20
"""Bytes of one answer or file, unpacked."""
TOO_LARGE = f"more than {LARGEST // 2**20} MB at once is not read"
GZIP = b"\x1f\x8b"


def unpacked(content: bytes) -> bytes:
    """Return bytes that may be packed with gzip; raises ValueError where they are not whole."""
    if not content.startswith(GZIP):
        return content
    parts: list[bytes] = []
    left, rest = LARGEST, content
    while rest:  # a file may be several packed ones after another
        unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            parts.append(unpacking.decompress(rest, left + 1))
        except zlib.error:
            raise ValueError("is not whole gzip") from None
        left -= len(parts[-1])
        if left < 0:
            raise FeedError(TOO_LARGE)
        if not unpacking.eof:
            raise ValueError("is not whole gzip")
        rest = unpacking.unused_data.lstrip(b"\x00")
    return b"".join(parts)


def parsed(content: bytes) -> Any:
    """Return a JSON document; a number that is none (NaN) is nothing. Raises ValueError."""
    try:
        return json.loads(unpacked(content), parse_constant=lambda _: None)
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def documents_in(content: bytes) -> Any:
    """Return a JSON document, or the list of those that stand one to a line. Raises ValueError."""
    text = unpacked(content)
    try:
        return parsed(text)
    except ValueError:
        return [parsed(line) for line in text.splitlines() if line.strip()]
