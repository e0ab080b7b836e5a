"""The services of a feed: what the lists say, and the full record where it was given."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from directory.exchange.data_quality.conformance import items_of
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import SERVICE, SERVICES, Standard

NESTED = (
    "attributes",
    "contacts",
    "cost_options",
    "eligibilitys",
    "funding",
    "languages",
    "schedules",
    "service_areas",
    "service_at_locations",
)
"""Lists that only a full record holds, in either version of the standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedService:
    """One service of a feed as it was sent."""

    document: Mapping[str, Any]
    at: str
    in_full: bool
    times: int = 1
    """How often the lists name it."""

    @property
    def id(self) -> str | None:
        """Return its id; None where it has none that names it."""
        return id_of(self.document)


def id_of(document: Any) -> str | None:
    """Return the id of a record as text; feeds of version 1.0 may send a number."""
    value = document.get("id") if isinstance(document, Mapping) else None
    named = isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip()
    return str(value).strip() if named else None


def services(documents: FeedDocuments, standard: Standard) -> tuple[FeedService, ...]:
    """Return each service once, its full record where there is one, in the order of the lists."""
    listed = list(_listed(documents, standard))
    full = {id: seen for seen in _recorded(documents) if (id := seen.id)}
    times = Counter(seen.id for seen in listed)
    found: dict[str, FeedService] = {}
    for seen in (*listed, *_recorded(documents)):
        # One without an id cannot be told from another: each is a service of its own.
        key = seen.id or seen.at
        best = full.get(key, seen)
        more = times.get(seen.id, 1) if seen.id else 1
        found.setdefault(
            key, FeedService(document=best.document, at=seen.at, in_full=best.in_full, times=more)
        )
    return tuple(found.values())


def _listed(documents: FeedDocuments, standard: Standard) -> Iterator[FeedService]:
    for number, page in enumerate(documents.pages.get(SERVICES, ()), 1):
        for place, item in enumerate(items_of(page, standard) or ()):
            if isinstance(item, Mapping):
                at = f"{SERVICES} page {number} $.{standard.items}[{place}]"
                # A feed may nest in its list what the standard keeps for the full record.
                yield FeedService(document=item, at=at, in_full=_nests(item))


def _recorded(documents: FeedDocuments) -> Iterator[FeedService]:
    records = documents.records.get(SERVICE, ())
    for number, record in enumerate(records, 1):
        if isinstance(record, Mapping):
            yield FeedService(document=record, at=f"{SERVICE} record {number}", in_full=True)


def _nests(item: Mapping[str, Any]) -> bool:
    return any(isinstance(item.get(name), list) for name in NESTED)
