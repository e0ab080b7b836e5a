"""The feed as it stands for one request."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from directory.geo import Places
from directory.storage import reference_data
from directory.storage.column_store import STORES
from directory.storage.snapshot import Flags, Numbers
from directory.web.extensions import current_settings, db
from directory.web.openreferral_api import filters
from directory.web.openreferral_api.documents import DocumentReader, outward
from directory.web.openreferral_api.feed_index import FeedIndex
from directory.web.openreferral_api.query_params import BadParametersError
from directory.web.openreferral_api.responses import Listing, state_of
from matcher import Knowledge

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class FeedRequest:
    """What a request to the feed works with."""

    knowledge: Knowledge
    places: Places
    session: Session
    index: FeedIndex
    reader: DocumentReader

    @property
    def state(self) -> str:
        """Return a text that is another one as soon as any answer may be."""
        version, today = self.index.snapshot.version, self.reader.outward.on
        return f"{version} {today} {self.places.source.date} {state_of(self.knowledge)}"

    def asked_for(self, wanted: filters.ServiceFilter) -> Flags:
        """Return the services that are asked for."""
        on = self.reader.outward.on
        return filters.services(self.session, self.knowledge, self.index, wanted, on)

    def services(self, places: Numbers, *, full: bool) -> Listing:
        """Return a list of services by their places in the index."""
        return Listing(
            size=len(places),
            part=lambda start, stop: self.reader.services(places[start:stop].tolist(), full=full),
        )


def current() -> FeedRequest:
    """Return the feed of the directory as it is now."""
    settings = current_settings()
    knowledge, places = knowledge_now(), reference_data.places_in(settings.places)
    index = STORES.current(db.session, FeedIndex)
    reader = DocumentReader(session=db.session, index=index, outward=outward(knowledge, places))
    return FeedRequest(
        knowledge=knowledge, places=places, session=db.session, index=index, reader=reader
    )


def knowledge_now() -> Knowledge:
    """Return the knowledge of this copy."""
    return reference_data.knowledge_in(current_settings())


def known(found: T | None, what: str) -> T:
    """Return what was asked for by its uuid; raises BadParametersError for none."""
    if found is None:
        raise not_here(what)
    return found


def checked_id(id: str) -> str:
    """Return a uuid as it is written; raises AskedWronglyError for what is none."""
    try:
        return str(UUID(id))
    except ValueError:
        raise BadParametersError([("id", "id should be a uuid")]) from None


def not_here(what: str) -> BadParametersError:
    """Return the answer for an id that names nothing of this feed."""
    return BadParametersError([("id", f"there is no {what} with this id in this feed")], 404)


def first(documents: Sequence[dict[str, object]], what: str) -> dict[str, object]:
    """Return the one document that was read; raises AskedWronglyError where it has just gone."""
    if not documents:
        raise not_here(what)
    return documents[0]
