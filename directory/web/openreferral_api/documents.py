"""The documents of services, read from the database part by part."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from directory.exchange.openreferral.exporter import Exporter, PublishedEntry
from directory.exchange.openreferral.exporter_terms import Document
from directory.exchange.openreferral.exporter_venues import Geography
from directory.geo import Place, PlaceError, Places
from directory.geo.outcodes import district_names
from directory.geo.paths import fallback_file
from directory.infrastructure.clock import today
from directory.storage.entry_repository import own_entries
from directory.storage.snapshot import Numbers
from directory.web.openreferral_api.feed_index import FeedIndex
from matcher import Knowledge

BATCH = 500
"""Services in one reading: under the number of parameters that SQLite takes."""


@dataclass(frozen=True, kw_only=True)
class DocumentReader:
    """Reads services by their places in the index."""

    session: Session
    index: FeedIndex
    outward: Exporter

    def services(self, places: Sequence[int], *, full: bool) -> Iterator[Document]:
        """Yield each service; `full`: with everything nested."""
        make = self.outward.service if full else self.outward.service_in_list
        for _, published in self._published(places):
            yield make(published)

    def at_locations(self, venues: Numbers, *, full: bool) -> Iterator[Document]:
        """Yield each service at one of its venues, by the places of the venues."""
        index = self.index
        wanted = list(
            zip(index.venues.service[venues].tolist(), index.venues.beside[venues], strict=True)
        )
        for start in range(0, len(wanted), BATCH):
            some = wanted[start : start + BATCH]
            found = {
                at: self.outward.at_locations(published, full=full)
                for at, published in self._published(list(dict.fromkeys(at for at, _ in some)))
            }
            # A venue may have gone since the index was made.
            yield from (found[at][n] for at, n in some if n < len(found.get(at, ())))

    def _published(self, places: Sequence[int]) -> Iterator[tuple[int, PublishedEntry]]:
        """Yield what is stored, a few queries for each part, and hold no more than one part."""
        for start in range(0, len(places), BATCH):
            ids = {self.index.snapshot.ids[at]: at for at in places[start : start + BATCH]}
            found = own_entries(self.session, ids)
            self.session.close()  # a slow reader must not hold a transaction open
            for id, at in ids.items():
                if id in found:
                    entry, changed_at = found[id]
                    yield at, PublishedEntry(entry=entry, changed_at=changed_at)


def outward(knowledge: Knowledge, places: Places) -> Exporter:
    """Return what makes the documents of today."""
    return Exporter(knowledge=knowledge, geography=geography(places), on=today())


@lru_cache(maxsize=4)
def geography(places: Places) -> Geography:
    """Return what the postcodes of this machine know, and the names of districts."""
    return Geography(find=_finder(places), names=district_names(fallback_file()))


def _finder(places: Places) -> Callable[[str], Place | None]:
    @lru_cache(maxsize=1 << 12)
    def find(postcode: str) -> Place | None:
        try:
            return places.find(postcode)
        except PlaceError:
            return None

    return find
