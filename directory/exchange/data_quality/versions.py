"""Which version of the standard a feed is judged by, and what has to be said about that."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from directory.exchange.data_quality.conformance import items_of
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import (
    IN_FORCE,
    SERVICE,
    SERVICES,
    Standard,
    standard,
    standards,
)

OLD = "1.0"
_OF_OLD = ("eligibilitys", "service_taxonomys", "fundings", "regular_schedules")
"""Lists that only services of the version before hold."""
_BY_MAJOR = {version.partition(".")[0]: version for version in ("1.0", IN_FORCE)}


def judged_by(documents: FeedDocuments) -> tuple[Standard, tuple[str, ...]]:
    """Return the version to judge by, and notes for whoever runs the feed.

    The official validator judges a feed that states no version, or names no openapi_url, by
    version 1.0 and does not say so. Here the look of the pages decides, and the report says it.
    """
    stated = _field(documents.details, "version")
    number = re.search(r"(\d+)(?:\.\d+)*", stated or "")
    version = _BY_MAJOR.get(number[1]) if number else None
    chosen = standard(version or _looks_like(documents))
    return chosen, tuple(_notes(documents, stated, number[0] if number else None, chosen.version))


def _notes(
    documents: FeedDocuments, stated: str | None, number: str | None, chosen: str
) -> list[str]:
    looks = f"this report judges it by {chosen}, which its pages look like"
    if not stated:
        notes = [
            "The feed does not say which version it follows: the official validator would judge it "
            f"by 1.0 without saying so; {looks}."
        ]
    elif number is None or number.partition(".")[0] not in _BY_MAJOR:
        notes = [f"The feed’s version is not one that is known here; {looks}."]
    elif number not in (chosen, chosen.partition(".")[0]):
        notes = [f"The feed says version {number}, which is judged here by {chosen}."]
    else:
        notes = []
    if stated and chosen == IN_FORCE and not _field(documents.details, "openapi_url"):
        notes.append(
            "The feed names no openapi_url: the official validator would judge it by 1.0 without "
            "saying so."
        )
    if chosen != IN_FORCE:
        notes.append(f"Version {IN_FORCE} is in force: {chosen} is still read, and is out of date.")
    return notes


def _field(details: Any, name: str) -> str | None:
    value = details.get(name) if isinstance(details, dict) else None
    return value if isinstance(value, str) and value.strip() else None


def looks_old(services: Iterable[Any]) -> bool:
    """Say whether services hold what only those of the version before do."""
    return any(name in each for each in services if isinstance(each, dict) for name in _OF_OLD)


def _looks_like(documents: FeedDocuments) -> str:
    """Return the version that the services look like, else the pages: a file may have none."""
    if looks_old(_services(documents)):
        return OLD
    pages = [page for several in documents.pages.values() for page in several]
    held = {
        each.version
        for each in standards().values()
        if any(items_of(page, each) is not None for page in pages)
    }
    return held.pop() if len(held) == 1 else IN_FORCE


def _services(documents: FeedDocuments) -> Iterator[Any]:
    yield from documents.records.get(SERVICE, ())
    for page in documents.pages.get(SERVICES, ()):
        for each in standards().values():
            yield from items_of(page, each) or ()
