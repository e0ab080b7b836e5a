"""The feed as it stands for one request."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from directory import bridge
from directory.extensions import current_settings, db
from directory.nearby.snapshot import Flags, Numbers
from directory.oruk import filtering
from directory.oruk.asking import AskedWronglyError
from directory.oruk.documents import Reader, outward
from directory.oruk.index import INDEXES, Index, Lookup
from directory.oruk.sending import Listing, state_of
from directory.places import Places
from matcher import Knowledge


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a request to the feed works with."""

    knowledge: Knowledge
    places: Places
    session: Session
    index: Index
    reader: Reader

    @property
    def state(self) -> str:
        """Return a text that is another one as soon as any answer may be."""
        version, today = self.index.snapshot.version, self.reader.outward.on
        return f"{version} {today} {self.places.source.date} {state_of(self.knowledge)}"

    def asked_for(self, wanted: filtering.Wanted) -> Flags:
        """Return the services that are asked for."""
        on = self.reader.outward.on
        return filtering.services(self.session, self.knowledge, self.index, wanted, on)

    def services(self, places: Numbers, *, full: bool) -> Listing:
        """Return a list of services by their places in the index."""
        return Listing(
            size=len(places),
            part=lambda start, stop: self.reader.services(places[start:stop].tolist(), full=full),
        )


def current() -> Feed:
    """Return the feed of the directory as it is now."""
    settings = current_settings()
    knowledge, places = knowledge_now(), bridge.places_in(settings.places)
    index = INDEXES.current(db.session)
    reader = Reader(session=db.session, index=index, outward=outward(knowledge, places))
    return Feed(knowledge=knowledge, places=places, session=db.session, index=index, reader=reader)


def knowledge_now() -> Knowledge:
    """Return the knowledge of this copy."""
    return bridge.knowledge_in(current_settings().data)


def place_in(lookup: Lookup, id: str, what: str) -> int:
    """Return the place of what is asked for by its uuid; raises AskedWronglyError for none."""
    found = lookup.find(checked_id(id))
    if found is None:
        raise not_here(what)
    return found


def checked_id(id: str) -> str:
    """Return a uuid as it is written; raises AskedWronglyError for what is none."""
    try:
        return str(UUID(id))
    except ValueError:
        raise AskedWronglyError([("id", "id should be a uuid")]) from None


def not_here(what: str) -> AskedWronglyError:
    """Return the answer for an id that names nothing of this feed."""
    return AskedWronglyError([("id", f"there is no {what} with this id in this feed")], 404)


def first(documents: Sequence[dict[str, object]], what: str) -> dict[str, object]:
    """Return the one document that was read; raises AskedWronglyError where it has just gone."""
    if not documents:
        raise not_here(what)
    return documents[0]
