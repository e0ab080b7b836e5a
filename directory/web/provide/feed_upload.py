"""A feed document that somebody sends to be judged: within bounds, kept only in memory."""

import zlib

from directory.exchange.data_quality.conformance import items_of
from directory.exchange.data_quality.feed_files import GZIP_BEGINS, UnreadableError, read_document
from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.report import QualityReport
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import SERVICE, SERVICES, standards
from directory.exchange.tables import TableSource
from directory.infrastructure.clock import today
from directory.model.problems import FileError

NAME = "The file"
MOST_BYTES = 20 * 1024 * 1024
"""Bytes of a file, unpacked."""
MOST_SERVICES = 1000
MOST_PARTS = 200_000
"""Values, lists and objects in a file: each can be wrong, and what is wrong takes room."""
BY_COMMAND = "look at it with the command “waymark feed report”, or send a part of it"


def is_feed_file(content: bytes) -> bool:
    """Say whether a file is JSON, packed or not, by how it begins."""
    try:
        start = TableSource(content).start()
    except FileError:
        return content.startswith(GZIP_BEGINS)  # damaged: whoever reads it will say so
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def report_file(content: bytes) -> QualityReport:
    """Return the report on a feed document; raises UnreadableError in words."""
    whole = _unpacked(content)
    if sum(whole.count(mark) for mark in (b"{", b"[", b",")) > MOST_PARTS:
        raise UnreadableError(f"{NAME}: has more parts than are looked at here: {BY_COMMAND}")
    documents = read_document(NAME, whole)
    if _services(documents) > MOST_SERVICES:
        raise UnreadableError(f"{NAME}: holds more than {MOST_SERVICES:,} services: {BY_COMMAND}")
    return report_feed(documents, on=today())


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(GZIP_BEGINS):
        return content
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        whole = unpacking.decompress(content, MOST_BYTES)
    except zlib.error:
        raise UnreadableError(f"{NAME}: is damaged: pack it again") from None
    if unpacking.unconsumed_tail:
        most = f"{MOST_BYTES // 2**20} megabytes"
        raise UnreadableError(f"{NAME}: unpacks to more than {most}: {BY_COMMAND}")
    if not unpacking.eof:
        raise UnreadableError(f"{NAME}: is cut short: get it again")
    return whole


def _services(documents: FeedDocuments) -> int:
    """Return how many services a file may hold: lines of lists, or full records."""
    pages = documents.pages.get(SERVICES, ())
    lists = [items_of(page, each) or () for page in pages for each in standards().values()]
    return max(sum(map(len, lists)), len(documents.records.get(SERVICE, ())))
