"""What the views of manage share: who asks, which entry, and what a change is made with."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import select

from directory.application.commands.edit_service import (
    EditBy,
    NoSuchServiceError,
    entry_to_edit,
)
from directory.application.commands.geocoding import locator
from directory.application.commands.service_versions import cells_of
from directory.application.commands.venue_points import Locate
from directory.application.feeds.feed_entries import feed_entry
from directory.exchange.openreferral.feed_rules import ENRICHED
from directory.infrastructure.clock import now, today
from directory.model.cell_types import Vocabulary
from directory.model.roles import DIRECTORY_TEAM
from directory.model.service_entry import ServiceEntry
from directory.storage import Account, Feed, Organisation, Service, reference_data
from directory.web.account_session import current_account
from directory.web.extensions import current_settings, db
from matcher import Knowledge

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEntry:
    """An entry that is open on somebody's desk."""

    id: str
    entry: ServiceEntry
    version: int
    cells: dict[str, str]
    organisation_id: int
    feed_id: str | None = None
    """The feed that it comes from; None for an entry of the directory's own file."""

    @property
    def name(self) -> str:
        """Return what the service is called."""
        return str(self.entry.values["name"])

    def may_change(self, column: str) -> bool:
        """Say whether a column is changed here, and is not for the feed alone to state."""
        return self.feed_id is None or column in ENRICHED


def signed_in() -> Account:
    """Return who asks; the access table lets nobody else come here."""
    return current_account() or abort(403)


def is_team() -> bool:
    """Say whether who asks keeps the whole directory, and not only entries of their own."""
    return signed_in().acts_as in DIRECTORY_TEAM


def open_entry(id: str) -> OpenEntry:
    """Return an entry that who asks may change; another's is refused, and none is not found."""
    entry, version, feed_id = _found(id)
    owner = db.session.scalar(select(Service.organisation_id).where(Service.id == id))
    is_own = feed_id is None and owner in signed_in().organisation_ids
    if owner is None or not (is_team() or is_own):
        abort(403)
    return OpenEntry(
        id=id,
        entry=entry,
        version=version,
        cells=cells_of(entry),
        organisation_id=owner,
        feed_id=feed_id,
    )


def _found(id: str) -> tuple[ServiceEntry, int, str | None]:
    """Return an entry, its version, and the feed that it comes from."""
    try:
        return *entry_to_edit(db.session, id), None
    except NoSuchServiceError:
        pass
    try:
        return feed_entry(db.session, id)
    except NoSuchServiceError:
        abort(404)


def open_feed(id: str) -> Feed:
    """Return a feed; none is not found."""
    return db.session.get(Feed, id) or abort(404)


def organisation_name(id: int) -> str:
    """Return what an organisation is called."""
    return db.session.get_one(Organisation, id).name


def edit_by(source: str) -> EditBy:
    """Return who changes something now, on which screen."""
    return EditBy(actor=signed_in().actor, source=source, now=now())


def locate() -> Locate:
    """Return what finds the point of a postcode."""
    return locator(reference_data.places_in(current_settings().places))


def knowledge() -> Knowledge:
    """Return what is in force today."""
    return reference_data.knowledge_in(current_settings())


def words() -> Vocabulary:
    """Return the ids and postcodes that an entry may use."""
    places = reference_data.places_in(current_settings().places)
    return reference_data.vocabulary(knowledge(), places, today())
